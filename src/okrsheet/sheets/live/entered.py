"""Entered cells as columns of the sheet Calculation, each read once: what formulas go on from."""

from __future__ import annotations

from collections.abc import Sequence

from okrsheet.plan.model import Row
from okrsheet.sheets.live.expression import Column, Values
from okrsheet.sheets.live.grid import Block
from okrsheet.sheets.live.tables import Tables
from okrsheet.sheets.values import FIRST_SERIAL, LAST_SERIAL, serial


def by_row(
    block: Block, rows: Sequence[Row], values: Sequence[object], otherwise: object
) -> Values:
    """Values of the plan's rows as a column of the block; None is what a formula says with ""."""
    column = block.blank(otherwise)
    for row, value in zip(rows, values, strict=True):
        column[row.row] = "" if value is None else value
    return column


def numbers(
    block: Block, header: str, tables: Tables, rows: Sequence[Row], values: Sequence[float | None]
) -> Column:
    """The numbers of an entered column; blank where there is none."""
    held = tables.cell(block.name, header)
    text = f'IF(ISNUMBER({held}),{held},"")'
    return block.given(f"{header}, entered", text, by_row(block, rows, values, ""))


def words(block: Block, header: str, tables: Tables, rows: Sequence[Row]) -> Column:
    """What an entered column says, as text; blank where it says nothing, or holds an error."""
    said = [tables.said(block.name, header, row.row) for row in rows]
    text = f'IFERROR({tables.cell(block.name, header)}&"","")'
    return block.given(f"{header}, entered", text, by_row(block, rows, said, ""))


def days(block: Block, header: str, tables: Tables, rows: Sequence[Row]) -> Column:
    """The dates of an entered column as serial days; see `day`."""
    entered = [getattr(row, header.lower()) for row in rows]
    said = [None if one is None else serial(one) for one in entered]
    return numbers(block, header, tables, rows, said)


def day(held: str, otherwise: str) -> str:
    """The date that a cell holds, else what else there is: a number between 1990 and 2100."""
    # Any text is above every number, so that it is no day.
    return f"IF(AND({held}>={FIRST_SERIAL},{held}<={LAST_SERIAL}),{held},{otherwise})"
