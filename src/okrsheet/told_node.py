"""The account of the company, a pillar, a unit or an objective: its children and what they add."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import islice

from rich import box
from rich.table import Table
from rich.text import Text

from okrsheet.plan.model import Settings
from okrsheet.rounding import adding_up, percent
from okrsheet.score.account import FrozenAccount, NodeAccount, Part
from okrsheet.score.scores import NodeScore
from okrsheet.score.status import TOLERANCE, Status
from okrsheet.sheets.values import as_text
from okrsheet.told import status_text
from okrsheet.told_pace import day_text
from okrsheet.told_status import coverage_line, gap_line

Command = Callable[[str], str]
ELSEWHERE = {
    "company": "the whole company",
    "pillar": "a pillar of the whole company",
    "unit": "a unit above",
}
ROOM_FOR_ID = 14  # columns that the figures leave of a terminal of 80, indented most


def node_lines(
    account: NodeAccount, settings: Settings, command: Command
) -> Iterator[Text | Table]:
    """A node from what its children add to its status, line by line."""
    figures = account.figures
    if account.circle and account.kind == "unit":
        yield Text(f"its Parent is ignored, in a circle of units: {' > '.join(account.circle)}")
    if account.parts:
        yield _parts_table(account.parts, figures)
    yield from _left_out(account.parts)
    if figures.score is None:
        yield Text(f"no score, since {_wanting(account)}: ").append_text(
            status_text(figures.status)
        )
    else:
        yield from _verdict(account, settings)
    if figures.worst is not Status.NO_DATA:
        worst = Text("worst below: ").append_text(status_text(figures.worst))
        is_well = figures.worst is Status.ON_TRACK
        yield worst if is_well else worst.append(f", {' > '.join(account.worst_path)}")
    if account.kind == "objective":
        yield from _outlook(figures)
    yield from _elsewhere(account.parts)
    own = (part.child for part in account.parts if not isinstance(part.child, FrozenAccount))
    closed = (child.figures.id for child in own if not child.is_open)
    for id in islice(filter(None, closed), 1):
        yield Text(f"and so on: {command(id)}", "dim")


def frozen_lines(account: FrozenAccount) -> Iterator[Text]:
    """What a department was sent of something that is not its own, line by line."""
    figures = account.figures
    where = ELSEWHERE.get(account.kind, "in another unit")
    yield Text(f"{where}, {_frozen_on(account)}: how it comes about stands in the whole plan")
    if figures.score is not None:
        told = (("score", figures.score), ("expected", figures.expected))
        shares = [f"{word} {_told(_rounded(share))}" for word, share in told if share is not None]
        yield Text(f"{', '.join(shares)}, coverage {_told(_rounded(figures.coverage))}")
    if figures.worst is not Status.NO_DATA:
        yield Text("worst below: ").append_text(status_text(figures.worst))


def _frozen_on(account: FrozenAccount) -> str:
    return "without figures here" if account.as_at is None else f"as of {day_text(account.as_at)}"


def _elsewhere(parts: tuple[Part, ...]) -> Iterator[Text]:
    """The children that stand in other units, with the day that their figures are of."""
    frozen = [part.child for part in parts if isinstance(part.child, FrozenAccount)]
    for told in dict.fromkeys(_frozen_on(child) for child in frozen):
        names = (child.figures.id or child.kind for child in frozen if _frozen_on(child) == told)
        yield Text(f"in other units, {told}: {', '.join(dict.fromkeys(names))}")


def _parts_table(parts: tuple[Part, ...], figures: NodeScore) -> Table:
    """The children with their shares and what they add; the sums in the last row are as printed."""
    table = Table(box=box.SIMPLE_HEAD, padding=0, show_edge=False)
    table.add_column("Child")
    for header in ("Weight", "Share", "Score", "Adds", "Expected", "Coverage"):
        table.add_column(header, justify="right", no_wrap=True)
    table.add_column("Status", no_wrap=True)
    shares = adding_up([part.share for part in parts if part.share is not None], 1)
    added = [part.contribution for part in parts if part.contribution is not None]
    adds = adding_up(added, figures.score or 0)
    sums = list(zip(shares, adds, strict=True))
    for part in parts:
        share, add = (None, None) if part.not_counted else sums.pop(0)
        table.add_row(*_part_cells(part, share, add))
    whole = _told(sum(shares) if shares else None)
    means = _told(_rounded(figures.expected)), _told(_rounded(figures.coverage))
    table.add_row(
        "sum", "", whole, "", _told(sum(adds) if adds else None), *means, "", style="bold"
    )
    return table


def _part_cells(part: Part, share: Decimal | None, add: Decimal | None) -> tuple[Text, ...]:
    child = part.child
    figures = child.figures
    covered = figures.coverage if isinstance(figures, NodeScore) else figures.score is not None
    texts = (
        as_text(part.weight),
        _told(share),
        _told(_rounded(figures.score)),
        _told(add),
        _told(_rounded(figures.expected)),
        _told(_rounded(float(covered))),
    )
    return (
        _child_text(child.figures.id or "-", None if child.is_open else child.name),
        *map(Text, texts),
        Text("-") if child.kind == "units below" else status_text(figures.status),
    )


def _child_text(id: str, name: str | None) -> Text:
    """A child's ID, whole, and as much of its name as there is room for."""
    if len(id) > ROOM_FOR_ID:
        return Text(id, overflow="fold")
    return Text(f"{id} {name or ''}".strip(), no_wrap=True, overflow="ellipsis")


def _left_out(parts: tuple[Part, ...]) -> Iterator[Text]:
    """The children that do not count, or count in the score only, and why."""
    why = {"no data": "no data", "weight": "weight {}"}
    out = [
        f"{part.child.figures.id or '-'} ({why[part.not_counted].format(as_text(part.weight))})"
        for part in parts
        if part.not_counted
    ]
    if out:
        yield Text(f"not counted: {', '.join(out)}")
    undated = [
        part.child.figures.id or "-"
        for part in parts
        if part.share is not None and part.child.figures.expected is None
    ]
    if undated:
        yield Text(f"no dates, so not counted in expected: {', '.join(undated)}")


def _wanting(account: NodeAccount) -> str:
    """Why a node has no score."""
    if account.circle and account.kind == "objective":
        return f"it stands in a circle of parents: {' > '.join(account.circle)}"
    if not account.parts:
        return "there is nothing below it yet"
    if all(part.not_counted == "weight" for part in account.parts):
        return "no child has a weight above 0"
    return "no child with a weight has data"


def _verdict(account: NodeAccount, settings: Settings) -> Iterator[Text]:
    """The rule that gives a node with a score its status."""
    figures = account.figures
    yield coverage_line(figures.coverage, settings, decides=not account.by_worst)
    covered = figures.coverage >= settings.minimum_coverage - TOLERANCE
    if figures.score is not None and figures.expected is not None:
        decides = covered and not account.by_worst
        status = figures.status if decides else None
        yield gap_line(figures.expected, figures.score, "score", settings, status)
    elif covered and not account.by_worst:
        yield Text("nothing is expected: ").append_text(status_text(figures.status))
    if account.by_worst:
        counted = (part.child.figures for part in account.parts if part.weight > 0)
        worst = next((one.id or "-" for one in counted if one.status is figures.status), "-")
        told = f"Roll-up is Worst, so its status is that of its worst child, {worst}: "
        yield Text(told).append_text(status_text(figures.status))


def _outlook(figures: NodeScore) -> Iterator[Text]:
    signals = ("leading", figures.leading), ("lagging", figures.lagging)
    told = [
        f"no {name} KPI with data" if score is None else f"{name} {percent(score)}%"
        for name, score in signals
    ]
    if any(score is not None for _, score in signals):
        yield Text(f"{', '.join(told)}: outlook {figures.outlook or 'none'}")


def _rounded(share: float | None) -> Decimal | None:
    return None if share is None else percent(share)


def _told(percentage: Decimal | int | None) -> str:
    return "-" if percentage is None else f"{percentage}%"
