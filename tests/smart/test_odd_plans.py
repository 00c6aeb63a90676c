"""Whatever stands in a plan, the linter has an answer and never a traceback."""

from datetime import date, datetime
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from okrsheet.books.book import CellError
from okrsheet.plan.model import (
    Action,
    Driver,
    Kpi,
    Objective,
    Pillar,
    Plan,
    Reading,
    Row,
    Settings,
    Unit,
)
from okrsheet.smart.registry import lint
from tests.workbooks import plan_of, snapshot

ODD_TEXT = st.sampled_from(
    [
        "",
        " ",
        ";",
        ":",
        "S02",
        "S02: until",
        "O1",
        "o1",
        "O2",
        "K1",
        "P1",
        "/",
        "Ann and",
        "\n,\ud7ff",
    ]
)
ODD_NUMBER = st.sampled_from([0.0, -0.0, -1.5, 12.0, 5e-324, 1.7e308, -1.7e308])
SHARES = {"confidence", "done"}  # the model takes nothing outside 0..1
ODD_SHARE = st.sampled_from([0.0, 5e-324, 0.5, 1.0])
ODD_DATE = st.sampled_from([datetime(1900, 1, 1), datetime(2026, 6, 30, 23, 59), datetime.max])
FLAGS = {"row": st.integers(0, 2), "given": st.booleans(), "taken": st.booleans()}


def rows_of(kind: type[Row]):
    """Rows of a kind with odd values in any of its fields, as strange as the model admits."""
    headers = [part.alias for part in kind.model_fields.values() if part.alias]
    fields = {**FLAGS, "unread": st.frozensets(st.sampled_from(headers), max_size=2)}
    for name, part in kind.model_fields.items():
        if part.alias is None:
            continue
        value, _ = get_args(part.annotation)  # every field is of something or None
        number = ODD_SHARE if name in SHARES else ODD_NUMBER
        odd = {str: ODD_TEXT, float: number, datetime: ODD_DATE}
        fields[name] = odd[value] if value in odd else st.sampled_from(get_args(value))
    return st.lists(st.fixed_dictionaries({}, optional=fields), max_size=3).map(
        lambda rows: tuple(kind.model_validate(row) for row in rows)
    )


PLANS = st.builds(
    Plan,
    as_of=st.dates(),
    settings=st.builds(Settings, period_start=ODD_DATE, period_end=ODD_DATE),
    pillars=rows_of(Pillar),
    units=rows_of(Unit),
    objectives=rows_of(Objective),
    kpis=rows_of(Kpi),
    readings=rows_of(Reading),
    actions=rows_of(Action),
    drivers=rows_of(Driver),
    missing=st.frozensets(st.sampled_from(["KPIs", "Pillars", "Objectives/ID", "KPIs/Low"])),
)


@given(PLANS)
def test_no_plan_however_odd_makes_a_rule_raise(plan: Plan):
    for finding in lint(plan):
        assert finding.message and finding.fix and finding.table


CELLS = st.sampled_from(
    (None, "", " ", 0, -1, 12.5, True, "12", " O1", "O1", "o1", "O2", "x/y", "S02: z", "Hold")
) | st.sampled_from((date(2026, 1, 1), datetime(2026, 12, 31, 9), CellError("#N/A"), "soon"))


@given(st.data())
def test_no_workbook_however_odd_makes_a_rule_raise(data):
    tables = {
        table.name: data.draw(
            st.lists(st.dictionaries(st.sampled_from(table.headers), CELLS), max_size=3)
        )
        for table in snapshot({}).tables
    }
    for finding in lint(plan_of(tables)):
        assert finding.message and finding.fix and finding.table
