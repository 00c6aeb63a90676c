"""The template workbooks as they are laid out: complete, sound, and the same at every build."""

import io

import openpyxl
import pytest
from openpyxl.utils import range_boundaries

from okrsheet.books import template
from okrsheet.books.pagesetup import pages_wide
from okrsheet.sheets.generated import BLOCKS, CASCADE, FINDINGS
from okrsheet.sheets.layout import KPIS, OBJECTIVES, TABLES
from okrsheet.sheets.settings import DEPARTMENT_STEPS, PLAN_STEPS
from tests.judges import libreoffice
from tests.judges.package import Package

SHEETS = [
    *("Plan", "Pillars", "Units", "Objectives", "KPIs"),
    *("Readings", "Actions", "Drivers", "Findings"),
    *(look.title for look in BLOCKS),
]
LOOKS = {look.title: look for look in (*(one.sheet for one in (*TABLES, FINDINGS)), *BLOCKS)}
KINDS = ("company", "department")


def opened(built: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(built))


@pytest.fixture(scope="module", params=KINDS)
def book(request):
    return opened(template.build(request.param))


@pytest.fixture(scope="module")
def company():
    return opened(template.build("company"))


def data_cells(book, layout, header):
    """The cells of a column's data rows."""
    sheet = book[layout.sheet.title]
    left, top, _, bottom = range_boundaries(sheet.tables[layout.name].ref)
    column = left + [one.header for one in layout.columns].index(header)
    return [sheet.cell(row, column) for row in range(top + 1, bottom + 1)]


def validation_of(book, layout, header):
    """The one validation that lies over a column's data rows."""
    cells = data_cells(book, layout, header)
    area = f"{cells[0].coordinate}:{cells[-1].coordinate}"
    rules = book[layout.sheet.title].data_validations.dataValidation
    (found,) = [rule for rule in rules if str(rule.sqref) == area]
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_two_builds_are_byte_equal(kind):
    assert template.build(kind) == template.build(kind)


@pytest.mark.parametrize("kind", KINDS)
def test_every_judge_sees_both_templates(kind, tmp_path, judge):
    path = tmp_path / f"{kind}.xlsx"
    path.write_bytes(template.build(kind))
    judge(path)


def test_the_sheets_stand_in_the_order_of_the_work(book):
    assert book.sheetnames == SHEETS


@pytest.mark.parametrize("layout", [*TABLES, FINDINGS], ids=lambda layout: layout.name)
def test_every_table_has_the_columns_of_the_layout(book, layout):
    table = book[layout.sheet.title].tables[layout.name]
    assert table.column_names == [column.header for column in layout.columns]


@pytest.mark.parametrize("layout", TABLES[1:], ids=lambda layout: layout.name)
def test_every_entered_table_has_its_blank_rows(book, layout):
    assert len(data_cells(book, layout, layout.columns[0].header)) == layout.blank_rows


def test_every_choice_is_offered_word_for_word(book):
    choices = [(layout, one) for layout in TABLES for one in layout.columns if one.choices]
    assert len(choices) == 6
    for layout, column in choices:
        rule = validation_of(book, layout, column.header)
        assert rule.formula1 == f'"{",".join(column.choices)}"'
        assert (rule.type, rule.errorStyle, rule.showErrorMessage) == ("list", "stop", True)


def test_every_reference_offers_ids_by_a_name_that_the_workbook_defines(book):
    references = [(layout, one) for layout in TABLES for one in layout.columns if one.refers]
    assert len(references) == 9
    for layout, column in references:
        rule = validation_of(book, layout, column.header)
        assert rule.formula1 == f"okr_{column.refers}_IDs"
        assert rule.formula1 in book.defined_names
        assert rule.errorStyle == "warning"


def test_every_entered_column_says_what_belongs_into_it(book):
    for layout in TABLES[1:]:
        for column in layout.entered:
            rule = validation_of(book, layout, column.header)
            assert rule.showInputMessage and rule.prompt == column.hint


def test_the_hint_of_a_text_refuses_nothing(company):
    rule = validation_of(company, OBJECTIVES, "Specific")
    assert rule.type is None
    assert not rule.showErrorMessage


def test_every_computed_column_of_an_entered_table_warns_when_typed_into(company):
    for layout in TABLES[1:]:
        for column in layout.computed:
            rule = validation_of(company, layout, column.header)
            assert (rule.type, rule.formula1, rule.errorStyle) == ("custom", "FALSE", "warning")


def test_the_settings_hold_the_defaults_of_the_contract(book):
    plan = book["Plan"]
    assert [(plan.cell(row, 1).value, plan.cell(row, 2).value) for row in range(9, 20)] == [
        ("Organisation", None),
        ("Vision", None),
        ("Period start", None),
        ("Period end", None),
        ("As of", None),
        ("On track gap", 0.05),
        ("At risk gap", 0.2),
        ("Minimum coverage", 0.5),
        ("KPIs per objective", 5),
        ("Objectives per owner", 5),
        ("Live formulas", "Yes"),
    ]
    assert all(plan.cell(row, 3).value for row in range(9, 20))


def test_the_value_of_a_setting_has_the_format_of_its_kind(company):
    plan = company["Plan"]
    formats = {plan.cell(row, 1).value: plan.cell(row, 2).number_format for row in range(9, 20)}
    assert formats["On track gap"] == "0%"
    assert formats["Period end"] == "yyyy\\-mm\\-dd"
    assert formats["KPIs per objective"] == "General"


def test_the_value_of_a_setting_takes_its_kind_only(company):
    rules = {str(one.sqref): one for one in company["Plan"].data_validations.dataValidation}
    assert rules["B11"].type == "date"
    assert rules["B14"].type == "decimal"
    assert rules["B19"].formula1 == '"Yes,No"'


@pytest.mark.parametrize(
    ("kind", "steps"), [("company", PLAN_STEPS), ("department", DEPARTMENT_STEPS)]
)
def test_the_plan_sheet_tells_what_to_do_in_five_lines(kind, steps):
    plan = opened(template.build(kind))["Plan"]
    lines = [plan.cell(row, 1).value for row in range(2, 7)]
    assert "\n".join(lines) == steps
    assert [line[0] for line in lines] == list("12345")


def test_a_department_head_is_asked_to_run_nothing():
    assert "okrsheet" not in DEPARTMENT_STEPS


def test_headers_are_frozen_with_the_columns_that_name_a_row(book):
    for sheet, pane in (
        ("Plan", "A9"),
        ("Objectives", "C5"),
        ("Readings", "B5"),
        ("Cascade", "B5"),
    ):
        assert book[sheet].freeze_panes == pane


def test_entered_and_computed_columns_have_headers_of_two_colours(company):
    sheet = company["KPIs"]
    entered, computed = sheet.cell(4, 1), data_cells(company, KPIS, "Status")[0].offset(row=-1)
    assert entered.fill.fgColor.rgb != computed.fill.fgColor.rgb


def test_every_status_has_a_colour_rule_that_adds_its_symbol(company):
    first = data_cells(company, OBJECTIVES, "Status")[0].coordinate
    rules = [
        rule
        for laid in company["Objectives"].conditional_formatting
        if str(laid.sqref).startswith(f"{first}:")
        for rule in laid.rules
    ]
    assert [(rule.formula[0], rule.dxf.numFmt.formatCode[1]) for rule in rules] == [
        (f'${first}="On track"', "●"),
        (f'${first}="At risk"', "▲"),
        (f'${first}="Off track"', "■"),
        (f'${first}="No data"', "○"),
    ]


def test_a_colour_rule_may_look_at_another_column_of_its_row(company):
    target, unit = (
        data_cells(company, KPIS, header)[0] for header in ("Target", "Unit of measure")
    )
    (laid,) = [
        one
        for one in company["KPIs"].conditional_formatting
        if str(one.sqref).startswith(f"{target.coordinate}:")
    ]
    assert laid.rules[0].formula == [f'AND(ISNUMBER(${target.coordinate}),${unit.coordinate}="%")']


def test_number_formats_of_colour_rules_have_an_id_each(company):
    formats = {
        (rule.dxf.numFmt.formatCode, rule.dxf.numFmt.numFmtId)
        for sheet in company
        for laid in sheet.conditional_formatting
        for rule in laid.rules
        if rule.dxf.numFmt
    }
    assert (
        len({code for code, _ in formats}) == len({number for _, number in formats}) == len(formats)
    )


def test_rows_that_are_still_to_come_in_the_cascade_are_coloured_too(company):
    areas = [str(laid.sqref) for laid in company["Cascade"].conditional_formatting]
    assert areas == ["K5:K5004", "L5:L5004"]


def test_formula_columns_hold_their_formula_in_the_table_and_in_every_row(book):
    layout, column = KPIS, KPIS.column("Objective name")
    table = book["KPIs"].tables["KPIs"]
    declared = table.tableColumns[layout.columns.index(column)].calculatedColumnFormula
    assert declared.attr_text == column.formula
    cells = data_cells(book, layout, column.header)
    assert [cell.value for cell in cells] == [f"={column.formula}"] * layout.blank_rows


def test_formulas_have_the_empty_text_that_they_give_as_cached_value(tmp_path):
    path = tmp_path / "company.xlsx"
    path.write_bytes(template.build("company"))
    cells = [
        cell.element
        for sheet in Package.open(path).sheets
        for cell in sheet.cells()
        if cell.formula is not None
    ]
    assert len(cells) == 9 + 2 * 12
    assert {(cell.get("t"), cell.findtext("{*}v")) for cell in cells} == {("str", "")}


def test_sheets_that_are_generated_are_protected_without_a_password(book):
    protected = [sheet.title for sheet in book if sheet.protection.sheet]
    assert protected == ["Findings", *(look.title for look in BLOCKS)]
    for title in protected:
        protection = book[title].protection
        assert protection.password is None
        assert not protection.autoFilter and not protection.sort


def test_every_sheet_prints_to_the_width_of_a_page_with_its_header_on_each(book):
    for sheet in book:
        look = LOOKS[sheet.title]
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == look.pages_tall
        assert sheet.print_title_rows == f"${look.header_row - 1}:${look.header_row}"
        assert sheet.oddHeader.right.text == "&A"
        assert sheet.oddFooter.right.text == "Page &P of &N"


def test_a_sheet_too_wide_for_one_page_repeats_the_name_on_each(company):
    assert company["KPIs"].page_setup.fitToWidth > 1
    assert company["KPIs"].print_title_cols == "$A:$B"


def test_the_sheets_of_a_board_pack_fit_one_page_across():
    pillars = next(layout for layout in TABLES if layout.name == "Pillars")
    assert [pages_wide(look) for look in (pillars.sheet, FINDINGS.sheet, CASCADE)] == [1, 1, 1]


def test_sheets_and_columns_are_hidden_and_filtered_as_their_looks_say(book):
    for sheet in book:
        look = LOOKS[sheet.title]
        assert sheet.sheet_state == ("hidden" if look.is_hidden else "visible")
        assert bool(sheet.auto_filter.ref) == look.filtered
        hidden = [column.hidden for column in sheet.column_dimensions.values()]
        assert hidden == [column.hidden for column in look.columns]


def test_no_sheet_shows_gridlines_and_every_tab_has_a_colour(book):
    for sheet in book:
        assert sheet.sheet_view.showGridLines is False
        assert sheet.sheet_properties.tabColor is not None


def test_everything_is_calculated_anew_when_excel_opens_it(book):
    assert book.calculation.fullCalcOnLoad


def test_no_hint_is_longer_than_excel_shows(book):
    for sheet in book:
        for rule in sheet.data_validations.dataValidation:
            assert len(rule.prompt or "") <= 255
            assert len(rule.promptTitle or "") <= 32
            assert len(rule.error or "") <= 225


@pytest.mark.judge("libreoffice")
def test_the_names_of_drop_downs_end_at_the_last_id_in_libreoffice(company, tmp_path):
    sheet = company["Units"]
    for row, unit in ((5, "IT"), (6, "HR"), (8, "OPS")):
        sheet.cell(row, 1, unit)
    asked = company.create_sheet("Asked")
    asked.append(["=ROWS(okr_Units_IDs)", "=ROWS(okr_KPIs_IDs)", "=INDEX(okr_Units_IDs,4)"])
    path = tmp_path / "asked.xlsx"
    company.save(path)
    reading = libreoffice.read([path], recalculate=True)[path]
    assert list(reading.sheets[-1].values.values()) == [4.0, 1.0, "OPS"]
