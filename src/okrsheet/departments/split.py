"""A plan split: what each department is sent, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cached_property
from hashlib import sha256
from operator import attrgetter, itemgetter
from types import MappingProxyType

from okrsheet import __version__
from okrsheet.books.book import BookError, Snapshot, Table, Value
from okrsheet.departments.filenames import file_names
from okrsheet.departments.part import Part, context_of, part_plan, part_scores, parts
from okrsheet.departments.sending import Sending
from okrsheet.departments.sent import Rows, Sent
from okrsheet.plan.model import Context, Plan, Row, Settings, key
from okrsheet.score.scores import Scores
from okrsheet.sheets.column import TableLayout
from okrsheet.sheets.context import CONTEXT_COLUMNS
from okrsheet.sheets.layout import ACTIONS, DRIVERS, KPIS, OBJECTIVES, READINGS, UNITS
from okrsheet.sheets.live.whether import too_big
from okrsheet.sheets.place import column_at
from okrsheet.sheets.settings import SETTINGS
from okrsheet.sheets.values import as_text

SENT_TABLES = (UNITS, OBJECTIVES, KPIS, READINGS, ACTIONS, DRIVERS)
CHECKED = ("Units", "Objectives", "KPIs", "Actions")
SETTING, VALUE = "Setting", "Value"
DIGITS = 16  # of a sending's number, hexadecimal
NONE_KEPT: Mapping[str, str] = MappingProxyType({})

_HEADERS = tuple(column.header for column in CONTEXT_COLUMNS)
_FIELDS = {field.alias: name for name, field in Context.model_fields.items()}
_cells_of = attrgetter(*(_FIELDS[header] for header in _HEADERS))


def sendings(
    snapshot: Snapshot,
    plan: Plan,
    scores: Scores,
    plan_identity: str,
    level: int | None = None,
    only: Collection[str] = (),
    files: Mapping[str, str] = NONE_KEPT,
) -> Iterator[Sending]:
    """What each department is sent, in the order of the units, made one at a time.

    `only` are the IDs of the units asked for (none: all), `files` the names that units have their
    files under already, by ID as `key` gives it. Equal input gives equal sendings. Raises BookError
    for a level that no unit has, a plan without units, and an ID of `only` that is no department's.
    """
    found = parts(plan, level)
    names = file_names([(part.unit, part.name) for part in found], files)
    wanted = asked_for(found, only, plan, snapshot.name)
    master = _Master(snapshot, plan, scores, plan_identity)
    return (
        master.sending(part, file)
        for part, file in zip(found, names, strict=True)
        if part.unit in wanted
    )


def asked_for(
    found: Sequence[Part], only: Collection[str], plan: Plan, workbook: str
) -> frozenset[str]:
    """The units of the parts that are asked for: all where none is named. Raises BookError."""
    known = {key(part.unit) or "": part.unit for part in found}
    wanted = {key(id.strip()) or "": id for id in only}
    for id, said in wanted.items():
        if id not in known:
            raise _no_such(said, id, known, plan, workbook)
    return frozenset(known[id] for id in (wanted or known))


def sending_number(sent: Sent, checks: Mapping[str, Sequence[Value]]) -> str:
    """The number of a sending, by all that its workbook says and the okrsheet that made it."""
    told = [__version__, replace(sent, sending="").to_json()]
    told += [f"{table}:{'|'.join(map(as_text, texts))}" for table, texts in sorted(checks.items())]
    return sha256("\n".join(told).encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]


@dataclass(frozen=True)
class _Master:
    """The whole plan, out of which the departments' workbooks are cut."""

    snapshot: Snapshot
    plan: Plan
    scores: Scores
    identity: str

    def sending(self, part: Part, file: str) -> Sending:
        """What one department is sent, under that file name."""
        context = context_of(self.plan, self.scores, part, self.identity, "")
        own = part_plan(self.plan, part, context)
        rows, settings = self._rows(part), self._settings
        if too_big(self.plan) and not too_big(own):  # its formulas are few enough
            own, settings = replace(own, settings=_living(own.settings)), self._living_settings
        sent = Sent(
            plan=self.identity,
            unit=part.unit,
            sending="",
            as_of=self.plan.as_of,
            tables={name: table.entered(rows[name]) for name, table in self._tables.items()}
            | {"Settings": settings},
            context=_context_rows(context),
        )
        checks = {name: self._tables[name].checks(rows[name]) for name in CHECKED}
        number = sending_number(sent, checks)
        context = _numbered(context, number)
        sent = replace(sent, sending=number, context=_context_rows(context))
        scores = part_scores(self.scores, self.plan, part, own)
        own = replace(own, context=_numbered(own.context, number))
        return Sending(file, part.name, sent, own, scores, checks)

    def _rows(self, part: Part) -> dict[str, list[Row]]:
        """The part's rows, by table."""
        plan = self.plan
        return {
            "Units": [plan.units[at] for at in part.units],
            "Objectives": [plan.objectives[at] for at in part.objectives],
            "KPIs": [plan.kpis[at] for at in part.kpis],
            "Readings": [plan.readings[at] for at in part.readings],
            "Actions": [plan.actions[at] for at in part.actions],
            "Drivers": [plan.drivers[at] for at in part.drivers],
        }

    @cached_property
    def _tables(self) -> dict[str, _Entered]:
        return {
            layout.name: _Entered.of(layout, self.snapshot.table(layout.name))
            for layout in SENT_TABLES
        }

    @cached_property
    def _settings(self) -> Rows:
        table = _Entered.of(SETTINGS, self.snapshot.table("Settings"))
        picked = map(table.cells, range(len(table.rows)))
        rows = ((setting, value) for setting, value, _ in picked)
        return Rows((SETTING, VALUE), tuple(row for row in rows if row != (None, None)))

    @cached_property
    def _living_settings(self) -> Rows:
        """The settings with live formulas, for a department of a plan that is too big for them."""
        rows = ((name, "Yes" if _is_living(name) else value) for name, value in self._settings.rows)
        return Rows(self._settings.headers, tuple(rows))


@dataclass(frozen=True)
class _Entered:
    """The entered cells of one of the master's tables, in the order of its layout.

    `places` are the 0-based columns of the headers, and last that of Check; a column that the
    table does not have is the one behind its last, where nothing stands.
    """

    headers: tuple[str, ...]
    places: tuple[int, ...]
    rows: Sequence[tuple[Value, ...]]

    @classmethod
    def of(cls, layout: TableLayout, table: Table | None) -> _Entered:
        """The cells of a table; none where the workbook does not have it."""
        headers = tuple(column.header for column in layout.entered)
        found = [column_at(table, header) if table else None for header in (*headers, "Check")]
        behind = len(table.headers) if table else 0
        places = tuple(behind if at is None else at for at in found)
        rows = table.rows if table else ()
        return cls(headers, places, [(*row, None) for row in rows] if behind in places else rows)

    @cached_property
    def _picked(self) -> Callable[[tuple[Value, ...]], tuple[Value, ...]]:
        return itemgetter(*self.places[:-1])

    def cells(self, row: int) -> tuple[Value, ...]:
        """The entered cells of a 0-based data row as they stand, whether or not they fit."""
        return self._picked(self.rows[row])

    def entered(self, rows: Sequence[Row]) -> Rows:
        """The cells of rows of the plan, each with its ID, also where it is only being given."""
        picked, cells = self._picked, self.rows
        found = [
            (row.id, *picked(cells[row.row])[1:]) if row.given else picked(cells[row.row])
            for row in rows
        ]
        return Rows(self.headers, tuple(found))

    def checks(self, rows: Sequence[Row]) -> tuple[Value, ...]:
        """What the column Check says of rows of the plan."""
        at = self.places[-1]
        return tuple([self.rows[row.row][at] for row in rows])


def _living(settings: Settings) -> Settings:
    return settings.model_copy(update={"live_formulas": "Yes"})


def _is_living(setting: Value) -> bool:
    return as_text(setting).strip().casefold() == "live formulas"


def _numbered(context: Sequence[Context], number: str) -> tuple[Context, ...]:
    """The context with the sending's number, which is not known before the rest is."""
    return tuple(
        row.model_copy(update={"name": number}) if row.kind == "Sending" else row for row in context
    )


def _context_rows(context: Iterable[Context]) -> Rows:
    return Rows(_HEADERS, tuple(map(_cells_of, context)))


def _no_such(said: str, id: str, known: Mapping[str, str], plan: Plan, workbook: str) -> BookError:
    if id in plan.graph.units:
        what = f"The unit {said!r} gets no workbook of its own on this level."
        return BookError(what, workbook, "Leave --level out, or name a unit of that level.")
    close = [known[one] for one in get_close_matches(id, known, n=3)]
    fix = f"Did you mean {' or '.join(close)}?" if close else "Take one from the table Units."
    return BookError(f"There is no unit {said!r} in this plan.", workbook, fix)
