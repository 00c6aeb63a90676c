"""From a list of edits to the steps that carry them out on an open workbook.

All that has to be known is read here; the steps then only write.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from okrsheet.books.area import Area
from okrsheet.books.book import (
    AppendRows,
    BookError,
    DrawCharts,
    Edit,
    FillBlock,
    FillTable,
    LayTable,
    SetCells,
    SetColumn,
    SheetLook,
    Tell,
)
from okrsheet.books.live.blocks import draw_charts, fill_block
from okrsheet.books.live.fill import fill
from okrsheet.books.live.ours import OurSheets
from okrsheet.books.live.read import Held, LiveReader, LiveTable
from okrsheet.books.live.rules import rule_steps
from okrsheet.books.live.sheet import AddSheet, AddTable
from okrsheet.books.live.step import Put, Resize, Step, blank
from okrsheet.books.live.table import TableChanges
from okrsheet.books.live.tablesteps import table_paint, table_steps


class LivePlan:
    """What a list of edits comes to; `told` are the messages for the user. Raises BookError."""

    def __init__(self, reader: LiveReader, edits: Sequence[Edit]) -> None:
        self.told: list[str] = []
        self._sheets = OurSheets(reader)
        self._held = list(reader.tables())
        self._tables: dict[str, TableChanges] = {}
        for edit in edits:
            self._take(edit)

    def steps(self) -> list[Step]:
        """All steps: first what others rest on, last how it looks."""
        tables = list(self._tables.values())
        contents = [step for table in tables for step in table_steps(table)]
        contents.sort(key=lambda step: not _comes_first(step))
        paints = [paint for table in tables for paint in table_paint(table)]
        rules = [rule for table in tables for rule in self._rules_of(table)]
        # A formula may name any of the sheets.
        made = sorted(self._sheets.made, key=lambda step: not isinstance(step, AddSheet))
        return [*made, *contents, *self._sheets.contents, *paints, *self._sheets.looks, *rules]

    def _take(self, edit: Edit) -> None:
        match edit:
            case SetCells():
                self._known(edit.table).set_cells(edit)
            case AppendRows():
                self._known(edit.table).append_rows(edit)
            case SetColumn():
                if (table := self._table(edit.table)) is not None:
                    table.set_column(edit)
            case LayTable():
                if (table := self._table(edit.table)) is not None:
                    table.lay(edit.columns)
            case FillTable():
                self._fill(edit)
            case FillBlock():
                fill_block(self._sheets, edit, self._held)
            case DrawCharts():
                draw_charts(self._sheets, edit)
            case Tell():
                self.told.append(edit.message)

    def _table(self, name: str) -> TableChanges | None:
        key = name.casefold()
        if key not in self._tables:
            held = next((table for table in self._held if table.name.casefold() == key), None)
            if held is None:
                return None
            self._tables[key] = self._changes(held)
        return self._tables[key]

    def _changes(self, held: LiveTable) -> TableChanges:
        others = [one for one in self._held if one.sheet == held.sheet and one.name != held.name]

        def area(cells: Area) -> Held:
            return self._sheets.area(held.sheet, cells)

        date1904 = self._sheets.reader.date1904
        return TableChanges(held, others, area, self._sheets.where, date1904)

    def _known(self, name: str) -> TableChanges:
        table = self._table(name)
        if table is None:
            raise BookError(f"there is no table {name}.", self._sheets.where, "Put it back.")
        return table

    def _rules_of(self, table: TableChanges) -> Iterator[Step]:
        data, title = table.held.data, table.held.sheet
        data = Area(data.top, data.left, data.top + table.height - 1, data.right)
        columns = {data.left + place: look for place, look in table.looks.items()}
        sheet = self._sheets.sheet(title)
        yield from rule_steps(sheet, title, data, columns, self._sheets.is_name)

    def _fill(self, edit: FillTable) -> None:
        look = edit.sheet
        table = self._table(look.table or look.title)
        is_new = table is None
        table = table or self._make_table(look)
        fill(table, edit, self._sheets.where)
        held = table.held
        if not is_new and (held.sheet, held.data.top) == (look.title, look.header_row + 1):
            self._sheets.put_owner(look)

    def _make_table(self, look: SheetLook) -> TableChanges:
        name = look.table or look.title
        if self._sheets.is_name(name):
            what = f"the name {name} is taken, and okrsheet needs it for its table."
            raise BookError(what, self._sheets.where, "Rename it in Excel's Name Manager.")
        top, width = look.header_row, len(look.columns)
        if self._sheets.has(look.title):
            self._sheets.refuse_foreign_cells(look.title, Area(top, 1, top + 1, width))
        self._sheets.head(look)
        self._sheets.made.append(AddTable(look))
        headers = tuple(column.header for column in look.columns)
        data = Area(top + 1, 1, top + 1, width)
        nothing = Held(blank(data), blank(data))
        held = LiveTable(name, look.title, top, data, headers, nothing, False)
        self._held.append(held)
        self._tables[name.casefold()] = self._changes(held)
        return self._tables[name.casefold()]


def _comes_first(step: Step) -> bool:
    """Whether others rest on it, or it differs from them in what Excel is to do by itself."""
    if isinstance(step, Resize):
        return step.new.bottom > step.old.bottom
    return isinstance(step, Put) and step.fills
