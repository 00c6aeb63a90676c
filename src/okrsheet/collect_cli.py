"""`okrsheet collect` and `okrsheet watch`: departments' workbooks back into the plan."""

from __future__ import annotations

import json
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from okrsheet.console import patience, print_json, print_text
from okrsheet.options import dask_option, format_option, jobs_option, refuse_two_kinds_of_workers

if TYPE_CHECKING:
    from okrsheet.exchange.collect import Collected
    from okrsheet.exchange.watch import Happened

DONE, TO_DECIDE = 0, 1


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("-o", "--out", type=click.Path(path_type=Path), help="Write into OUT, not into FILE.")
@click.option("--resolve", is_flag=True, help="Do what the sheet Conflicts says: keep or take.")
@click.option("--dry-run", is_flag=True, help="Only say what would change; write nothing.")
@jobs_option
@dask_option
@format_option
def collect(
    file: Path,
    folder: Path,
    out: Path | None,
    resolve: bool,
    dry_run: bool,
    jobs: int | None,
    dask: str | None,
    form: str,
) -> int:
    """Take what departments filled in, in the workbooks in DIR, into the plan FILE."""
    refuse_two_kinds_of_workers(jobs, dask)
    from okrsheet import report_collect, told_collect
    from okrsheet.exchange.collect import collect_workbook

    with patience(f"Collecting {folder}") as progress:
        collected = collect_workbook(
            file,
            folder,
            out,
            resolve=resolve,
            dry_run=dry_run,
            jobs=jobs,
            dask=dask,
            progress=progress,
        )
    if form == "json":
        print_json(report_collect.collected_json(collected))
    else:
        print_text(told_collect.collected_text(collected))
        print_text(["", *_what_next(collected, file, folder)])
    return _code(collected)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--plan", type=click.Path(path_type=Path), help="The plan (default: what sent DIR).")
@click.option("--update", is_flag=True, help="Write into the plan itself, not beside it.")
@click.option("-o", "--out", type=click.Path(path_type=Path), help="Write into OUT instead.")
@jobs_option
@format_option
def watch(
    folder: Path, plan: Path | None, update: bool, out: Path | None, jobs: int | None, form: str
) -> int:
    """Collect and roll up whenever workbooks in DIR have settled, until Ctrl-C."""
    if update and out is not None:
        raise click.UsageError("--update and -o exclude each other: leave one out.")
    from okrsheet.books.save import explained
    from okrsheet.exchange.collect import collect_workbook
    from okrsheet.exchange.folder import check_folder
    from okrsheet.exchange.masters import master_of
    from okrsheet.exchange.watch import Watch, ticks

    check_folder(folder)
    master = plan or master_of(folder)
    with explained(master, "read"):
        master.stat()
    target = None if update else out or master.with_name(f"{master.stem} - collected.xlsx")

    def tell(happened: Happened) -> None:
        _tell_happened(happened, form)

    def once() -> Collected:
        return collect_workbook(master, folder, target, jobs=jobs)

    if form == "text":
        into = target or master
        print_text([f"Watching {folder} for {master}, into {into}. Ctrl-C ends it."])
    with _until_stopped():
        Watch(folder, master, (target,) if target else (), once, tell).run(ticks(folder))
    return DONE


def _what_next(collected: Collected, file: Path, folder: Path) -> Iterator[str]:
    """What was written, and what there is to do now."""
    unread = sum(one.lacks_record for one in collected.skipped)
    if unread:
        workbooks = "One workbook" if unread == 1 else f"{unread} workbooks"
        yield f"{workbooks} could not be compared with what was sent: see Left out."
    if not any(one.returned for one in collected.departments) and not collected.written:
        came = "Nothing was taken in" if unread else "No workbook has come back yet"
        yield f"{came}: nothing written."
    elif collected.is_dry_run:
        yield "Nothing was written: leave out --dry-run to take it in."
    elif collected.written:
        yield f"Wrote {collected.written}."
    else:
        yield f"{file} was up to date: nothing written."
    if collected.conflicts and not collected.is_dry_run:
        yield "Choose keep or take on its sheet Conflicts, save it, and then:"
        yield f"  okrsheet collect {file} {folder} --resolve"


def _code(collected: Collected) -> int:
    from okrsheet import report

    is_open = bool(collected.conflicts) or any(one.lacks_record for one in collected.skipped)
    return TO_DECIDE if is_open or report.has_errors(collected.rolled.findings) else DONE


def _tell_happened(happened: Happened, form: str) -> None:
    from okrsheet import report_collect, told_collect

    collected = happened.collected
    if form == "json":
        told = report_collect.collected_json(collected) if collected else {"fault": happened.fault}
        click.echo(json.dumps({"at": happened.at.isoformat(timespec="seconds")} | told))
        return
    clock = f"{happened.at:%H:%M:%S}"
    if collected is None:
        print_text([f"{clock}  waiting: {happened.fault}"])
        return
    written = f" Wrote {collected.written.name}." if collected.written else " Nothing to write."
    print_text([f"{clock}  {told_collect.count_text(collected)}{written}"])
    print_text(told_collect.left_out_text(happened.left_out))


@contextmanager
def _until_stopped() -> Iterator[None]:
    """Until Ctrl-C, or until the system asks the process to end."""

    def stop(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    except KeyboardInterrupt:
        click.echo("Stopped.", err=True)
    finally:
        signal.signal(signal.SIGTERM, before)
