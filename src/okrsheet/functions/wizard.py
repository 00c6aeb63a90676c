"""What the function wizard says of the arguments that several cell functions have.

Each is a type for a signature: the cells that it takes, and its text (at most 255 characters).
"""

from __future__ import annotations

from typing import Annotated, TypeAlias, get_args

from okrsheet.functions.cells import Cells
from okrsheet.plan import model

DIRECTIONS: tuple[str, ...] = get_args(model.Direction)
FREQUENCIES: tuple[str, ...] = get_args(model.Frequency)

Actual: TypeAlias = Annotated[
    Cells, "The value reached so far, in the KPI's own unit; for a Milestone the share done, 0 to 1"
]
Baseline: TypeAlias = Annotated[Cells, "The value at the start (Increase, Decrease)"]
Target: TypeAlias = Annotated[Cells, "The value to reach (Increase, Decrease)"]
Direction: TypeAlias = Annotated[Cells, "Increase (if left out), Decrease, Hold or Milestone"]
Low: TypeAlias = Annotated[Cells, "Hold: the lowest good value"]
High: TypeAlias = Annotated[Cells, "Hold: the highest good value"]
Tolerance: TypeAlias = Annotated[
    Cells, "Hold: how far outside low to high the attainment falls to 0; blank: at once"
]
Start: TypeAlias = Annotated[Cells, "The first day"]
Due: TypeAlias = Annotated[Cells, "The last day"]
AsOf: TypeAlias = Annotated[Cells, "The day to judge on: the plan's As of, or TODAY()"]
ReadOn: TypeAlias = Annotated[
    Cells, "The day of the last reading: while that is fresh, it is judged on that day"
]
Frequency: TypeAlias = Annotated[
    Cells,
    "How often it is read, which says how long a reading is fresh: Daily, Weekly, Monthly (if left"
    " out), Quarterly or Yearly",
]
OnTrackGap: TypeAlias = Annotated[Cells, "How far behind is still on track; 5% if left out"]
AtRiskGap: TypeAlias = Annotated[Cells, "How far behind is at risk, not yet off; 20% if left out"]
