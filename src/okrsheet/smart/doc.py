"""A rule's docstring, read: the fault, why it matters, and an example of each outcome.

    The objective has no owner.

    Why that matters, in a paragraph.

    Flagged:
        Objectives
        | ID  | Objective      | Owner |
        | O-1 | Grow the sales |       |

    Passes:
        (as above)

Each table stands below a line with its name. Cells are as a planner types them: `12`,
`2026-03-31`, `"12"` for text that looks like a number, `#N/A`, `= On track` for a formula and what
it gives, nothing for a blank. `No table Pillars` and `No column Target in KPIs` say what the
workbook of the example does not have; all else of the contract it has, empty.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

Cells = tuple[str, ...]

ABSENT_TABLE = re.compile(r"No table (\w+)")
ABSENT_COLUMN = re.compile(r"No column (.+) in (\w+)")


@dataclass(frozen=True, slots=True)
class Example:
    """A small workbook: by table name its headers and its rows of cells, as typed.

    `missing` names tables and table/header pairs that it lacks, as `Plan.missing` does.
    """

    text: str
    tables: Mapping[str, tuple[Cells, tuple[Cells, ...]]] = field(default_factory=dict)
    missing: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Doc:
    """The four parts of a rule's docstring."""

    fault: str
    why: str
    flagged: Example
    passes: Example


def read_doc(docstring: str) -> Doc:
    """The parts of a docstring. Raises ValueError where one is missing or misplaced."""
    parts = re.fullmatch(
        r"(?P<fault>[^\n]+)\n\n(?P<why>.+?)\n\nFlagged:\n(?P<flagged>.+?)\n\n"
        r"Passes:\n(?P<passes>.+)",
        inspect.cleandoc(docstring),
        re.DOTALL,
    )
    if parts is None:
        raise ValueError("A rule's docstring says the fault, why, Flagged: and Passes:, in turn.")
    return Doc(
        fault=parts["fault"].removesuffix("."),
        why=re.sub(r"\s*\n\s*", " ", parts["why"]),
        flagged=read_example(parts["flagged"]),
        passes=read_example(parts["passes"]),
    )


def read_example(text: str) -> Example:
    """The workbook that the lines describe. Raises ValueError where a row stands under no table."""
    tables: dict[str, list[Cells]] = {}
    missing: set[str] = set()
    table = ""
    for line in inspect.cleandoc(text).splitlines():
        if line.startswith("|"):
            if not table:
                raise ValueError(f"No table name stands above {line!r}.")
            tables[table].append(tuple(cell.strip() for cell in line[1:-1].split("|")))
        elif absent := ABSENT_TABLE.fullmatch(line):
            missing.add(absent[1])
        elif absent := ABSENT_COLUMN.fullmatch(line):
            missing.add(f"{absent[2]}/{absent[1]}")
        elif line:
            table = line
            tables[table] = []
    return Example(
        text=inspect.cleandoc(text),
        tables={name: (lines[0], tuple(lines[1:])) for name, lines in tables.items() if lines},
        missing=frozenset(missing),
    )
