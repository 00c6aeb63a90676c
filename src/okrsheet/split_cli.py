"""`okrsheet split`: a plan out to its departments."""

from __future__ import annotations

from pathlib import Path

import click

from okrsheet.console import patience, print_json, print_text
from okrsheet.options import dask_option, format_option, jobs_option, refuse_two_kinds_of_workers

DONE, NOT_ALL_WRITTEN = 0, 1


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--unit", "units", multiple=True, metavar="ID", help="Only this unit (repeatable).")
@click.option("--level", type=click.IntRange(1), metavar="N", help="One for each unit of level N.")
@click.option("--dry-run", is_flag=True, help="Only say who would get what; write nothing.")
@click.option("--force", is_flag=True, help="Write all anew, over changed ones too (copies stay).")
@jobs_option
@dask_option
@format_option
def split(
    file: Path,
    folder: Path,
    units: tuple[str, ...],
    level: int | None,
    dry_run: bool,
    force: bool,
    jobs: int | None,
    dask: str | None,
    form: str,
) -> int:
    """Write a workbook for each unit of the plan FILE into DIR."""
    refuse_two_kinds_of_workers(jobs, dask)
    from okrsheet import told_split
    from okrsheet.exchange.split import split_workbook

    with patience(f"Splitting {file.name}") as progress:
        report = split_workbook(
            file,
            folder,
            units=units,
            level=level,
            jobs=jobs,
            dask=dask,
            force=force,
            dry_run=dry_run,
            progress=progress,
        )
    if form == "json":
        print_json(told_split.split_json(report))
    else:
        print_text(told_split.split_text(report))
    return NOT_ALL_WRITTEN if report.has_failed else DONE
