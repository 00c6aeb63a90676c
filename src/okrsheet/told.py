"""Results told to people, as text for the terminal.

What comes from a workbook is never markup: `[red]` and `:smile:` in a cell stand as they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from rich import box
from rich.table import Table
from rich.text import Text

from okrsheet.commands import Checked, RolledUp
from okrsheet.plan.finding import Severity
from okrsheet.plan.model import Context, Pillar
from okrsheet.score.scores import NodeScore, frozen_pillars
from okrsheet.score.status import Status
from okrsheet.sheets.change import Change
from okrsheet.sheets.findings import Located
from okrsheet.smart.rule import Rule

STATUS_STYLES = {
    Status.ON_TRACK: ("●", "green"),
    Status.AT_RISK: ("▲", "yellow"),
    Status.OFF_TRACK: ("■", "bold red"),
    Status.NO_DATA: ("○", "bright_black"),
}
SEVERITY_STYLES = {
    Severity.ERROR: ("error", "bold red"),
    Severity.WARNING: ("warning", "yellow"),
    Severity.INFO: ("info", "blue"),
}


def checked_text(checked: Checked) -> Iterator[Text | Table]:
    """The findings, sheet by sheet, then the waived ones, and a last line that counts them."""
    yield from _by_sheet(checked.findings)
    if checked.waived:
        yield Text()
        yield Text("Waived", "bold")
        yield _findings_table(checked.waived)
    yield from _notes(checked.notes)
    yield Text()
    yield _count_line(checked.findings, len(checked.waived))


def count_text(checked: Checked) -> Text:
    """How many findings a check had, in one line."""
    return Text("Check: ").append_text(_count_line(checked.findings, len(checked.waived)))


def rolled_up_text(rolled: RolledUp) -> Iterator[Text | Table]:
    """Company, pillars and units against what is expected, the KPIs counted, data findings."""
    name = rolled.plan.settings.organisation or rolled.workbook
    yield Text.assemble((name, "bold"), f", as of {rolled.as_of}")
    yield Text()
    yield _scores_table(rolled)
    yield Text()
    yield _kpi_line(rolled)
    yield from _by_sheet(rolled.findings)
    yield from _notes(rolled.notes)


def changes_text(changes: Sequence[Change]) -> Iterator[Text]:
    """What a write changed in entered cells, line by line."""
    if changes:
        yield Text()
        yield Text("Taken in", "bold")
    for change in changes:
        yield Text(f"  {change.message}")


def fixes_text(changes: Sequence[Change]) -> Iterator[Text]:
    """What can be mended for certain in entered cells, line by line."""
    cells = _counted(len(changes), "cell")
    yield Text(f"{cells} can be mended for certain", "bold")
    for change in changes:
        yield Text(f"  {change.message}")


def rules_text(rules: Iterable[Rule]) -> Iterator[Text | Table]:
    """All rules, a line each."""
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    for rule in rules:
        severity = Text(str(rule.severity), SEVERITY_STYLES[rule.severity][1])
        table.add_row(Text(rule.code), severity, Text(rule.fault))
    yield table


def rule_text(rule: Rule) -> Iterator[Text]:
    """One rule: its fault, why it matters, what it flags and what passes."""
    severity = (str(rule.severity), SEVERITY_STYLES[rule.severity][1])
    yield Text.assemble((f"{rule.code}  {rule.fault}", "bold"), "  (", severity, ")")
    yield Text()
    yield Text(rule.why)
    for title, example in (("Flagged", rule.flagged), ("Passes", rule.passes)):
        yield Text()
        yield Text(title, "bold")
        yield from (Text(f"  {line}", no_wrap=True) for line in example.text.splitlines())


def _notes(notes: Iterable[str]) -> Iterator[Text]:
    for note in notes:
        yield Text()
        yield Text.assemble(("Note: ", "yellow"), note)


def _by_sheet(findings: Sequence[Located]) -> Iterator[Text | Table]:
    for sheet in dict.fromkeys(one.sheet for one in findings):
        yield Text()
        yield Text(sheet, "bold")
        yield _findings_table(one for one in findings if one.sheet == sheet)


def _findings_table(findings: Iterable[Located]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    for width in (5, 7, 7, 12):
        table.add_column(min_width=width, no_wrap=True)
    table.add_column(overflow="fold")
    for one in findings:
        finding, waiver = one.finding, one.finding.waiver
        _, style = SEVERITY_STYLES[finding.severity]
        waived = f"\nwaived: {waiver.reason}" if waiver else ""
        table.add_row(
            Text(finding.code),
            Text(str(finding.severity), style),
            Text(one.cell or "-"),
            Text(finding.id or ""),
            Text.assemble(finding.message, (f"\n{finding.fix}{waived}", "dim")),
        )
    return table


def _scores_table(rolled: RolledUp) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1))
    table.add_column("")
    for header in ("Score", "Expected", "Coverage"):
        table.add_column(header, justify="right")
    table.add_column("Status", no_wrap=True)
    table.add_column("Worst below", no_wrap=True)
    plan, scores = rolled.plan, rolled.scores
    _score_row(table, "Company", scores.company)
    around = [row for row in plan.context if row.kind == "Pillar"]
    pillars: tuple[Pillar | Context, ...] = (*plan.pillars, *around)
    figures = (*scores.pillars, *frozen_pillars(plan))
    for pillar, score in zip(pillars, figures, strict=True):
        if not pillar.taken:
            _score_row(table, f"  {pillar.id or '-'}  {pillar.name or ''}", score)
    table.add_section()
    for unit, score in zip(plan.units, scores.units, strict=True):
        if not unit.taken:
            _score_row(table, f"  {unit.id or '-'}  {unit.name or ''}", score)
    return table


def _score_row(table: Table, name: str, score: NodeScore) -> None:
    shares = (score.score, score.expected, score.coverage)
    told = ("" if share is None else f"{share:.0%}" for share in shares)
    table.add_row(Text(name), *told, status_text(score.status), status_text(score.worst))


def status_text(status: Status) -> Text:
    """A status as its symbol and its word, in its colour."""
    symbol, style = STATUS_STYLES[status]
    return Text(f"{symbol} {status.label}", style)


def _kpi_line(rolled: RolledUp) -> Text:
    pairs = zip(rolled.plan.kpis, rolled.scores.kpis, strict=True)
    found = Counter(score.status for kpi, score in pairs if not kpi.taken)
    told = [f"{found[status]} {status.label.lower()}" for status in Status if found[status]]
    return Text(f"{_counted(found.total(), 'KPI')}: {', '.join(told) or 'none yet'}.")


def _count_line(findings: Sequence[Located], waived: int) -> Text:
    found = Counter(one.finding.severity for one in findings)
    told = [
        Text(_counted(found[severity], word), style)
        for severity, (word, style) in SEVERITY_STYLES.items()
        if found[severity]
    ]
    line = Text(", ").join(told) if told else Text("No findings.", "green")
    return line.append(f" ({waived} waived)") if waived else line


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"
