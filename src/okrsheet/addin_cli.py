"""`okrsheet addin`: the Excel add-in, built, installed and looked over."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from okrsheet.console import patience, print_json, print_text
from okrsheet.options import format_option

if TYPE_CHECKING:
    from okrsheet.addin.install import Step
    from okrsheet.addin.places import Places

WELL, SOMETHING_TO_DO = 0, 1
FIRST_CLICKS = (
    "",
    "Start Excel (close it first if it is open): the tab okrsheet stands in its ribbon.",
    "  1. New makes a plan and opens it; or open one of yours.",
    "  2. Check plan says what is not SMART; Next finding goes from cell to cell.",
    "  3. Roll up scores it and draws Cascade, Summary and Dashboard.",
    "Where the tab is missing:  okrsheet addin doctor",
)
MARKS = {True: "ok     ", False: "to do  ", None: "unclear"}


@click.group(invoke_without_command=True)
@click.pass_context
def addin(context: click.Context) -> None:
    """The Excel add-in: build it, install it, see what keeps it from working."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


@addin.command()
@click.argument("out", type=click.Path(path_type=Path), default=Path(), metavar="[OUT]")
@format_option
def build(out: Path, form: str) -> int:
    """Write the add-in into OUT, a folder (default: here) or a file."""
    from okrsheet.addin.build import build as built
    from okrsheet.addin.install import put
    from okrsheet.addin.places import ADDIN
    from okrsheet.books.save import explained

    path = out / ADDIN if out.is_dir() else out
    if path.suffix.lower() != Path(ADDIN).suffix:
        raise click.UsageError("OUT is a folder that is there, or a file that ends in .xlam.")
    with patience("Building the add-in"):
        content = built()
    with explained(path.parent, "written"):
        put(path, content, path.parent)
    if form == "json":
        print_json({"written": str(path), "bytes": len(content)})
    else:
        print_text([f"Wrote {path}. `okrsheet addin install` puts it where Excel opens it."])
    return WELL


@addin.command()
@click.option("--uninstall", is_flag=True, help="Take away what was installed.")
@format_option
def install(uninstall: bool, form: str) -> int:
    """Put the add-in where Excel opens it, for this user and this Python."""
    from okrsheet.addin import install as installing

    places = _places()
    if uninstall:
        steps = installing.uninstall(places)
    else:
        from okrsheet.addin.build import build as built

        installing.refuse_hidden(Path(sys.base_prefix))
        with patience("Building the add-in"):
            content = built()
        script = installing.applescript() if places.scripts else None
        steps = installing.install(places, content, Path(sys.executable), script)
    if form == "json":
        print_json({"installed": not uninstall, "steps": [_step_json(step) for step in steps]})
    else:
        nothing = "Nothing is installed here, so nothing was removed."
        print_text([_step_text(step) for step in steps] or [nothing])
        print_text(() if uninstall else FIRST_CLICKS)
    return WELL


@addin.command()
@format_option
def doctor(form: str) -> int:
    """Say what the add-in needs, whether it is there, and what to do where it is not."""
    from okrsheet.addin.doctor import report

    with patience("Looking"):
        lines = report()
    if form == "json":
        print_json({"lines": [asdict(line) for line in lines]})
    else:
        for line in lines:
            print_text([f"{MARKS[line.ok]}  {line.what}"])
            print_text([f"         {line.fix}"] if line.fix else ())
    return SOMETHING_TO_DO if any(line.ok is False for line in lines) else WELL


def _places() -> Places:
    """The places of this user. Raises BookError where there is no Excel."""
    from okrsheet.addin.places import Places
    from okrsheet.books.book import BookError

    places = Places.here()
    if places is None:
        what = "Excel runs on Windows and on a Mac only, so there is nothing to install here."
        fix = "`okrsheet addin build` makes the add-in for another computer."
        raise BookError(what, "okrsheet addin install", fix)
    return places


def _step_text(step: Step) -> str:
    return f"{step.done:<9}  {step.path}  ({step.what})"


def _step_json(step: Step) -> dict[str, str]:
    return {"path": str(step.path), "what": step.what, "done": step.done}
