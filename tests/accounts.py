"""Accounts of small plans for tests, and lines for people as the text on a screen."""

import io

from rich.console import Console

from okrsheet.plan.model import Row, Settings
from okrsheet.score import score_plan
from okrsheet.score.account import Account
from okrsheet.score.accountant import account
from tests.score.plans import a_plan

WIDE = 200


def account_of(
    id: str, *rows: Row, settings: Settings | None = None, depth: int | None = None
) -> Account:
    """The account of that ID in a plan of these rows."""
    plan = a_plan(*rows, settings=settings)
    return account(plan, score_plan(plan), id, depth)


def shown(lines, width: int = WIDE) -> list[str]:
    """The lines as they stand on a screen, without what is blank at their ends."""
    screen = io.StringIO()
    console = Console(file=screen, width=width, highlight=False)
    for line in lines:
        console.print(line)
    return [line.rstrip() for line in screen.getvalue().splitlines()]
