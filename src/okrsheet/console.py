"""How the command line speaks: text, JSON, a progress bar, and one sentence where it fails."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from threading import Timer
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.console import RenderableType

PIPED_WIDTH = 120
Progress = Callable[[int, int], None]  # pieces of work that are done, of how many


def print_json(told: dict[str, Any]) -> None:
    """An answer for programs."""
    click.echo(json.dumps(told, indent=2))


def print_text(lines: Iterable[RenderableType]) -> None:
    """Lines for people; `[red]` and `:smile:` in them stand as they are."""
    from rich.console import Console

    console = Console(highlight=False, markup=False, emoji=False)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = PIPED_WIDTH
    for line in lines:
        console.print(line, soft_wrap=isinstance(line, str))


def print_failure(what: str, where: str, fix: str) -> None:
    """One sentence on standard error; as JSON on standard output too where that was asked."""
    if _wants_json(sys.argv):
        print_json({"error": {"what": what, "where": where, "fix": fix}})
    click.echo(f"{where}: {what} {fix}", err=True)


def _wants_json(arguments: list[str]) -> bool:
    pairs = zip(arguments, [*arguments[1:], ""], strict=True)
    return any(one == "--format=json" or (one, two) == ("--format", "json") for one, two in pairs)


@contextmanager
def patience(doing: str) -> Iterator[Progress]:
    """A progress bar on the terminal for work that takes longer than a second.

    Gives what may be told how much of the work is done: so many pieces, of how many.
    """
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda done, count: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[share]}"))
    bar = Bar(*columns, TimeElapsedColumn(), console=console, transient=True)
    task = bar.add_task(doing, total=None, share="")

    def tell(done: int, count: int) -> None:
        share = f"{done / max(count, 1):.0%}, {done} of {count}"
        bar.update(task, completed=done, total=count, share=share)

    timer = Timer(1.0, bar.start)
    timer.daemon = True
    timer.start()
    try:
        yield tell
    finally:
        timer.cancel()
        bar.stop()
