"""Formulas that stand alike down a column, written once: what the format calls shared."""

from __future__ import annotations

from collections.abc import Sequence

from okrsheet.books.area import column_letters
from okrsheet.books.book import BlockRow, Formula
from okrsheet.books.cellxml import formula_text

# References to tables and to other sheets: Excel itself shares no formula that has one.
UNSHARED = ("[", "!")


class Sharing:
    """The markup of the formulas of a block, those of one pattern in a row of cells shared."""

    def __init__(self, prefix: str, first: int, rows: Sequence[BlockRow]) -> None:
        self._p = prefix
        self._group = -1
        self._shared: dict[str, bool] = {}
        # By row and column (1-based) of its first cell, the last row of a run; by column the run
        # that is being written: its pattern, last row and group.
        self._runs = self._found(first, rows)
        self._open: dict[int, tuple[str, int, int]] = {}

    def markup(self, row: int, column: int, formula: Formula) -> str:
        """The formula of a cell; cells come row by row from the first on."""
        p, pattern = self._p, formula.pattern
        run = self._open.get(column)
        if run is not None and run[0] == pattern and row <= run[1]:
            return f'<{p}f t="shared" si="{run[2]}"/>'
        last = self._runs.get((row, column))
        if last is None or pattern is None:
            return f"<{p}f>{formula_text(formula)}</{p}f>"
        self._group += 1
        self._open[column] = (pattern, last, self._group)
        letters = column_letters(column)
        area = f"{letters}{row}:{letters}{last}"
        text = formula_text(formula)
        return f'<{p}f t="shared" ref="{area}" si="{self._group}">{text}</{p}f>'

    def _found(self, first: int, rows: Sequence[BlockRow]) -> dict[tuple[int, int], int]:
        """The runs of two cells or more, from the row and column where each begins."""
        runs: dict[tuple[int, int], int] = {}
        above: dict[int, tuple[str, int]] = {}
        for number, row in enumerate(rows, first):
            here: dict[int, tuple[str, int]] = {}
            for column, (content, _) in enumerate(row.cells, 1):
                if not isinstance(content, Formula) or content.pattern is None:
                    continue
                pattern, start = content.pattern, number
                if column in above and above[column][0] == pattern:
                    start = above[column][1]
                    runs[start, column] = number
                if self._is_shared(pattern):
                    here[column] = (pattern, start)
            above = here
        return runs

    def _is_shared(self, pattern: str) -> bool:
        if pattern not in self._shared:
            self._shared[pattern] = not any(sign in pattern for sign in UNSHARED)
        return self._shared[pattern]
