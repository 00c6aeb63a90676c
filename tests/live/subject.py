"""A workbook that is proved live, under the name of its case."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

SHOWN = 12  # how many differences a failure tells


@dataclass(frozen=True)
class Subject:
    """A workbook; `deep` where it may say "Roll up" in a score: see figures.differences."""

    name: str
    path: Path
    deep: bool = False


def told(faults: Iterable[str]) -> str:
    """The first of the faults, a line each; empty where there is none."""
    return "\n".join(islice(faults, SHOWN))
