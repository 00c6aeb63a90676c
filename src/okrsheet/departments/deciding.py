"""Conflicts and what was decided on them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from okrsheet.departments.merged import Conflict, ConflictKey, Decision


@dataclass(frozen=True, eq=False)
class Open:
    """A conflict with what taking it does to the master, and what the base then learns."""

    conflict: Conflict
    take: Callable[[], None]
    learn: Callable[[], None]


def decide(opened: Sequence[Open], decisions: Mapping[ConflictKey, Decision]) -> list[Conflict]:
    """Carry out what was decided on conflicts over one and the same thing; the rest stays open.

    Two different values cannot both be taken: then neither is.
    """
    taken = [one for one in opened if decisions.get(one.conflict.key) == "take"]
    is_clear = len({one.conflict.came for one in taken}) == 1
    if is_clear:
        taken[0].take()
    left = []
    for one in opened:
        decision = decisions.get(one.conflict.key)
        if decision == "keep" or (decision == "take" and is_clear):
            one.learn()
        else:
            stands = taken[0].conflict.came if is_clear else one.conflict.stands
            left.append(replace(one.conflict, stands=stands))
    return left
