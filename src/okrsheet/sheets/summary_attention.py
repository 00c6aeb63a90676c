"""The lists of the Summary: what needs attention, the gravest first, ranked live.

A list is sized at the roll-up, with a line to spare. Where it grows beyond that, its end says how
many more there are; where it is empty, its first line says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from okrsheet.books.book import Content, Formula, Style
from okrsheet.sheets import looks
from okrsheet.sheets.live.calculation import Calculation
from okrsheet.sheets.summary_cells import Lines, Said, at_either, day, entered, shown
from okrsheet.sheets.summary_lists import Attention, Ranking, column_named
from okrsheet.sheets.summary_look import PLACE
from okrsheet.sheets.summary_sections import Line, figure_cells, height, labels, title

FEWEST, MOST = 2, 10  # lines of a list


@dataclass(frozen=True)
class Listed:
    """A list: `places` are those of its lines now, `nth` the formula for that of the n-th line.

    `count` is the formula for how many there are, `cells` what the line of a place says.
    """

    title: Line
    none: str
    count: str
    places: list[int]
    nth: Callable[[int], str]
    cells: Callable[[int], Mapping[str, Content]]
    styles: Mapping[str, Style] = field(default_factory=dict)

    @property
    def wanted(self) -> int:
        """How many lines it needs, with one to spare."""
        return min(MOST, max(FEWEST, len(self.places) + 1))

    def lines(self, size: int) -> list[Line]:
        """Its title, so many lines, and its end."""
        total = len(self.places)
        text = f'IF({self.count}>{size},"... and "&({self.count}-{size})&" more","")'
        more = f"... and {total - size} more" if total > size else ""
        end = Line({"Name": Formula(text, more)}, {"Name": looks.LINE_MUTED})
        return [self.title, *map(self._line, range(1, size + 1)), end]

    def _line(self, line: int) -> Line:
        place = self.places[line - 1] if line <= len(self.places) else 0
        cells = dict(self.cells(place))
        if line == 1:
            cells["Name"] = self._first(cells["Name"])
        return Line({**cells, PLACE: Formula(self.nth(line), float(place))}, self.styles)

    def _first(self, name: Content) -> Formula:
        """The name in the first line, which says so where the list is empty."""
        assert isinstance(name, Formula)
        said = name.value if self.places else self.none
        return Formula(f'IF({self.count}=0,"{self.none}",{name.text})', said)


def attention_lists(calculation: Calculation) -> Iterator[Listed]:
    """All lists, in their order on the page."""
    found = Attention.of(calculation)
    objective, kpi = _objective_cells(calculation), _kpi_cells(calculation)
    yield _listed(
        title("Objectives off track or at risk", labels()),
        "Nothing is off track or at risk.",
        *(found.objectives, objective),
    )
    yield _listed(
        title("KPIs off track or at risk", labels(Coverage="Plan share", Worst="Objective")),
        "No KPI is off track or at risk.",
        *(found.kpis, kpi, {"Worst": looks.LINE}),
    )
    yield _warnings(found, calculation, objective)
    yield _watermelons(found, _pillar_cells(calculation), objective)
    yield _overdue(found, calculation, kpi)
    yield _listed(
        title("Actions late", labels(ID="Objective", Score="Done", Coverage="", Worst="")),
        "No action is late.",
        *(found.late, _action_cells(calculation)),
    )


def sized(lists: Sequence[Listed], room: float) -> list[Line]:
    """The lines of all lists, sized line by line in turn so that they fit a height in points.

    Where they cannot, each has the lines that it wants.
    """
    sizes = [FEWEST] * len(lists)
    left = room - sum(height(lines.lines(FEWEST)) for lines in lists)
    if left < 0:
        return [line for one in lists for line in one.lines(one.wanted)]
    grown = True
    while grown:
        grown = False
        for at, one in enumerate(lists):
            more = height(one.lines(sizes[at] + 1)) - height(one.lines(sizes[at]))
            if sizes[at] < one.wanted and more <= left:
                sizes[at], left, grown = sizes[at] + 1, left - more, True
    return [line for one, size in zip(lists, sizes, strict=True) for line in one.lines(size)]


def _listed(
    title: Line, none: str, ranking: Ranking, told: Lines, styles: Mapping[str, Style] | None = None
) -> Listed:
    """The list of one table's rows."""
    count = ranking.count_cell
    return Listed(
        title,
        none,
        count,
        ranking.places(),
        lambda line: f"IF({line}>{count},0,{ranking.place(str(line))})",
        lambda place: {header: said.at(place) for header, said in told.items()},
        styles or {},
    )


def _warnings(found: Attention, calculation: Calculation, objective: Lines) -> Listed:
    """Objectives whose lagging KPIs are still on track and whose leading ones are not."""
    nodes = calculation.objective_figures
    signals = {"Expected": shown(nodes.leading), "Coverage": shown(nodes.lagging)}
    line = title(
        "Early warnings: leading KPIs behind", labels(Expected="Leading", Coverage="Lagging")
    )
    return _listed(line, "No early warning.", found.warnings, {**objective, **signals})


def _watermelons(found: Attention, pillar: Lines, objective: Lines) -> Listed:
    """Pillars, then objectives, that are on track over something that is off track."""
    above, below = found.pillar_watermelons, found.objective_watermelons
    blank = Said('""', [""] * len(pillar["Name"].values))

    def nth(line: int) -> str:
        rest = f"{line}-{above.count_cell}"
        of_objective = f"IF({rest}<={below.count_cell},{below.place(rest)},0)"
        return f"IF({line}<={above.count_cell},-{above.place(str(line))},{of_objective})"

    return Listed(
        title("Watermelons: green outside, red inside", labels()),
        "No watermelon.",
        f"({above.count_cell}+{below.count_cell})",
        [*(-place for place in above.places()), *below.places()],
        nth,
        lambda place: {
            header: at_either(pillar.get(header, blank), said, place)
            for header, said in objective.items()
        },
    )


def _overdue(found: Attention, calculation: Calculation, kpi: Lines) -> Listed:
    """KPIs that were not read in time."""
    told = {
        **{header: kpi[header] for header in ("Name", "ID", "Owner", "Status", "Worst")},
        "Due": shown(calculation.kpis.shown["Read on"]),
        "Score": shown(found.days_unread),
        "Expected": entered(calculation, "KPIs", "Frequency"),
    }
    named = labels(
        Due="Last read", Score="Days", Expected="Frequency", Coverage="", Worst="Objective"
    )
    line = title("Readings overdue", named)
    styles = {"Score": looks.LINE_NUMBER, "Worst": looks.LINE}
    return _listed(line, "No reading is overdue.", found.overdue, told, styles)


def _pillar_cells(calculation: Calculation) -> Lines:
    return {
        "Name": entered(calculation, "Pillars", "Pillar"),
        "ID": shown(calculation.pillars.keys.id),
        "Owner": entered(calculation, "Pillars", "Owner"),
        **figure_cells(calculation.company.pillars.shown),
    }


def _objective_cells(calculation: Calculation) -> Lines:
    return {
        "Name": entered(calculation, "Objectives", "Objective"),
        "ID": shown(calculation.lines.keys.id),
        "Owner": entered(calculation, "Objectives", "Owner"),
        "Due": day(calculation.lines.due),
        **figure_cells(calculation.objective_figures.shown),
    }


def _kpi_cells(calculation: Calculation) -> Lines:
    kpis, grid = calculation.kpis, calculation.grid
    raw, score = kpis.shown["Attainment"], column_named(grid, "KPIs: Score")
    values = [
        "" if one == "" else clamped
        for one, clamped in zip(raw.values.tolist(), score.values.tolist(), strict=True)
    ]
    text = f'IF({shown(raw).text}="","",{shown(score).text})'
    return {
        "Name": entered(calculation, "KPIs", "KPI"),
        "ID": shown(kpis.keys.id),
        "Owner": entered(calculation, "KPIs", "Owner"),
        "Due": day(column_named(grid, "KPIs: Due")),
        "Score": Said(text, values),
        "Expected": shown(kpis.shown["Expected"]),
        "Coverage": shown(calculation.effective),
        "Status": shown(kpis.shown["Status"]),
        "Worst": entered(calculation, "KPIs", "Objective"),
    }


def _action_cells(calculation: Calculation) -> Lines:
    actions = calculation.actions
    return {
        "Name": entered(calculation, "Actions", "Action"),
        "ID": entered(calculation, "Actions", "Objective"),
        "Owner": entered(calculation, "Actions", "Owner"),
        "Due": day(actions.due),
        "Score": shown(actions.done),
        "Expected": shown(actions.shown["Expected"]),
        "Status": shown(actions.shown["Status"]),
    }
