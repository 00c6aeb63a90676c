"""The table Context, read back strictly and without a word where it does not fit."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from okrsheet.books.book import CellError, Snapshot
from okrsheet.plan.model import Context
from okrsheet.sheets.context import CONTEXT, HELD, read_context
from tests.departments.parts import PLAN, context_table, department


def read(*rows: dict[str, Any]) -> tuple[Context, ...]:
    table = context_table(replace(PLAN, context=()))
    cells = tuple(tuple(row.get(header) for header in table.headers) for row in rows)
    return read_context(Snapshot("d.xlsx", (replace(table, rows=cells),), ("Context",)))


def test_every_column_can_be_read_back():
    assert [column.header for column in HELD] == [column.header for column in CONTEXT.columns]


def test_a_context_is_read_as_it_was_sent():
    for unit in ("SALES", "EAST", "WEST", "IT"):
        own = department(PLAN, unit)
        assert read_context(Snapshot("d.xlsx", (context_table(own),), ())) == own.context


def test_a_workbook_without_the_table_has_no_context():
    assert read_context(Snapshot("plan.xlsx", (), ())) == ()


def test_rows_of_no_known_kind_are_left_out():
    found = read({"Kind": "Galaxy", "ID": "G"}, {}, {"Kind": "pillar", "ID": "P"})
    assert [(row.row, row.kind, row.id) for row in found] == [(2, "Pillar", "P")]


def test_a_cell_that_does_not_fit_says_nothing():
    odd = {"Score": "high", "Expected": CellError("#N/A"), "Coverage": "0.5", "Weight": True}
    (row,) = read({"Kind": "Objective", "ID": "A", "Status": "Fine", "As at": "soon", **odd})
    told = (row.score, row.expected, row.coverage, row.weight, row.status, row.as_at)
    assert told == (None,) * 6
    assert row.id == "A"


def test_days_and_ids_are_read_as_any_program_stores_them():
    (row,) = read({"Kind": "KPI", "ID": 12.0, "As at": 46073.0})
    assert (row.id, row.as_at) == ("12", datetime(2026, 2, 20))
