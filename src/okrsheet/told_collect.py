"""What a collect found and did, told to people."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from okrsheet.books.book import Value
from okrsheet.departments.merged import Conflict
from okrsheet.departments.returns import LATEST, OLDER, Department
from okrsheet.exchange.collect import Collected
from okrsheet.exchange.folder import Skipped
from okrsheet.sheets.values import as_text

SHOWN = 12  # lines of a list; all are in the JSON
NAMED = 20  # units in one sentence
LONGEST_CELL = 40  # signs of a cell in a table
# A day with no more than the milliseconds that keep its check-ins apart.
MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2}) 00:00:00\.\d{6}")


def collected_text(collected: Collected) -> Iterator[RenderableType]:
    """Who has returned and who not, what changed, what is in conflict, what was left out."""
    yield count_text(collected)
    yield from map(Text, collected.notes)
    back = [one for one in collected.departments if one.returned]
    if back:
        yield Text()
        yield _returned_table(back)
    yield from _missing(collected)
    yield from _listed("Taken in", [change.message for change in collected.changes])
    yield from _conflicts(collected.conflicts)
    remarks = [f"{one.file}: {one.message}" for one in collected.remarks]
    yield from _listed("Good to know", remarks)
    yield from _listed("Left out", [f"{one.file}: {one.why}" for one in collected.skipped])


def count_text(collected: Collected) -> Text:
    """One line: how many units have returned, how much changed and is in conflict."""
    back = sum(bool(one.returned) for one in collected.departments)
    told = [f"{back} of {_counted(len(collected.departments), 'unit')} returned"]
    told.append(_counted(len(collected.changes), "change"))
    line = Text(", ".join(told) + ", ")
    count = len(collected.conflicts)
    line.append(_counted(count, "conflict"), "bold red" if count else "")
    return line.append(".")


def left_out_text(skipped: Sequence[Skipped]) -> Iterator[Text]:
    """Files that were left out, a line each."""
    for one in skipped:
        yield Text(f"  left out: {one.file}: {one.why}")


def _returned_table(back: Sequence[Department]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1))
    table.add_column("Unit", no_wrap=True)
    table.add_column("File", overflow="fold")
    table.add_column("Sending")
    for header in ("Complete", "Changes", "Conflicts", "Errors"):
        table.add_column(header, justify="right")
    for one in back[:SHOWN]:
        complete = "" if one.completeness is None else f"{one.completeness:.0%}"
        counts = (str(count or "") for count in (one.changes, one.conflicts, one.errors))
        sending = LATEST if one.is_latest else OLDER
        cells = (one.unit, "\n".join(one.returned), sending, complete, *counts)
        table.add_row(*map(Text, cells))
    if len(back) > SHOWN:
        table.add_row(Text(f"and {len(back) - SHOWN} more"))
    return table


def _missing(collected: Collected) -> Iterator[Text]:
    """Who has not returned anything, by the reason why."""
    units: dict[str, list[str]] = defaultdict(list)
    for one in collected.departments:
        if not one.returned:
            units[one.remarks[0]].append(f"{one.unit} ({one.name})" if one.name else one.unit)
    yield from _listed("Not returned", [f"{_some(names)}: {why}" for why, names in units.items()])


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return f"{', '.join(names[:NAMED])}{more}"


def _conflicts(conflicts: Sequence[Conflict]) -> Iterator[RenderableType]:
    if not conflicts:
        return
    yield Text()
    yield Text("Conflicts: what stands was kept", "bold")
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1))
    for header in ("Unit", "ID", "Field", "Sent", "Came back", "Stands"):
        table.add_column(header, overflow="fold")
    for one in conflicts[:SHOWN]:
        sides = (_shortened(values) for values in (one.sent, one.came, one.stands))
        table.add_row(*map(Text, (one.unit, _by_day(one.id), one.field, *sides)))
    yield table
    if len(conflicts) > SHOWN:
        yield Text(f"  and {len(conflicts) - SHOWN} more.")


def _shortened(values: tuple[Value, ...]) -> str:
    said = _by_day("; ".join(as_text(value) or "-" for value in values))
    return said if len(said) <= LONGEST_CELL else f"{said[: LONGEST_CELL - 1]}…"


def _listed(title: str, lines: Sequence[str]) -> Iterator[Text]:
    if lines:
        yield Text()
        yield Text(title, "bold")
    for line in lines[:SHOWN]:
        yield Text(f"  {_by_day(line)}")
    if len(lines) > SHOWN:
        yield Text(f"  and {len(lines) - SHOWN} more: --format json lists them all.")


def _by_day(text: str) -> str:
    return MOMENT.sub(r"\1", text)


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"
