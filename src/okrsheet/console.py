"""How the command line speaks: text, JSON, a progress bar, and one sentence where it fails."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from threading import Timer
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.console import RenderableType

PIPED_WIDTH = 120


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
def patience(doing: str) -> Iterator[None]:
    """A progress bar on the terminal for work that takes longer than a second."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    if not console.is_terminal:
        yield
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    progress = Progress(*columns, console=console, transient=True)
    progress.add_task(doing, total=None)
    timer = Timer(1.0, progress.start)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        progress.stop()
