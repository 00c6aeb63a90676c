"""The Summary: where the plan stands and what needs attention, on a page to read.

Sections stand one under another. Beside them, in hidden columns, stand the numbers of the charts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from math import ceil

from okrsheet.books.book import BlockRow, Content, Edit, FillBlock, Formula, Style
from okrsheet.plan.model import Plan
from okrsheet.score.history import History
from okrsheet.score.status import BY_RANK
from okrsheet.sheets import looks
from okrsheet.sheets.dashboard import dashboard_edit
from okrsheet.sheets.live.calculation import Calculation
from okrsheet.sheets.live.expression import ROW
from okrsheet.sheets.live.settings import outside
from okrsheet.sheets.settings import ORGANISATION
from okrsheet.sheets.summary_behind import GRADES, Behind
from okrsheet.sheets.summary_attention import FEWEST, Listed, attention_lists
from okrsheet.sheets.summary_lists import column_named
from okrsheet.sheets.summary_look import COLUMNS, HEADER_ROW, SUMMARY
from okrsheet.sheets.summary_sections import NODE, STYLES, Line, pillars, units

FIRST_ROW = HEADER_ROW + 1
MOST = 10  # lines of a list
ONE_PAGE = 66  # lines of text that one page holds in a size that is read easily
SIGNS = 50  # of a name in a line
COMPANY = "Company"


def summary_edits(plan: Plan, calculation: Calculation, history: History) -> Iterator[Edit]:
    """The block of the Summary, then the charts of the Dashboard over its cells."""
    top = [*_company(plan, calculation), *pillars(plan, calculation), *units(plan, calculation)]
    lists = tuple(attention_lists(plan, calculation))
    fitting = (lines for most in range(MOST, FEWEST - 1, -1) if _fits(lines := _all(top, lists, most)))
    lines = next(fitting, None)
    pages_tall = 0 if lines is None else 1
    lines = lines or _all(top, lists, MOST)
    behind = Behind.of(plan, calculation, history, lines, FIRST_ROW)
    rows = zip_longest(lines, behind.rows)
    owner = _owner(plan, calculation)
    look = replace(SUMMARY, owner=owner, pages_tall=pages_tall)
    yield FillBlock(
        look, tuple(_row(*row, number) for number, row in enumerate(rows, FIRST_ROW))
    )
    yield dashboard_edit(behind, owner)


def _all(top: Sequence[Line], lists: Sequence[Listed], most: int) -> list[Line]:
    """All lines, with `most` for a list at the most."""
    return [*top, *(line for one in lists for line in one.lines(most))]


def _fits(lines: Sequence[Line]) -> bool:
    """Whether the lines stand on one page, wrapped names counted as they wrap."""
    return sum(_height(line) for line in lines) <= ONE_PAGE


def _height(line: Line) -> int:
    name = line.cells.get("Name")
    said = name.value if isinstance(name, Formula) else name
    return ceil(len(said) / SIGNS) if isinstance(said, str) and said else 1


def _company(plan: Plan, calculation: Calculation) -> Iterator[Line]:
    """The company in big type, and how its KPIs stand."""
    name = f'IF({ORGANISATION}="","{COMPANY}",{ORGANISATION})'
    figures = calculation.company.company
    cells: dict[str, Content] = {
        "Name": Formula(name, plan.settings.organisation or COMPANY),
        **{
            header: Formula(f"INDEX({column.from_outside},1)", column.values.tolist()[0])
            for header, column in figures.shown.items()
        },
    }
    styles = {header: looks.TOP_SHARE for header in NODE} | {"Name": looks.TOP_LINE}
    yield Line(cells, styles | {"Status": looks.TOP_STATUS, "Worst": looks.TOP_STATUS})
    yield Line({"Name": _kpi_counts(calculation)}, {"Name": looks.LINE_MUTED})
    yield Line({})


def _kpi_counts(calculation: Calculation) -> Formula:
    """One line: how many KPIs there are, and how many of each status."""
    kpis = calculation.kpis
    exists = column_named(calculation.grid, "KPIs: is a row")
    whole = f"SUM({exists.from_outside})-SUM({kpis.keys.taken.from_outside})"
    ranks = kpis.rank.from_outside
    total = int(exists.values.sum() - kpis.keys.taken.values.sum())
    text, said, left = f'{whole}&" KPIs"', f"{total} KPIs", total
    for at, grade in enumerate(GRADES):
        sign, label = ": " if at == 0 else ", ", BY_RANK[grade].label.lower()
        count = f"COUNTIF({ranks},{grade})"
        number = int((kpis.rank.values == grade).sum())
        if grade == 0:
            count, number = f"({whole}-COUNTIF({ranks},\">0\"))", left
        left -= number
        text += f'&"{sign}"&{count}&" {label}"'
        said += f"{sign}{number} {label}"
    return Formula(f"{text}", said)


def _owner(plan: Plan, calculation: Calculation) -> Formula:
    """Whose plan it is, and as of when."""
    as_of = outside(calculation.settings.as_of)
    day = f'YEAR({as_of})&"-"&RIGHT("0"&MONTH({as_of}),2)&"-"&RIGHT("0"&DAY({as_of}),2)'
    name = plan.settings.organisation
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
        tuple((_numbered(content, number), style) for content, style in zip(contents, looked, strict=True))
    )


def _numbered(content: Content, number: int) -> Content:
    """The content with the number of its row."""
    if isinstance(content, Formula):
        return Formula(content.text.replace(ROW, str(number)), content.value)
    return content
