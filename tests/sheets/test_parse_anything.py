"""Whatever stands in whatever table: reading never raises, and each odd cell is told once."""

import json
from collections import Counter
from datetime import date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from okrsheet.books.book import CellError, Snapshot, Table
from okrsheet.commands import check, rollup
from okrsheet.plan.model import Unfit
from okrsheet.report import checked_json, rolled_up_json
from okrsheet.sheets.layout import TABLES
from okrsheet.sheets.parse import parse
from okrsheet.sheets.settings import SETTING_MEANINGS

AS_OF = date(2026, 6, 30)
WORDS = ["", " ", "O-1", "o-1 ", "K-1", "P1", "12", "12 h", "40%", "2026-06-30", "soon", "=1+1"]
WORDS += ["Increase", "hold", "Laging", "Leading", "Worst", "Sum", "Yes", 'a"b', "A*", "TBD"]
WORDS += ["[red]", "S01: why; X", "until", "\u00a0", "1e5", "true", "#N/A", *SETTING_MEANINGS]
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.floats(),
    st.integers(-5, 80_000).map(float),
    st.text(max_size=12),
    st.sampled_from(WORDS),
    st.datetimes(datetime(1900, 1, 1), datetime(9999, 12, 31)),
    st.sampled_from(["#N/A", "#REF!", "#DIV/0!"]).map(CellError),
)


@st.composite
def tables(draw, layout):
    """A table of ours with some of its columns, one of a user's, and anything in its cells."""
    known = [column.header for column in layout.columns]
    headers = draw(st.lists(st.sampled_from([*known, "Mine"]), min_size=1, unique=True))
    row = st.tuples(*(VALUES for _ in headers))
    rows = draw(st.lists(row, max_size=4))
    formulas = draw(
        st.dictionaries(st.sampled_from(headers), st.frozensets(st.integers(0, 4)), max_size=2)
    )
    return Table(layout.name, layout.sheet.title, 4, 1, tuple(headers), tuple(rows), formulas)


WORKBOOKS = (
    st.lists(st.sampled_from(TABLES), unique=True)
    .flatmap(lambda layouts: st.tuples(*(tables(layout) for layout in layouts)))
    .map(lambda found: Snapshot("any.xlsx", found))
)


@given(WORKBOOKS)
def test_no_cell_is_told_twice(book):
    places = Counter(
        (one.table, one.row, one.field)
        for one in parse(book, AS_OF).misfits
        if one.unfit is not Unfit.TYPED_OVER
    )
    assert not [place for place, times in places.items() if times > 1]


@given(WORKBOOKS)
def test_a_field_is_told_or_holds_what_its_cell_holds(book):
    """What is entered is in the row, unless a misfit of that very cell says why not."""
    plan = parse(book, AS_OF)
    told = {(one.table, one.row, one.field) for one in plan.misfits}
    for layout in TABLES:
        table = book.table(layout.name)
        for row in (row for row in plan.rows() if table and row.table == layout.name):
            values = row.model_dump(by_alias=True)
            for column in layout.entered:
                if table is None or column.header not in table.headers:
                    continue
                cell = table.rows[row.row][table.headers.index(column.header)]
                blank = cell is None or (isinstance(cell, str) and not cell.strip())
                computed = column.header in ("ID", "New date") and blank
                is_told = (layout.name, row.row, column.header) in told
                wanting = blank and column.header in ("Direction", "Date")
                if not computed and not wanting:
                    assert (values[column.header] is None) == (blank or is_told)
                    assert not (blank and is_told)


@given(WORKBOOKS)
def test_every_id_that_a_row_has_alone_is_unique(book):
    ids = [row.id.casefold() for row in parse(book, AS_OF).rows() if row.id and not row.taken]
    assert len(ids) == len(set(ids))


@settings(max_examples=50)
@given(WORKBOOKS)
def test_whatever_can_be_read_can_be_checked_and_rolled_up(book):
    json.dumps(checked_json(check(book, AS_OF).result), allow_nan=False)
    json.dumps(rolled_up_json(rollup(book, AS_OF).result), allow_nan=False)
