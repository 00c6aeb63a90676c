import pytest

from okrsheet.books.formula import shifted


@pytest.mark.parametrize(
    ("formula", "moved"),
    [
        ("A1+B2", "B3+C4"),
        ("$A1+B$2+$C$3", "$A3+C$2+$C$3"),
        ("SUM(A1:B2)*LOG10(A1)", "SUM(B3:C4)*LOG10(B3)"),
        ('"A1"&A1', '"A1"&B3'),
        ("'A1 x'!A1+Sheet1!B2", "'A1 x'!B3+Sheet1!C4"),
        ("SUM(A:B)+SUM($A:B)+SUM(1:2)+SUM(1:$2)", "SUM(B:C)+SUM($A:C)+SUM(3:4)+SUM(3:$2)"),
        ("KPIs[[#This Row],[Q1]]+KPIs[Q1]+A1", "KPIs[[#This Row],[Q1]]+KPIs[Q1]+B3"),
        ("1E5+Rate1.A1+A1.5", "1E5+Rate1.A1+A1.5"),
        ("TAX2026+ABCD1", "TAX2026+ABCD1"),
    ],
)
def test_relative_references_move_and_nothing_else_does(formula, moved):
    if formula.startswith("TAX"):
        moved = "TAY2028+ABCD1"  # TAX2026 is a cell: the columns of Excel end with XFD
    assert shifted(formula, 2, 1) == moved


def test_a_reference_moved_over_the_edge_comes_in_on_the_other_side():
    assert shifted("A1", -1, -1) == "XFD1048576"
