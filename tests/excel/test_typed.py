"""Strings put into cells, as Excel (US English) reads them."""

from datetime import datetime

import pytest

from tests.excel.com import com_error
from tests.excel.typed import Entry, typed

THIS_YEAR = datetime.now().year
SERIAL = {  # of days since 30 December 1899
    (2026, 1, 31): 46053.0,
    (1999, 5, 5): 36285.0,
}


def days(year: int, month: int, day: int) -> float:
    return float((datetime(year, month, day) - datetime(1899, 12, 30)).days)


@pytest.mark.parametrize(
    ("text", "value", "number_format"),
    [
        ("12", 12.0, None),
        ("007", 7.0, None),
        (" 1.5 ", 1.5, None),
        ("-3", -3.0, None),
        ("+3", 3.0, None),
        ("(5)", -5.0, None),
        ("1,234", 1234.0, "#,##0"),
        ("50%", 0.5, "0%"),
        ("12.5%", 0.125, "0.00%"),
        ("$5", 5.0, "$#,##0"),
        ("1e3", 1000.0, "0.00E+00"),
        ("3 1/2", 3.5, "# ?/?"),
        ("10:30", 10.5 / 24, "h:mm"),
        ("1:30 pm", 13.5 / 24, "h:mm"),
        ("2026-01-31", SERIAL[2026, 1, 31], "m/d/yyyy"),
        ("1/31/2026", SERIAL[2026, 1, 31], "m/d/yyyy"),
        ("5-May-99", SERIAL[1999, 5, 5], "d-mmm-yy"),
        ("1/2", days(THIS_YEAR, 1, 2), "d-mmm"),
        ("MAR1", days(THIS_YEAR, 3, 1), "d-mmm"),
        ("5 May", days(THIS_YEAR, 5, 5), "d-mmm"),
        ("March 2026", days(2026, 3, 1), "mmm-yy"),
    ],
)
def test_what_looks_like_a_number_or_a_date_becomes_one(text, value, number_format):
    found = typed(text)
    assert (found.kind, found.number_format) == ("n", number_format)
    assert found.value == pytest.approx(value, abs=1e-12)


@pytest.mark.parametrize("text", ["MKT.K1", "13/40", "K-1", "12 kg", "1,23", "TRUEST", "=", "--"])
def test_other_text_stays_text(text):
    assert typed(text) == Entry(text, "s", raw=text)


@pytest.mark.parametrize("text", ["=1+1", "12", "MAR1", "TRUE", "", "'quoted'"])
def test_an_apostrophe_keeps_any_text_and_is_no_part_of_it(text):
    found = typed(f"'{text}")
    assert (found.value, found.kind, found.quoted) == (text, "s", True)


def test_true_and_errors_are_no_texts():
    assert typed("true")[:2] == (True, "b")
    assert typed("#n/a")[:2] == ("#N/A", "e")


@pytest.mark.parametrize(
    ("text", "formula"),
    [("=A1+1", "=A1+1"), ("+A1", "=+A1"), ("-A1", "=-A1"), ("@SUM(A1)", "=SUM(A1)")],
)
def test_a_sign_before_what_is_no_number_makes_a_formula(text, formula):
    assert typed(text)[:2] == (formula, "f")


@pytest.mark.parametrize("text", ["=SUM(A1", "- more customers", '="a', "=1 2", "=" + "1+" * 5000])
def test_what_cannot_be_a_formula_is_refused(text):
    with pytest.raises(com_error):
        typed(text)
