"""Who has returned a workbook and who has not -> the sheet Returns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from okrsheet.books.book import Edit, FillTable, Snapshot, Value
from okrsheet.departments.difference import Remark, Return
from okrsheet.departments.errors import errors_by_unit
from okrsheet.departments.merged import Conflict, Merged
from okrsheet.plan.finding import Finding
from okrsheet.plan.model import Plan, Unit, key
from okrsheet.sheets.generated import RETURNS
from okrsheet.sheets.owner import owner_line
from okrsheet.sheets.place import column_at
from okrsheet.sheets.values import as_text

LATEST, OLDER, NOT_RETURNED = "latest", "older", "No"
NOT_THERE = "No file of this unit is in the folder."
NOT_SAVED = "The file is as it was sent: nobody has saved it yet."
LONGEST_REMARKS = 1000  # characters

OfUnit = TypeVar("OfUnit", Return, Conflict, Remark)
Cells = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Department:
    """A unit that was sent a workbook, and what has become of it.

    `file` is as what it was sent, `returned` the files that came back. `completeness` is the share
    of its KPIs that have a figure; `changes` counts what was taken in of its files; `errors` the
    findings of that severity on its rows, once all is taken in.
    """

    unit: str
    name: str | None
    head: str | None
    file: str
    returned: tuple[str, ...] = ()
    sending: str | None = None
    is_latest: bool = True
    saved: datetime | None = None
    completeness: float | None = None
    changes: int = 0
    conflicts: int = 0
    errors: int = 0
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sendee:
    """A unit that was sent a workbook: its ID and name, the file, and its latest sending."""

    unit: str
    name: str
    file: str
    sending: str


def departments(
    sendees: Iterable[Sendee],
    returns: Sequence[Return],
    merged: Merged,
    plan: Plan,
    findings: Iterable[Finding],
    as_sent: Collection[str] = (),
) -> tuple[Department, ...]:
    """The units that were sent a workbook, in the order of Units, then those that are no more.

    `plan` and its `findings` are those after the merge. `as_sent` are the files that nobody has
    saved since they were sent: they have not been returned.
    """
    by_id = {key(one.unit) or "": one for one in sendees}
    units = {key(unit.id) or "": unit for unit in plan.units if not unit.taken}
    came, errors = _by_unit(returns), errors_by_unit(plan, findings, by_id)
    conflicts, remarks = _by_unit(merged.conflicts), _by_unit(merged.remarks)
    order = [id for id in units if id in by_id] + [id for id in by_id if id not in units]
    return tuple(
        replace(
            one,
            conflicts=len(conflicts[id]),
            errors=errors[id],
            remarks=(*one.remarks, *dict.fromkeys(remark.message for remark in remarks[id])),
        )
        for id in order
        for one in (_department(by_id[id], units.get(id), came[id], as_sent, merged.taken),)
    )


def _by_unit(found: Iterable[OfUnit]) -> Mapping[str, list[OfUnit]]:
    """What was found of each unit, by its ID as `key` gives it."""
    units: dict[str, list[OfUnit]] = defaultdict(list)
    for one in found:
        units[key(one.unit) or ""].append(one)
    return units


def round_of(snapshot: Snapshot) -> int:
    """The last collect that took something into the plan, as its sheet Returns says; 0 before.

    Without the sheet it is 0 too: whether somebody deleted it or brought back a copy from before
    the first collect cannot be told, and only compared with what was sent is surely nothing lost.
    What the plan has already agrees; what was changed in it since is shown as a conflict.
    """
    rounds = (row["Round"] for row in _shown(snapshot).values())
    return max((int(one) for one in rounds if isinstance(one, float)), default=0)


def return_edits(found: Sequence[Department], snapshot: Snapshot, round: int = 0) -> Iterator[Edit]:
    """What fills the sheet Returns, with the round as which this is written.

    Of a file that is the same as at the last collect the sheet keeps what it brought then.
    """
    shown = _shown(snapshot)
    rows = tuple(_cells(one, shown.get(key(one.unit)), round) for one in found)
    look = replace(RETURNS.sheet, owner=owner_line(snapshot))
    yield FillTable(look, rows, ("Unit",))


def _department(
    sendee: Sendee,
    unit: Unit | None,
    came: Sequence[Return],
    as_sent: Collection[str],
    taken: Mapping[str, int],
) -> Department:
    name, head = (unit.name, unit.head) if unit else (sendee.name or None, None)
    sent = Department(sendee.unit, name, head, sendee.file)
    if not came:
        return replace(sent, remarks=(NOT_THERE,))
    newest = max(came, key=lambda one: (one.sending == sendee.sending, one.saved or datetime.min))
    counts = newest.counts
    sent = replace(sent, completeness=counts.measured / counts.kpis if counts.kpis else None)
    returned = tuple(sorted(one.file for one in came if one.file not in as_sent))
    if not returned:
        return replace(sent, remarks=(NOT_SAVED,))
    return replace(
        sent,
        returned=returned,
        sending=newest.sending,
        is_latest=newest.sending == sendee.sending,
        saved=newest.saved,
        changes=sum(taken.get(one.file, 0) for one in came),
    )


def _shown(snapshot: Snapshot) -> dict[str | None, Cells]:
    """The rows of the sheet as it stands, by unit."""
    table = snapshot.table(RETURNS.name)
    if table is None:
        return {}
    places = {look.header: column_at(table, look.header) for look in RETURNS.sheet.columns}
    rows = (
        {header: None if at is None else row[at] for header, at in places.items()}
        for row in table.rows
    )
    return {key(as_text(row["Unit"])): row for row in rows}


def _cells(one: Department, before: Cells | None, round: int) -> tuple[Value, ...]:
    returned = "; ".join(one.returned) or NOT_RETURNED
    remarks, changes = list(one.remarks), one.changes
    if (
        before
        and one.returned
        and (before["Returned"], before["Saved on"]) == (returned, one.saved)
    ):
        held = before["Changes"]
        changes = max(changes, int(held) if isinstance(held, float) else 0)
        remarks = list(dict.fromkeys((*as_text(before["Remarks"]).splitlines(), *remarks)))
    is_back = bool(one.returned)
    return (
        one.unit,
        one.name,
        one.head,
        returned,
        one.saved,
        (LATEST if one.is_latest else OLDER) if is_back else None,
        one.completeness,
        float(changes) if is_back else None,
        float(one.conflicts) if is_back else None,
        float(one.errors),
        float(round) if round else None,
        "\n".join(remark for remark in remarks if remark)[:LONGEST_REMARKS] or None,
    )
