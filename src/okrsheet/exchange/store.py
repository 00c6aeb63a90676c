"""The records of what a plan sent to its departments, beside the master and never in what is sent.

They stand in `.okrsheet/departments/<plan identity>/`: plan.json (whose they are), sent.jsonl (a
line for each workbook), bases/ (what each workbook said: the base of the merge) and replaced/
(copies of files that `--force` wrote over).

A collect that takes something into the plan is a round: the plan has its number, on the sheet
Returns, and the bases as it left them are kept beside those of the rounds before. So a plan that
was brought back from an older copy is compared with what it had taken in then.
"""

from __future__ import annotations

import json
import os
import secrets
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from itertools import islice
from pathlib import Path

from okrsheet.books.book import BookError
from okrsheet.books.file import FileBook
from okrsheet.books.save import BACKUP_FOLDER, explained
from okrsheet.departments.sent import Sent
from okrsheet.exchange.durable import only_writer, put
from okrsheet.exchange.records import (
    Advanced,
    Records,
    Round,
    SentLine,
    add_records,
    read_records,
)
from okrsheet.exchange.workers import BATCH
from okrsheet.plan.model import key
from okrsheet.sheets.place import column_at
from okrsheet.sheets.values import as_text

EARLIER = 5  # collects back that an older copy of a file is looked for
FAST = 1  # zlib's level: bases are written often, read once


class BrokenRecord(BookError):
    """A record of what was sent that is gone, damaged or cannot be read."""


@dataclass(frozen=True)
class Store:
    """The records of one plan; `plan` is its identity. It can be pickled.

    `round` is the round that left the plan as it stands, 0 before the first (None: the newest).
    Nothing stands on disk before `begin`.
    """

    folder: Path
    plan: str
    round: int | None = None

    @classmethod
    def of(cls, master: Path) -> Store:
        """The records of a master: those that name its file, else new ones.

        A master that was renamed finds its records too: the only ones whose workbook is gone, if
        most of the units they name are the master's. A copy beside its original is another plan.
        Raises BookError.
        """
        path = Path(os.path.realpath(master))
        with explained(path, "read"):
            named = dict(_records_beside(path))
        own = [folder for folder, name in named.items() if name.casefold() == path.name.casefold()]
        orphans = [folder for folder, name in named.items() if not (path.parent / name).exists()]
        if not own and len(orphans) == 1 and _is_of(orphans[0], path):
            own = orphans
        plan = own[0].name if own else secrets.token_hex(8)
        return cls(_departments(path) / plan, plan)

    @property
    def is_new(self) -> bool:
        """Whether nothing was ever sent."""
        return not (self.folder / "plan.json").exists()

    @contextmanager
    def begin(self, master: Path, folder: Path) -> Iterator[None]:
        """Be the only one who sends: makes the records, and clears what a killed run left.

        Raises BookError where another run is at it.
        """
        with explained(self.folder, "written"):
            for part in ("bases", "replaced"):
                (self.folder / part).mkdir(parents=True, exist_ok=True)
        with self._alone():
            workbook = Path(os.path.realpath(master)).name
            whose = {"plan": self.plan, "workbook": workbook, "folder": str(folder.resolve())}
            with explained(self.folder, "written"):
                put(self.folder / "plan.json", json.dumps(whose, ensure_ascii=False).encode())
                self._sweep()
            yield

    def hold(self, sents: Sequence[Sent]) -> str:
        """Keep bases, lastingly, and give the name of the file that holds them."""
        told = {sent.sending: sent.to_json().encode() for sent in sents}
        name = f"{sha256(b''.join(told.values())).hexdigest()[:32]}.zip"
        buffer = BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=FAST) as archive:
            for sending, text in told.items():
                archive.writestr(f"{sending}.json", text)
        put(self.folder / "bases" / name, buffer.getvalue())
        return name

    def note(self, lines: Iterable[SentLine]) -> None:
        """Record workbooks that are about to be given their names. Raises OSError."""
        add_records(self._lines, lines)

    def records(self) -> Records:
        """All that was recorded so far."""
        with explained(self._lines, "read"):
            return read_records(self._lines)

    def latest(self) -> Mapping[str, SentLine]:
        """What each unit was sent last, by the unit's ID as `key` gives it."""
        return self.records().latest

    def at(self, round: int) -> Store:
        """The same records, for the plan as that round left it."""
        return replace(self, round=round)

    @property
    def is_ahead(self) -> bool:
        """Whether a later round than that of the plan has taken something in."""
        return self.round is not None and self.records().advanced > self.round

    def next_round(self) -> Store:
        """The same records, for the plan as a round that follows `round` is about to leave it.

        Its number was never used, so two rounds that follow the same one are never mixed up; and it
        stands on disk before the plan has it. Raises BookError.
        """
        with self._alone(), explained(self.folder, "written"):
            parent = self.round or 0
            number = max(self.records().newest, parent) + 1
            add_records(self._lines, [Round(number, parent)])
        return self.at(number)

    def sent(self, sending: str) -> Sent | None:
        """The base of a sending as the plan's round, or the last one before, left it.

        None where this plan sent no such thing. Raises BookError.
        """
        name = self.records().base(sending, self.round)
        return None if name is None else self._base(name, sending)

    def earlier(self, sending: str, saved: datetime) -> Iterator[Sent]:
        """The bases that it had before: the last few, newest first, and what was sent itself.

        For a workbook that was `saved` since it was sent once more: only those since then. Raises
        BookError.
        """
        names = self.records().before(sending, self.round, saved)
        for name in (*names[:-1][:EARLIER], *names[-1:]):
            yield self._base(name, sending)

    def _base(self, name: str, sending: str) -> Sent:
        path = self.folder / "bases" / name
        try:
            archive = _bases(path, path.stat().st_mtime_ns)
            return Sent.of_json(archive.read(f"{sending}.json").decode())
        except Exception as fault:  # there are many ways to be neither a zip file nor our text
            what = f"this record of what was sent {_state(fault)}."
            raise BrokenRecord(what, str(path), "Bring it back from a backup.") from fault

    def advance(self, sents: Iterable[Sent]) -> None:
        """Keep the bases of sendings as `round` left them: all of them, or none where it is killed.

        Those of earlier rounds stay, for a plan that is brought back from there. Raises BookError.
        """
        rest, lines = iter(sents), []
        with self._alone(), explained(self.folder, "written"):
            while batch := tuple(islice(rest, BATCH)):
                sendings = tuple(sent.sending for sent in batch)
                lines.append(Advanced(sendings, self.hold(batch), self.round or 0))
            if lines:
                add_records(self._lines, lines)

    @property
    def _lines(self) -> Path:
        return self.folder / "sent.jsonl"

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with ExitStack() as stack:
            with explained(self.folder, "written"):
                stack.enter_context(only_writer(self.folder / "lock"))
            yield

    def _sweep(self) -> None:
        """Take away bases that no line names: a run was killed."""
        needed = {base for left in self.records().bases.values() for _, base in left}
        for path in (self.folder / "bases").iterdir():
            if path.name not in needed:
                path.unlink(missing_ok=True)


def _departments(master: Path) -> Path:
    return master.parent / BACKUP_FOLDER / "departments"


def _records_beside(master: Path) -> Iterator[tuple[Path, str]]:
    """The folders with records beside a master, each with the name of its workbook."""
    for path in sorted(_departments(master).glob("*/plan.json")):
        try:
            yield path.parent, str(json.loads(path.read_text("utf-8"))["workbook"])
        except (ValueError, KeyError, TypeError):
            continue  # not of ours


def _is_of(records: Path, master: Path) -> bool:
    """Whether most of the units that records name stand in the master."""
    sent = read_records(records / "sent.jsonl").latest.keys()
    table = FileBook(master).read().table("Units")
    at = column_at(table, "ID") if table else None
    if table is None or at is None:
        return False
    units = {key(as_text(cells[at]).strip()) for cells in table.rows}
    return 2 * len(sent & units) > len(sent)


def _state(fault: Exception) -> str:
    """What is the matter with a file that could not be read for that reason."""
    if isinstance(fault, FileNotFoundError):
        return "is gone"
    return f"cannot be read ({fault.strerror})" if isinstance(fault, OSError) else "is damaged"


@lru_cache(maxsize=4)
def _bases(path: Path, changed: int) -> zipfile.ZipFile:
    """The bases in a file, read once: departments of one batch are mostly asked for together."""
    return zipfile.ZipFile(BytesIO(path.read_bytes()))
