"""Options that several commands share, and what may be given in them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

import click

CODE_LETTERS = "SMARTDW"
FIRST_DAY = datetime(1900, 3, 1)  # before it Excel's calendar is not everybody's

format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="Text for people (the default) or JSON for programs.",
)
as_of_option = click.option(
    "--as-of",
    "as_of",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Score for this day, such as 2026-06-30, instead of the plan's own.",
)

jobs_option = click.option(
    "--jobs", type=click.IntRange(1), metavar="N", help="So many processes (default: one a core)."
)
dask_option = click.option(
    "--dask", metavar="ADDRESS", help="Let the Dask cluster there do the work."
)


def codes_given(option: str, given: Iterable[str]) -> tuple[str, ...]:
    """The codes and letters of an option, upper case. Raises UsageError for an unknown one."""
    wanted = tuple(
        code.strip().upper() for text in given for code in text.split(",") if code.strip()
    )
    if wanted:
        from okrsheet.smart.registry import RULES

        for code in wanted:
            if code not in CODE_LETTERS and code not in RULES:
                letters = ", ".join(CODE_LETTERS)
                raise click.UsageError(
                    f"{option}: no rule {code!r}; a code such as M03, or {letters}."
                )
    return wanted


def day_given(moment: datetime | None) -> date | None:
    """The day of --as-of. Raises UsageError for one that no workbook can hold."""
    if moment is not None and moment < FIRST_DAY:
        raise click.UsageError(f"--as-of: a workbook holds no day before {FIRST_DAY:%Y-%m-%d}.")
    return moment.date() if moment else None


def refuse_two_kinds_of_workers(jobs: int | None, dask: str | None) -> None:
    """Processes or a cluster. Raises UsageError where both are asked for."""
    if jobs is not None and dask is not None:
        raise click.UsageError("--jobs and --dask exclude each other: leave one out.")
