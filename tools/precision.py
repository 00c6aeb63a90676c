"""Writes docs/precision.md, how often the text rules are right: `python -m tools.precision`."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from okrsheet.smart.registry import RULES
from tools.labelled import (
    CODES,
    FOLDER,
    HELD_OUT,
    SEEN,
    Flags,
    Labelled,
    Tally,
    first_contact,
    flagged,
    labelled_set,
    positives,
    tally,
)

PAGE = Path(__file__).parent.parent / "docs" / "precision.md"
KPI = ("Direction", "Baseline", "Target", "Unit of measure", "Start", "Due")

INTRODUCTION = """# How often the text rules are right

Rules that judge wording can be wrong. This page says how often each was, on {count} objectives
written and labelled for the purpose ({faulty} with at least one fault, {sound} without). It is made
by `python -m tools.precision`, which runs the same check as `okrsheet check`.

**Precision** is the share of what a rule flagged that is labelled; **recall** is the share of what
is labelled that it flagged. With so few cases a rule, one more or less moves a figure by 5 to 50
points.

## How to read it

- The set was made by one author, without sight of the rules; nobody reviewed the
  labels, so agreement between people is unknown. Statements, owners and figures are invented.
- Half of it is faulty and much is hard on purpose. In a real plan faults are rarer and plain
  statements more common, so the figures there will differ. This is not the precision in the field.
- Before any result was looked at, each row was put into one of two halves by the SHA-256 of its
  statement (a pair that says the same stays together): **{seen}** rows are *seen*, **{held_out}**
  are *held out*.
- *First contact* is how the untouched rules did. Then rules and tables of terms were mended with
  the faults of the seen half, and the set's README, in view. So the seen half's figures of today
  flatter; **the held-out half's are the ones to go by**. Its single faults were not looked at
  before the rules were left alone; they are listed below and none has been mended since.
- Nearly the same statements (S07) are two rows and one fault, counted at the later row.
- The conventions for what is borderline stand in `tests/precision/README.md`.
"""
FAULTS = """## Every false alarm and every miss

A number is the objective's row in `tests/precision/objectives.csv`, from 1.
"""


def report() -> str:
    """The whole page, in Markdown. Raises KeyError where a fault has no reason yet."""
    objectives = labelled_set()
    labelled, named = positives(objectives), flagged(objectives)
    return "\n".join(
        [
            _introduction(objectives),
            *_figures("Held out", objectives, labelled, named, HELD_OUT),
            *_figures("Seen", objectives, labelled, named, SEEN),
            FAULTS,
            *_faults(objectives, labelled, named),
        ]
    )


def reasons() -> Mapping[tuple[str, int], str]:
    """Why a rule is wrong about a row, by code and row."""
    with (FOLDER / "reasons.csv").open(encoding="utf-8", newline="") as file:
        return {(row["Code"], int(row["Row"])): row["Reason"] for row in csv.DictReader(file)}


def _introduction(objectives: Sequence[Labelled]) -> str:
    faulty = sum(bool(one.labels) for one in objectives)
    return INTRODUCTION.format(
        count=len(objectives),
        faulty=faulty,
        sound=len(objectives) - faulty,
        seen=len(_within(objectives, SEEN)),
        held_out=len(_within(objectives, HELD_OUT)),
    )


def _within(objectives: Sequence[Labelled], half: str) -> frozenset[int]:
    return frozenset(one.number for one in objectives if one.half == half)


def _figures(
    title: str, objectives: Sequence[Labelled], labelled: Flags, named: Flags, half: str
) -> Iterator[str]:
    """A table of one half: each rule at first contact and now."""
    within, before = _within(objectives, half), first_contact()
    yield f"## {title}\n"
    yield "| | | At first contact | | | | Now | | | |"
    yield "|---|---|---|---|---|---|---|---|---|---|"
    yield (
        "| Rule | Labelled | Flagged | Right | Precision | Recall | Flagged | Right | Precision "
        "| Recall |"
    )
    for code in CODES:
        first = tally(labelled[code], before[code], within)
        now = tally(labelled[code], named[code], within)
        yield f"| {code} | {now.positives} | {_told(first)} | {_told(now)} |"
    yield ""


def _told(of: Tally) -> str:
    return f"{of.flagged} | {of.true} | {_share(of.precision)} | {_share(of.recall)}"


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.0%}"


def _faults(objectives: Sequence[Labelled], labelled: Flags, named: Flags) -> Iterator[str]:
    why = reasons()
    for code in CODES:
        yield f"### {code}: {RULES[code].fault}\n"
        wrong = {
            "False alarms": named[code] - labelled[code],
            "Misses": labelled[code] - named[code],
        }
        for title, rows in wrong.items():
            yield f"{title}: {len(rows) or 'none'}.\n"
            for row in sorted(rows):
                one = objectives[row - 1]
                yield f"- {row} ({one.half}): {_shown(code, one, objectives)}. {why[code, row]}."
            if rows:
                yield ""


def _shown(code: str, one: Labelled, objectives: Sequence[Labelled]) -> str:
    """What the rule looks at, as it stands in the set."""
    cells = one.cells
    if code == "S09":
        return f"`{cells['Owner']}`"
    shown = f"`{cells['Objective']}`"
    if code == "S07" and one.twin is not None:
        return f"{shown} and `{objectives[one.twin - 1].cells['Objective']}`"
    if code == "M07":
        figures = ", ".join(f"{header} {cells[header]}" for header in KPI if cells[header])
        return f"{shown} beside {cells['KPI']} ({figures})"
    return shown


if __name__ == "__main__":
    PAGE.write_text(report(), encoding="utf-8")
