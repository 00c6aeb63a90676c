"""Tables -> Plan. Whatever does not fit becomes a Misfit, and the rest of its row is still used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar, cast

from okrsheet.books.book import Snapshot, Table, Value
from okrsheet.plan.around import ids_around
from okrsheet.plan.model import (
    Action,
    Context,
    Driver,
    Kpi,
    Misfit,
    Objective,
    Pillar,
    Plan,
    Reading,
    Row,
    Settings,
    Unfit,
    Unit,
    key,
)
from okrsheet.sheets.checkin import date_check_ins
from okrsheet.sheets.column import Column, Kind, TableLayout
from okrsheet.sheets.context import CONTEXT, read_context
from okrsheet.sheets.fit import Fitting
from okrsheet.sheets.ids import give_ids
from okrsheet.sheets.layout import KPIS, PILLARS, READINGS, TABLES
from okrsheet.sheets.place import column_at
from okrsheet.sheets.settings import SETTING_KINDS, SETTINGS
from okrsheet.sheets.values import as_text, fitted

AnyRow = TypeVar("AnyRow", bound=Row)
Rows = Mapping[str, Sequence[Row]]


def parse(snapshot: Snapshot, as_of: date | None = None) -> Plan:
    """The plan in a workbook, as of a day: `as_of`, else the setting As of, else today.

    Tables are found by name and columns by header, both without regard to case. Computed columns
    are no input. Rows without an ID carry the one that the next write gives them, and check-ins
    the moment at which they count. A workbook with a table Context is a department's: it needs no
    table Pillars, and the IDs of its context are taken in the whole plan.
    """
    context = read_context(snapshot)
    reader = _Reader(snapshot, taken=_taken(context), mentioned=_mentioned(context))
    settings = reader.settings()
    stated = settings.as_of.date() if settings.as_of else None
    day = as_of or stated or date.today()
    entered = {table.name: reader.rows(table) for table in TABLES if table.row}
    rows = give_ids(entered, reader.mentioned, reader.missing)
    if settings.live_formulas == "Yes":
        reader.note_typed_values(rows)

    def of(kind: type[AnyRow]) -> tuple[AnyRow, ...]:
        return cast("tuple[AnyRow, ...]", rows[kind.table])

    return Plan(
        as_of=day,
        settings=settings,
        pillars=of(Pillar),
        units=of(Unit),
        objectives=of(Objective),
        kpis=date_check_ins(of(Kpi), of(Reading), day),
        readings=of(Reading),
        actions=of(Action),
        drivers=of(Driver),
        context=context,
        misfits=_called(reader.misfits, rows),
        missing=frozenset(reader.missing),
    )


def columns_at(columns: Sequence[Column], table: Table) -> dict[Column, int]:
    """The columns that a table has, each with its 0-based place."""
    return {column: at for column in columns if (at := column_at(table, column.header)) is not None}


def _taken(context: Sequence[Context]) -> set[str]:
    """The compared IDs that rows elsewhere in a department's whole plan have."""
    return {id for ids in ids_around(context).values() for id in ids}


def _mentioned(context: Sequence[Context]) -> set[str]:
    """The compared IDs that stand anywhere in a department's context."""
    rows = (row for row in context if row.kind != "Sending")
    said = (id for row in rows for id in (row.id, row.pillar, row.parent, row.unit))
    return {id.casefold() for id in said if id is not None}


def _called(misfits: Sequence[Misfit], rows: Rows) -> tuple[Misfit, ...]:
    """The misfits, each in a row without an ID with the one that the next write gives it."""
    given: dict[tuple[str, int | None], str | None] = {
        (row.table, row.row): row.id for table in rows.values() for row in table if row.given
    }
    return tuple(
        replace(misfit, id=given[place])
        if (place := (misfit.table, misfit.row)) in given
        else misfit
        for misfit in misfits
    )


@dataclass
class _Reader:
    """Reads the tables of one snapshot and gathers what does not fit.

    `taken` holds the IDs that rows have, `mentioned` those that stand anywhere, as `key` gives it.
    """

    snapshot: Snapshot
    misfits: list[Misfit] = field(default_factory=list)
    missing: set[str] = field(default_factory=set)
    taken: set[str] = field(default_factory=set)
    mentioned: set[str] = field(default_factory=set)

    def rows(self, layout: TableLayout) -> tuple[Row, ...]:
        """The rows of a table that hold something in an entered column."""
        table = self._table(layout)
        if table is None or layout.row is None:
            return ()
        places = self._entered(layout, table)
        found = []
        for number, cells in enumerate(table.rows):
            given = {
                column: value
                for column, at in places.items()
                if cells[at] is not None and (value := fitted(cells[at], column)) is not None
            }
            if given:
                found.append(self._row(layout, number, given))
        return tuple(found)

    def settings(self) -> Settings:
        """The settings, each by its name in the Setting column; the first of a name counts."""
        table = self._table(SETTINGS)
        places = self._entered(SETTINGS, table) if table else {}
        at = {column.header: place for column, place in places.items()}
        if table is None or not {"Setting", "Value"} <= at.keys():
            return Settings()
        cells: dict[Column, tuple[int, Value]] = {}
        for number, row in enumerate(table.rows):
            column = SETTING_KINDS.get(as_text(row[at["Setting"]]).strip().casefold())
            if column is not None and column not in cells:
                cells[column] = (number, fitted(row[at["Value"]], column))
        values: dict[str, Value] = {}
        for column, (number, value) in cells.items():
            if value is not None:
                fitting = Fitting("Settings", number, column.header, {column.header: "Value"})
                setting = fitting.typed(Settings, {column: value})
                values |= setting.model_dump(by_alias=True, exclude_unset=True)
                self.misfits += fitting.misfits
        return Settings.model_validate(values)

    def note_typed_values(self, rows: Rows) -> None:
        """Note each value that was typed over the formula of a computed column."""
        for layout in TABLES:
            table = self.snapshot.table(layout.name)
            if table is None:
                continue
            for column, at in columns_at(layout.computed, table).items():
                formulas = table.formulas.get(table.headers[at], frozenset(range(len(table.rows))))
                for row in rows.get(layout.name, ()):
                    text = as_text(table.rows[row.row][at])
                    if text and row.row not in formulas:
                        fault = (layout.name, row.row, row.id, column.header, text)
                        self.misfits.append(Misfit(Unfit.TYPED_OVER, *fault))

    def _table(self, layout: TableLayout) -> Table | None:
        table = self.snapshot.table(layout.name)
        is_department = self.snapshot.table(CONTEXT.name) is not None
        if table is None and not (layout is PILLARS and is_department):
            self.missing.add(layout.name)
            self.misfits.append(Misfit(Unfit.NO_TABLE, layout.name))
        return table

    def _entered(self, layout: TableLayout, table: Table) -> dict[Column, int]:
        places = columns_at(layout.entered, table)
        for column in layout.entered:
            if column not in places:
                self.missing.add(f"{layout.name}/{column.header}")
                self.misfits.append(Misfit(Unfit.NO_COLUMN, layout.name, field=column.header))
        return places

    def _row(self, layout: TableLayout, number: int, cells: Mapping[Column, Value]) -> Row:
        id = None
        for column, value in cells.items():
            if column.kind in (Kind.ID, Kind.REFERENCE):
                text = as_text(value)
                self.mentioned.add(text.strip().casefold())
                id = text if column.kind is Kind.ID else id
        fitting = Fitting(layout.name, number, id)
        row = fitting.typed(cast("type[Row]", layout.row), cells)
        self._note_wanting(row, fitting)
        self.misfits += fitting.misfits
        own = key(row.id)
        is_taken = own is not None and own in self.taken
        if own is not None:
            self.taken.add(own)
        if not is_taken and not fitting.misfits:
            return row
        return row.model_copy(update={"unread": fitting.unread, "taken": is_taken})

    def _note_wanting(self, row: Row, fitting: Fitting) -> None:
        """Blank cells without which the rest of a row cannot be used."""
        if isinstance(row, Kpi) and row.direction is None:
            column = KPIS.column("Direction")
        elif isinstance(row, Reading) and row.date is None and row.value is not None:
            column = READINGS.column("Date")
        else:
            return
        explained = self.missing | fitting.unread
        if explained.isdisjoint({column.header, f"{row.table}/{column.header}"}):
            fitting.note(Unfit.NOT_ONE, column, None)
