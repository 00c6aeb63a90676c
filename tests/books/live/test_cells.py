from datetime import UTC, datetime
from decimal import Decimal

import pytest

from okrsheet.books.book import BookError, CellError, Formula
from okrsheet.books.live.cells import alike, given, normal, told, unprefixed


@pytest.mark.parametrize(
    ("value", "formula", "wanted"),
    [
        (None, "", None),
        ("", "", None),
        (" \u200b", " \u200b", None),
        (True, "TRUE", True),
        (3, "3", 3.0),
        (datetime(2026, 6, 30, 12, tzinfo=UTC), "46203.5", datetime(2026, 6, 30, 12)),
        (datetime(1899, 12, 30, 6), "0.25", 0.25),  # a time of day is a quantity
        (Decimal("0.1235"), "0.123456", 0.123456),  # money comes with four decimals
        (Decimal("0.1235"), "=A1", 0.1235),
        ("#N/A", "=NA()", CellError("#N/A")),
        (-2146826243, "=SORT(A1:A3)", CellError("#SPILL!")),
        (-2146826230, "=X()", CellError("#UNKNOWN!")),
    ],
)
def test_a_value_is_made_what_the_port_has(value, formula, wanted):
    found = normal(value, formula)
    assert found == wanted and type(found) is type(wanted)


@pytest.mark.parametrize(
    ("value", "formula", "wanted"),
    [
        (12.0, "=A1*2", "=A1*2"),
        ("=A1*2", "=A1*2", "'=A1*2"),  # a text that begins so
        ("MAR1", "MAR1", "'MAR1"),
        ("", "", None),
        (None, "", None),
        (1.5, "1.5", 1.5),
        (False, "FALSE", False),
        (datetime(2026, 6, 30, tzinfo=UTC), "46203", 46203.0),
        (datetime(2026, 6, 30, tzinfo=UTC), "=TODAY()", "=TODAY()"),
        ("#N/A", "#N/A", "#N/A"),
    ],
)
def test_what_excel_tells_can_be_given_back(value, formula, wanted):
    assert told(value, formula, False) == wanted


def test_without_formulas_a_date_is_counted_as_its_workbook_counts():
    moment = datetime(2026, 6, 30)
    assert told(moment, moment, False) == 46203.0
    assert told(moment, moment, True) == 46203.0 - 1462


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        ("=x", "'=x"),
        ("TRUE", "'TRUE"),
        ("", None),
        (None, None),
        (float("nan"), None),
        (2.5, 2.5),
        (datetime(2026, 6, 30, 12), 46203.5),
        (datetime(1800, 1, 1), "'1800-01-01 00:00:00"),  # before Excel's calendar
        (CellError("#REF!"), "#REF!"),
        (Formula('_xlfn.MAXIFS(A:A,B:B,"_xlfn.IFS")', 1.0), '=MAXIFS(A:A,B:B,"_xlfn.IFS")'),
    ],
)
def test_a_content_is_given_so_that_excel_makes_nothing_else_of_it(content, wanted):
    assert given(content, False) == wanted


def test_a_text_that_no_cell_holds_is_refused():
    with pytest.raises(BookError, match="a cell holds 32767"):
        given("x" * 32_768, False)


def test_prefixes_of_files_are_no_part_of_a_formula():
    assert unprefixed("_xlfn._xlws.SORT(A1)") == "SORT(A1)"
    assert unprefixed("SUM(A1)") == "SUM(A1)"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("=KPIs[[#This Row],[New value]]+1", "=[@[New value]]+1"),
        ("=KPIs[[#This Row],[ID]]", "=KPIs[@ID]"),
        ("=IF(A1>1E-09,1,0)", "=IF( A1 > 0.000000001, 1, 0 )"),
        ("='Calculation'!$A$5", "=Calculation!$A$5"),
        ("=_xlfn.IFS(A1,1)", "=ifs(A1,1)"),
        (46203.3333333333, 46203 + 1 / 3),
    ],
)
def test_two_spellings_of_one_content_are_alike(one, other):
    assert alike(one, other, "KPIs")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("=A1", "'=A1"),
        ('="a b"', '="ab"'),
        ("=A1", "=A2"),
        ("=KPIs[@ID]", "=[@ID]"),
        (1.0, True),
        (0.0, None),
        (1.0, 1.0000001),
    ],
)
def test_different_contents_are_not(one, other):
    assert not alike(one, other, "Units")
