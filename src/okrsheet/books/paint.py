"""Looks -> openpyxl: cell formats, colour rules, validations and page set-up of a new sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from copy import copy

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.styles.styleable import StyleableObject
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from okrsheet.books import pagesetup
from okrsheet.books.book import ColourRule, ColumnLook, SheetLook, Style, Tint, Validation

PLACEHOLDER = re.compile(r"\{([^}]+)\}")
FIRST_RULE_FORMAT = 200  # ids of number formats below are taken by Excel and by cell formats


def paint(cell: StyleableObject, style: Style) -> None:
    """Give a cell its format."""
    cell.font = Font(
        style.font,
        style.size,
        style.bold,
        style.italic,
        underline="single" if style.underline else None,
        color=_opaque(style.color),
    )
    if style.fill:
        cell.fill = PatternFill("solid", fgColor=_opaque(style.fill))
    if style.border:
        cell.border = Border(bottom=Side("thin", _opaque(style.border)))
    cell.alignment = Alignment(
        style.horizontal, style.vertical, wrap_text=style.wrap or None, indent=style.indent
    )
    cell.number_format = style.number_format
    cell.protection = Protection(locked=style.locked)


def paint_alike(cells: Sequence[Cell | MergedCell], style: Style) -> None:
    """Give all cells one format, which is looked up once."""
    for cell in cells[:1]:
        paint(cell, style)
    for cell in cells[1:]:
        cell._style = copy(cells[0]._style)  # type: ignore[union-attr]


def colour(
    sheet: Worksheet, look: SheetLook, column: ColumnLook, area: str, formats: Mapping[str, int]
) -> None:
    """Lay the colour rules of a column over its data range; `formats` as of `rule_formats`."""
    for rule in column.rules:
        formula = _spelt_out(rule, look, column)
        tint = _differential(rule.tint, formats)
        sheet.conditional_formatting.add(area, Rule("expression", dxf=tint, formula=[formula]))


def rule_formats(looks: Iterable[SheetLook]) -> dict[str, int]:
    """The number formats of all colour rules, each with an id of its own, as Excel wants it."""
    rules = (rule for look in looks for column in look.columns for rule in column.rules)
    codes = dict.fromkeys(code for rule in rules if (code := rule.tint.number_format))
    return {code: FIRST_RULE_FORMAT + at for at, code in enumerate(codes)}


def validate(sheet: Worksheet, area: str, validation: Validation) -> None:
    """Lay a validation with its hint over a range; one without either is left out."""
    if validation.kind == "any" and not validation.prompt:
        return
    laid = DataValidation(
        type=None if validation.kind == "any" else validation.kind,  # type: ignore[arg-type]
        operator=validation.operator,  # type: ignore[arg-type]
        formula1=validation.formula,
        allow_blank=validation.kind != "custom",
        showInputMessage=True,
        showErrorMessage=validation.kind != "any",
        promptTitle=validation.title or None,
        prompt=validation.prompt or None,
        errorTitle=validation.title or None,
        error=validation.error or None,
        errorStyle="stop" if validation.strict else "warning",
        sqref=area,
    )
    sheet.add_data_validation(laid)


def set_up_page(sheet: Worksheet, look: SheetLook) -> None:
    """Paper, scale, repeated rows and columns, header and footer of the printed sheet."""
    sheet.page_setup.paperSize = str(pagesetup.A4)
    sheet.page_setup.orientation = "landscape" if look.landscape else "portrait"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth = pagesetup.pages_wide(look)
    sheet.page_setup.fitToHeight = look.pages_tall
    margins = sheet.page_margins
    margins.left = margins.right = pagesetup.SIDE_MARGIN
    margins.top = margins.bottom = pagesetup.TOP_MARGIN
    margins.header = margins.footer = pagesetup.EDGE_MARGIN
    sheet.print_title_rows = pagesetup.title_rows(look)
    if (columns := pagesetup.title_columns(look)) is not None:
        sheet.print_title_cols = columns
    sheet.oddHeader = HeaderFooterItem(right=_small(pagesetup.SHEET_NAME))
    sheet.oddFooter = HeaderFooterItem(
        left=_small(pagesetup.FILE_NAME), right=_small(pagesetup.PAGE_NUMBER)
    )


def _small(text: str) -> _HeaderFooterPart:
    return _HeaderFooterPart(text, size=pagesetup.SMALL_SIZE, color=pagesetup.SMALL_COLOR)


def _spelt_out(rule: ColourRule, look: SheetLook, column: ColumnLook) -> str:
    """The formula of a colour rule with its placeholders as references, such as `$K5`."""
    headers = [other.header for other in look.columns]

    def reference(placeholder: re.Match[str]) -> str:
        header = column.header if placeholder[1] == "cell" else placeholder[1]
        return f"${get_column_letter(headers.index(header) + 1)}{look.header_row + 1}"

    return PLACEHOLDER.sub(reference, rule.formula)


def _differential(tint: Tint, formats: Mapping[str, int]) -> DifferentialStyle:
    has_font = tint.color or tint.bold or tint.italic
    colour = _opaque(tint.color) if tint.color else None
    code = tint.number_format
    return DifferentialStyle(
        font=Font(b=tint.bold or None, i=tint.italic or None, color=colour) if has_font else None,
        numFmt=NumberFormat(formats[code], code) if code else None,
        fill=PatternFill(bgColor=_opaque(tint.fill)) if tint.fill else None,
    )


def _opaque(rgb: str) -> str:
    return f"FF{rgb}"
