"""The dialect of COM, spoken to the Excel for tests, and to a double where that has no answer."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from okrsheet.books.book import Validation
from okrsheet.books.live.excel import OURS, Source, dialect_of
from okrsheet.sheets.generated import CASCADE
from okrsheet.sheets.summary_look import SUMMARY
from tests.books.plain import plan
from tests.excel import excel


@pytest.fixture
def app(tmp_path):
    with excel(plan(tmp_path / "plan.xlsx")) as app:
        yield app


@pytest.fixture
def sheet(app):
    return app.books.active.sheets["KPIs"]


@pytest.fixture
def dialect(app):
    return dialect_of(app)


def test_errors_come_as_they_are_written(dialect, sheet):
    sheet["D5"].value = "#N/A"
    assert dialect.values(sheet["C5:D5"]) == [["Churn", "#N/A"]]
    assert dialect.values(sheet["D5"]) == [["#N/A"]]


def test_a_workbook_that_cannot_be_written_says_why(dialect, app):
    book = app.books.active
    assert dialect.why_closed(book) is None and not dialect.keeps_sheets(book)
    book.impl.is_read_only = True
    assert dialect.why_closed(book) == "the workbook is open for reading only."
    shared = SimpleNamespace(api=SimpleNamespace(ReadOnly=False, MultiUserEditing=True))
    assert dialect.why_closed(shared) == "the workbook is shared."


def test_a_sheet_is_protected_again_as_it_was(dialect, sheet):
    assert dialect.protection(sheet) is None
    how = replace(OURS, scenarios=True)
    dialect.protect(sheet, how)
    assert dialect.protection(sheet) == how
    dialect.unprotect(sheet)
    assert dialect.protection(sheet) is None


def test_formulas_spread_or_do_not_without_needless_calls(dialect, app):
    assert dialect.spreads(app) is True
    app.impl.calls.clear()
    for _ in range(3):
        dialect.spread(app, False)
    assert dialect.spreads(app) is False
    assert app.impl.calls["AutoCorrect.AutoFillFormulasInLists set"] == 1


def test_looks_that_xlwings_does_not_name(dialect, sheet):
    cells = sheet["B5:C6"]
    dialect.indent(cells, 2)
    dialect.underline(cells, True)
    dialect.lock(cells, False)
    dialect.outline(sheet["5:6"], 3)
    held = sheet.impl.ws["C6"]
    assert (held.alignment.indent, held.font.u, held.protection.locked) == (2, "single", False)
    assert sheet.impl.ws.row_dimensions[6].outlineLevel == 3
    assert dialect.indented(cells) == 2 and dialect.indented(sheet["C6:D6"]) is None
    dialect.underline(cells, False)
    dialect.outline(sheet["5:6"], 0)
    assert held.font.u is None and sheet.impl.ws.row_dimensions[6].outlineLevel == 0


@pytest.mark.parametrize("look", [CASCADE, SUMMARY], ids=lambda look: look.title)
def test_a_new_sheet_is_dressed_as_it_looks(dialect, app, look):
    sheet = app.books.active.sheets.add(look.title)
    dialect.dress(sheet, look)
    held = sheet.impl.ws
    assert held.sheet_properties.tabColor.rgb == f"FF{look.tab}"
    assert held.freeze_panes == ("B5" if look.freeze_columns else "A5")
    assert held.sheet_properties.outlinePr.summaryBelow is False
    assert held.page_setup.orientation == ("landscape" if look.landscape else "portrait")
    assert held.print_title_rows == "$3:$4"


def test_a_sheet_is_dressed_where_there_is_no_printer(dialect, app, monkeypatch):
    sheet = app.books.active.sheets.add("Cascade")

    def refuse(page, look):
        return sheet.book.sheets["No such sheet"].name

    monkeypatch.setattr(dialect, "_set_up_page", refuse)
    dialect.dress(sheet, CASCADE)
    assert sheet.impl.ws.freeze_panes == "B5"


@pytest.mark.parametrize(
    ("validation", "type", "formula"),
    [
        (Validation("list", '"Yes,No"', strict=True), "list", "Yes,No"),
        (Validation("list", "okr_KPIs_IDs"), "list", "=okr_KPIs_IDs"),
        (Validation("decimal", "-1E+300", "greaterThan"), "decimal", "=-1E+300"),
        (Validation("date", "32874", "greaterThanOrEqual"), "date", "=32874"),
        (Validation("custom", "FALSE"), "custom", "=1=0"),
    ],
)
def test_a_validation_is_laid_with_its_hint(dialect, app, sheet, validation, type, formula):
    app.books.active.names.add("okr_KPIs_IDs", "=KPIs!$B$5:$B$7")
    said = replace(validation, title="Title", prompt="Prompt", error="Error")
    dialect.validate(sheet["D5:D8"], said)
    laid = sheet["D5:D8"].data_validation
    assert laid.type == type and laid.api.Formula1 == formula
    assert (laid.input_title, laid.input_message) == ("Title", "Prompt")
    assert (laid.error_title, laid.error_message) == ("Title", "Error")
    assert (laid.alert_style == "warning") is not validation.strict


def test_the_filter_of_a_sheet_is_moved(dialect, sheet):
    assert dialect.block_filter(sheet) is None
    dialect.filter_block(sheet, "$I$4:$J$9")
    assert dialect.block_filter(sheet) == ("$I$4:$J$9", False)
    dialect.filter_block(sheet, "$I$4:$J$12")
    assert dialect.block_filter(sheet) == ("$I$4:$J$12", False)


def test_a_table_is_filtered_where_its_buttons_hide_rows(dialect):
    def table(shows, buttons):
        return SimpleNamespace(show_autofilter=shows, api=SimpleNamespace(AutoFilter=buttons))

    assert dialect.is_filtered(table(True, SimpleNamespace(FilterMode=True)))
    assert not dialect.is_filtered(table(True, SimpleNamespace(FilterMode=False)))
    assert not dialect.is_filtered(table(True, None)) and not dialect.is_filtered(
        table(False, None)
    )


@pytest.mark.parametrize(("told", "wanted"), [(True, True), (None, True), (False, False)])
def test_cells_are_merged_where_any_of_them_are(dialect, told, wanted):
    cells = SimpleNamespace(api=SimpleNamespace(MergeCells=told))
    assert dialect.has_merged(cells) is wanted


def test_the_series_of_a_chart_are_led_to_their_cells_one_by_one(dialect, app, sheet):
    chart = sheet.charts.add(chart_type="bar_clustered", name="chart")
    first = Source("KPIs!$D$4", "KPIs!$B$5:$B$7", "KPIs!$D$5:$D$7")
    second = Source("KPIs!$F$4", "KPIs!$B$5:$B$7", "KPIs!$F$5:$F$7")
    dialect.lead(chart, [first])
    dialect.lead(chart, [second, first])
    assert [dialect.source(series) for series in chart.series] == [
        "=SERIES(KPIs!$F$4,KPIs!$B$5:$B$7,KPIs!$F$5:$F$7,1)",
        "=SERIES(KPIs!$D$4,KPIs!$B$5:$B$7,KPIs!$D$5:$D$7,2)",
    ]
    dialect.dress_chart(chart, 60)
    dialect.dash(chart.series[0])
    held = sheet.impl.ws._charts[0]
    assert held.gapWidth == 60 and not held.visible_cells_only
