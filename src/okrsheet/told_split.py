"""A split told: to people as text, to programs as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from rich import box
from rich.table import Table
from rich.text import Text

from okrsheet.exchange.mailing import SplitUnit, Status
from okrsheet.exchange.split import SplitReport
from okrsheet.report import Json, changes_json
from okrsheet.told import changes_text

MOST_SHOWN = 40  # units; of more only those that want looking at
STYLES = {Status.KEPT: "yellow", Status.FAILED: "bold red", Status.WRITTEN: "green"}
COUNTS = ("objectives", "kpis", "readings", "actions")


def split_text(report: SplitReport) -> Iterator[Text | Table]:
    """Who gets which workbook, with how many rows; what stays, and why; a last line that counts."""
    shown = report.units
    if len(shown) > MOST_SHOWN:
        shown = tuple(unit for unit in shown if unit.why is not None)
    if shown:
        yield _units_table(shown)
    if len(shown) < len(report.units):
        yield Text(f"  {len(report.units) - len(shown)} others as they should be.")
    yield from changes_text(report.changes)
    for unit in report.units:
        if unit.why is not None:
            yield Text.assemble((f"{unit.file}: ", "bold"), unit.why)
    for note in report.notes:
        yield Text.assemble(("Note: ", "yellow"), note)
    yield Text()
    yield Text(_count_line(report))


def split_json(report: SplitReport) -> Json:
    """The same for programs; a first dry run has no plan and no sendings yet."""
    return {
        "workbook": report.workbook,
        "folder": str(report.folder),
        "as_of": report.as_of.isoformat(),
        "plan": report.plan,
        "units": [
            {
                "unit": unit.unit,
                "name": unit.name,
                "file": unit.file,
                "sending": unit.sending if report.plan else None,
                **{count: getattr(unit, count) for count in COUNTS},
                "status": str(unit.status),
                "why": unit.why,
            }
            for unit in report.units
        ],
        "left_out": dict(report.left_out),
        "changes": changes_json(report.changes),
        "notes": list(report.notes),
    }


def _units_table(units: tuple[SplitUnit, ...]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1))
    table.add_column("Unit", no_wrap=True)
    table.add_column("Workbook", overflow="fold")
    for header in ("Objectives", "KPIs", "Readings", "Actions"):
        table.add_column(header, justify="right")
    table.add_column("", no_wrap=True)
    for unit in units:
        counts = (str(getattr(unit, count)) for count in COUNTS)
        status = Text(str(unit.status), STYLES.get(unit.status, ""))
        table.add_row(Text(unit.unit), Text(unit.file), *counts, status)
    return table


def _count_line(report: SplitReport) -> str:
    found = Counter(unit.status for unit in report.units)
    told = ", ".join(f"{found[status]} {status}" for status in Status if found[status])
    count = len(report.units)
    line = f"{count} workbook{'' if count == 1 else 's'} in {Path(report.folder)}: {told}."
    return f"{line} Nothing was written: a dry run." if report.is_dry_run else line
