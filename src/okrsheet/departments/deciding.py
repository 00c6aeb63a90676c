"""Conflicts and what was decided on them, now and before.

Where several files of one sending came back, or an older copy, the base learns little of what was
decided (see `Lessons`): there it remembers the questions that were answered, in a table of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from okrsheet.departments.difference import Return
from okrsheet.departments.merged import (
    WHOLE_ROW,
    Advance,
    Asked,
    Conflict,
    ConflictKey,
    Decision,
    Merged,
)
from okrsheet.departments.sent import Rows, Sent

DECIDED = "Decided"
ASKED = ("Unit", "Table", "ID", "Field", "Came back", "Stands")


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


def remembered(sent: Sent) -> frozenset[Asked]:
    """The questions of that sending's files that were answered before."""
    rows = sent.tables[DECIDED].rows if DECIDED in sent.tables else ()
    return frozenset(cast(Asked, row) for row in rows)


def remembering(sent: Sent, asked: Collection[Asked]) -> Sent:
    """The base with these answered too."""
    if not asked:
        return sent
    rows = Rows(ASKED, tuple(sorted(remembered(sent).union(asked))))
    return replace(sent, tables={**sent.tables, DECIDED: rows})


def with_decided(
    merged: Merged,
    decided: Iterable[Conflict],
    after: Iterable[Conflict],
    returns: Sequence[Return],
) -> Merged:
    """The merge, whose bases remember what they would ask again.

    `decided` are the conflicts that it settled, `after` those that the same files have with the
    plan as it left it.
    """
    settled = {(one.file, one.table, one.id, one.field) for one in decided}
    loose = dict(_loose(returns))
    advances = {one.sending: one for one in merged.advances}
    for one in after:
        place, sending = (one.file, one.table, one.id), loose.get(one.file)
        if sending and not settled.isdisjoint(((*place, one.field), (*place, WHOLE_ROW))):
            advance = advances.get(sending, Advance(sending))
            advances[sending] = replace(advance, decided=(*advance.decided, one.asked))
    return replace(merged, advances=tuple(advances[sending] for sending in sorted(advances)))


def _loose(returns: Sequence[Return]) -> Iterator[tuple[str, str]]:
    """The files of which a base may not learn what was decided, each with its sending."""
    files = Counter(one.sending for one in returns)
    for one in returns:
        if one.is_older or files[one.sending] > 1:
            yield one.file, one.sending
