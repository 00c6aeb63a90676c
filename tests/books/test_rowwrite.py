import pytest

from okrsheet.books.book import CellChange, Formula, SetCells, SetColumn
from okrsheet.books.package import Package
from okrsheet.books.reader import Reader
from okrsheet.books.writer import write_edits
from tests.books.plain import LIVE, SCORE, plan, write

SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def path(tmp_path):
    path = plan(tmp_path / "plan.xlsx")
    write(path, SetColumn("KPIs", LIVE, (25.0, "", 6.0, "")))
    return path


def written(path, *edits):
    """The changes to the sheet KPIs, and its part after them."""
    package = Package(path.read_bytes(), "plan.xlsx")
    changes = write_edits(package, Reader(package), edits)
    return changes.drafts[SHEET], package.content(SHEET)


def typed(column, old, new):
    return SetCells("KPIs", (CellChange(0, None, column, old, new),))


def test_only_cells_that_change_are_noted(path):
    draft, _ = written(path, SetColumn("KPIs", LIVE, (25.0, "", 7.0, "")))
    assert draft.changed == {6: [7]}
    draft, _ = written(path, SetColumn("KPIs", LIVE, (25.0, "", 6.0, "")))
    assert draft.changed == {}


@pytest.mark.parametrize(
    ("edit", "touches"),
    [
        (typed("KPI", "Churn", "Loyalty"), False),
        (typed("KPI", "Churn", Formula("1+1", 2.0)), True),
        (SetColumn("KPIs", SCORE, (1.0, None, None, None)), True),
        (SetColumn("KPIs", LIVE, (25.0, "", 6.0, "")), False),
    ],
)
def test_a_formula_that_comes_or_goes_is_noted(path, edit, touches):
    draft, _ = written(path, edit)
    assert draft.touches_formulas is touches


def test_rows_without_a_change_keep_their_bytes(path):
    before = Package(path.read_bytes(), "plan.xlsx").content(SHEET)
    draft, after = written(path, SetColumn("KPIs", LIVE, (25.0, "", 7.0, "")))
    start, end = draft.grid.row_span(7)
    assert before != after
    assert before[:start] == after[:start]
    assert before[end:] == after[end:]


def test_a_cell_that_is_new_stands_in_its_place(path):
    _, after = written(path, SetCells("KPIs", (CellChange(1, None, "Target", None, 3.5),)))
    row = after[after.index(b'<row r="6"') : after.index(b'<row r="7"')]
    places = [row.index(b'r="%s6"' % letter) for letter in (b"C", b"D", b"F")]
    assert places == sorted(places)
    assert b'<c r="D6"><v>3.5</v></c>' in row
