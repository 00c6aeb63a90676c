"""Results told: as JSON for programs, as text for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from okrsheet.books.book import BookError
from okrsheet.commands import Checked, RolledUp
from okrsheet.plan.finding import Severity
from okrsheet.score.scores import KpiScore, NodeScore
from okrsheet.score.status import Status
from okrsheet.sheets.findings import Located
from okrsheet.sheets.intake import Change

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

Json = dict[str, Any]
STATUS_COLOURS = {
    Status.ON_TRACK: "green",
    Status.AT_RISK: "yellow",
    Status.OFF_TRACK: "bold red",
    Status.NO_DATA: "bright_black",
}
STATUS_SYMBOLS = {
    Status.ON_TRACK: "●",
    Status.AT_RISK: "▲",
    Status.OFF_TRACK: "■",
    Status.NO_DATA: "○",
}
SEVERITY_COLOURS = {
    Severity.ERROR: "bold red",
    Severity.WARNING: "yellow",
    Severity.INFO: "blue",
}


def error_json(fault: BookError) -> Json:
    """A fault that stopped a command."""
    return {"error": {"what": fault.what, "where": fault.where, "fix": fault.fix}}


def checked_json(checked: Checked) -> Json:
    """The findings, counted by severity, and the waived ones with their reasons."""
    return {
        "workbook": checked.workbook,
        "as_of": checked.as_of.isoformat(),
        "findings": [_finding(one) for one in checked.findings],
        "counts": _counts(checked.findings),
        "waived": [_finding(one) for one in checked.waived],
    }


def rolled_up_json(rolled: RolledUp) -> Json:
    """The scores of the company, pillars, units, objectives and KPIs; shares are 0..1.

    A row whose ID stands twice is left out: it is not scored.
    """
    plan, scores = rolled.plan, rolled.scores
    return {
        "workbook": rolled.workbook,
        "as_of": rolled.as_of.isoformat(),
        "company": _node(scores.company),
        "pillars": [
            _node(s) for s, row in zip(scores.pillars, plan.pillars, strict=True) if not row.taken
        ],
        "units": [
            _node(s) for s, row in zip(scores.units, plan.units, strict=True) if not row.taken
        ],
        "objectives": [
            _objective(score)
            for score, row in zip(scores.objectives, plan.objectives, strict=True)
            if not row.taken
        ],
        "kpis": [
            _kpi(score) for score, row in zip(scores.kpis, plan.kpis, strict=True) if not row.taken
        ],
        "findings": [_finding(one) for one in rolled.findings],
        "counts": _counts(rolled.findings),
        "notes": list(rolled.notes),
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


def checked_text(checked: Checked) -> Iterator[RenderableType]:
    """The findings for people, sheet by sheet, and a last line that counts them."""
    yield from _findings_text(checked.findings)
    if checked.waived:
        yield ""
        yield "[bold]Waived[/bold]"
        yield _findings_table(checked.waived)
    yield ""
    yield _count_line(checked.findings, len(checked.waived))


def rolled_up_text(rolled: RolledUp) -> Iterator[RenderableType]:
    """Company, pillars and units against what is expected, what is off track, data findings."""
    yield f"[bold]{_escaped(rolled.plan.settings.organisation or rolled.workbook)}[/bold], as of {rolled.as_of}"
    yield ""
    yield _scores_table(rolled)
    yield ""
    yield _kpi_line(rolled)
    yield from _findings_text(rolled.findings)
    for note in rolled.notes:
        yield f"[yellow]Note:[/yellow] {_escaped(note)}"


def changes_text(changes: Sequence[Change]) -> Iterator[RenderableType]:
    """What a write changed in entered cells, line by line."""
    if changes:
        yield ""
        yield "[bold]Taken in[/bold]"
    for change in changes:
        yield f"  {_escaped(change.message)}"


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


def _counts(findings: Iterable[Located]) -> Json:
    found = Counter(one.finding.severity for one in findings)
    return {str(severity): found[severity] for severity in sorted(Severity, reverse=True)}


def _node(score: NodeScore) -> Json:
    return {
        "id": score.id,
        "score": score.score,
        "expected": score.expected,
        "coverage": score.coverage,
        "status": score.status.value,
        "worst": score.worst.value,
    }


def _objective(score: NodeScore) -> Json:
    signals = {"leading": score.leading, "lagging": score.lagging, "outlook": score.outlook}
    return _node(score) | signals


def _kpi(score: KpiScore) -> Json:
    read_on = score.read_on
    day = None if read_on is None else read_on.isoformat().removesuffix("T00:00:00")
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


def _findings_text(findings: Sequence[Located]) -> Iterator[RenderableType]:
    sheet = None
    for at, one in enumerate(findings):
        if one.sheet != sheet:
            sheet = one.sheet
            alike = [other for other in findings[at:] if other.sheet == sheet]
            yield ""
            yield f"[bold]{_escaped(sheet)}[/bold]"
            yield _findings_table(alike)


def _findings_table(findings: Iterable[Located]) -> Table:
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    for width in (5, 7, 7, 12):
        table.add_column(min_width=width, no_wrap=True)
    table.add_column(overflow="fold")
    for one in findings:
        finding = one.finding
        colour = SEVERITY_COLOURS[finding.severity]
        reason = f"\n[dim]waived: {_escaped(finding.waiver.reason)}[/dim]" if finding.waiver else ""
        table.add_row(
            finding.code,
            f"[{colour}]{finding.severity}[/{colour}]",
            one.cell or "-",
            _escaped(finding.id or ""),
            f"{_escaped(finding.message)}\n[dim]{_escaped(finding.fix)}[/dim]{reason}",
        )
    return table


def _scores_table(rolled: RolledUp) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1))
    table.add_column("")
    for header in ("Score", "Expected", "Coverage"):
        table.add_column(header, justify="right")
    table.add_column("Status", no_wrap=True)
    table.add_column("Worst below", no_wrap=True)
    plan, scores = rolled.plan, rolled.scores
    _score_row(table, "Company", scores.company)
    for pillar, score in zip(plan.pillars, scores.pillars, strict=True):
        _score_row(table, f"  {pillar.id}  {pillar.name or ''}", score)
    table.add_section()
    for unit, score in zip(plan.units, scores.units, strict=True):
        _score_row(table, f"  {unit.id}  {unit.name or ''}", score)
    return table


def _score_row(table: Table, name: str, score: NodeScore) -> None:
    table.add_row(
        _escaped(name),
        _percent(score.score),
        _percent(score.expected),
        _percent(score.coverage),
        _status(score.status),
        _status(score.worst),
    )


def _kpi_line(rolled: RolledUp) -> str:
    found = Counter(score.status for score in rolled.scores.kpis)
    told = ", ".join(
        f"{found[status]} {status.label.lower()}" for status in Status if found[status]
    )
    return f"{len(rolled.scores.kpis)} KPIs: {told or 'none yet'}."


def _count_line(findings: Sequence[Located], waived: int) -> str:
    found = Counter(one.finding.severity for one in findings)
    words = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "information"}
    told = [
        f"[{SEVERITY_COLOURS[severity]}]{found[severity]} {word}{'s' if found[severity] != 1 else ''}[/]"
        for severity, word in words.items()
        if found[severity]
    ]
    aside = f" ({waived} waived)" if waived else ""
    return (", ".join(told) or "[green]No findings.[/green]") + aside


def _status(status: Status) -> str:
    return f"[{STATUS_COLOURS[status]}]{STATUS_SYMBOLS[status]} {status.label}[/]"


def _percent(share: float | None) -> str:
    return "" if share is None else f"{share:.0%}"


def _escaped(text: str) -> str:
    from rich.markup import escape

    return escape(text)
