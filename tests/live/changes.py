"""What people do to a live workbook without okrsheet, each on the plan of a case.

`ByHand` is typing into cells and under tables, in any program; `InLibreOffice` is whatever
libreoffice_edits.py can do, and LibreOffice then saves the file.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from okrsheet.books.book import Value
from tests.live.case import AS_OF, DUE, Case, day
from tests.live.plans import all_cases
from tests.live.workbook import add_rows, retyped_check_ins, type_into

EPOCH = datetime(1899, 12, 30)
Rows = Sequence[Mapping[str, Value]]


@dataclass(frozen=True)
class ByHand:
    """A change of a file: `case` begins the name of the plan, `change` changes the workbook."""

    name: str
    case: str
    change: Callable[[Path], None]


@dataclass(frozen=True)
class InLibreOffice:
    """A change in LibreOffice: the edits, in their order."""

    name: str
    case: str
    edits: tuple[tuple[object, ...], ...]


def case_of(change: ByHand | InLibreOffice) -> Case:
    """The case whose plan is changed."""
    return next(case for case in all_cases() if case.name.startswith(change.case))


def by_hand() -> Iterator[ByHand]:
    """The changes of files."""
    for case in all_cases():
        if case.name.startswith("check-ins") or case.name in ("generated 3", "generated 8"):
            again = partial(_check_in_again, case)
            yield ByHand(f"typed again: {case.name}", case.name, again)
    yield _typed("weights of KPIs", "generated 9", "KPIs", "Weight", (0, 3, None, 1e12, -1))
    yield _typed("weights of objectives", "generated 10", "Objectives", "Weight", (0, 5, None))
    yield _typed("weights of pillars", "parents in another", "Pillars", "Weight", (0, 7, 0.5))
    yield _typed("other parents", "parents in another", "Objectives", "Parent", (None, None, "O-7"))
    yield _typed("a cycle", "parents in another", "Objectives", "Parent", ("O-3", "O-1", "O-2"))
    yield _typed("a cycle mended", "cycles of 5", "Objectives", "Parent", (None,))
    yield _typed("units in a cycle", "parents in another", "Units", "Parent", ("HR", "IT"))
    yield _typed("IDs renamed", "generated 12", "Objectives", "ID", ("O-77", None, "O-78"))
    yield _typed("an ID that stands twice", "generated 12", "KPIs", "ID", ("K1-1", "K1-1"))
    yield _typed("another day", "generated 7", "Settings", "Value", (*[None] * 4, day(163)))
    yield _typed("other gaps", "generated 5", "Settings", "Value", (*[None] * 5, 0.3, 0.4, 0.9))
    yield _added("KPIs and their readings", "generated 6", {
        "KPIs": [{"ID": f"K-{at}", "KPI": "New", "Objective": "O-1", "Direction": "Increase",
                  "Baseline": 0.0, "Target": 2.0, "Due": DUE} for at in range(90, 106)],
        "Readings": [{"KPI": f"K-{at}", "Date": AS_OF, "Value": at / 80} for at in range(90, 106)],
    })  # fmt: skip
    yield _added("objectives, pillars and units", "Worst within", {
        "Pillars": [{"ID": "P8", "Pillar": "New", "Weight": 2.0}],
        "Units": [{"ID": "U8", "Unit": "New"}, {"ID": "U9", "Parent": "U8"}],
        "Objectives": [{"ID": f"O-{at}", "Objective": "New", "Pillar": "P8", "Unit": "U9",
                        "Parent": f"O-{at - 1}" if at > 30 else None} for at in range(30, 38)],
        "KPIs": [{"ID": "K-90", "Objective": "O-37", "Direction": "Increase", "Baseline": 0.0,
                  "Target": 1.0, "New value": 0.3}],
    })  # fmt: skip


def _check_in_again(case: Case, path: Path) -> None:
    retyped_check_ins(case, path)


def _typed(name: str, case: str, table: str, header: str, values: Sequence[Value]) -> ByHand:
    """These values typed into the first cells of a column; None leaves a setting as it is."""
    typed = [
        (table, row, header, value)
        for row, value in enumerate(values)
        if value is not None or table != "Settings"
    ]
    return ByHand(name, case, lambda path: type_into(path, typed))


def _added(name: str, case: str, rows: Mapping[str, Rows]) -> ByHand:
    def change(path: Path) -> None:
        for table, new in rows.items():
            add_rows(path, table, new)

    return ByHand(f"more {name}", case, change)


def in_libreoffice() -> Iterator[InLibreOffice]:
    """The changes in LibreOffice."""
    for table, header in (
        ("KPIs", "Weight"),
        ("Objectives", "ID"),
        ("Readings", "Value"),
        ("Pillars", "ID"),
        ("Units", "ID"),
        ("Actions", "Done"),
    ):
        sorted_down = ("sort", table, header, False)
        yield InLibreOffice(f"{table} sorted by {header}", "generated 11", (sorted_down,))
    yield InLibreOffice("everything sorted", "generated 11", tuple(
        ("sort", table, "ID" if table != "Readings" else "Date", False)
        for table in ("Pillars", "Units", "Objectives", "KPIs", "Readings", "Actions")
    ))  # fmt: skip
    serial = (AS_OF - EPOCH).days
    yield InLibreOffice("readings and check-ins typed", "generated 3", (
        ("type", "Readings", 0, "Value", 0.77), ("type", "Readings", 1, "Date", serial),
        ("type", "Readings", 2, "Value", "n/a"), ("type", "Readings", 3, "KPI", None),
        ("type", "KPIs", 0, "New value", 0.9), ("type", "KPIs", 1, "New value", 0.2),
        ("type", "KPIs", 1, "New date", serial - 3),
    ))  # fmt: skip
    yield InLibreOffice("weights and parents typed", "generated 10", (
        ("type", "KPIs", 0, "Weight", 4), ("type", "Objectives", 0, "Weight", 0),
        ("type", "Objectives", 1, "Parent", None), ("type", "Objectives", 2, "Parent", "O-1"),
        ("type", "Objectives", 3, "Roll-up", "Worst"),
    ))  # fmt: skip
    for table, row in (("KPIs", 3), ("Objectives", 0), ("Readings", 2), ("Pillars", 0)):
        gone = ("delete", table, row)
        yield InLibreOffice(f"a row of {table} deleted", "generated 8", (gone,))
    yield InLibreOffice("rows in the middle of KPIs", "generated 12", (
        ("insert", "KPIs", 2), ("type", "KPIs", 2, "ID", "K-NEW"),
        ("type", "KPIs", 2, "Objective", "O-1"), ("type", "KPIs", 2, "Direction", "Milestone"),
        ("type", "KPIs", 2, "New value", 0.8), ("insert", "KPIs", 5),
    ))  # fmt: skip
    yield InLibreOffice("rows in the middle of objectives", "generated 12", (
        ("insert", "Objectives", 1), ("type", "Objectives", 1, "ID", "O-NEW"),
        ("type", "Objectives", 1, "Pillar", "P1"), ("type", "KPIs", 0, "Objective", "O-NEW"),
        ("insert", "Units", 0), ("insert", "Readings", 4),
    ))  # fmt: skip
    yield InLibreOffice("KPIs filtered", "generated 4", (("filter", "KPIs", "Objective", "O-1"),))
    yield InLibreOffice("sorted, deleted, typed", "generated 7", (
        ("sort", "KPIs", "ID", False), ("delete", "KPIs", 1), ("insert", "KPIs", 3),
        ("sort", "Objectives", "Parent", True), ("delete", "Readings", 0),
        ("type", "KPIs", 0, "New value", 0.5), ("sort", "KPIs", "Objective", True),
    ))  # fmt: skip
