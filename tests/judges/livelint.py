"""What native formulas may hold: only what Excel 2019, LibreOffice 7.4 and IronCalc 0.9 calculate.

For workbooks of our own; a user's formulas may hold anything.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.judges.formulalint import (
    LONGEST_FORMULA,
    PREFIX,
    QUOTED_SHEET,
    TEXT,
    bracketed,
)
from tests.judges.package import Package, text_in
from tests.judges.references import References

DEEPEST = 64
CALL = re.compile(r"([A-Za-z_][\w.]*)\(")
WITHIN_TABLE = re.compile(r"\w\[")
# Of the contract; then those that every engine has always had.
ALLOWED = frozenset(
    (
        *("AVERAGEIFS", "COUNTIFS", "IF", "IFERROR", "INDEX", "MATCH", "MAX", "MIN", "SUMIFS"),
        *("SUMPRODUCT", "TODAY"),
        *(
            "ABS",
            "ADDRESS",
            "AND",
            "CHOOSE",
            "COLUMN",
            "COUNTIF",
            "FIND",
            "HYPERLINK",
            "INT",
            "ISERROR",
            "ISNUMBER",
        ),
        *("LARGE", "LEFT", "LEN", "MID", "N", "NOT", "OR", "REPT", "RIGHT", "ROUND", "ROW", "ROWS"),
        *("SMALL", "SUM", "TRIM", "DATE", "DAY", "MONTH", "YEAR"),
    )
)
PREFIXED = frozenset(("IFS", "MAXIFS", "MINIFS", "SWITCH"))


def live_faults(workbook: Path) -> Iterator[str]:
    """What the formulas of cells and calculated columns hold that they must not."""
    package = Package.open(workbook)
    references = References(package)
    entered = entered_sheets(package)
    known: set[str] = set()
    for where, sheet, row, text in formulas(package):
        form = re.sub(r"\d+", "0", text)
        if form in known:
            continue
        known.add(form)
        for fault in formula_faults(text):
            yield f"{where}: {fault} in {text[:120]}"
        for reference in references.of(text, sheet, row):
            if reference.is_place and reference.sheet in entered:
                yield f"{where}: a cell of {reference.sheet} by its place in {text[:120]}"


def formulas(package: Package) -> Iterator[tuple[str, str, int, str]]:
    """Where each formula stands, its sheet, its row and its text."""
    for sheet in package.sheets:
        for cell in sheet.cells():
            if text := text_in(cell.formula):
                yield f"{sheet.name}!{cell.address}", sheet.name, cell.row, text
        for part in package.related(sheet.part, "table"):
            for element in package.xml(part).iter("{*}calculatedColumnFormula"):
                yield f"a column of {sheet.name}", sheet.name, 1, text_in(element)


def functions(workbook: Path) -> frozenset[str]:
    """The functions that a workbook's formulas call, as the file has them."""
    return frozenset(
        name
        for _, _, _, text in formulas(Package.open(workbook))
        for name in CALL.findall(_code(text))
    )


def entered_sheets(package: Package) -> frozenset[str]:
    """The sheets on which people fill in tables: they hold one and are not protected."""
    return frozenset(
        sheet.name
        for sheet in package.sheets
        if package.related(sheet.part, "table") and sheet.root.find("{*}sheetProtection") is None
    )


def formula_faults(text: str) -> Iterator[str]:
    """What one formula holds that it must not, whatever the workbook."""
    code = _code(text)
    if len(text) > LONGEST_FORMULA:
        yield f"{len(text)} characters"
    if deepest(code) > DEEPEST:
        yield f"more than {DEEPEST} levels"
    if "@" in code:
        yield "@ instead of #This Row"
    for name in sorted(set(CALL.findall(code))):
        bare = name.removeprefix(PREFIX).upper()
        if bare in PREFIXED and bare == name.upper():
            yield f"{name} without {PREFIX}"
        elif bare not in PREFIXED and (bare not in ALLOWED or bare != name.upper()):
            yield f"the function {name}"


def _code(text: str) -> str:
    """A formula without its texts, its quoted sheets and what stands in brackets."""
    code = QUOTED_SHEET.sub("", TEXT.sub('""', text))
    bare, end = "", 0
    for match in WITHIN_TABLE.finditer(code):
        if match.start() >= end:
            body = bracketed(code, match.end())
            bare, end = bare + code[end : match.end()], match.end() + len(body)
            bare += "@" if body.startswith(("@", "[@")) else ""
    return bare + code[end:]


def deepest(code: str) -> int:
    """How many parentheses stand open at once."""
    open_now, most = 0, 0
    for sign in code:
        open_now += (sign == "(") - (sign == ")")
        most = max(most, open_now)
    return most
