"""One department's workbook before it is a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from okrsheet.books.book import Value
from okrsheet.departments.packing import packed, unpacked
from okrsheet.departments.sent import Sent
from okrsheet.plan.model import Plan
from okrsheet.score.scores import Scores


@dataclass(frozen=True)
class Sending:
    """All that a department's workbook says; it can be pickled, and is equal for equal input.

    `plan` holds the department's own rows, numbered from 0 as they will stand in its tables, and
    its context; `scores` are theirs in the master. `sent` has the same rows as entered values, in
    the same order. `checks` are the Check texts of the rows, by table. `file` is its name.
    """

    file: str
    name: str
    sent: Sent
    plan: Plan
    scores: Scores
    checks: Mapping[str, tuple[Value, ...]]

    def __reduce__(self) -> tuple[Any, ...]:
        rows = packed(self.plan), packed(self.scores)
        return _unpacked, (self.file, self.name, self.sent, *rows, self.checks)


def _unpacked(
    file: str,
    name: str,
    sent: Sent,
    plan: Mapping[str, Any],
    scores: Mapping[str, Any],
    checks: Mapping[str, tuple[Value, ...]],
) -> Sending:
    return Sending(file, name, sent, Plan(**unpacked(plan)), Scores(**unpacked(scores)), checks)
