"""The sections of the Summary: a title with the labels of its columns, lines, and an end.

Here those with a row for each pillar and unit; the lists stand in summary_attention.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil

from okrsheet.books.book import Content, Formula, Style
from okrsheet.plan.model import Plan, Row
from okrsheet.sheets import looks
from okrsheet.sheets.live.calculation import Calculation
from okrsheet.sheets.live.expression import ROW, Column
from okrsheet.sheets.summary_cells import Lines, Said, entered, outlook, shown
from okrsheet.sheets.summary_look import PLACE, SHOWN

SIGNS = {"Name": 50, "Owner": 20}  # that stand in a line of a cell
ONE_LINE, LINE_MORE = 15.5, 15.0  # points
NODE = ("Score", "Expected", "Coverage", "Status", "Worst")
GONE = "(removed since the last roll-up)"
STYLES = {column.header: column.look.style for column in SHOWN}
MIDDLE = ("Due", "Score", "Expected", "Coverage")

TITLE_HEIGHT = 23.0  # so that a section stands apart from the one before


@dataclass(frozen=True)
class Line:
    """A line of the Summary: its cells by header, and the styles that are not its columns'.

    ROW stands for its number in the formulas. `about` is the row of the plan that it is for.
    """

    cells: Mapping[str, Content]
    styles: Mapping[str, Style] = field(default_factory=dict)
    about: tuple[str, int] | None = None  # table, and place in the plan's tuple of its rows
    height: float | None = None  # points


def height(lines: Iterable[Line]) -> float:
    """How high lines are, in points, wrapped names and owners counted as they wrap."""
    return sum(_height(line) for line in lines)


def _height(line: Line) -> float:
    if line.height is not None:
        return line.height
    texts = [max(1, ceil(len(_said(line, header)) / signs)) for header, signs in SIGNS.items()]
    return ONE_LINE + LINE_MORE * (max(texts) - 1)


def _said(line: Line, header: str) -> str:
    held = line.cells.get(header)
    said = held.value if isinstance(held, Formula) else held
    return said if isinstance(said, str) else ""


def title(text: str, labels: Mapping[str, str]) -> Line:
    """The title of a section with the labels of its columns."""
    styles = {
        header: looks.SECTION_MIDDLE if header in MIDDLE else looks.SECTION_LABEL
        for header in STYLES
    }
    return Line({"Name": text, **labels}, styles | {"Name": looks.SECTION}, height=TITLE_HEIGHT)


def pillars(plan: Plan, calculation: Calculation) -> Iterator[Line]:
    """A line for each pillar, in the order of the plan."""
    figures = calculation.company.pillars
    told = {
        "Owner": entered(calculation, "Pillars", "Owner"),
        "Due": outlook(figures.outlook),
        **figure_cells(figures.shown),
    }
    name, ids = entered(calculation, "Pillars", "Pillar"), calculation.pillars.keys.id
    yield title("Pillars", labels(Due="Outlook"))
    found = [(at, 0) for at, row in enumerate(plan.pillars) if _has_id(row)]
    yield from _by_id("Pillars", plan.pillars, found, ids, name, told)
    yield from _newer(calculation.pillars.exists, calculation.pillars.keys.taken, len(found))


def units(plan: Plan, calculation: Calculation) -> Iterator[Line]:
    """A line for each unit, those below it indented under it."""
    figures = calculation.unit_figures
    told = {
        "Owner": entered(calculation, "Units", "Head"),
        "Due": outlook(figures.outlook),
        **figure_cells(figures.shown),
    }
    name, ids = entered(calculation, "Units", "Unit"), calculation.units.keys.id
    yield title("Units", labels(Owner="Head", Due="Outlook"))
    found = [(at, depth) for at, depth in _unit_tree(plan) if _has_id(plan.units[at])]
    yield from _by_id("Units", plan.units, found, ids, name, told)
    yield from _newer(calculation.units.exists, calculation.units.keys.taken, len(found))


def labels(**others: str) -> dict[str, str]:
    """The labels of a section: those of the columns, but for some."""
    own = {header: header for header in STYLES if header != "Name"}
    return own | others


def figure_cells(columns: Mapping[str, Column]) -> Lines:
    return {header: shown(columns[header]) for header in NODE}


def _has_id(row: Row) -> bool:
    return row.id is not None and not row.taken


def _by_id(
    table: str,
    rows: Sequence[Row],
    found: Sequence[tuple[int, int]],
    ids: Column,
    name: Said,
    told: Lines,
) -> Iterator[Line]:
    """Lines of the rows `found` (their places in the plan, and depths): looked up by ID."""
    id_cell = f"$B{ROW}"
    for at, depth in found:
        place = rows[at].row + 1
        there = Formula(f"IFERROR(MATCH({id_cell},{ids.from_outside},0),0)", float(place))
        own = name.at(place)
        named = Formula(own.text.replace('"",', f'"{GONE}",', 1), own.value)
        cells: dict[str, Content] = {"Name": named, "ID": rows[at].id, PLACE: there}
        cells |= {header: said.at(place) for header, said in told.items()}
        style = looks.LINE_NAMES[min(depth, looks.LINE_DEEPEST)]
        yield Line(cells, {"Name": style}, (table, at))


def _newer(exists: Column, taken: Column, shown: int) -> Iterator[Line]:
    """The line that says how many rows there are that a roll-up has not laid out yet."""
    count = f"SUM({exists.from_outside})-SUM({taken.from_outside})"
    more = int(exists.values.sum() - taken.values.sum()) - shown
    none = "" if shown else "None yet. A roll-up lists them here."
    text = f'IF({count}>{shown},"... and "&({count}-{shown})&" more","{none}")'
    said = f"... and {more} more" if more > 0 else none
    yield Line({"Name": Formula(text, said)}, {"Name": looks.LINE_MUTED})


def _unit_tree(plan: Plan) -> Iterator[tuple[int, int]]:
    """The units with their depths, each above those below it."""
    below: dict[int | None, list[int]] = {}
    for at, parent in enumerate(plan.graph.unit_parent):
        below.setdefault(parent, []).append(at)
    waiting = [(at, 0) for at in reversed(below.get(None, []))]
    while waiting:
        at, depth = waiting.pop()
        yield at, depth
        waiting += [(child, depth + 1) for child in reversed(below.get(at, []))]
