"""The account of a score told to people, indented level by level."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from okrsheet.commands import Explained
from okrsheet.plan.model import Settings
from okrsheet.score.account import Account, ActionAccount, FrozenAccount, KpiAccount, NodeAccount
from okrsheet.told import status_text
from okrsheet.told_kpi import action_lines, kpi_lines
from okrsheet.told_node import Command, frozen_lines, node_lines

STEP = 2
DEEPEST_INDENT = 8  # beyond it a table would no longer fit a terminal of 80 columns
ADDING_UP = "Percentages are rounded so that shares sum to 100% and what they add to the score."


def explained_text(explained: Explained, file: Path, dated: bool) -> Iterator[RenderableType]:
    """The account; where it ends it says what to type to go on.

    That names the `file`, and the day where `dated`. Printed numbers add up: see `rounding`.
    """
    plan = f'"{file}"' if " " in str(file) else str(file)
    day = f" --as-of {explained.as_of}" if dated else ""
    yield Text.assemble((explained.workbook, "bold"), f", as of {explained.as_of}")
    for note in explained.notes:
        yield Text.assemble(("Note: ", "yellow"), note)
    yield Text()
    yield from _account(
        explained.account, explained.settings, lambda id: f"okrsheet explain {plan} {id}{day}", 0
    )
    if isinstance(explained.account, NodeAccount) and explained.account.parts:
        yield Text()
        yield Text(ADDING_UP, "dim")


def _account(
    account: Account, settings: Settings, command: Command, indent: int
) -> Iterator[RenderableType]:
    """The heading of an account, its lines, and the accounts of what is below it."""
    figures = account.figures
    heading = Text.assemble((figures.id or "-", "bold"), "  ", status_text(figures.status))
    yield _indented(heading.append(f"  {account.name or ''}"), indent)
    match account:
        case KpiAccount():
            lines: Iterator[RenderableType] = kpi_lines(account, settings)
        case ActionAccount():
            lines = action_lines(account, settings)
        case FrozenAccount():
            lines = frozen_lines(account)
        case NodeAccount():
            lines = node_lines(account, settings, command)
    for line in lines:
        yield _indented(line, indent + STEP)
    for part in account.parts if isinstance(account, NodeAccount) else ():
        if part.child.is_open:
            yield Text()
            yield from _account(part.child, settings, command, indent + STEP)


def _indented(line: RenderableType, indent: int) -> Padding:
    return Padding(line, (0, 0, 0, min(indent, DEEPEST_INDENT)), expand=False)
