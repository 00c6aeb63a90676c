"""The labelled set of objectives, and what the linter says of it.

The set stands in tests/precision/objectives.csv; its README says how it was made and labelled.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from okrsheet.books.book import Snapshot, Table, Value
from okrsheet.commands import check

FOLDER = Path(__file__).parent.parent / "tests" / "precision"
CODES = ("S03", "S04", "S05", "S06", "S07", "S08", "S09", "M07")
AS_OF = date(2026, 6, 30)
PAIR = re.compile(r"\bpair(?: of|:) row (\d+)", re.IGNORECASE)
OBJECTIVE = ("Objective", "Owner", "Specific", "Measurable", "Achievable", "Relevant")
FIGURES = ("Baseline", "Target")
DATES = ("Start", "Due")
SEEN, HELD_OUT = "seen", "held out"

Flags = Mapping[str, frozenset[int]]  # by code, the rows that a rule names or a label stands on


@dataclass(frozen=True, slots=True)
class Labelled:
    """A labelled objective: its number in the set, from 1, and its cells by header.

    `twin` is the number of the one that says nearly the same. `half` tells whether its faults may
    be looked at when rules are mended, SEEN, or not, HELD_OUT.
    """

    number: int
    cells: Mapping[str, str]
    labels: frozenset[str]
    twin: int | None
    half: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How a rule did: rows that are labelled with it, rows that it flagged, and rows in both."""

    positives: int
    flagged: int
    true: int

    @property
    def precision(self) -> float | None:
        """The share of what was flagged that is labelled, 0..1; None where nothing was flagged."""
        return self.true / self.flagged if self.flagged else None

    @property
    def recall(self) -> float | None:
        """The share of what is labelled that was flagged, 0..1; None where nothing is labelled."""
        return self.true / self.positives if self.positives else None


def labelled_set(path: Path = FOLDER / "objectives.csv") -> tuple[Labelled, ...]:
    """The set, in its order. Raises OSError where the file cannot be read."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return tuple(_labelled(number, rows) for number in range(1, len(rows) + 1))


def _labelled(number: int, rows: Sequence[Mapping[str, str]]) -> Labelled:
    cells = rows[number - 1]
    pair = PAIR.search(cells["Note"])
    twin = int(pair[1]) if pair else None
    # A pair must not be torn apart: both are in the half of the first.
    deciding = rows[min(number, twin or number) - 1]["Objective"]
    labels = frozenset(filter(None, cells["Labels"].split(";")))
    return Labelled(number, cells, labels, twin, half_of(deciding))


def half_of(statement: str) -> str:
    """The half that a statement belongs to, by its SHA-256: as good as a coin, and always alike."""
    return HELD_OUT if hashlib.sha256(statement.encode()).digest()[0] % 2 else SEEN


def positives(objectives: Sequence[Labelled]) -> Flags:
    """The rows that carry a label, by code.

    A pair that says the same (S07) is one fault: it counts at its later row, where the rule tells.
    """
    return {
        code: frozenset(
            one.number
            for one in objectives
            if code in one.labels and (code != "S07" or (one.twin or 0) < one.number)
        )
        for code in CODES
    }


def flagged(objectives: Sequence[Labelled]) -> Flags:
    """The rows that the linter names, by code: the whole set is one plan, checked as any other."""
    findings = [one.finding for one in check(_workbook(objectives), AS_OF).result.findings]
    return {
        code: frozenset(
            objectives[one.row].number
            for one in findings
            if one.code == code and one.table == "Objectives" and one.row is not None
        )
        for code in CODES
    }


def first_contact() -> Flags:
    """The rows that were flagged before any rule was mended with this set in hand, by code."""
    with (FOLDER / "first_contact.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["Code"]: frozenset(map(int, row["Rows"].split())) for row in csv.DictReader(file)
        }


def tally(labelled: frozenset[int], named: frozenset[int], within: frozenset[int]) -> Tally:
    """How a rule did within some rows."""
    labelled, named = labelled & within, named & within
    return Tally(len(labelled), len(named), len(labelled & named))


def _workbook(objectives: Sequence[Labelled]) -> Snapshot:
    """A workbook with each labelled objective and the KPI that stands beside it."""
    own = [
        {
            "ID": f"O-{one.number}",
            **{header: one.cells[header] or None for header in OBJECTIVE},
            **{header: _date(one.cells[header]) for header in DATES},
        }
        for one in objectives
    ]
    kpis = [
        {
            "ID": f"K-{one.number}",
            "Objective": f"O-{one.number}",
            **{header: one.cells[header] or None for header in ("KPI", "Direction")},
            "Unit of measure": one.cells["Unit of measure"] or None,
            **{header: _number(one.cells[header]) for header in FIGURES},
        }
        for one in objectives
        if one.cells["KPI"]
    ]
    return Snapshot("labelled.xlsx", (_table("Objectives", own), _table("KPIs", kpis)))


def _table(name: str, rows: Sequence[Mapping[str, Value]]) -> Table:
    return Table(name, name, 1, 1, tuple(rows[0]), tuple(tuple(row.values()) for row in rows))


def _date(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _number(text: str) -> float | None:
    return float(text) if text else None
