"""Results as JSON for programs: shares are 0..1, dates in ISO form, what is missing is null."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from okrsheet.commands import Checked, RolledUp
from okrsheet.plan.finding import Severity
from okrsheet.score.scores import KpiScore, NodeScore, frozen_pillars
from okrsheet.sheets.change import Change
from okrsheet.sheets.findings import Located
from okrsheet.smart.rule import Rule

Json = dict[str, Any]


def checked_json(checked: Checked) -> Json:
    """The findings, counted by severity, and the waived ones with their reasons."""
    return {
        "workbook": checked.workbook,
        "as_of": checked.as_of.isoformat(),
        "findings": [_finding(one) for one in checked.findings],
        "counts": _counts(checked.findings),
        "waived": [_finding(one) for one in checked.waived],
        "notes": list(checked.notes),
    }


def rolled_up_json(rolled: RolledUp) -> Json:
    """The scores of the company, pillars, units, objectives and KPIs; shares are 0..1.

    A row whose ID stands twice is left out: it is not scored. In a department the company and the
    pillars are as they were when it was sent.
    """
    plan, scores = rolled.plan, rolled.scores
    pillars = frozen_pillars(plan) or tuple(
        score for score, row in zip(scores.pillars, plan.pillars, strict=True) if not row.taken
    )
    return {
        "workbook": rolled.workbook,
        "as_of": rolled.as_of.isoformat(),
        "company": node_json(scores.company),
        "pillars": [node_json(score) for score in pillars],
        "units": [
            node_json(s) for s, row in zip(scores.units, plan.units, strict=True) if not row.taken
        ],
        "objectives": [
            objective_json(score)
            for score, row in zip(scores.objectives, plan.objectives, strict=True)
            if not row.taken
        ],
        "kpis": [
            kpi_json(score)
            for score, row in zip(scores.kpis, plan.kpis, strict=True)
            if not row.taken
        ],
        "findings": [_finding(one) for one in rolled.findings],
        "counts": _counts(rolled.findings),
        "notes": list(rolled.notes),
    }


def rule_json(rule: Rule) -> Json:
    """What a rule says of itself; the examples as the tables that a planner would type."""
    return {
        "code": rule.code,
        "severity": str(rule.severity),
        "name": rule.name,
        "fault": rule.fault,
        "why": rule.why,
        "flagged": rule.flagged.text,
        "passes": rule.passes.text,
    }


def changes_json(changes: Iterable[Change]) -> list[Json]:
    """The entered cells that a write changed."""
    return [
        {
            "table": change.table,
            "id": change.id,
            "field": change.field,
            "old": change.old or None,
            "new": change.new or None,
            "message": change.message,
        }
        for change in changes
    ]


def has_errors(findings: Iterable[Located]) -> bool:
    """Whether a finding of severity error is among them."""
    return any(one.finding.severity is Severity.ERROR for one in findings)


def _finding(one: Located) -> Json:
    finding, waiver = one.finding, one.finding.waiver
    told: Json = {
        "code": finding.code,
        "severity": str(finding.severity),
        "sheet": one.sheet,
        "table": finding.table,
        "cell": one.cell,
        "id": finding.id,
        "field": finding.field,
        "message": finding.message,
        "fix": finding.fix,
    }
    if waiver is not None:
        until = waiver.until.isoformat() if waiver.until else None
        told |= {"reason": waiver.reason, "until": until}
    return told


def moment_text(read_on: datetime) -> str:
    """A day in ISO form, with its time where it has one that was entered.

    A check-in beside a reading of its day stands a blink behind midnight: that is no time.
    """
    is_day = read_on.time() < time(0, 0, 1)
    return (read_on.date() if is_day else read_on).isoformat()


def _counts(findings: Iterable[Located]) -> Json:
    found = Counter(one.finding.severity for one in findings)
    return {str(severity): found[severity] for severity in sorted(Severity, reverse=True)}


def node_json(score: NodeScore) -> Json:
    """The figures of a node."""
    return {
        "id": score.id,
        "score": score.score,
        "expected": score.expected,
        "coverage": score.coverage,
        "status": score.status.value,
        "worst": score.worst.value,
    }


def objective_json(score: NodeScore) -> Json:
    """The figures of an objective, its leading and lagging KPIs among them."""
    signals = {"leading": score.leading, "lagging": score.lagging, "outlook": score.outlook}
    return node_json(score) | signals


def kpi_json(score: KpiScore) -> Json:
    """The figures of a KPI."""
    read_on = score.read_on
    day = None if read_on is None else moment_text(read_on)
    return {
        "id": score.id,
        "actual": score.actual,
        "read_on": day,
        "attainment": score.attainment,
        "score": score.score,
        "expected": score.expected,
        "status": score.status.value,
        "effective_weight": score.effective_weight,
    }
