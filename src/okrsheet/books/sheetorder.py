"""Where an element belongs among the others of a worksheet."""

from __future__ import annotations

from okrsheet.books.xmltext import Node

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


def insertion_point(root: Node, name: str) -> int:
    """The byte offset at which a new element of that name belongs in a worksheet."""
    earlier = _ORDER[: _ORDER.index(name) + 1]
    before = [node for node in root.children if node.name in earlier]
    return before[-1].end if before else root.inner
