"""Looks -> openpyxl: cell formats, colour rules, validations and page set-up of a new sheet."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping

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

from okrsheet.books.book import ColourRule, ColumnLook, SheetLook, Style, Tint, Validation

PLACEHOLDER = re.compile(r"\{([^}]+)\}")
FIRST_RULE_FORMAT = 200  # ids of number formats below are taken by Excel and by cell formats
A4 = "9"
SIDE_MARGIN, TOP_MARGIN, EDGE_MARGIN = 0.4, 0.7, 0.3  # inches
SMALL_PRINT = "52606D"
# Characters that a line of A4 or Letter holds at three quarters of their size: still readable.
LANDSCAPE_CHARACTERS, PORTRAIT_CHARACTERS = 200, 135


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
        allow_blank=True,
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
    sheet.page_setup.paperSize = A4  # Excel fits it to Letter where that is the paper
    sheet.page_setup.orientation = "landscape" if look.landscape else "portrait"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth = pages_wide(look)
    sheet.page_setup.fitToHeight = 0  # as many as it takes
    margins = sheet.page_margins
    margins.left = margins.right = SIDE_MARGIN
    margins.top = margins.bottom = TOP_MARGIN
    margins.header = margins.footer = EDGE_MARGIN
    sheet.print_title_rows = f"{look.header_row - 1}:{look.header_row}"
    if look.freeze_columns:
        sheet.print_title_cols = f"A:{get_column_letter(look.freeze_columns)}"
    sheet.oddHeader = HeaderFooterItem(right=_small("&A"))
    sheet.oddFooter = HeaderFooterItem(left=_small("&F"), right=_small("Page &P of &N"))


def _small(text: str) -> _HeaderFooterPart:
    return _HeaderFooterPart(text, size=8, color=SMALL_PRINT)


def pages_wide(look: SheetLook) -> int:
    """How many pages side by side a sheet needs to be readable, with its frozen columns on each."""
    widths = [column.width for column in look.columns]
    frozen = sum(widths[: look.freeze_columns])
    line = LANDSCAPE_CHARACTERS if look.landscape else PORTRAIT_CHARACTERS
    return max(1, math.ceil((sum(widths) - frozen) / (line - frozen)))


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
