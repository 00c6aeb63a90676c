"""The arguments of one call: single cells and ranges of one size, read cell by cell.

A single cell counts for every cell of the ranges. Where a cell does not fit, its sentence stands
in that cell of the answer and the others are answered; a function of whole ranges answers with
the first sentence alone (`insist`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import wraps
from typing import ParamSpec, TypeAlias, TypeVar

import numpy as np

from okrsheet.functions.cells import Cell, Cells, WrongArgument, choice, day, is_blank, number
from okrsheet.score.arrays import Floats, Texts
from okrsheet.score.arrays import numbers as as_numbers

Answer: TypeAlias = Cell | list[list[Cell]]
Read = TypeVar("Read")
Call = ParamSpec("Call")
Size = tuple[int, int]  # rows and columns
SINGLE: Size = (1, 1)


def cell_function(answer: Callable[Call, Answer]) -> Callable[Call, Answer]:
    """The function with a sentence as its answer to arguments that cannot be used."""

    @wraps(answer)
    def answered(*args: Call.args, **kwargs: Call.kwargs) -> Answer:
        try:
            return answer(*args, **kwargs)
        except WrongArgument as wrong:
            return str(wrong)

    return answered


@dataclass
class Arguments:
    """Arguments by name, each as its cells row by row: one, or as many as the answer has.

    `faults` gathers, by 0-based cell of the answer, the sentence on the first that does not fit.
    """

    size: Size
    cells: Mapping[str, Sequence[Cell]]
    faults: dict[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, **given: Cells) -> Arguments:
        """The arguments of a call. Raises WrongArgument where two ranges differ in size."""
        grids = {name: _grid(cells) for name, cells in given.items()}
        sizes = {name: (len(grid), len(grid[0])) for name, grid in grids.items()}
        ranges = [name for name, size in sizes.items() if size != SINGLE]
        for name in ranges[1:]:
            if sizes[name] != sizes[ranges[0]]:
                one, other = (f"{_label(each)} {_told(sizes[each])}" for each in (ranges[0], name))
                raise WrongArgument(
                    f"The ranges differ in size ({one}, {other}): give ranges of one size, or"
                    " single cells."
                )
        flat = {name: [cell for row in grid for cell in row] for name, grid in grids.items()}
        return cls(sizes[ranges[0]] if ranges else SINGLE, flat)

    def __len__(self) -> int:
        """How many cells the answer has."""
        return self.size[0] * self.size[1]

    def read(self, name: str, reader: Callable[[Cell, str], Read | None]) -> list[Read | None]:
        """An argument cell by cell; None where the reader raised WrongArgument, which is noted."""
        cells, found = self.cells[name], list[Read | None]()
        for at, cell in enumerate(cells):
            try:
                found.append(reader(cell, _label(name)))
            except WrongArgument as wrong:
                found.append(None)
                for place in range(len(self)) if len(cells) == 1 else (at,):
                    self.note(place, str(wrong))
        return found * len(self) if len(cells) == 1 else found

    def numbers(self, name: str, reader: Callable[[Cell, str], float | None] = number) -> Floats:
        """An argument as numbers: NaN for a blank, and where a cell does not fit."""
        return as_numbers(self.read(name, reader))

    def days(self, name: str) -> Floats:
        """An argument as serial days, NaN as above."""
        return self.numbers(name, day)

    def choices(self, name: str, words: Sequence[str]) -> Texts:
        """An argument as words of a few, empty for a blank and where a cell does not fit."""
        chosen = self.read(name, lambda cell, called: choice(cell, called, words))
        return np.array([word or "" for word in chosen], dtype=np.str_)

    def note(self, at: int, sentence: str) -> None:
        """Answer a cell with a sentence, unless it has one."""
        self.faults.setdefault(at, sentence)

    def answer(self, values: Iterable[Cell]) -> Answer:
        """The answer of these cells in the size of the ranges; blank where all ranges are."""
        told = [
            "" if self.is_blank(at) else self.faults.get(at, value)
            for at, value in enumerate(values)
        ]
        width = self.size[1]
        rows = [told[first : first + width] for first in range(0, len(told), width)]
        return rows[0][0] if self.size == SINGLE else rows

    def is_blank(self, at: int) -> bool:
        """Whether there are ranges and none of them holds anything there."""
        ranges = [cells for cells in self.cells.values() if len(cells) > 1]
        return bool(ranges) and all(is_blank(cells[at]) for cells in ranges)

    def insist(self) -> None:
        """Raises WrongArgument for the first cell that did not fit, with its 1-based place."""
        if self.faults:
            first = min(self.faults)
            of = "Row" if self.size[1] == 1 else "Cell"
            place = "" if self.size == SINGLE else f"{of} {first + 1}: "
            raise WrongArgument(place + self.faults[first])


def single(name: str, cells: Cells) -> Cell:
    """The one cell of an argument that counts for the whole answer. Raises WrongArgument."""
    grid = _grid(cells)
    if (len(grid), len(grid[0])) != SINGLE:
        raise WrongArgument(f"{_label(name).capitalize()} is a range: give one cell.")
    return grid[0][0]


def _grid(cells: Cells) -> Sequence[Sequence[Cell]]:
    return cells if isinstance(cells, list | tuple) else [[cells]]  # type: ignore[list-item]


def _label(name: str) -> str:
    """An argument's name as a person would say it."""
    return "ID" if name == "id" else name.replace("_", " ")


def _told(size: Size) -> str:
    return f"{size[0]} x {size[1]}"
