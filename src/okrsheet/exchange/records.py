"""What was sent and when, line by line: the file sent.jsonl of a plan's records."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from okrsheet.exchange.durable import add_lines
from okrsheet.plan.model import key


@dataclass(frozen=True, slots=True)
class SentLine:
    """One workbook that was sent: to which unit, as which file, and the sha256 of its bytes.

    `base` is the file, in the folder bases, that holds what the merge compares with. The line is
    there before the workbook is; so a workbook with other bytes was changed by someone else.
    """

    unit: str
    name: str
    file: str
    sending: str
    as_of: date
    at: datetime
    base: str
    sha256: str

    def told(self) -> str:
        """The line as text."""
        cells = {
            "unit": self.unit,
            "name": self.name,
            "file": self.file,
            "sending": self.sending,
            "as_of": self.as_of.isoformat(),
            "at": self.at.isoformat(),
            "base": self.base,
            "sha256": self.sha256,
        }
        return _line(cells)


@dataclass(frozen=True, slots=True)
class Round:
    """A collect that is about to be written into a plan as its round `parent` (0: none) left it."""

    number: int
    parent: int

    def told(self) -> str:
        """The line as text."""
        return _line({"round": self.number, "parent": self.parent})


@dataclass(frozen=True, slots=True)
class Advanced:
    """The bases of some sendings as a round left them, in one file."""

    sendings: tuple[str, ...]
    base: str
    round: int

    def told(self) -> str:
        """The line as text."""
        return _line({"advanced": self.sendings, "base": self.base, "by": self.round})


@dataclass(frozen=True, eq=False)
class Records:
    """All lines, put in order.

    `latest` has the last line of each unit by its ID, as `key` gives it; `bases` the files with
    the bases of each sending, as they came, each with the round that left it so (0: as sent), and
    `sent` when it was sent, or sent once more, last;
    `parents` the round that each round followed; `digests` the sha256 of every workbook that was
    ever sent.
    """

    latest: Mapping[str, SentLine]
    bases: Mapping[str, Sequence[tuple[int, str]]]
    parents: Mapping[int, int]
    digests: frozenset[bytes]
    sent: Mapping[str, datetime]

    def base(self, sending: str, round: int | None = None) -> str | None:
        """The file with the base of a sending for a plan as that round left it.

        None as the round is the newest one. None is the answer where nothing such was sent.
        """
        line = None if round is None else _line_of(self, round)
        left = self.bases.get(sending, ())
        return next((base for by, base in reversed(left) if line is None or by in line), None)

    def before(
        self, sending: str, round: int | None = None, saved: datetime | None = None
    ) -> list[str]:
        """The files with the bases that a sending had before that one, the newest first.

        What was `saved` since it was sent once more is no copy from before that: whoever typed the
        same again there means it.
        """
        line = None if round is None else _line_of(self, round)
        left = [one for one in self.bases.get(sending, ()) if line is None or one[0] in line]
        sent = self.sent.get(sending)
        if saved is not None and sent is not None and saved >= sent.replace(microsecond=0):
            left = left[max(at for at, (by, _) in enumerate(left) if by == 0) :]
        return list(dict.fromkeys(base for _, base in reversed(left)))[1:]

    @property
    def newest(self) -> int:
        """The round that began last; 0 before the first."""
        return max(self.parents, default=0)

    @property
    def advanced(self) -> int:
        """The last round that left a base otherwise than it was; 0 where none did."""
        return max((by for left in self.bases.values() for by, _ in left), default=0)


def read_records(path: Path) -> Records:
    """The lines of a file; none where there is no file, and a torn one is left out."""
    try:
        state = path.stat()
    except FileNotFoundError:
        return Records({}, {}, {}, frozenset(), {})
    return _records(path, state.st_mtime_ns, state.st_size)


def add_records(path: Path, lines: Iterable[SentLine | Round | Advanced]) -> None:
    """Add lines, all of them lastingly on disk when this is done."""
    add_lines(path, "".join(line.told() for line in lines))


@lru_cache(maxsize=2)
def _records(path: Path, changed: int, size: int) -> Records:
    latest: dict[str, SentLine] = {}
    bases: dict[str, list[tuple[int, str]]] = {}
    parents: dict[int, int] = {}
    digests: set[bytes] = set()
    moments: dict[str, datetime] = {}
    with path.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            try:
                told = json.loads(line)
            except ValueError:
                continue  # what a killed run left of it
            if "parent" in told:
                parents[told["round"]] = told["parent"]
            elif "advanced" in told:
                for sending in told["advanced"]:
                    bases.setdefault(sending, []).append((told["by"], told["base"]))
            else:
                sent = _sent_line(told)
                latest[key(sent.unit) or ""] = sent
                bases.setdefault(sent.sending, []).append((0, sent.base))
                digests.add(bytes.fromhex(sent.sha256))
                moments[sent.sending] = sent.at
    return Records(latest, bases, parents, frozenset(digests), moments)


@lru_cache(maxsize=2)
def _line_of(records: Records, round: int) -> frozenset[int]:
    """A round with all those that it followed, down to 0.

    One that the records do not know, as they are older than the plan, followed the newest before.
    """
    line = {0}
    while round > 0:
        line.add(round)
        before = max((known for known in records.parents if known < round), default=0)
        round = records.parents.get(round, before)
    return frozenset(line)


def _sent_line(told: Mapping[str, str]) -> SentLine:
    return SentLine(
        told["unit"],
        told["name"],
        told["file"],
        told["sending"],
        date.fromisoformat(told["as_of"]),
        datetime.fromisoformat(told["at"]),
        told["base"],
        told["sha256"],
    )


def _line(cells: Mapping[str, object]) -> str:
    return json.dumps(cells, ensure_ascii=False, separators=(",", ":")) + "\n"
