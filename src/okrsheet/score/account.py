"""An account of a score: why it is what it is, from a node of the plan down to the readings.

The figures are those of the scores; an account adds only how they come about. `accountant.account`
makes one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from okrsheet.plan.model import Action, Kpi
from okrsheet.score.evidence import Evidence
from okrsheet.score.scores import ActionScore, KpiScore, NodeScore

NodeKind = Literal["company", "pillar", "unit", "objective"]
FrozenKind = Literal["company", "pillar", "unit", "objective", "kpi", "units below"]
NotCounted = Literal["no data", "weight"]


@dataclass(frozen=True, slots=True)
class Part:
    """A child of a node and what it adds to the node's score.

    `weight` is the entered one, 1 where that is blank. `share` (0..1, over the children that have
    a score) and `contribution`, share x score, are None where the child is `not_counted`, and
    why: it has no data, or no weight above 0. Contributions sum to the node's score.
    """

    child: NodeAccount | KpiAccount | FrozenAccount
    weight: float
    share: float | None
    contribution: float | None
    not_counted: NotCounted | None


@dataclass(frozen=True, slots=True)
class NodeAccount:
    """An account of the company, a pillar, a unit or an objective.

    `worst_path` holds the IDs from a child of the node down to a worst thing below it. `circle` is
    the path of parents, IDs from the node back to itself, where it stands in one. Where not
    `is_open` the account ends here, without parts.
    """

    kind: NodeKind
    name: str | None
    figures: NodeScore
    by_worst: bool
    circle: tuple[str, ...]
    worst_path: tuple[str, ...]
    parts: tuple[Part, ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class KpiAccount:
    """An account of a KPI; without evidence where the account ends above it.

    Its effective weight is the share that it makes up of the `whole`.
    """

    kpi: Kpi
    figures: KpiScore
    evidence: Evidence | None
    whole: Literal["company", "department"] = "company"
    kind: Literal["kpi"] = "kpi"

    @property
    def is_open(self) -> bool:
        """Whether the account goes on to the readings."""
        return self.evidence is not None

    @property
    def name(self) -> str | None:
        """The KPI's name."""
        return self.kpi.name


@dataclass(frozen=True, slots=True)
class FrozenAccount:
    """What a department knows of something that is not its own: figures as of a moment.

    Nothing here tells how they came about, so it is never open. What the units below add has a
    score and a worst status, but none of its own.
    """

    kind: FrozenKind
    name: str | None
    figures: NodeScore
    as_at: datetime | None
    is_open: Literal[False] = False


@dataclass(frozen=True, slots=True)
class ActionAccount:
    """An account of an action: what is done, and what should be at the beginning of *as of*."""

    action: Action
    figures: ActionScore
    as_of: datetime
    kind: Literal["action"] = "action"

    @property
    def name(self) -> str | None:
        """What is to be done."""
        return self.action.name


Account: TypeAlias = NodeAccount | KpiAccount | FrozenAccount | ActionAccount
