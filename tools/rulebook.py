"""Writes docs/rules.md from the registry: `python -m tools.rulebook`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from okrsheet.smart.registry import RULES
from okrsheet.smart.rule import Rule

PAGE = Path(__file__).parent.parent / "docs" / "rules.md"
LETTERS = {
    "S": "Specific",
    "M": "Measurable",
    "A": "Achievable",
    "R": "Relevant",
    "T": "Time-bound",
    "D": "Data",
    "W": "Waivers",
}
INTRODUCTION = """# The rules

What `okrsheet check` looks for. This page is made from the rules themselves (`make rules`); every
example on it runs as a test. The same is shown by `okrsheet rule CODE`.

An **error** is what the fields prove wrong; a **warning** is worth a look; an **info** is said once
and left to you. A finding that you accept is waived in the row's own Waive cell with a reason:
`S04: legal wording; A03: until 2026-12-31, new head of unit`. It is then shown and not counted.
"""


def rulebook() -> str:
    """The whole page, in Markdown."""
    in_order = sorted(RULES.values(), key=lambda rule: ("SMARTDW".index(rule.code[0]), rule.code))
    return "\n".join([INTRODUCTION, *_contents(in_order), "", *_chapters(in_order)])


def _contents(rules: list[Rule]) -> Iterator[str]:
    yield "| Code | Severity | Fault |"
    yield "|---|---|---|"
    for rule in rules:
        yield f"| [{rule.code}](#{rule.code.lower()}) | {rule.severity} | {rule.fault} |"


def _chapters(rules: list[Rule]) -> Iterator[str]:
    for letter, group in groupby(rules, lambda rule: rule.code[0]):
        yield f"## {LETTERS[letter]}\n"
        for rule in group:
            yield f"### {rule.code}\n"
            yield f"**{rule.fault}** ({rule.severity})\n"
            yield f"{rule.why}\n"
            yield f"Flagged:\n\n```\n{rule.flagged.text}\n```\n"
            yield f"Passes:\n\n```\n{rule.passes.text}\n```\n"


if __name__ == "__main__":
    PAGE.write_text(rulebook(), encoding="utf-8")
