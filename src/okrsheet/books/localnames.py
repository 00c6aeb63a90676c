"""Defined names that belong to one sheet: what it prints, the range that it filters."""

from __future__ import annotations

from okrsheet.books.package import Package
from okrsheet.books.xmltext import Node, Splices, escaped

PRINT_TITLES, PRINT_AREA = "_xlnm.Print_Titles", "_xlnm.Print_Area"
FILTERED = "_xlnm._FilterDatabase"
_BEFORE_NAMES = (
    "fileVersion", "fileSharing", "workbookPr", "AlternateContent", "revisionPtr",
    "workbookProtection", "bookViews", "sheets", "functionGroups", "externalReferences",
)  # fmt: skip


def local_name(package: Package, sheet: str, name: str) -> Node | None:
    """The node of a name that belongs to a sheet; None where there is none."""
    place = str(_place(package, sheet))
    return next(
        (
            node
            for node in package.defined_names()
            if node.attributes.get("name") == name and node.attributes.get("localSheetId") == place
        ),
        None,
    )


def put_local_name(package: Package, sheet: str, name: str, text: str, hidden: bool) -> None:
    """Let a name of a sheet refer to something else, or add the name."""
    workbook, p = package.workbook, package.workbook.prefix
    held = local_name(package, sheet, name)
    if held is not None and held.text == text:
        return
    splices = Splices()
    if held is not None:
        splices.put(held.inner, held.close, escaped(text))
        workbook.splice(splices)
    else:
        markup = b'<%sdefinedName name="%s" localSheetId="%d"%s>%s</%sdefinedName>' % (
            p, name.encode(), _place(package, sheet), b' hidden="1"' if hidden else b"",
            escaped(text), p,
        )  # fmt: skip
        _append(package, markup)
    package.keep(package.workbook_name)


def _append(package: Package, markup: bytes) -> None:
    workbook, p = package.workbook, package.workbook.prefix
    names = workbook.root.first("definedNames")
    if names is not None:
        workbook.append(names, markup, {})
        return
    before = [node for node in workbook.root.children if node.name in _BEFORE_NAMES]
    splices = Splices()
    whole = b"<%sdefinedNames>%s</%sdefinedNames>" % (p, markup, p)
    splices.put(before[-1].end, before[-1].end, whole)
    workbook.splice(splices)


def _place(package: Package, sheet: str) -> int:
    """The 0-based place of a sheet among all of the workbook."""
    return [entry.name.casefold() for entry in package.sheets()].index(sheet.casefold())
