"""Circular references as Excel sees them: a range depends on every cell in it.

A formula of a criteria range depends on the whole range, whatever rows it picks; other engines
follow values and stay silent. Cells of a column with the same formula (relative references taken
as such) are one run. Where the runs form no cycle the cells form none; only runs that do are looked
at cell by cell.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from tests.judges.cycles import cycle
from tests.judges.package import Area, Package, Sheet, column_letters, text_in
from tests.judges.references import Reference, References, moved, relative


class Node(NamedTuple):
    """A cell or an area of a sheet."""

    sheet: str
    area: Area

    def __str__(self) -> str:
        top, left, bottom, right = self.area
        first, last = f"{column_letters(left)}{top}", f"{column_letters(right)}{bottom}"
        return f"{self.sheet}!{first}" + (f":{last}" if first != last else "")


@dataclass(frozen=True)
class Run:
    """Cells of one column, one below the other, that hold the same formula."""

    sheet: str
    column: int
    first: int
    last: int
    references: tuple[Reference, ...]  # as its first cell sees them

    @property
    def area(self) -> Area:
        """The cells."""
        return Area(self.first, self.column, self.last, self.column)

    def reads(self, first: int, last: int) -> Iterator[Node]:
        """The areas that its cells in these rows read."""
        for one in self.references:
            yield Node(one.sheet, one.over((first, last), self.first))


def circular(workbook: Path) -> list[str]:
    """A cycle of a workbook's formulas, from a cell to itself; empty where there is none."""
    graph = _Graph(_runs(Package.open(workbook)))
    whole = [Node(run.sheet, run.area) for run in graph.runs]
    suspects = cycle(whole, graph.runs_read)
    if not suspects:
        return []
    found = cycle((cell for run in graph.runs for cell in _cells(run)), graph.cells_read)
    return ["a circular reference: " + " -> ".join(map(str, found))] if found else []


def _cells(run: Run) -> Iterator[Node]:
    for row in range(run.first, run.last + 1):
        yield Node(run.sheet, Area(row, run.column, row, run.column))


class _Graph:
    def __init__(self, runs: list[Run]) -> None:
        self.runs = runs

    @cached_property
    def _columns(self) -> dict[str, dict[int, list[Run]]]:
        """The runs by sheet and column, from top to bottom."""
        found: dict[str, dict[int, list[Run]]] = defaultdict(lambda: defaultdict(list))
        for run in sorted(self.runs, key=lambda run: run.first):
            found[run.sheet][run.column].append(run)
        return found

    def _meeting(self, node: Node) -> Iterator[Run]:
        """The runs that have a cell in an area."""
        area = node.area
        columns = self._columns.get(node.sheet, {})
        narrow = area.right - area.left < len(columns)
        wanted = range(area.left, area.right + 1) if narrow else columns
        for column in wanted:
            if column in columns and area.left <= column <= area.right:
                runs = columns[column]
                at = bisect_left(runs, area.top, key=lambda run: run.last)
                while at < len(runs) and runs[at].first <= area.bottom:
                    yield runs[at]
                    at += 1

    def runs_read(self, node: Node) -> Iterator[Node]:
        """From a run to the runs it reads."""
        (run,) = self._meeting(node)
        for read in dict.fromkeys(run.reads(run.first, run.last)):
            for other in self._meeting(read):
                yield Node(other.sheet, other.area)

    def cells_read(self, node: Node) -> Iterator[Node]:
        """From a cell to the areas it reads; from an area to its cells with formulas."""
        top, left, bottom, right = node.area
        if (top, left) == (bottom, right):
            for run in self._meeting(node):
                yield from run.reads(top, top)
            return
        for run in self._meeting(node):
            for row in range(max(top, run.first), min(bottom, run.last) + 1):
                yield Node(run.sheet, Area(row, run.column, row, run.column))


class _FormulaCell(NamedTuple):
    column: int
    row: int
    text: str  # as it stands in this cell
    key: str  # its text with relative references as distances


def _runs(package: Package) -> list[Run]:
    references = References(package)
    runs = []
    for sheet in package.sheets:
        cells = sorted(_formula_cells(sheet))
        for _, group in groupby(
            enumerate(cells), lambda at: (at[1].column, at[1].row - at[0], at[1].key)
        ):
            (_, first), *rest = group
            read = tuple(dict.fromkeys(references.of(first.text, sheet.name, first.row)))
            last = rest[-1][1].row if rest else first.row
            runs.append(Run(sheet.name, first.column, first.row, last, read))
    return runs


def _formula_cells(sheet: Sheet) -> Iterator[_FormulaCell]:
    """The cells of a sheet that hold a formula, one that they share with others too."""
    shared: dict[str, _FormulaCell] = {}
    for cell in sheet.cells():
        if (formula := cell.formula) is None:
            continue
        text, group = text_in(formula), formula.get("si", "")
        if not text and group in shared:
            column, row, text, key = shared[group]
            text = moved(text, cell.row - row, cell.column - column)
        else:
            key = relative(text, cell.row, cell.column)
        found = _FormulaCell(cell.column, cell.row, text, key)
        if group and group not in shared:
            shared[group] = found
        yield found
