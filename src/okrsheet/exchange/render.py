"""Sendings -> workbooks: all of one shape are calculated in one pass, then each is cast."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from okrsheet.books.book import Value
from okrsheet.books.mould import Filling
from okrsheet.departments.sending import Sending
from okrsheet.departments.sent import PLAN, SENDING, UNIT, Rows
from okrsheet.exchange.moulds import TABLES, Kind, mould
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
        for place, at in enumerate(members):
            departments[at] = kind, _Department(sendings[at], calculated, place)
    for at in range(len(sendings)):
        kind, department = departments[at]
        yield mould(kind).cast(department.filling())


def column_of(table: Rows, header: str) -> Column:
    """What the rows hold under a header; blanks where they have no such column."""
    if header not in table.headers:
        return [None] * len(table.rows)
    at = table.headers.index(header)
    return [row[at] for row in table.rows]


def _calculated(kind: Kind, sendings: Sequence[Sending]) -> Calculated:
    plans = [sending.plan for sending in sendings]
    scores = [sending.scores for sending in sendings]
    return calculate(plans, scores, kind.shape, [sending.sent.tables for sending in sendings])


@dataclass(frozen=True)
class _Department:
    """One department of a batch, whose formulas give what `calculated` has at its place."""

    sending: Sending
    calculated: Calculated
    place: int

    def filling(self) -> Filling:
        """All that its workbook says."""
        sent, shown = self.sending.sent, self.calculated.shown(self.place)
        organisation = self._organisation()
        return Filling(
            {layout.name: self._rows(layout, shown.get(layout.name, {})) for layout in TABLES},
            self.calculated.columns(self.place),
            {
                (SETTINGS.sheet.title, "A1"): f"{TABLES[0].sheet.heading}: {self.sending.name}",
                **dict.fromkeys(OWNER_LINES, organisation),
            },
            {PLAN: sent.plan, UNIT: sent.unit, SENDING: sent.sending},
        )

    def _rows(self, layout: TableLayout, shown: Mapping[str, Column]) -> list[tuple[Value, ...]]:
        """The used rows of a table, entered columns and computed ones."""
        used = len(self._sent(layout.name).rows)
        columns = (self._column(layout, column.header, shown) for column in layout.columns)
        return list(zip(*(column[:used] for column in columns), strict=True))

    def _column(self, layout: TableLayout, header: str, shown: Mapping[str, Column]) -> Column:
        table = self._sent(layout.name)
        if header in shown:
            return shown[header]
        if (layout.name, header) in NAMES:
            return self._names(table, *NAMES[layout.name, header])
        if header == "Check" and layout.name in self.sending.checks:
            return self.sending.checks[layout.name]
        if layout.name == SETTINGS.name and header == "Meaning":
            return [_meaning(name) for name in column_of(table, "Setting")]
        return column_of(table, header)

    def _sent(self, table: str) -> Rows:
        if table == "Context":
            return self.sending.sent.context
        return self.sending.sent.tables.get(table, NO_ROWS)

    def _names(self, table: Rows, reference: str, other: str, header: str) -> Column:
        """The names behind references, as a formula finds them: of one ID the first row counts."""
        found: dict[str, str] = {}
        there = self._sent(other)
        for id, name in zip(column_of(there, "ID"), column_of(there, header), strict=True):
            found.setdefault(as_formula_text(id).casefold(), as_formula_text(name))
        found[""] = ""
        ids = (as_formula_text(id).casefold() for id in column_of(table, reference))
        return [found.get(id, "") for id in ids]

    def _organisation(self) -> str:
        """Whose plan it is, as the line above each table says."""
        table = self._sent(SETTINGS.name)
        for name, value in zip(column_of(table, "Setting"), column_of(table, "Value"), strict=True):
            if as_formula_text(name).casefold() == "organisation":
                return as_formula_text(value)
        return ""


OWNER_LINES = tuple(
    (layout.sheet.title, f"A{layout.sheet.header_row - 1}")
    for layout in TABLES
    if layout.sheet.owner is not None
)


def _meaning(name: Value) -> str | None:
    known = {header.casefold(): meaning for header, meaning in SETTING_MEANINGS.items()}
    return known.get(as_text(name).strip().casefold())
