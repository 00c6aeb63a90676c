"""An account as JSON for programs: exact values, nothing rounded."""

from __future__ import annotations

from datetime import datetime

from okrsheet.commands import Explained
from okrsheet.report import Json, kpi_json, moment_text, node_json, objective_json
from okrsheet.score.account import (
    Account,
    ActionAccount,
    FrozenAccount,
    KpiAccount,
    NodeAccount,
    Part,
)
from okrsheet.score.evidence import Bound, Evidence


def explained_json(explained: Explained) -> Json:
    """An account with the limits of its statuses; shares are 0..1.

    The fields of each score are those that a roll-up tells. A list of children or readings that
    lies beyond the depth asked for is null. `frozen` is the day of figures that a department was
    sent and cannot explain.
    """
    settings = explained.settings
    return {
        "workbook": explained.workbook,
        "as_of": explained.as_of.isoformat(),
        **_account(explained.account),
        "limits": {
            "on_track_gap": settings.on_track_gap,
            "at_risk_gap": settings.at_risk_gap,
            "minimum_coverage": settings.minimum_coverage,
        },
        "notes": list(explained.notes),
    }


def _account(account: Account) -> Json:
    told: Json = {"id": account.figures.id, "kind": account.kind, "name": account.name}
    match account:
        case NodeAccount():
            return told | _node(account)
        case KpiAccount():
            return told | _kpi(account)
        case FrozenAccount():
            return told | _frozen(account)
        case ActionAccount():
            return told | _action(account)


def _node(account: NodeAccount) -> Json:
    figures, is_objective = account.figures, account.kind == "objective"
    roll_up = {"roll_up": "Worst" if account.by_worst else "Weighted"} if is_objective else {}
    return {
        **(objective_json(figures) if is_objective else node_json(figures)),
        **roll_up,
        "worst_path": list(account.worst_path),
        "circle": list(account.circle),
        "children": [_part(part) for part in account.parts] if account.is_open else None,
    }


def _frozen(account: FrozenAccount) -> Json:
    status = {"status": None} if account.kind == "units below" else {}
    return node_json(account.figures) | status | {"frozen": _day(account.as_at)}


def _part(part: Part) -> Json:
    return {
        "weight": part.weight,
        "share": part.share,
        "contribution": part.contribution,
        "not_counted": part.not_counted,
        **_account(part.child),
    }


def _kpi(account: KpiAccount) -> Json:
    kpi = account.kpi
    return {
        **kpi_json(account.figures),
        "type": kpi.type,
        "direction": kpi.direction,
        "unit_of_measure": kpi.unit_of_measure,
        "reading_is": kpi.reading_is or "Latest",
        "baseline": kpi.baseline,
        "target": kpi.target,
        "low": kpi.low,
        "high": kpi.high,
        "tolerance": kpi.tolerance,
        **(_evidence(account.evidence) if account.evidence else {"readings": None}),
    }


def _evidence(rests_on: Evidence) -> Json:
    return {
        "start": _bound(rests_on.start),
        "due": _bound(rests_on.due),
        "judged_on": moment_text(rests_on.judged_on),
        "is_fresh": rests_on.is_fresh,
        "age_days": rests_on.age,
        "fresh_days": rests_on.fresh_days,
        "readings": [
            {
                "date": moment_text(one.date),
                "value": one.value,
                "is_new": one.is_new,
                "counts": one.counts,
            }
            for one in rests_on.readings
        ],
    }


def _action(account: ActionAccount) -> Json:
    action, figures = account.action, account.figures
    return {
        "objective": action.objective,
        "start": _day(action.start),
        "due": _day(action.due),
        "done": action.done,
        "expected": figures.expected,
        "status": figures.status.value,
    }


def _bound(bound: Bound) -> Json:
    return {"date": _day(bound.day), "from": bound.source}


def _day(moment: datetime | None) -> str | None:
    return None if moment is None else moment_text(moment)
