"""Tables that are okrsheet's own, filled anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from okrsheet.books.area import Area, cell_name
from okrsheet.books.book import BookError, Content, FillTable, Formula, SheetLook
from okrsheet.books.cellwrite import GONE, Moved
from okrsheet.books.cellxml import Stored, stored
from okrsheet.books.changes import Changes
from okrsheet.books.draft import SheetDraft
from okrsheet.books.formula import shifted
from okrsheet.books.newsheet import add_sheet, add_table, write_headings, write_owner
from okrsheet.books.sheetxml import RawCell
from okrsheet.books.tabledraft import TableDraft

Key = tuple[Stored, ...]


@dataclass(frozen=True, slots=True)
class _UserRow:
    """What a user's own columns hold beside one row of ours: the row's key, cells by column."""

    key: Key
    row: int
    cells: dict[int, RawCell]
    typed: bool


def fill_table(changes: Changes, edit: FillTable) -> None:
    """Replace the rows of a table of ours, making sheet and table where they are missing.

    A user's columns follow the key of their row. What a user typed beside a row that is no more
    stands below the new rows, beside cells of ours that are blank.
    """
    assert edit.sheet.table is not None
    table = changes.table(edit.sheet.table) or _make_table(changes, edit.sheet)
    _refuse_foreign_table(table, edit.sheet)
    users = _user_columns(table, edit.sheet)
    old = _user_rows(table, users, edit.key)
    order = _follow(old, [_new_key(edit, row, table) for row in edit.rows])
    highest = max(table.height, len(order), 1)
    table.draft.refitted.update(range(table.data.top, table.data.top + highest))
    table.resize(max(1, len(order)))
    for column in users:
        _move_users(table, column, order)
    _put_rows(changes, table, edit, max(1, len(order)))
    changes.lay(table.draft, table, edit.sheet.columns)
    if table.part.sheet == edit.sheet.title and table.data.top == edit.sheet.header_row + 1:
        write_owner(table.draft, edit.sheet, changes.styles)


def _make_table(changes: Changes, look: SheetLook) -> TableDraft:
    names = [node.attributes.get("name", "") for node in changes.package.defined_names()]
    if (look.table or "").casefold() in map(str.casefold, names):
        what = f"the name {look.table} is taken, and okrsheet needs it for its table."
        raise BookError(what, changes.package.where, "Rename it in Excel's Name Manager.")
    entry = changes.sheet(look.title)
    width = len(look.columns)
    area = Area(look.header_row, 1, look.header_row + 1, width)
    if entry is None:
        entry = add_sheet(changes.package, look)
    draft = changes.draft(entry.name, entry.part)
    _refuse_foreign_cells(changes, draft, area)
    write_headings(draft, look, changes.styles)
    return changes.adopt(add_table(changes, entry, look, area))


def _refuse_foreign_table(table: TableDraft, look: SheetLook) -> None:
    own = {header.strip().casefold() for header in table.part.headers}
    missing = [c.header for c in look.columns if c.header.casefold() not in own]
    if missing:
        where = f"{table.package.where}, sheet {table.part.sheet}"
        what = f"the table {look.table} is not okrsheet's own: it has no column {missing[0]}."
        raise BookError(what, where, "Rename the table, and okrsheet adds its own.")


def _refuse_foreign_cells(changes: Changes, draft: SheetDraft, area: Area) -> None:
    for row in draft.grid.row_numbers(area.top, area.bottom):
        for column in range(area.left, area.right + 1):
            if draft.content(row, column) is not None:
                place = cell_name(row, column)
                where = f"{changes.package.where}, sheet {draft.name}, cell {place}"
                what = "something stands where okrsheet needs its own table."
                raise BookError(what, where, f"Rename the sheet {draft.name}.")


def _user_columns(table: TableDraft, look: SheetLook) -> list[int]:
    ours = {column.header.casefold() for column in look.columns}
    return [
        table.data.left + index
        for index, header in enumerate(table.part.headers)
        if header.casefold() not in ours
    ]


def _user_rows(table: TableDraft, users: Sequence[int], key: Sequence[str]) -> list[_UserRow]:
    keys = [table.part.column(header) for header in key]
    rows = []
    for index in range(table.height if users else 0):
        row = table.data.top + index
        cells = {c: cell for c, cell in table.draft.cells(row).items() if c in users}
        held = [table.draft.read(cell) for cell in cells.values()]
        typed = any(h is not None and not isinstance(h, Formula) for h in held)
        contents = [table.content(index, column) if column else None for column in keys]
        rows.append(_UserRow(_key(contents, table), row, cells, typed))
    return rows


def _new_key(edit: FillTable, row: Sequence[Content], table: TableDraft) -> Key:
    headers = [column.header for column in edit.sheet.columns]
    return _key([row[headers.index(header)] for header in edit.key], table)


def _key(contents: Sequence[Content], table: TableDraft) -> Key:
    values = (held.value if isinstance(held, Formula) else held for held in contents)
    return tuple(stored(value, table.draft.codec.date1904) for value in values)


def _follow(old: Sequence[_UserRow], keys: Sequence[Key]) -> list[_UserRow | None]:
    """For each new row the old one of its key, if any; then the old rows that must not be lost."""
    waiting: dict[Key, list[_UserRow]] = {}
    for row in reversed(old):
        if any(part is not None for part in row.key):
            waiting.setdefault(row.key, []).append(row)
    order: list[_UserRow | None] = []
    for key in keys:
        order.append(waiting[key].pop() if waiting.get(key) else None)
    followed = {row.row for row in order if row}
    return order + [row for row in old if row.typed and row.row not in followed]


def _move_users(table: TableDraft, column: int, order: Sequence[_UserRow | None]) -> None:
    draft, top = table.draft, table.data.top
    model = draft.cells(top).get(column)
    is_calculated = bool(table.part.formulas[column - table.data.left])
    formula = draft.formula(model) if model and is_calculated else None
    for index, source in enumerate(order):
        row = top + index
        cell = source.cells.get(column) if source else None
        if source and source.row == row:
            continue
        if cell is not None:
            text = draft.formula(cell)
            moved = shifted(text, row - cell.row, 0) if text is not None else None
            draft.put(row, column, Moved(cell, moved), cell.style)
        elif source is None and formula is not None and model:
            draft.put(row, column, Formula(shifted(formula, row - top, 0), None), model.style)
        elif source is None and model:
            draft.put(row, column, None, model.style)
        else:
            draft.put(row, column, GONE)


def _put_rows(changes: Changes, table: TableDraft, edit: FillTable, height: int) -> None:
    for index, look in enumerate(edit.sheet.columns):
        column = table.part.column(look.header)
        if column is None:
            continue
        style = changes.styles.cell(look.style)
        table.formulas[look.header.casefold()] = look.formula
        for row in range(height):
            content = edit.rows[row][index] if row < len(edit.rows) else None
            table.put(row, column, content, style)
