"""Sendings -> workbooks: all of one shape are calculated in one pass, then each is cast."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from okrsheet.books.book import Value
from okrsheet.books.mould import Filling
from okrsheet.departments.sending import Sending
from okrsheet.departments.sent import PLAN, SENDING, UNIT, Rows
from okrsheet.exchange.moulds import TABLES, Kind, blank_values, mould
from okrsheet.sheets.column import TableLayout
from okrsheet.sheets.live.department import Calculated, calculate
from okrsheet.sheets.settings import SETTING_MEANINGS, SETTINGS
from okrsheet.sheets.values import as_formula_text, as_text

NO_ROWS = Rows((), ())
Column = Sequence[Value]
# The computed columns that show the name behind a reference: table and header, the reference, and
# the table and column where the name stands.
NAMES = {
    ("KPIs", "Objective name"): ("Objective", "Objectives", "Objective"),
    ("Readings", "KPI name"): ("KPI", "KPIs", "KPI"),
}


def render(sendings: Sequence[Sending]) -> Iterator[bytes]:
    """The workbook of each sending as an .xlsx file, in their order; equal bytes for equal ones."""
    groups: dict[Kind, list[int]] = {}
    for at, sending in enumerate(sendings):
        groups.setdefault(Kind.of(sending), []).append(at)
    departments: dict[int, tuple[Kind, _Department]] = {}
    for kind, members in groups.items():
        calculated = _calculated(kind, [sendings[at] for at in members])
        news = calculated.news(blank_values(kind))
        for place, at in enumerate(members):
            shown = calculated.shown(place)
            departments[at] = kind, _Department(sendings[at], shown, news[place])
    for at in range(len(sendings)):
        kind, department = departments[at]
        yield mould(kind).cast(department.filling())


def _calculated(kind: Kind, sendings: Sequence[Sending]) -> Calculated:
    plans = [sending.plan for sending in sendings]
    scores = [sending.scores for sending in sendings]
    return calculate(plans, scores, kind.shape, [sending.sent.tables for sending in sendings])


@dataclass(frozen=True)
class _Department:
    """One department of a batch: what its tables show, and what Calculation says in it."""

    sending: Sending
    shown: Mapping[str, Mapping[str, Column]]
    news: Mapping[int, Value]

    def filling(self) -> Filling:
        """All that its workbook says."""
        sent = self.sending.sent
        organisation = self._organisation()
        return Filling(
            {layout.name: self._table(layout) for layout in TABLES},
            self.news,
            {
                (SETTINGS.sheet.title, "A1"): f"{TABLES[0].sheet.heading}: {self.sending.name}",
                **dict.fromkeys(OWNER_LINES, organisation),
            },
            {PLAN: sent.plan, UNIT: sent.unit, SENDING: sent.sending},
        )

    def _table(self, layout: TableLayout) -> list[Column]:
        """The columns of a table, entered and computed ones, as far as its rows are used."""
        used = len(self._sent(layout.name).rows)
        return [self._column(layout.name, column.header)[:used] for column in layout.columns]

    def _column(self, table: str, header: str) -> Column:
        if header in self.shown.get(table, ()):
            return self.shown[table][header]
        if (table, header) in NAMES:
            return self._names(table, *NAMES[table, header])
        if header == "Check" and table in self.sending.checks:
            return self.sending.checks[table]
        if (table, header) == (SETTINGS.name, "Meaning"):
            return [_meaning(name) for name in self._entered(table, "Setting")]
        return self._entered(table, header)

    def _entered(self, table: str, header: str) -> Column:
        """What the rows hold under a header; blanks where they have no such column."""
        blanks = (None,) * len(self._sent(table).rows)
        return self._columns[table].get(header, blanks)

    @cached_property
    def _columns(self) -> dict[str, dict[str, Column]]:
        """By table and header what the rows hold, where there are any."""
        sent = {layout.name: self._sent(layout.name) for layout in TABLES}
        return {
            name: dict(zip(table.headers, zip(*table.rows, strict=True), strict=False))
            for name, table in sent.items()
        }

    def _sent(self, table: str) -> Rows:
        if table == "Context":
            return self.sending.sent.context
        return self.sending.sent.tables.get(table, NO_ROWS)

    def _names(self, table: str, reference: str, other: str, header: str) -> Column:
        """The names behind references, as a formula finds them: of one ID the first row counts."""
        found: dict[str, str] = {}
        there = self._entered(other, "ID"), self._entered(other, header)
        for id, name in zip(*there, strict=True):
            found.setdefault(as_formula_text(id).casefold(), as_formula_text(name))
        found[""] = ""
        ids = (as_formula_text(id).casefold() for id in self._entered(table, reference))
        return [found.get(id, "") for id in ids]

    def _organisation(self) -> str:
        """Whose plan it is, as the line above each table says."""
        settings = self._entered(SETTINGS.name, "Setting"), self._entered(SETTINGS.name, "Value")
        for name, value in zip(*settings, strict=True):
            if as_formula_text(name).casefold() == "organisation":
                return as_formula_text(value)
        return ""


_MEANINGS = {header.casefold(): meaning for header, meaning in SETTING_MEANINGS.items()}
OWNER_LINES = tuple(
    (layout.sheet.title, f"A{layout.sheet.header_row - 1}")
    for layout in TABLES
    if layout.sheet.owner is not None
)


def _meaning(name: Value) -> str | None:
    return _MEANINGS.get(as_text(name).strip().casefold())
