"""The random plans of tests/score as tables of a workbook, poured into cells and read again."""

from hypothesis import strategies as st

from okrsheet.plan.model import Plan, Row
from okrsheet.sheets.layout import TABLES
from tests.score.test_scores import plans
from tests.workbooks import Tables


def tables_of(plan: Plan) -> Tables:
    """The tables that hold a plan; a date that was not read is a word."""
    said = {**plan.settings.model_dump(by_alias=True), "As of": plan.as_of}
    rows: dict[str, list[dict[str, object]]] = {
        "Settings": [{"Setting": name, "Value": value} for name, value in said.items()]
    }
    entered = {layout.name: {one.header for one in layout.entered} for layout in TABLES}
    for row in (*plan.rows(), *plan.readings):
        rows.setdefault(row.table, []).append(_cells(row, entered[row.table]))
    return rows


def _cells(row: Row, headers: set[str]) -> dict[str, object]:
    held = {
        header: value
        for header, value in row.model_dump(by_alias=True).items()
        if header in headers
    }
    return held | dict.fromkeys(row.unread, "soon")


tables: st.SearchStrategy[Tables] = plans().map(tables_of)
