"""The faults that the test engine has on demand, and its book-keeping."""

import sys
from importlib import import_module

import pytest
import xlwings

from tests.excel import Alert, excel
from tests.excel.com import CELL_EDIT, REJECTED, com_error


@pytest.mark.parametrize(("busy", "code"), [("cell-edit", CELL_EDIT), ("rejected", REJECTED)])
def test_every_call_fails_while_excel_is_busy(app, plan, busy, code):
    cells = plan["B3"]
    app.impl.busy = busy
    for call in (
        lambda: cells.value,
        lambda: setattr(cells, "value", 1),
        lambda: plan.name,
        lambda: app.books.active,
        lambda: plan.api.ProtectContents,
        lambda: app.screen_updating,
    ):
        with pytest.raises(com_error) as caught:
            call()
        assert caught.value.hresult == code
    app.impl.busy = None
    assert cells.value == "K1"


def test_a_message_can_be_shown_even_then(app):
    app.impl.busy = "cell-edit"
    assert app.alert("Busy.", "okrsheet") == "ok"
    assert app.impl.alerts == [Alert("Busy.", "okrsheet", "ok")]


def test_alerts_are_answered_from_a_queue(app):
    app.impl.answers += ["no"]
    assert app.alert("Sure?", buttons="yes_no") == "no"
    assert app.alert("Well then.") == "ok"


def test_a_call_to_come_fails_once(app, plan):
    cells = plan["B3"]
    app.impl.fails_in = 2
    cells.raw_value = 1
    with pytest.raises(com_error):
        cells.raw_value = 2
    assert cells.raw_value == 1.0


def test_calls_are_counted_by_name_and_once(app, plan):
    cells = plan["B3:C4"]
    app.impl.calls.clear()
    cells.value = [[1, 2], [3, 4]]
    assert app.impl.calls["Range.raw_value set"] == 1
    plan.tables["KPIs"].resize(plan["B2:D9"])
    assert app.impl.calls["Table.resize"] == 1


def test_a_macro_that_is_not_there_cannot_be_run(app):
    app.impl.macros["Twice"] = lambda number: 2 * number
    assert app.macro("Twice")(3) == 6
    with pytest.raises(com_error):
        app.macro("Thrice")(3)


def test_the_hosts_late_import_finds_pywintypes_as_long_as_excel_runs(path):
    with excel(path):
        assert import_module("pywintypes").com_error is com_error
    assert "pywintypes" not in sys.modules


def test_nothing_of_it_is_left_behind(path):
    engines = list(xlwings.engines)
    with excel(path) as app:
        app.books.active.set_mock_caller()
    assert list(xlwings.engines) == engines
    assert not hasattr(xlwings.Book, "_mock_caller")


def test_without_a_workbook_xlwings_has_one_of_which_nothing_can_be_asked():
    with excel() as app:
        assert len(app.books) == 0
        with pytest.raises(AttributeError):
            _ = app.books.active.name


def test_settings_are_put_back_by_xlwings_itself(app):
    with pytest.raises(ZeroDivisionError), app.properties(calculation="manual"):
        assert app.calculation == "manual"
        _ = 1 / 0
    assert app.calculation == "automatic"
