"""Workbooks that are proved live, each under the name of its case."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from okrsheet.books.file import FileBook
from okrsheet.departments.split import sendings
from okrsheet.exchange.render import render
from okrsheet.file_commands import demo_workbook
from okrsheet.score import score_plan
from okrsheet.sheets.parse import parse
from tests.live.plans import all_cases
from tests.live.workbook import rolled_up

SHOWN = 12  # how many differences a failure tells
NAMES = ("demo", "department", *(case.name for case in all_cases()))
# Departments that are sent their workbooks: the plan, the level that is split (none: every unit),
# and the unit.
PARTS = {
    "CO of the demo": ("demo", None, "CO"),
    "MKT of the demo and what is below": ("demo", 2, "MKT"),
    "U1 of generated 3": ("generated 3", None, "U1"),
    "U2 of generated 5": ("generated 5", None, "U2"),
    "U1 of generated 11 and what is below": ("generated 11", 1, "U1"),
    "U1 of cycles of 5": ("cycles of 5", None, "U1"),
}


@dataclass(frozen=True)
class Subject:
    """A workbook; `deep` where it may say "Roll up" in a score: see figures.differences."""

    name: str
    path: Path
    deep: bool = False


@dataclass(frozen=True)
class Subjects:
    """Rolled-up workbooks in a folder, each made when it is first asked for."""

    folder: Path
    made: dict[str, Subject] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Subject:
        if name not in self.made:
            self.made[name] = self._make(name)
        return self.made[name]

    def _make(self, name: str) -> Subject:
        return self._part(name, *PARTS[name]) if name in PARTS else self._whole(name)

    def _part(self, name: str, whole: str, level: int | None, unit: str) -> Subject:
        """The workbook that one department is sent."""
        book = FileBook(self[whole].path).read()
        plan = parse(book)
        (sending,) = sendings(book, plan, score_plan(plan), "a-plan", level, [unit])
        path = self.folder / f"part {list(PARTS).index(name)}.xlsx"
        path.write_bytes(next(render([sending])))
        return Subject(name, path)

    def _whole(self, name: str) -> Subject:
        """The demo, the department template filled, or a case in the company template."""
        if name == "demo":
            return Subject(name, demo_workbook(self.folder, force=True)[0])
        template = "department" if name == "department" else "company"
        number = 0 if name == "department" else NAMES.index(name)
        case = all_cases()[-1] if name == "department" else all_cases()[number - 2]
        return Subject(name, rolled_up(case, self.folder / f"{number}.xlsx", template), case.deep)


def told(faults: Iterable[str]) -> str:
    """The first of the faults, a line each; empty where there is none."""
    return "\n".join(islice(faults, SHOWN))
