"""Findings -> edits: the Findings sheet, with links that find their row, and the Check columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from okrsheet.books.book import Content, Edit, FillTable, Formula, SetColumn, Snapshot, Table
from okrsheet.plan.finding import Finding, Severity
from okrsheet.plan.model import Plan, Row
from okrsheet.sheets.generated import FINDINGS
from okrsheet.sheets.layout import CHECK, id_tables, table_layout
from okrsheet.sheets.link import cell_link
from okrsheet.sheets.owner import owner_line
from okrsheet.sheets.place import a1, at_rows, column_at

MENDED_BY_WRITING = {"D07", "D10"}  # the same write gives the ID, restores the formula
FINDING_KEY = ("Code", "ID", "Field")
NOTHING = (None, None, None, None, None, None, "Nothing to mend: every rule is kept.", None)
LETTERS = "SMART"
LONGEST_TEXT = 1000  # characters; a cell holds 32,767, which nobody reads

Ids = Mapping[tuple[str, int | None], str | None]


@dataclass(frozen=True, slots=True)
class Located:
    """A finding with its place in the workbook: the sheet's name, and the cell in A1 form."""

    finding: Finding
    sheet: str
    cell: str | None


def locate(findings: Iterable[Finding], snapshot: Snapshot) -> tuple[Located, ...]:
    """The findings with their places, by sheet and cell as they stand in the workbook."""
    return tuple(_locate(finding, snapshot.table(finding.table)) for finding in findings)


def findings_edits(located: Sequence[Located], plan: Plan, snapshot: Snapshot) -> Iterator[Edit]:
    """What fills the Findings sheet and the Check columns: what stands once this is written."""
    standing = [one for one in located if one.finding.code not in MENDED_BY_WRITING]
    counted = [one for one in standing if one.finding.waiver is None]
    waived = [one for one in standing if one.finding.waiver is not None]
    ids: Ids = {(row.table, row.row): row.id for row in plan.rows() if not row.taken}
    rows = tuple(_cells(one, ids, snapshot) for one in (*counted, *waived))
    look = replace(FINDINGS.sheet, owner=owner_line(snapshot))
    yield FillTable(look, rows or (NOTHING,), FINDING_KEY)
    marks = check_marks(plan, [one.finding for one in counted])
    for layout in id_tables():
        table = snapshot.table(layout.name)
        if table is not None:
            yield SetColumn(layout.name, CHECK.look, at_rows(table, marks[layout.name]))


def check_marks(plan: Plan, findings: Iterable[Finding]) -> dict[str, dict[int, str]]:
    """The Check of every row with an ID: by table, by 0-based data row.

    An objective shows five letters with marks, where its KPIs count too; elsewhere `OK` or how
    many errors and warnings there are.
    """
    by_row: dict[tuple[str, int], list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.row is not None:
            by_row[finding.table, finding.row].append(finding)
    marks: dict[str, dict[int, str]] = {layout.name: {} for layout in id_tables()}
    for row in plan.rows():
        if row.table in marks:
            marks[row.table][row.row] = _count(by_row[row.table, row.row])
    for at, objective in enumerate(plan.objectives):
        rows: list[Row] = [objective, *(plan.kpis[kpi] for kpi in plan.graph.kpis_of[at])]
        own = [finding for row in rows for finding in by_row[row.table, row.row]]
        marks["Objectives"][objective.row] = f"{_letters(own)}  {_count(own)}"
    return marks


def _letters(findings: Sequence[Finding]) -> str:
    broken = {one.code[0] for one in findings if one.severity is not Severity.INFO}
    return " ".join(f"{letter}{'✗' if letter in broken else '✓'}" for letter in LETTERS)


def _count(findings: Sequence[Finding]) -> str:
    errors = sum(one.severity is Severity.ERROR for one in findings)
    warnings = sum(one.severity is Severity.WARNING for one in findings)
    told = [
        f"{count} {word}{'s' if count != 1 else ''}"
        for count, word in ((errors, "error"), (warnings, "warning"))
        if count
    ]
    return ", ".join(told) or "OK"


def _locate(finding: Finding, table: Table | None) -> Located:
    if table is None:
        return Located(finding, table_layout(finding.table).sheet.title, None)
    column = column_at(table, finding.field or "")
    if finding.row is None or column is None:
        return Located(finding, table.sheet, None)
    return Located(finding, table.sheet, a1(table.row + 1 + finding.row, table.column + column))


def _cells(one: Located, ids: Ids, snapshot: Snapshot) -> tuple[Content, ...]:
    finding, waiver = one.finding, one.finding.waiver
    message = finding.message
    if waiver is not None:
        until = f" (until {waiver.until})" if waiver.until else ""
        message = f"{message} Waived: {waiver.reason}{until}"
    return (
        finding.code,
        "waived" if waiver else str(finding.severity),
        one.sheet,
        _link(one, ids, snapshot),
        finding.id,
        finding.field,
        _shortened(message),
        _shortened(finding.fix),
    )


def _link(one: Located, ids: Ids, snapshot: Snapshot) -> Formula | None:
    """A link to the cell; where the row has an ID that is its own, one that survives sorting."""
    finding, table = one.finding, snapshot.table(one.finding.table)
    if table is None or finding.row is None:
        return None
    return cell_link(table, finding.row, finding.field or "", ids.get((finding.table, finding.row)))


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 1]}…"
