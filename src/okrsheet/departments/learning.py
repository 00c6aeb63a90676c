"""What the bases learn from a merge: all that was settled, and nothing that is open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from okrsheet.books.book import Value
from okrsheet.departments.arrival import Arrival
from okrsheet.departments.difference import Key
from okrsheet.departments.entered import Row
from okrsheet.departments.merged import Advance

Name = TypeVar("Name")
What = TypeVar("What")


@dataclass
class Learning:
    """What was settled of one file: cells, and rows added and deleted, in the master's words."""

    arrival: Arrival
    cells: dict[tuple[str, Key, str], Value] = field(default_factory=dict)
    added: dict[tuple[str, Row], None] = field(default_factory=dict)
    deleted: dict[tuple[str, Key], None] = field(default_factory=dict)


class Lessons:
    """What each file's base learns."""

    def __init__(self) -> None:
        self._of: dict[int, Learning] = {}

    def of(self, arrival: Arrival) -> Learning:
        """What the base of that file learns; to be added to."""
        return self._of.setdefault(id(arrival), Learning(arrival))

    def cells(
        self,
        arrival: Arrival,
        table: str,
        key: Key,
        headers: Sequence[str],
        values: Sequence[Value],
    ) -> None:
        """Learn cells of a row."""
        learning = self.of(arrival)
        for header, value in zip(headers, values, strict=True):
            learning.cells[table, key, header] = value

    def advances(self, arrived: Iterable[Arrival]) -> Iterator[Advance]:
        """How the base of each sending advances.

        Where several files of one sending came back, it learns only what all of them say alike: or
        what only one of them says would look deleted in the others. An older copy teaches nothing.
        """
        by_sending: dict[str, list[Learning]] = defaultdict(list)
        for arrival in (one for one in arrived if not one.back.is_older):
            by_sending[arrival.back.sending].append(self.of(arrival))
        for sending, learnings in sorted(by_sending.items()):
            advance = Advance(
                sending,
                _common([one.cells for one in learnings]),
                tuple(_common([one.added for one in learnings])),
                tuple(_common([one.deleted for one in learnings])),
                _common([{**one.arrival.back.given, **one.arrival.given} for one in learnings]),
                _common([{**one.arrival.back.blank, **one.arrival.blank} for one in learnings]),
            )
            if advance != Advance(sending):
                yield advance


def _common(said: Sequence[Mapping[Name, What]]) -> dict[Name, What]:
    """What all of them say."""
    first, *rest = said
    return {
        name: what
        for name, what in first.items()
        if all(name in other and other[name] == what for other in rest)
    }
