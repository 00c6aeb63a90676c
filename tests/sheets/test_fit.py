"""One row of cells: what fits is taken, what does not is noted once, with its reason."""

from datetime import datetime

import pytest

from okrsheet.books.book import CellError
from okrsheet.plan.model import Kpi, Misfit, Settings, Unfit
from okrsheet.sheets.fit import Fitting, expected
from okrsheet.sheets.layout import KPIS
from okrsheet.sheets.settings import SETTING_KINDS

UNFIT = [
    ("Target", "12 h", Unfit.NOT_ONE),
    ("Target", True, Unfit.NOT_ONE),
    ("Target", datetime(2026, 6, 30), Unfit.NOT_ONE),
    ("Target", float("inf"), Unfit.NOT_ONE),
    ("Target", "12", Unfit.AS_TEXT),
    ("Target", " 40% ", Unfit.AS_TEXT),
    ("Target", CellError("#DIV/0!"), Unfit.ERROR_VALUE),
    ("Due", "soon", Unfit.NOT_ONE),
    ("Due", 12.0, Unfit.NOT_ONE),
    ("Due", "2026-06-30", Unfit.AS_TEXT),
    ("Due", CellError("#REF!"), Unfit.ERROR_VALUE),
    ("Type", "Laging", Unfit.NOT_ONE),
    ("Type", False, Unfit.NOT_ONE),
    ("ID", " K-1", Unfit.AS_TEXT),
    ("ID", "K-1\u00a0", Unfit.AS_TEXT),
    ("ID", "12", Unfit.BAD_ID),
    ("ID", "K*", Unfit.BAD_ID),
    ("ID", CellError("#N/A"), Unfit.ERROR_VALUE),
    ("Objective", "O-1 ", Unfit.AS_TEXT),
    ("Objective", CellError("#NAME?"), Unfit.ERROR_VALUE),
    ("Owner", CellError("#VALUE!"), Unfit.ERROR_VALUE),
]


@pytest.mark.parametrize(("header", "value", "unfit"), UNFIT)
def test_a_cell_that_does_not_fit_is_missing_and_noted_once(header, value, unfit):
    fitting = Fitting("KPIs", 3)
    row = fitting.typed(Kpi, {KPIS.column("KPI"): "Calls", KPIS.column(header): value})
    assert row == Kpi(row=3, name="Calls")
    assert [(one.unfit, one.field) for one in fitting.misfits] == [(unfit, header)]
    assert fitting.unread == {header}


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Target", 12.0),
        ("Due", datetime(2026, 6, 30)),
        ("Type", "Lagging"),
        ("ID", "K-1"),
        ("Objective", "12"),
        ("Owner", "Ann"),
        ("Target", -0.0),
        ("New value", 1e300),
    ],
)
def test_a_cell_that_fits_is_taken_and_nothing_noted(header, value):
    fitting = Fitting("KPIs", 3)
    row = fitting.typed(Kpi, {KPIS.column(header): value})
    assert row.model_dump(by_alias=True)[header] == value
    assert fitting.misfits == []


def test_each_cell_of_a_row_is_noted_by_itself():
    fitting = Fitting("KPIs", 3)
    cells = {"Target": "12 h", "Baseline": "24", "Due": "soon", "Owner": CellError("#N/A")}
    fitting.typed(Kpi, {KPIS.column(header): value for header, value in cells.items()})
    assert fitting.unread == set(cells)
    assert len(fitting.misfits) == len(cells)


def test_a_misfit_says_what_stands_where_and_what_is_wanted():
    fitting = Fitting("KPIs", 3, "K-1")
    fitting.typed(Kpi, {KPIS.column("Type"): "Laging"})
    wanted = "one of Leading, Lagging"
    assert fitting.misfits == [Misfit(Unfit.NOT_ONE, "KPIs", 3, "K-1", "Type", "Laging", wanted)]


def test_a_setting_out_of_its_range_does_not_fit_and_stands_in_value():
    column = SETTING_KINDS["minimum coverage"]
    fitting = Fitting("Settings", 7, column.header, {column.header: "Value"})
    assert fitting.typed(Settings, {column: 1.5}) == Settings()
    assert fitting.misfits[0].field == "Value"
    assert fitting.misfits[0].id == "Minimum coverage"


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("Target", "a number"),
        ("Due", "a date"),
        ("Type", "one of Leading, Lagging"),
        ("ID", "an ID"),
        ("Objective", "the ID of another row"),
    ],
)
def test_what_a_column_wants_is_said_in_words(header, words):
    assert expected(KPIS.column(header), "soon") == words
