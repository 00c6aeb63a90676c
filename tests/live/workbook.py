"""A plan in a real workbook: poured into the company template, rolled up, edited by hand."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from okrsheet.books.book import AppendRows, CellChange, Edit, SetCells, Snapshot, Table, Value
from okrsheet.books.file import FileBook
from okrsheet.file_commands import new_workbook, roll_up_workbook
from okrsheet.sheets.layout import TABLES, table_layout
from tests.live.case import Case
from tests.workbooks import snapshot

CHECK_IN = ("New value", "New date")
# What somebody typed: table, data row (from 0), header, the new value.
Typed = tuple[str, int, str, Value]


def rolled_up(case: Case, path: Path, template: str = "company") -> Path:
    """The plan of a case in a new workbook at `path`, rolled up by okrsheet."""
    poured(case, path, template)
    roll_up_workbook(path, None, None, write=True)
    return path


def poured(case: Case, path: Path, template: str = "company") -> Path:
    """The plan of a case in a new workbook at `path`, nothing computed."""
    new_workbook(path, template, force=True)
    book = FileBook(path)
    plan = snapshot(case.tables)
    book.apply(tuple(_edits(plan, book.read())))
    return path


def retyped_check_ins(case: Case, path: Path) -> Path:
    """The same workbook with the check-ins that the roll-up moved to Readings typed again."""
    kpis = snapshot(case.tables).table("KPIs")
    assert kpis is not None
    at = {header: kpis.headers.index(header) for header in CHECK_IN}
    type_into(
        path,
        [
            ("KPIs", row, header, cells[at[header]])
            for row, cells in enumerate(kpis.rows)
            for header in CHECK_IN
            if cells[at["New value"]] is not None
        ],
    )
    return path


def type_into(path: Path, typed: Iterable[Typed]) -> None:
    """Change entered cells, and nothing else: all caches go stale, as in any other program."""
    book = FileBook(path)
    tables = {table.name: table for table in book.read().tables}
    edits = []
    for name, row, header, new in typed:
        old = tables[name].rows[row][tables[name].headers.index(header)]
        if new != old:
            edits.append(SetCells(name, (CellChange(row, None, header, old, new),)))
    book.apply(edits)


def add_rows(path: Path, table: str, rows: Sequence[Mapping[str, Value]]) -> None:
    """Type rows under the last of a table, which grows and fills its formulas down as in Excel."""
    headers = tuple(dict.fromkeys(header for row in rows for header in row))
    cells = tuple(tuple(row.get(header) for header in headers) for row in rows)
    book = FileBook(path)
    book.read()
    book.apply([AppendRows(table, headers, cells)])


def _edits(plan: Snapshot, empty: Snapshot) -> Iterator[Edit]:
    for layout in TABLES:
        table, target = plan.table(layout.name), empty.table(layout.name)
        assert table is not None and target is not None
        if layout.name == "Settings":
            yield SetCells("Settings", tuple(_settings(table, target)))
        elif table.rows:
            yield _appended(table)


def _appended(table: Table) -> AppendRows:
    entered = [column.header for column in table_layout(table.name).entered]
    places = [table.headers.index(header) for header in entered]
    rows = tuple(tuple(row[at] for at in places) for row in table.rows)
    return AppendRows(table.name, tuple(entered), rows)


def _settings(plan: Table, target: Table) -> Iterator[CellChange]:
    """The plan's settings over those of the template; rows that are left over become blank."""
    for number, old in enumerate(target.rows):
        row = plan.rows[number] if number < len(plan.rows) else (None,) * len(plan.headers)
        for header in ("Setting", "Value"):
            new = row[plan.headers.index(header)]
            before = old[target.headers.index(header)]
            if new != before:
                yield CellChange(number, None, header, before, new)
