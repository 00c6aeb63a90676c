"""The command line: thin, and quick to start, since all that is heavy is imported late."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import datetime
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from okrsheet import __version__
from okrsheet.addin_cli import addin
from okrsheet.books.book import BookError
from okrsheet.collect_cli import collect, watch
from okrsheet.console import patience, print_failure, print_json, print_text
from okrsheet.options import as_of_option, codes_given, day_given, format_option
from okrsheet.split_cli import split

if TYPE_CHECKING:
    from okrsheet.sheets.change import Change

DONE, ERRORS_FOUND, FAILED = 0, 1, 2


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    invoke_without_command=True,
)
@click.version_option(__version__, prog_name="okrsheet")
@click.pass_context
def okrsheet(context: click.Context) -> None:
    """A strategy in an Excel workbook that checks itself, scores itself and explains itself."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


okrsheet.add_command(addin)
okrsheet.add_command(split)
okrsheet.add_command(collect)
okrsheet.add_command(watch)


@okrsheet.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--template",
    type=click.Choice(["company", "department"]),
    default="company",
    help="Which workbook: the whole company's (the default) or one department's.",
)
@click.option("--force", is_flag=True, help="Replace FILE if it is there already.")
@format_option
def new(file: Path, template: str, force: bool, form: str) -> int:
    """Make a new, empty planning workbook."""
    from okrsheet.file_commands import new_workbook

    new_workbook(file, template, force)
    if form == "json":
        print_json({"workbook": file.name, "template": template, "written": str(file)})
    else:
        print_text([f"Made {file}. Open it and follow the five lines on its Plan sheet."])
    return DONE


@okrsheet.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--select", multiple=True, metavar="CODES", help="Only these codes or letters: S,M03")
@click.option("--ignore", multiple=True, metavar="CODES", help="Not these codes or letters.")
@click.option("--write", is_flag=True, help="Fill the Findings sheet and the Check columns.")
@click.option("--fix", is_flag=True, help="First mend what is certain: spaces, numbers as text.")
@click.option("--yes", is_flag=True, help="Do not ask before --fix changes entered cells.")
@as_of_option
@format_option
def check(
    file: Path,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    write: bool,
    fix: bool,
    yes: bool,
    as_of: datetime | None,
    form: str,
) -> int:
    """Check a plan: is it SMART, and is its data sound?"""
    selected, ignored = codes_given("--select", select), codes_given("--ignore", ignore)
    if write and (selected or ignored):
        raise click.UsageError(
            "--write goes without --select and --ignore: the Findings sheet holds everything."
        )
    if yes and not fix:
        raise click.UsageError("--yes goes with --fix.")
    from okrsheet import report, told
    from okrsheet.file_commands import check_workbook, fix_workbook

    day = day_given(as_of)
    fixed = fix_workbook(file, _ask(yes, form)) if fix else ()
    with patience(f"Checking {file.name}"):
        checked, written = check_workbook(file, day, write, selected, ignored)
    changes = checked.changes if write else ()
    if form == "json":
        answer = report.checked_json(checked) | _written(written, report.changes_json(changes))
        print_json(answer | ({"fixed": report.changes_json(fixed)} if fix else {}))
    else:
        if fix and not fixed:
            print_text(["Nothing was mended."])
        print_text([*told.checked_text(checked), *told.changes_text(changes)])
        _say_written(write, written, file)
    return ERRORS_FOUND if report.has_errors(checked.findings) else DONE


@okrsheet.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("-o", "--out", type=click.Path(path_type=Path), help="Write into OUT, not into FILE.")
@click.option("--no-write", is_flag=True, help="Only show the scores; change nothing.")
@as_of_option
@format_option
def rollup(file: Path, out: Path | None, no_write: bool, as_of: datetime | None, form: str) -> int:
    """Score a plan: statuses, the roll-up and the Cascade."""
    if no_write and out is not None:
        raise click.UsageError("--no-write and -o exclude each other: leave one out.")
    from okrsheet import report, told
    from okrsheet.file_commands import roll_up_workbook

    day = day_given(as_of)
    with patience(f"Rolling up {file.name}"):
        rolled, written = roll_up_workbook(file, out, day, write=not no_write)
    changes = () if no_write else rolled.changes
    if form == "json":
        print_json(report.rolled_up_json(rolled) | _written(written, report.changes_json(changes)))
    else:
        print_text([*told.rolled_up_text(rolled), *told.changes_text(changes)])
        _say_written(not no_write, written, out or file)
    return ERRORS_FOUND if report.has_errors(rolled.findings) else DONE


@okrsheet.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("id")
@click.option("--depth", type=click.IntRange(1), metavar="N", help="Levels (2; objective: all).")
@as_of_option
@format_option
def explain(file: Path, id: str, depth: int | None, as_of: datetime | None, form: str) -> int:
    """Say why ID, or `company`, has its score and status: every number down to the readings."""
    from okrsheet import report_account, told_account
    from okrsheet.file_commands import explain_workbook

    with patience(f"Explaining {id}"):
        explained = explain_workbook(file, id, day_given(as_of), depth)
    if form == "json":
        print_json(report_account.explained_json(explained))
    else:
        print_text(told_account.explained_text(explained, file, as_of is not None))
    return DONE


@okrsheet.command()
@click.argument("code", required=False)
@format_option
def rule(code: str | None, form: str) -> int:
    """Say what a rule means, why, and what it flags; without CODE, list all rules."""
    from okrsheet import report, told
    from okrsheet.smart.registry import RULES

    if code is None:
        if form == "json":
            print_json({"rules": [report.rule_json(one) for one in RULES.values()]})
        else:
            print_text(told.rules_text(RULES.values()))
        return DONE
    found = RULES.get(code.strip().upper())
    if found is None:
        raise click.UsageError(f"There is no rule {code!r}. `okrsheet rule` lists them all.")
    if form == "json":
        print_json(report.rule_json(found))
    else:
        print_text(told.rule_text(found))
    return DONE


@okrsheet.command()
@click.argument("folder", type=click.Path(path_type=Path), default=Path(), metavar="[DIR]")
@click.option("--force", is_flag=True, help="Replace the example if it is there already.")
@format_option
def demo(folder: Path, force: bool, form: str) -> int:
    """Write the coffee-shop example into DIR, check it, roll it up and sum it up."""
    from okrsheet import report, told
    from okrsheet.file_commands import demo_workbook

    with patience("Making the coffee-shop example"):
        path, rolled, checked = demo_workbook(folder, force)
    if form == "json":
        summed = report.rolled_up_json(rolled) | {"written": str(path)}
        print_json(summed | {"changes": report.changes_json(checked.changes)})
    else:
        print_text([*told.rolled_up_text(rolled), told.count_text(checked)])
        print_text(told.changes_text(checked.changes))
        print_text(["", f"Wrote {path}. Open it, or look at its findings:  okrsheet check {path}"])
    return ERRORS_FOUND if report.has_errors(rolled.findings) else DONE


def main() -> None:
    """Run the command line; the process ends with 0, 1 (error findings) or 2 (could not)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a code page without our symbols
    try:
        code = okrsheet.main(standalone_mode=False)
        sys.stdout.flush()
    except OSError as fault:
        code = _fail_of_system(fault)
    except BookError as fault:
        code = _fail(fault.what, fault.where, fault.fix)
    except click.UsageError as fault:
        where = fault.ctx.command_path if fault.ctx else "okrsheet"
        code = _fail(fault.format_message(), where, f"See  {where} --help .")
    except click.ClickException as fault:
        code = _fail(fault.format_message(), "okrsheet", "See  okrsheet --help .")
    except (click.Abort, KeyboardInterrupt):
        code = _fail("Stopped.", "okrsheet", "Nothing was half written.")
    except Exception as fault:
        if os.environ.get("OKRSHEET_DEBUG"):
            raise
        what = f"Something that okrsheet did not expect: {type(fault).__name__}: {fault}."
        fix = (
            "Nothing was half written. Set OKRSHEET_DEBUG=1 for the details, and please report it."
        )
        code = _fail(what, "okrsheet", fix)
    sys.exit(code if isinstance(code, int) else DONE)


def _ask(yes: bool, form: str) -> Callable[[tuple[Change, ...]], bool]:
    """What shows the changes to entered cells and asks whether to make them."""

    def agreed(changes: tuple[Change, ...]) -> bool:
        from okrsheet import told

        if form == "text":
            print_text(told.fixes_text(changes))
        if yes:
            return True
        if form == "json" or not (sys.stdin and sys.stdin.isatty()):
            raise click.UsageError(
                "--fix changes entered cells: where nobody can be asked, add --yes."
            )
        return click.confirm("Change these cells?")

    return agreed


def _fail(what: str, where: str, fix: str) -> int:
    print_failure(what, where, fix)
    return FAILED


def _fail_of_system(fault: OSError) -> int:
    """What the system refused: a file or folder that it names, or else to print the answer."""
    if fault.filename is None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nothing is left to print
        what = f"The answer could not be printed ({fault.strerror})."
        return _fail(what, "output", "Print it elsewhere.")
    from okrsheet.books.save import explained

    try:
        with explained(Path(os.fsdecode(fault.filename)), "read"):
            raise fault
    except BookError as refused:
        return _fail(refused.what, refused.where, refused.fix)


def _written(path: Path | None, changes: list[dict[str, Any]]) -> dict[str, Any]:
    return {"written": None if path is None else str(path), "changes": changes}


def _say_written(wanted: bool, written: Path | None, file: Path) -> None:
    if wanted:
        print_text(
            ["", f"Wrote {written}." if written else f"{file} was up to date: nothing written."]
        )
