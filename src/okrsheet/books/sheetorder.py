"""Where an element belongs among the others of a worksheet."""

from __future__ import annotations

from okrsheet.books.xmltext import Node, Splices

# ECMA-376, part 1, 18.3.1.99: the order that Excel insists on.
_ORDER = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr",
    "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate",
    "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations",
    "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks",
    "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing",
    "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls",
    "webPublishItems", "tableParts", "extLst",
)  # fmt: skip


def insert_element(splices: Splices, root: Node, name: str, markup: bytes) -> None:
    """Insert a new element of that name into a worksheet, at the place where it belongs."""
    rank = _ORDER.index(name)
    before = [node for node in root.children if node.name in _ORDER[: rank + 1]]
    at = before[-1].end if before else root.inner
    splices.put(at, at, markup, rank)


def put_element(splices: Splices, root: Node, name: str, markup: bytes) -> None:
    """Put an element in place of the one of that name, or where it belongs."""
    held = root.first(name)
    if held is None:
        insert_element(splices, root, name, markup)
    else:
        splices.put(held.start, held.end, markup)
