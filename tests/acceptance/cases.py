"""The cases as text: one file a sheet in the folder `cases`, in Markdown that a planner reads.

    # S

    ## S02: nobody answers for the queue
    - given the plan: Coffee shop
    - without: the Owner of O-QUEUE
    - when it is checked as of: 2026-06-30
    - expect: S02 on Owner of O-QUEUE

A case has a name and steps; a step has a phrase and, behind the first colon, a value. The name of
a case about one rule begins with its code. What the phrases mean is said in `steps.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "cases"
TITLES = ("Plans", "S", "M", "A", "R", "T", "D", "W", "Golden")
ABOUT = re.compile(r"(?P<code>[A-Z]\d\d): ")


@dataclass(frozen=True, slots=True)
class Step:
    """A phrase, and the value that goes with it; "" for none."""

    phrase: str
    value: str


@dataclass(frozen=True, slots=True)
class Case:
    """A situation and what the linter is to say of it."""

    name: str
    steps: tuple[Step, ...]

    @property
    def code(self) -> str | None:
        """The rule that the case is about; None for one about several."""
        about = ABOUT.match(self.name)
        return about["code"] if about else None


@dataclass(frozen=True, slots=True)
class CaseSheet:
    """The cases of one sheet of the workbook."""

    title: str
    cases: tuple[Case, ...]


def read_sheets() -> tuple[CaseSheet, ...]:
    """All sheets, in the workbook's order. Raises ValueError where a text is no list of cases."""
    return tuple(
        read_sheet((FOLDER / f"{title}.md").read_text(encoding="utf-8")) for title in TITLES
    )


def read_sheet(text: str) -> CaseSheet:
    """The cases of a text. Raises ValueError for a line that is none of the forms above."""
    heading, *parts = re.split(r"^## ", text, flags=re.MULTILINE)
    title = re.fullmatch(r"# (\w+)\s*", heading)
    if title is None:
        raise ValueError(f'A sheet begins with "# " and its title alone, not with {heading!r}.')
    cases = tuple(_case(part) for part in parts)
    names = [case.name for case in cases]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"Two cases of sheet {title[1]} are called {twice[0]!r}.")
    return CaseSheet(title[1], cases)


def _case(text: str) -> Case:
    name, _, lines = text.partition("\n")
    steps = tuple(_steps(lines))
    # Without a step pytest-xlsx would take the case for a part of the next one.
    if not steps:
        raise ValueError(f"The case {name!r} has no step.")
    return Case(name.strip(), steps)


def _steps(lines: str) -> Iterator[Step]:
    for line in filter(None, map(str.strip, lines.splitlines())):
        if not line.startswith("- "):
            raise ValueError(f'A step begins with "- ": {line!r}.')
        phrase, _, value = line.removeprefix("- ").partition(":")
        yield Step(phrase.strip(), value.strip())
