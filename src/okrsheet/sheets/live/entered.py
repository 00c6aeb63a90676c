"""Entered cells as columns of the sheet Calculation, each read once: what formulas go on from."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from okrsheet.plan.model import Row
from okrsheet.sheets.live.expression import Column, Expression, Values
from okrsheet.sheets.live.grid import Block
from okrsheet.sheets.live.tables import Tables
from okrsheet.sheets.values import FIRST_SERIAL, LAST_SERIAL, serial


def by_row(block: Block[Row], values: Sequence[object], otherwise: object) -> Values:
    """Values of the block's members as a column; None is what a formula says with ""."""
    column = block.blank(otherwise)
    column.reshape(-1)[block.places] = ["" if value is None else value for value in values]
    return column


def numbers(
    block: Block[Row], header: str, tables: Tables, values: Sequence[float | None]
) -> Column:
    """The numbers of an entered column; blank where there is none."""
    held = tables.cell(block.name, header)
    text = f'IF(ISNUMBER({held}),{held},"")'
    return block.given(f"{header}, entered", text, by_row(block, values, ""))


def words(block: Block[Row], header: str, tables: Tables) -> Column:
    """What an entered column says, as text; blank where it says nothing, or holds an error."""
    text = f'IFERROR({tables.cell(block.name, header)}&"","")'
    said = by_row(block, tables.said(block, header), "")
    return block.given(f"{header}, entered", text, said)


def days(block: Block[Row], header: str, tables: Tables) -> Column:
    """The dates of an entered column as serial days; see `day`."""
    entered = [getattr(row, header.lower()) for row in block.members]
    return numbers(block, header, tables, [None if one is None else serial(one) for one in entered])


def filled(column: Column, otherwise: Values) -> Values:
    """The numbers of a column, and where it is blank those that stand in for them."""
    return np.where(column.values == "", otherwise, column.values).astype(float)


def is_blank(column: Column) -> Expression:
    """Whether a column of numbers is blank in this row."""
    return Expression(f'{column.text}=""', column.values == "")


def number_in(column: Column) -> Expression:
    """The number of a column, in places where it is not blank."""
    return Expression(column.text, filled(column, np.zeros(())))


def day(held: str, otherwise: str) -> str:
    """The date that a cell holds, else what else there is: a number between 1990 and 2100."""
    # Any text is above every number, so that it is no day.
    return f"IF(AND({held}>={FIRST_SERIAL},{held}<={LAST_SERIAL}),{held},{otherwise})"
