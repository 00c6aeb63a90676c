"""What was sent and when, line by line: the file sent.jsonl of a plan's records."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
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
class Advanced:
    """A base that takes the place of the one before it, once a department was collected."""

    sending: str
    base: str

    def told(self) -> str:
        """The line as text."""
        return _line({"advanced": self.sending, "base": self.base})


@dataclass(frozen=True)
class Records:
    """All lines, put in order.

    `latest` has the last line of each unit by its ID, as `key` gives it; `bases` the file with
    the base of each sending; `digests` the sha256 of every workbook that was ever sent.
    """

    latest: Mapping[str, SentLine]
    bases: Mapping[str, str]
    digests: frozenset[bytes]


def read_records(path: Path) -> Records:
    """The lines of a file; none where there is no file, and a torn one is left out."""
    try:
        state = path.stat()
    except FileNotFoundError:
        return Records({}, {}, frozenset())
    return _records(path, state.st_mtime_ns, state.st_size)


def add_records(path: Path, lines: Iterable[SentLine | Advanced]) -> None:
    """Add lines, all of them lastingly on disk when this is done."""
    add_lines(path, "".join(line.told() for line in lines))


@lru_cache(maxsize=2)
def _records(path: Path, changed: int, size: int) -> Records:
    latest: dict[str, SentLine] = {}
    bases: dict[str, str] = {}
    digests: set[bytes] = set()
    with path.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            try:
                told = json.loads(line)
            except ValueError:
                continue  # what a killed run left of it
            if "advanced" in told:
                bases[told["advanced"]] = told["base"]
                continue
            sent = _sent_line(told)
            latest[key(sent.unit) or ""] = sent
            bases[sent.sending] = sent.base
            digests.add(bytes.fromhex(sent.sha256))
    return Records(latest, bases, frozenset(digests))


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


def _line(cells: Mapping[str, str]) -> str:
    return json.dumps(cells, ensure_ascii=False, separators=(",", ":")) + "\n"
