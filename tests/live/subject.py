"""Workbooks that are proved live, each under the name of its case."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from okrsheet.file_commands import demo_workbook
from tests.live.plans import all_cases
from tests.live.workbook import rolled_up

SHOWN = 12  # how many differences a failure tells
NAMES = ("demo", "department", *(case.name for case in all_cases()))


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
