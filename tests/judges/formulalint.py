"""Faults of formulas wherever they stand, as text: cells, names, colour rules, validations."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from tests.judges.package import Package, text_in, unescape

LONGEST_FORMULA = 8192
TEXT = re.compile(r'"(?:[^"]|"")*"')
QUOTED_SHEET = re.compile(r"'((?:[^']|'')+)'!")
BARE_SHEET = re.compile(r"(?<![\w#\]'.:])(?:\w+:)?(\w[\w.]*)!")
TABLE_REFERENCE = re.compile(r"([A-Za-z_\\][\w.\\]*)\[")
NAMELESS_REFERENCE = re.compile(r"(?<![\w.\\\]'\[,:])\[(?!\d+\])")
INNER_COLUMN = re.compile(r"\[((?:'.|[^\]\['])+)\]")
# Functions newer than the file format, which a file holds with this prefix only.
PREFIX = "_xlfn."
NEW_FUNCTIONS = (
    *("IFS", "SWITCH", "MAXIFS", "MINIFS", "CONCAT", "TEXTJOIN", "XLOOKUP", "XMATCH", "LET"),
    *("FILTER", "SORT", "SORTBY", "UNIQUE", "SEQUENCE", "LAMBDA", "NUMBERVALUE", "IFNA", "XOR"),
    *("DAYS", "ISFORMULA", "FORMULATEXT", "STDEV.S", "VAR.S", "PERCENTILE.INC", "RANK.EQ"),
)
BARE_NEW_FUNCTION = re.compile(
    r"(?<![\w.])(" + "|".join(map(re.escape, NEW_FUNCTIONS)) + r")\(", re.IGNORECASE
)


class Formula(NamedTuple):
    """A formula's place, its text without the equals sign, and whether it is a cell's."""

    where: str
    text: str
    in_cell: bool


def formulas(package: Package) -> Iterator[Formula]:
    """Every formula of a workbook."""
    for name in package.xml(package.book).iterfind("{*}definedNames/{*}definedName"):
        yield Formula(f"the name {name.get('name')}", text_in(name), True)
    for sheet in package.sheets:
        for cell in sheet.cells():
            if text := text_in(cell.formula):
                yield Formula(f"{sheet.name}!{cell.address}", text, True)
        yield from rule_formulas(package, sheet.part, sheet.name)
        for table in package.related(sheet.part, "table"):
            root = package.xml(table)
            for kind in ("calculatedColumnFormula", "totalsRowFormula"):
                for element in root.iter(f"{{*}}{kind}"):
                    column = element.getparent().get("name")
                    where = f"table {root.get('displayName')}, column {column}"
                    yield Formula(where, text_in(element), True)


def rule_formulas(package: Package, part: str, sheet: str) -> Iterator[Formula]:
    """The formulas of a sheet's colour rules and validations, those of 2010 too."""
    root = package.xml(part)
    for tag, label in (("cfRule", "a colour rule"), ("dataValidation", "a validation")):
        for rule in root.iter(f"{{*}}{tag}"):
            for kind in ("formula", "formula1", "formula2", "f"):
                for element in rule.iter(f"{{*}}{kind}"):
                    # A formula of 2010 stands in an <f> within its <formula1>.
                    if (text := text_in(element).strip()) and not len(element):
                        yield Formula(f"{sheet}, {label}", text, False)


def formula_faults(package: Package, columns: dict[str, set[str]]) -> Iterator[str]:
    """What is wrong with the formulas; columns holds each table's headers, all in lower case."""
    sheets = {sheet.name.lower() for sheet in package.sheets}
    for formula in formulas(package):
        for fault in faults_of(formula, sheets, columns):
            yield f"{formula.where}: {fault} in {formula.text[:120]}"


def faults_of(formula: Formula, sheets: set[str], columns: dict[str, set[str]]) -> Iterator[str]:
    """What is wrong with one formula."""
    if len(formula.text) > LONGEST_FORMULA:
        yield f"{len(formula.text)} characters, more than {LONGEST_FORMULA},"
    if formula.text.startswith("="):
        yield "an equals sign before the formula"
    code = TEXT.sub('""', formula.text)
    if "#REF!" in code and formula.where.startswith("the name"):
        yield "a lost reference"
    for sheet in sheets_named(code):
        if sheet.lower() not in sheets:
            yield f"no sheet '{sheet}'"
    code = QUOTED_SHEET.sub("", code)
    if "[@" in code:
        yield "[@, which a file must spell [#This Row],"
    if NAMELESS_REFERENCE.search(code):
        yield "a structured reference without its table's name"
    for function in BARE_NEW_FUNCTION.findall(code):
        yield f"{function} without {PREFIX}"
    references = list(structured_references(code))
    if references and not formula.in_cell:
        yield "a structured reference, which only cells and names may hold,"
    for table, column in references:
        if table.lower() not in columns:
            yield f"no table '{table}'"
        elif column and column.lower() not in columns[table.lower()]:
            yield f"no column '{column}' of table {table}"


def sheets_named(code: str) -> Iterator[str]:
    """The sheets of this workbook that a formula without its texts refers to."""
    for quoted in QUOTED_SHEET.findall(code):
        if "[" not in quoted:
            yield from quoted.replace("''", "'").split(":")
    yield from BARE_SHEET.findall(QUOTED_SHEET.sub("", code))


def structured_references(code: str) -> Iterator[tuple[str, str]]:
    """Table and column of each structured reference; the column is empty for a whole table."""
    for match in TABLE_REFERENCE.finditer(code):
        body = bracketed(code, match.end())
        inner = INNER_COLUMN.findall(body) if body.startswith("[") else [body]
        for column in inner:
            named = "" if column.startswith("#") else re.sub("'(.)", r"\1", column)
            yield match[1], unescape(named.lstrip("@"))


def bracketed(code: str, start: int) -> str:
    """The text from start to the bracket that closes the one just before it."""
    depth, position = 1, start
    while position < len(code):
        sign = code[position]
        position += 1
        if sign == "'":
            position += 1
        depth += {"[": 1, "]": -1}.get(sign, 0)
        if depth == 0:
            break
    return code[start : position - 1]
