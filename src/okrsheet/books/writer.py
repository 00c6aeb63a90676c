"""From a list of edits to a changed package."""

from __future__ import annotations

from collections.abc import Sequence

from okrsheet.books.book import (
    AppendRows,
    BookError,
    DrawCharts,
    Edit,
    FillBlock,
    FillTable,
    Formula,
    LayTable,
    SetCells,
    SetColumn,
)
from okrsheet.books.changes import Changes
from okrsheet.books.drawing import draw_charts
from okrsheet.books.fill import fill_table
from okrsheet.books.fillblock import fill_block
from okrsheet.books.finish import finish
from okrsheet.books.package import Package
from okrsheet.books.reader import Reader
from okrsheet.books.tabledraft import TableDraft


def write_edits(package: Package, reader: Reader, edits: Sequence[Edit]) -> Changes:
    """Carry out edits on the package, all or (by BookError) none; what was planned.

    Nothing is saved. Edits that change nothing leave the package without changes.
    """
    changes = Changes(package, reader)
    for edit in edits:
        _carry_out(changes, edit)
    finish(changes)
    return changes


def _carry_out(changes: Changes, edit: Edit) -> None:
    match edit:
        case SetCells():
            _set_cells(_known(changes, edit.table), edit)
        case AppendRows():
            _append_rows(_known(changes, edit.table), edit)
        case SetColumn():
            _set_column(changes, edit)
        case LayTable():
            _lay_table(changes, edit)
        case FillTable():
            fill_table(changes, edit)
        case FillBlock():
            fill_block(changes, edit)
        case DrawCharts():
            draw_charts(changes, edit)


def _known(changes: Changes, name: str) -> TableDraft:
    table = changes.table(name)
    if table is None:
        raise BookError(f"there is no table {name}.", changes.package.where, "Put it back.")
    return table


def _column(table: TableDraft, header: str) -> int:
    column = table.part.column(header)
    if column is None:
        where = f"{table.package.where}, sheet {table.part.sheet}"
        raise BookError(f"table {table.part.name} has no column {header}.", where, "Put it back.")
    return column


def _set_cells(table: TableDraft, edit: SetCells) -> None:
    for change in edit.changes:
        column = _column(table, change.column)
        if not 0 <= change.row < table.height:
            where = f"{table.package.where}, sheet {table.part.sheet}"
            what = f"table {table.part.name} has no row {change.row + 1} any more."
            raise BookError(what, where, "Run the command again.")
        table.check_holds(change.row, column, change.old)
        table.put(change.row, column, change.new)


def _append_rows(table: TableDraft, edit: AppendRows) -> None:
    columns = [_column(table, header) for header in edit.columns]
    first = table.used
    table.grow(first + len(edit.rows))
    table.used += len(edit.rows)
    for offset, values in enumerate(edit.rows):
        for column, value in zip(columns, values, strict=True):
            if isinstance(table.content(first + offset, column), Formula):
                what = f"a formula stands where a row of {edit.table} is to be added."
                where = table.where(table.data.top + first + offset, column)
                raise BookError(what, where, "Save the file once in Excel, or clear the cell.")
            table.put(first + offset, column, value)


def _set_column(changes: Changes, edit: SetColumn) -> None:
    table = changes.table(edit.table)
    column = table.part.column(edit.column.header) if table else None
    if table is None or column is None:
        return
    if len(edit.values) != table.height:
        raise ValueError(
            f"{edit.table}[{edit.column.header}] has {table.height} rows, not {len(edit.values)}"
        )
    style = changes.styles.cell(edit.column.style)
    text = edit.column.formula
    table.formulas[edit.column.header.casefold()] = text
    for row, value in enumerate(edit.values):
        table.put(row, column, value if text is None else Formula(text, value), style)


def _lay_table(changes: Changes, edit: LayTable) -> None:
    table = changes.table(edit.table)
    if table is not None:
        changes.lay(table.draft, table, edit.columns)
        _refresh_owner(table, edit.owner)


def _refresh_owner(table: TableDraft, owner: Formula | None) -> None:
    """Store what the line above the header gives now, where that is okrsheet's own formula."""
    above, left = table.data.top - 2, table.data.left
    held = table.draft.content(above, left) if above > 0 else None
    if owner is not None and isinstance(held, Formula) and held.text == owner.text:
        table.draft.put(above, left, owner)
