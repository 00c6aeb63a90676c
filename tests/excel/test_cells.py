"""Cells as the test engine gives and takes them: as Excel does over COM."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
import xlwings

from tests.excel import excel
from tests.excel.com import REFUSED, com_error


def test_values_come_as_over_com(plan):
    raw = plan["H1:H3"].raw_value
    assert raw[0] == (datetime(2026, 3, 31, tzinfo=UTC),)
    assert raw[1] == (Decimal("1.2346"),)
    assert plan["B2:C3"].raw_value == (("ID", "Unit of measure"), ("K1", 2.5))
    assert plan["Z99"].raw_value is None


def test_xlwings_makes_them_pythons_own(plan):
    assert plan["H1"].value == datetime(2026, 3, 31)
    assert plan["H1:Z1"].value[1:] == [None] * 18


def test_errors_are_numbers_over_com_and_texts_only_when_asked_for(app, plan):
    plan["A1"].value = "#DIV/0!"
    assert plan["A1"].raw_value == -2146826281
    assert plan["A1"].value is None
    assert plan["A1"].options(err_to_str=True).value == "#DIV/0!"


def test_a_constant_is_told_as_text_with_15_digits_in_formula(plan):
    plan["A1"].value = [[0.1 + 0.2, True, "text", None, datetime(2026, 3, 31)]]
    assert plan["A1:E1"].formula == (("0.3", "TRUE", "text", "", "46112"),)
    assert plan["A1"].raw_value == 0.1 + 0.2


def test_a_text_that_begins_like_a_formula_is_told_without_its_apostrophe(plan):
    plan["A1"].formula = "'=x"
    assert plan["A1"].formula == plan["A1"].raw_value == "=x"
    assert plan["A1"].api.HasFormula is False


def test_one_formula_for_a_range_moves_along(plan):
    plan["J1:K2"].formula = "=A1+$A1+A$1"
    assert plan["J1:K2"].formula == (
        ("=A1+$A1+A$1", "=B1+$A1+B$1"),
        ("=A2+$A2+A$1", "=B2+$A2+B$1"),
    )


def test_one_text_fills_a_range(plan):
    plan["J1:J2"].value = "x"
    assert plan["J1:J2"].value == ["x", "x"]


def test_formulas_are_told_shorter_than_a_file_spells_them_and_saved_as_it_does(app, plan, path):
    plan["F3"].formula = "=MAXIFS(KPIs[Twice],KPIs[ID],KPIs[@ID])+KPIs[@[Unit of measure]]"
    assert plan["D3"].formula == "=[@[Unit of measure]]*2"
    assert plan["F3"].formula == (
        "=MAXIFS(KPIs[Twice],KPIs[ID],KPIs[@ID])+KPIs[@[Unit of measure]]"
    )
    assert plan.impl.grid.cells[3, 6].value == (
        "=_xlfn.MAXIFS(KPIs[Twice],KPIs[ID],KPIs[[#This Row],[ID]])"
        "+KPIs[[#This Row],[Unit of measure]]"
    )


@pytest.mark.parametrize("formula", ["=Gone!A1", "=SUM(Gone[ID])", "=SUM(KPIs[Gone])"])
def test_a_formula_over_what_is_not_there_is_refused(plan, formula):
    with pytest.raises(com_error):
        plan["J1"].formula = formula


def test_a_formula_has_no_value_until_it_is_calculated(plan):
    plan["J1"].formula = "=1+1"
    assert plan["J1"].value is None


@pytest.mark.judge("libreoffice")
def test_libreoffice_gives_formulas_their_values(app, plan):
    plan["J1"].formula = "=1+1"
    app.impl.recalculate()
    assert (plan["J1"].value, plan["D3"].value) == (2.0, 5.0)
    assert plan["H3"].options(err_to_str=True).value == "#DIV/0!"


def test_a_date_gives_a_cell_a_dates_format_unless_it_has_one(plan):
    plan["J2"].number_format = "yyyy"
    plan["J1"].value = [[datetime(2026, 3, 31)], [datetime(2026, 3, 31)]]
    assert [plan["J1"].number_format, plan["J2"].number_format] == ["m/d/yyyy", "yyyy"]
    assert plan["J1"].value == datetime(2026, 3, 31)


def test_a_date_is_a_number_again_when_its_format_goes(plan):
    plan["H1"].number_format = "General"
    assert plan["H1"].value == 46112.0


def test_all_is_text_in_a_cell_formatted_as_text(plan):
    plan["J1:J2"].number_format = "@"
    plan["J1"].value = [["=1+1"], [12]]
    assert plan["J1:J2"].value == ["=1+1", "12"]


@pytest.mark.parametrize("matrix", [[[1, 2]], [[1], [2], [3]], [[1, 2], [3, 4]]])
def test_a_matrix_of_another_shape_is_refused(plan, matrix):
    with pytest.raises(com_error):
        plan["J1:J2"].raw_value = matrix


def test_a_long_text_goes_alone_but_in_no_matrix(plan):
    text = "x" * 9000
    with pytest.raises(com_error):
        plan["J1:K1"].value = [[text, 1]]
    plan["J1"].value = text
    assert plan["J1"].value == text


def test_what_pywin32_cannot_pass_is_refused(plan):
    with pytest.raises(TypeError):
        plan["J1"].raw_value = object()


def test_nothing_is_written_of_a_matrix_with_a_fault(plan):
    with pytest.raises(com_error):
        plan["J1:K1"].formula = [["x", "=SUM("]]
    assert plan["J1:K1"].value == [None, None]


def test_a_part_of_an_array_formula_cannot_be_changed(plan):
    plan.impl.grid.arrays.append(plan["J1:J3"].impl.area)
    with pytest.raises(com_error):
        plan["J2"].value = 1
    plan["J1:J3"].value = 1
    assert plan["J2"].value == 1.0


def test_several_rectangles_go_in_one_address(plan):
    cells = plan["B3:C3,H1"]
    assert len(cells) == 3
    cells.font.bold = True
    cells.clear_contents()
    assert plan["B3:C3"].value == [None, None]
    assert plan["H1"].font.bold is True
    assert plan["H1:H2"].font.bold is None


def test_an_address_of_more_than_255_characters_is_refused(plan):
    with pytest.raises(com_error) as caught:
        plan.range(",".join(["AA100:AB200"] * 22))
    assert caught.value.excepinfo[5] == REFUSED


def test_a_book_is_saved_with_what_was_done(app, plan, path):
    plan["J1:K1"].value = ["'=x", "1/2"]
    app.books.active.save(path.with_name("saved.xlsx"))
    with excel(path.with_name("saved.xlsx")) as again:
        saved = again.books.active.sheets["Plan"]
        assert saved["J1"].value == "=x"
        assert saved["K1"].value == datetime(datetime.now().year, 1, 2)
        assert saved["D3"].formula == "=[@[Unit of measure]]*2"


def test_xlwings_itself_runs_over_it(app, plan):
    assert xlwings.books.active == app.books.active
    assert xlwings.apps.active == app
    app.books.active.set_mock_caller()
    assert xlwings.Book.caller().sheets[0] == plan
