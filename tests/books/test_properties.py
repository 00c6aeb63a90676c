"""Whatever is written reads back; everything else is equal; a second time changes nothing."""

import tempfile
from datetime import datetime
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from okrsheet.books.book import AppendRows, CellChange, CellError, SetCells, SetColumn
from okrsheet.books.celltext import blank_or
from okrsheet.books.file import FileBook
from okrsheet.books.memory import MemoryBook
from tests.books.plain import LIVE, SCORE, plan, write

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
SPECIAL = st.sampled_from(
    ["=1", "+1", "-1", "@a", " a ", "_x000D_", "\x01", "😀", "\u202eא", "a\rb"]
)
MOMENTS = st.datetimes(datetime(1901, 1, 1), datetime(2100, 1, 1)).map(
    lambda moment: moment.replace(microsecond=0)
)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.one_of(
    st.none(), st.booleans(), NUMBERS, TEXT, SPECIAL, MOMENTS, st.just(CellError("#N/A"))
)
ENTERED = ("ID", "KPI", "Target")
BOOKS = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def held(value):
    """A value as a cell gives it back: what shows nothing is blank."""
    return blank_or(value) if isinstance(value, str) else value


def other_cells(path, owned):
    book = load_workbook(path)
    return {
        (sheet.title, cell.coordinate): (cell.value, cell.data_type, cell.number_format)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None and not (sheet.title == "KPIs" and cell.column_letter in owned)
    }


@BOOKS
@given(st.lists(st.tuples(VALUES, VALUES, VALUES), min_size=1, max_size=4))
def test_rows_read_back_as_they_were_appended(new):
    with tempfile.TemporaryDirectory() as folder:
        path = plan(Path(folder) / "plan.xlsx")
        before = other_cells(path, "")
        write(path, AppendRows("KPIs", ENTERED, tuple(new)))
        rows = FileBook(path).read().table("KPIs").rows
        assert [row[:3] for row in rows[3 : 3 + len(new)]] == [tuple(map(held, row)) for row in new]
        after = other_cells(path, "")
        assert {place: after[place] for place in before} == before


@BOOKS
@given(st.lists(VALUES, min_size=4, max_size=4), st.booleans())
def test_a_computed_column_changes_nothing_beside_it_and_nothing_twice(values, live):
    edit = SetColumn("KPIs", LIVE if live else SCORE, tuple(values))
    with tempfile.TemporaryDirectory() as folder:
        path = plan(Path(folder) / "plan.xlsx")
        before = other_cells(path, "F")
        write(path, edit)
        assert other_cells(path, "F") == before
        read = [row[4] for row in FileBook(path).read().table("KPIs").rows]
        if not live and not any(isinstance(value, datetime) for value in values):
            assert read == [held(value) for value in values]
        assert not write(path, edit)


@BOOKS
@given(st.lists(st.tuples(st.integers(0, 3), VALUES), max_size=5), st.data())
def test_the_file_and_its_fake_agree(changes, data):
    with tempfile.TemporaryDirectory() as folder:
        path = plan(Path(folder) / "plan.xlsx")
        fake = MemoryBook(FileBook(path).read())
        for row, value in changes:
            old = fake.read().table("KPIs").rows[row][1]
            cell = CellChange(row, None, "KPI", old, value)
            new = data.draw(st.lists(st.tuples(VALUES), max_size=3))
            edits = [SetCells("KPIs", (cell,)), AppendRows("KPIs", ("ID",), tuple(new))]
            fake.apply(edits)
            write(path, *edits)
        real = FileBook(path).read()
        assert [tuple(map(held, row)) for row in fake.read().table("KPIs").rows] == list(
            real.table("KPIs").rows
        )
