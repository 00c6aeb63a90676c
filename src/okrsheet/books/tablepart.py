"""The definition of a table: where it stands, its columns and their formulas."""

from __future__ import annotations

from dataclasses import dataclass

from okrsheet.books.area import Area
from okrsheet.books.book import BookError
from okrsheet.books.celltext import decode_escapes
from okrsheet.books.xmlpart import XmlPart
from okrsheet.books.xmltext import Node, broken

# A table's name, its range with headers and totals, its data rows, its headers and formulas.
Shape = tuple[str, Area, Area, tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class TablePart:
    """A table as its part defines it. `data` are its data rows, without headers and totals."""

    name: str
    part: str
    sheet: str
    sheet_part: str
    area: Area
    data: Area
    headers: tuple[str, ...]
    formulas: tuple[str, ...]

    @classmethod
    def read(cls, part: XmlPart, name: str, sheet: str, sheet_part: str) -> TablePart:
        """The table of a part. Raises BookError where its range makes no sense."""
        try:
            title, area, data, headers, formulas = part.told(_shape)
        except BookError as fault:
            raise BookError(fault.what, part.where, fault.fix) from None
        return cls(title, name, sheet, sheet_part, area, data, headers, formulas)

    @property
    def has_totals(self) -> bool:
        """Whether a totals row stands below the data."""
        return self.area.bottom > self.data.bottom

    def column(self, header: str) -> int | None:
        """The sheet column (1-based) of a header, without regard to case; None if missing."""
        wanted = header.casefold()
        for index, own in enumerate(self.headers):
            if own.casefold() == wanted:
                return self.data.left + index
        return None


def _shape(root: Node) -> Shape:
    """What a table's part says of it. Raises BookError where its range makes no sense."""
    title = root.attributes.get("displayName") or root.attributes.get("name", "")
    area = Area.parse(root.attributes.get("ref", ""))
    columns = root.first("tableColumns")
    nodes = columns.all("tableColumn") if columns else []
    if area is None or len(nodes) != area.right - area.left + 1:
        raise broken("", f"the range of table {title} does not fit its columns")
    heads = root.number("headerRowCount", 1)
    totals = root.number("totalsRowCount")
    data = Area(area.top + heads, area.left, area.bottom - totals, area.right)
    if data.bottom < data.top:
        raise BookError(f"table {title} has no room for a row.", "", "Add a row to it in Excel.")
    formulas = (node.first("calculatedColumnFormula") for node in nodes)
    headers = tuple(decode_escapes(node.attributes.get("name", "")) for node in nodes)
    return title, area, data, headers, tuple(node.text if node else "" for node in formulas)
