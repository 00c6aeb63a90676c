"""Faults of sheets: names, rows, cells, styles, merged cells, colour rules, validations."""

import math
import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain, combinations, pairwise

from lxml import etree

from tests.judges.package import LAST_COLUMN, LAST_ROW, Area, Cell, Package, Sheet, text_in

ILLEGAL_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\]")
LONGEST_SHEET_NAME = 31
LONGEST_TEXT = 32767
LONGEST_LIST = 255
# Attributes of a validation and the most characters that Excel takes in each.
HINT_LIMITS = {"prompt": 255, "promptTitle": 32, "error": 255, "errorTitle": 32}


def sheet_faults(package: Package) -> Iterator[str]:
    """What is wrong with the sheets, each sentence with the sheet's name in front."""
    yield from name_faults(package)
    yield from calculation_chain_faults(package)
    formats = counts(package)
    for sheet in package.sheets:
        for check in (row_faults, column_faults, merge_faults, validation_faults, shared_faults):
            yield from (f"{sheet.name}: {fault}" for fault in check(sheet))
        for cell in sheet.cells():
            where = f"{sheet.name}!{cell.address}"
            yield from (f"{where}: {fault}" for fault in cell_faults(cell, formats))
        yield from (f"{sheet.name}: {fault}" for fault in style_faults(sheet.root, formats))


def name_faults(package: Package) -> Iterator[str]:
    """Sheet names and numbers that Excel does not take."""
    names = Counter(sheet.name.lower() for sheet in package.sheets)
    numbers = Counter(sheet.number for sheet in package.sheets)
    yield from (f"{name}: two sheets of this name" for name, n in names.items() if n > 1)
    yield from (f"sheetId {number} stands twice" for number, n in numbers.items() if n > 1)
    for sheet in package.sheets:
        bad = ILLEGAL_IN_SHEET_NAMES.search(sheet.name) or sheet.name.strip("'") != sheet.name
        if bad or not 0 < len(sheet.name) <= LONGEST_SHEET_NAME or sheet.name.lower() == "history":
            yield f"{sheet.name}: not a sheet name that Excel takes"


def row_faults(sheet: Sheet) -> Iterator[str]:
    """Rows and cells that stand twice, out of order, off the sheet or in another's row."""
    number = 0
    for row in sheet.root.iterfind("{*}sheetData/{*}row"):
        before, number = number, int(row.get("r", number + 1))
        if not before < number <= LAST_ROW:
            yield f"row {number} comes after row {before}"
    for before_cell, cell in pairwise(sheet.cells()):
        same_row = cell.element.getparent() is before_cell.element.getparent()
        if same_row and cell.column <= before_cell.column:
            yield f"{cell.address} comes after {before_cell.address}"
    for cell in sheet.cells():
        stated = cell.element.getparent().get("r")
        if (stated and int(stated) != cell.row) or cell.column > LAST_COLUMN:
            yield f"{cell.address} stands in row {stated}"


def column_faults(sheet: Sheet) -> Iterator[str]:
    """Column formats that overlap or are out of order."""
    last = 0
    for column in sheet.root.iterfind("{*}cols/{*}col"):
        if int(column.get("min")) <= last:
            yield f"the format of column {column.get('min')} comes after that of column {last}"
        last = int(column.get("max"))


def merge_faults(sheet: Sheet) -> Iterator[str]:
    """Merged cells that overlap."""
    merged = sheet.root.iterfind("{*}mergeCells/{*}mergeCell")
    references = [element.get("ref") for element in merged]
    for one, other in combinations(references, 2):
        if Area.of(one).meets(Area.of(other)):
            yield f"the merged cells {one} and {other} overlap"


def validation_faults(sheet: Sheet) -> Iterator[str]:
    """Validations beyond Excel's limits."""
    for group in sheet.root.iter("{*}dataValidations"):
        stated = group.get("count")
        validations = group.findall("{*}dataValidation")
        if stated and int(stated) != len(validations):
            yield f"{len(validations)} validations where {stated} are announced"
    for validation in sheet.root.iter("{*}dataValidation"):
        for hint, most in HINT_LIMITS.items():
            if len(validation.get(hint, "")) > most:
                yield f"a validation's {hint} is longer than {most} characters"
        for element in validation.iter("{*}formula1"):
            text = text_in(element).strip()
            if text.startswith('"') and len(text) - 2 > LONGEST_LIST:
                yield f"a validation's list is longer than {LONGEST_LIST} characters"


def shared_faults(sheet: Sheet) -> Iterator[str]:
    """Cells that share a formula which no cell holds."""
    shared = [
        (cell.address, formula)
        for cell in sheet.cells()
        if (formula := cell.formula) is not None and formula.get("t") == "shared"
    ]
    held = {formula.get("si") for _, formula in shared if formula.get("ref")}
    for address, formula in shared:
        if formula.get("si") not in held:
            yield f"{address} shares a formula that no cell holds"


def cell_faults(cell: Cell, formats: dict[str, int]) -> Iterator[str]:
    """A value that does not fit its type, a text that has become a formula, a text too long."""
    kind = cell.element.get("t", "n")
    value = text_in(cell.element.find("{*}v")).strip()
    if kind in ("s", "inlineStr") and cell.formula is not None:
        yield "is text and a formula at once"
    if kind == "s" and not value.isdigit():
        yield f"refers to the shared text {value!r}"
    elif kind == "s" and int(value) >= formats["shared texts"]:
        yield f"refers to the shared text {value} of {formats['shared texts']}"
    if kind == "n" and value and not is_number(value):
        yield f"is a number and holds {value!r}"
    if kind == "e" and not value.startswith("#"):
        yield f"is an error and holds {value!r}"
    if kind in ("inlineStr", "str") and len(text_in(cell.element)) > LONGEST_TEXT:
        yield f"holds more than {LONGEST_TEXT} characters"


def is_number(text: str) -> bool:
    """True for a finite number as a file writes it."""
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def counts(package: Package) -> dict[str, int]:
    """How many cell formats, differential formats and shared texts the workbook has."""
    styles = package.related(package.book, "styles")
    root = package.xml(styles[0]) if styles else etree.Element("styleSheet")
    texts = package.related(package.book, "sharedStrings")
    return {
        "cellXfs": len(root.findall("{*}cellXfs/{*}xf")) or 1,
        "dxfs": len(root.findall("{*}dxfs/{*}dxf")),
        "shared texts": len(package.xml(texts[0]).findall("{*}si")) if texts else 0,
    }


def style_faults(root: etree._Element, formats: dict[str, int]) -> Iterator[str]:
    """Formats of cells, rows and columns, and of rules and tables, that do not exist."""
    cells = root.find("{*}sheetData")
    numbers = set() if cells is None else set(cells.xpath(".//@s"))
    is_sound = all(int(number) < formats["cellXfs"] for number in numbers)
    parts = [part.iter(etree.Element) for part in root if part is not cells or not is_sound]
    for element in chain([root], *parts):
        tag = etree.QName(element).localname
        for attribute, number in element.attrib.items():
            is_cell_format = attribute == ("style" if tag == "col" else "s") and tag in (
                "c",
                "row",
                "col",
            )
            known = formats["cellXfs"] if is_cell_format else formats["dxfs"]
            if (is_cell_format or attribute.lower().endswith("dxfid")) and int(number) >= known:
                yield f"<{tag}> {element.get('r', '')} has {attribute} {number} of {known}"


def calculation_chain_faults(package: Package) -> Iterator[str]:
    """Entries of the calculation chain whose cell holds no formula."""
    chains = package.related(package.book, "calcChain")
    if not chains:
        return
    with_formula = {
        (sheet.number, cell.address)
        for sheet in package.sheets
        for cell in sheet.cells()
        if cell.formula is not None
    }
    for part in chains:
        number = ""
        for entry in package.xml(part).iterfind("{*}c"):
            number = entry.get("i", number)
            if (number, entry.get("r")) not in with_formula:
                yield f"{part}: {entry.get('r')} of sheet {number} holds no formula"
