"""The Summary: where the plan stands and what needs attention, on a page to read.

Sections stand one under another. Beside them, in hidden columns, stand the numbers of the charts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest

from okrsheet.books.book import BlockRow, Content, Edit, FillBlock, Formula, Style
from okrsheet.plan.model import Plan
from okrsheet.score.history import History
from okrsheet.score.status import BY_RANK
from okrsheet.sheets import looks
from okrsheet.sheets.dashboard import dashboard_edit
from okrsheet.sheets.live.calculation import Calculation
from okrsheet.sheets.live.expression import ROW
from okrsheet.sheets.live.settings import outside
from okrsheet.sheets.owner import owner_line
from okrsheet.sheets.settings import ORGANISATION
from okrsheet.sheets.summary_attention import attention_lists, sized
from okrsheet.sheets.summary_behind import GRADES, Behind
from okrsheet.sheets.summary_lists import column_named
from okrsheet.sheets.summary_look import COLUMNS, HEADER_ROW, SUMMARY
from okrsheet.sheets.summary_sections import NODE, STYLES, Line, height, pillars, units

FIRST_ROW = HEADER_ROW + 1
ONE_PAGE = 1025.0  # points that a page holds below the header, at the scale of its width
COMPANY = "Company"


def summary_edits(plan: Plan, calculation: Calculation, history: History) -> Iterator[Edit]:
    """The block of the Summary, then the charts of the Dashboard over its cells."""
    top = [*_company(calculation), *pillars(plan, calculation), *units(plan, calculation)]
    lines = [*top, *sized(tuple(attention_lists(calculation)), ONE_PAGE - height(top))]
    behind = Behind.of(plan, calculation, history, lines, FIRST_ROW)
    rows = zip_longest(lines, behind.rows)
    owner = _owner(plan, calculation)
    look = replace(SUMMARY, owner=owner)
    yield FillBlock(look, tuple(_row(*row, number) for number, row in enumerate(rows, FIRST_ROW)))
    yield dashboard_edit(behind, owner)


def _company(calculation: Calculation) -> Iterator[Line]:
    """The company in big type, and how its KPIs stand."""
    name = f'IF({ORGANISATION}="","{COMPANY}",{ORGANISATION})'
    figures = calculation.company.company
    cells: dict[str, Content] = {
        "Name": Formula(name, _organisation(calculation) or COMPANY),
        **{
            header: Formula(f"INDEX({column.from_outside},1)", column.values.tolist()[0])
            for header, column in figures.shown.items()
        },
    }
    styles = {
        **dict.fromkeys(NODE, looks.TOP_SHARE),
        **dict.fromkeys(("Status", "Worst"), looks.TOP_STATUS),
        "Name": looks.TOP_LINE,
    }
    yield Line({})
    yield Line(cells, styles)
    yield Line({"Name": _kpi_counts(calculation)}, {"Name": looks.LINE_MUTED})


def _kpi_counts(calculation: Calculation) -> Formula:
    """One line: how many KPIs there are, and how many of each status."""
    kpis = calculation.kpis
    exists = column_named(calculation.grid, "KPIs: is a row")
    whole = f"SUM({exists.from_outside})-SUM({kpis.keys.taken.from_outside})"
    ranks = kpis.rank.from_outside
    total = int(exists.values.sum() - kpis.keys.taken.values.sum())
    graded = [int((kpis.rank.values == grade).sum()) for grade in GRADES[:-1]]
    counts = [
        *(
            (f"COUNTIF({ranks},{grade})", count)
            for grade, count in zip(GRADES, graded, strict=False)
        ),
        (f'({whole}-COUNTIF({ranks},">0"))', total - sum(graded)),
    ]
    labels = [BY_RANK[grade].label.lower() for grade in GRADES]
    text = ")&".join(
        f'"{sign}"&({count}&" {label}"'
        for sign, (count, _), label in zip((": ", *[", "] * 3), counts, labels, strict=True)
    )
    said = ", ".join(f"{count} {label}" for (_, count), label in zip(counts, labels, strict=True))
    return Formula(f'{whole}&" KPIs"&{text})', f"{total} KPIs: {said}")


def _organisation(calculation: Calculation) -> str:
    """What the formula ORGANISATION gives."""
    line = owner_line(calculation.tables.snapshot)
    return str(line.value) if line else ""


def _owner(plan: Plan, calculation: Calculation) -> Formula:
    """Whose plan it is, and as of when."""
    as_of = outside(calculation.settings.as_of)
    day = f'YEAR({as_of})&"-"&RIGHT("0"&MONTH({as_of}),2)&"-"&RIGHT("0"&DAY({as_of}),2)'
    name = _organisation(calculation)
    text = f'IF({ORGANISATION}="","As of ",{ORGANISATION}&", as of ")&{day}'
    said = f"{name}, as of {plan.as_of}" if name else f"As of {plan.as_of}"
    return Formula(text, said)


def _row(line: Line | None, beside: tuple[Content, ...] | None, number: int) -> BlockRow:
    """A line, and what stands beside it in the hidden columns, as the sheet's row `number`."""
    cells = line.cells if line else {}
    styles = STYLES | dict(line.styles if line else {})
    hidden = (cells.get("Place"), *(beside or ()))
    contents = [*(cells.get(header) for header in STYLES), *hidden]
    contents += [None] * (len(COLUMNS) - len(contents))
    looked: list[Style] = [*(styles[header] for header in STYLES)]
    looked += [looks.CALCULATED] * (len(COLUMNS) - len(looked))
    return BlockRow(
        tuple(
            (_numbered(content, number), style)
            for content, style in zip(contents, looked, strict=True)
        ),
        height=line.height if line else None,
    )


def _numbered(content: Content, number: int) -> Content:
    """The content with the number of its row."""
    if isinstance(content, Formula):
        return Formula(content.text.replace(ROW, str(number)), content.value)
    return content
