"""Calculations of small plans, and what IronCalc makes of their formulas.

The workbooks here hold no more than the tables and the sheet Calculation: those that okrsheet
writes are proved in tests/live.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Generic, TypeVar

import ironcalc
import numpy as np
from openpyxl import Workbook
from openpyxl.worksheet.table import Table

from okrsheet.books.book import CellError, Content, Formula, Snapshot
from okrsheet.plan.model import Kpi, Plan, Row
from okrsheet.score.scores import Scores, score_plan
from okrsheet.sheets.layout import TABLES
from okrsheet.sheets.live.calculation import Calculation
from okrsheet.sheets.live.expression import ROW, Column
from okrsheet.sheets.live.grid import FIRST_ROW, TITLE, Block, Grid
from okrsheet.sheets.live.part import PartCalculation
from okrsheet.sheets.parse import parse
from okrsheet.sheets.place import letters
from tests.workbooks import AS_OF, Tables, snapshot

Shown = bool | float | str
Made = Calculation | PartCalculation
Made_co = TypeVar("Made_co", bound=Made, covariant=True)


@dataclass(frozen=True)
class Laid(Generic[Made_co]):
    """A plan with its scores and its calculation."""

    snapshot: Snapshot
    plan: Plan
    scores: Scores
    calculation: Made_co


def laid(
    tables: Tables, as_of: date | None = AS_OF, checked_in: Sequence[Kpi] = ()
) -> Laid[Calculation]:
    """The calculation of these tables, each with two blank rows at its end.

    (IronCalc knows no INDEX into a table of one row.)
    """
    book = snapshot({layout.name: [*tables.get(layout.name, ()), {}, {}] for layout in TABLES})
    plan = parse(book, as_of)
    scores = score_plan(plan)
    return Laid(book, plan, scores, Calculation.of(plan, scores, book, checked_in))


def values(column: Column, rows: int) -> list[object]:
    """What a column gives in its first rows."""
    return list(column.values[:rows].tolist())


def a_block(rows: int) -> Block[Row]:
    """A block alone on a sheet Calculation."""
    return Block(Grid(), "Rows", rows)


def entered(block: Block[Row], *numbers: float) -> Column:
    """A column that holds these numbers."""
    listed = ",".join(map(repr, numbers))
    return block.given("entered", f"CHOOSE($A{ROW},{listed})", np.array(numbers, dtype=float))


def by_ironcalc(grid: Grid, path: Path) -> list[list[Shown]]:
    """The cells of a grid column by column, as IronCalc calculates them; `path` is for the file."""
    book = Workbook()
    _write_grid(book, [column.cells(FIRST_ROW) for column in grid.columns])
    found = _calculated(book, path)
    return [
        [found[0, FIRST_ROW + row, at] for row in range(len(column.values))]
        for at, column in enumerate(grid.columns, start=2)
    ]


def agrees(grid: Grid, path: Path) -> bool:
    """Whether IronCalc gives every cell of a grid the value that we give it."""
    return all(
        same(ours, theirs)
        for column, found in zip(grid.columns, by_ironcalc(grid, path), strict=True)
        for ours, theirs in zip(column.values.tolist(), found, strict=True)
    )


def unlike(laid: Laid[Made], path: Path) -> Iterator[str]:
    """The cells of the sheet Calculation that IronCalc gives another value than we do."""
    rows = laid.calculation.edit().rows
    contents = [[row.cells[at][0] for row in rows] for at in range(1, len(rows[0].cells))]
    book = Workbook()
    _write_grid(book, contents)
    for table in laid.snapshot.tables:
        _write_table(book, table)
    found = _calculated(book, path)
    for at, column in enumerate(contents, start=2):
        header = laid.calculation.grid.columns[at - 2].header
        for row, content in enumerate(column, FIRST_ROW):
            if isinstance(content, Formula):
                ours, theirs = content.value, found[0, row, at]
                if not same(ours, theirs):
                    yield f"{header} in {letters(at)}{row}: {ours!r}, IronCalc {theirs!r}"


def same(one: object, other: object) -> bool:
    """Whether two values are one: numbers to a billionth, None as an empty text."""
    one, other = ("" if value is None else value for value in (one, other))
    if isinstance(one, str) or isinstance(other, str):
        return one == other
    return abs(float(one) - float(other)) <= 1e-9 * max(1.0, abs(float(one)))  # type: ignore[arg-type]


def _write_grid(book: Workbook, columns: Sequence[Sequence[Content]]) -> None:
    sheet = book.worksheets[0]
    sheet.title = TITLE
    for row in range(max(map(len, columns))):
        sheet.cell(FIRST_ROW + row, 1, row + 1)
    for at, cells in enumerate(columns, start=2):
        for row, content in enumerate(cells, FIRST_ROW):
            said = f"={content.text}" if isinstance(content, Formula) else content
            sheet.cell(row, at).value = said  # type: ignore[assignment]


def _write_table(book: Workbook, table) -> None:
    sheet = book.create_sheet(table.sheet)
    for row, cells in enumerate((table.headers, *table.rows), table.row):
        for at, value in enumerate(cells, start=1):
            cell = sheet.cell(row, at)
            if isinstance(value, CellError):
                cell.value, cell.data_type = value.code, "e"
            elif isinstance(value, datetime | str | float | bool):
                cell.value = value
    area = f"A{table.row}:{letters(len(table.headers))}{table.row + len(table.rows)}"
    sheet.add_table(Table(displayName=table.name, ref=area))


def _calculated(book: Workbook, path: Path) -> dict[tuple[int, int, int], Shown]:
    """All cells by sheet (from 0), row and column (from 1)."""
    book.save(path)
    model = ironcalc.load_from_xlsx(str(path))
    model.evaluate()
    cells = {place: model.get_cell_value(*place) for place in model.get_all_cells()}
    return {place: "" if value is None else value for place, value in cells.items()}
