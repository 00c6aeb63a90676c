"""One line of the doctor's, and what gives one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from okrsheet.addin.machine import Machine
from okrsheet.addin.places import Places


@dataclass(frozen=True, slots=True)
class Line:
    """What was looked at: `ok` is True, False (then `fix` says what to do) or None (unclear)."""

    ok: bool | None
    what: str
    fix: str | None = None


Check = Callable[[Machine, Places], Line]
