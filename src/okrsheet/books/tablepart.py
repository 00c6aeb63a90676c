"""The definition of a table: where it stands, its columns and their formulas."""

from __future__ import annotations

from dataclasses import dataclass

from okrsheet.books.area import Area
from okrsheet.books.book import BookError
from okrsheet.books.celltext import decode_escapes
from okrsheet.books.xmlpart import XmlPart
from okrsheet.books.xmltext import broken


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
        root = part.root
        title = root.attributes.get("displayName") or root.attributes.get("name", "")
        area = Area.parse(root.attributes.get("ref", ""))
        columns = root.first("tableColumns")
        nodes = columns.all("tableColumn") if columns else []
        if area is None or len(nodes) != area.right - area.left + 1:
            raise broken(part.where, f"the range of table {title} does not fit its columns")
        heads = root.number("headerRowCount", 1)
        totals = root.number("totalsRowCount")
        data = Area(area.top + heads, area.left, area.bottom - totals, area.right)
        if data.bottom < data.top:
            raise BookError(
                f"table {title} has no room for a row.", part.where, "Add a row to it in Excel."
            )
        formulas = (node.first("calculatedColumnFormula") for node in nodes)
        return cls(
            title,
            name,
            sheet,
            sheet_part,
            area,
            data,
            tuple(decode_escapes(node.attributes.get("name", "")) for node in nodes),
            tuple(formula.text if formula else "" for formula in formulas),
        )

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
