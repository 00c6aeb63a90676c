"""What the lines of the Summary say: a formula that looks at the line's place, and its values.

The hidden column Place of a line holds the row, from 1, that the line is about in its table, 0 for
none. Below 0 it is a row of the pillars in a list that has objectives too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from okrsheet.books.book import Formula, Value
from okrsheet.sheets.live.calculation import Calculation
from okrsheet.sheets.live.expression import ROW, Column
from okrsheet.sheets.live.nodes import OUTLOOKS
from okrsheet.sheets.place import column_at, letters
from okrsheet.sheets.summary_look import COLUMNS, PLACE
from okrsheet.sheets.values import as_formula_text

HERE = "\x1e"  # stands for the place of the line
PLACE_CELL = f"${letters(COLUMNS.index(PLACE) + 1)}{ROW}"


@dataclass(frozen=True)
class Said:
    """A formula with HERE where the place goes, and what it gives for each place from 1 on."""

    text: str
    values: Sequence[Value]

    def at(self, place: int) -> Formula:
        """The cell of a line whose place is that now."""
        value = self.values[place - 1] if place else ""
        shown = self.text.replace(HERE, PLACE_CELL)
        return Formula(f'IF({PLACE_CELL}=0,"",{shown})', value)


def at_either(pillars: Said, objectives: Said, place: int) -> Formula:
    """The cell of a line that is about a pillar where its place is below 0, else an objective."""
    of_pillar = pillars.text.replace(HERE, f"-{PLACE_CELL}")
    of_objective = objectives.text.replace(HERE, PLACE_CELL)
    text = f'IF({PLACE_CELL}=0,"",IF({PLACE_CELL}<0,{of_pillar},{of_objective}))'
    if place < 0:
        return Formula(text, pillars.values[-place - 1])
    return Formula(text, objectives.values[place - 1] if place else "")


Lines = Mapping[str, Said]  # by the header of the column


def shown(column: Column) -> Said:
    """What a column of the sheet Calculation holds."""
    return Said(f"INDEX({column.from_outside},{HERE})", column.values.tolist())


def entered(calculation: Calculation, table: str, header: str) -> Said:
    """What stands in an entered column of a table, as text; blanks where there is no column."""
    found = calculation.tables.snapshot.table(table)
    at = column_at(found, header) if found else None
    if found is None or at is None:
        return Said('""', [""] * calculation.tables.rows(table))
    cell = f"INDEX({calculation.tables.column(table, header)},{HERE})"
    return Said(f'IFERROR({cell}&"","")', [as_formula_text(row[at]) for row in found.rows])


def day(column: Column) -> Said:
    """The days of a column, blank where it has 0."""
    cell = shown(column).text
    days: list[Value] = [one or "" for one in column.values.tolist()]
    return Said(f'IF({cell}=0,"",{cell})', days)


def outlook(column: Column) -> Said:
    """The word of an outlook, of a column that holds its place in OUTLOOKS."""
    words = ",".join(f'"{word}"' for word in OUTLOOKS)
    said = [OUTLOOKS[int(place)] for place in column.values]
    return Said(f"CHOOSE({shown(column).text}+1,{words})", said)
