"""A workbook from the mould is the one that the file host would have written, only sooner."""

import zipfile
from datetime import datetime
from functools import cache
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from okrsheet.books.book import CellError
from okrsheet.books.mould import Filling, Mould
from okrsheet.books.package import Package
from okrsheet.books.properties import properties
from tests.books.moulded import (
    BLOCK_HEIGHT,
    SETTINGS,
    TABLES,
    blank_workbook,
    block,
    by_edits,
    cells_of,
)

DAY = datetime(2026, 6, 30)
LONG = "Reduce response time from 24 to 12 hours " * 6
SAMPLES = (None, True, 12.0, 0.125, "plain", " outer ", "=1+2", "@a", "_x000D_", "\x01", "<&>", DAY)
BLANK = (["", "", "", "", "", ""], [0.0] * BLOCK_HEIGHT, 0.0)
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
    st.sampled_from(["=1", "+1", "-1", "@a", "_x000D_", "a\rb\nc", LONG, "😀", CellError("#N/A")]),
    st.datetimes(datetime(1901, 1, 1), datetime(2100, 1, 1)).map(
        lambda d: d.replace(microsecond=0)
    ),
)
FORMULA_VALUES = st.one_of(st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=9))


@cache
def mould():
    return Mould.of(blank_workbook(), "Calculation")


def filled(at, count=3):
    """Rows of a table with every kind of value in every column, and so many of them."""
    width = len(TABLES[at].columns)
    return [
        [SAMPLES[(row * 5 + column) % len(SAMPLES)] for column in range(width)]
        for row in range(count)
    ]


def cast(tables, values=BLANK, **more):
    return mould().cast(Filling(in_columns(tables), news(values), **more))


def in_columns(tables):
    return {name: list(zip(*rows, strict=True)) for name, rows in tables.items()}


def news(values):
    """What the formulas of the block give that they do not in the blank one, by their number."""
    said, still = ([*doubled, *done, single] for doubled, done, single in (values, BLANK))
    pairs = enumerate(zip(said, still, strict=True))
    return {number: new for number, (new, old) in pairs if new != old}


def both(tables, values=BLANK):
    """The same workbook cast and written by edits, as another program reads their cells."""
    return cells_of(cast(tables, values)), cells_of(by_edits(tables, block(*values)))


def test_a_mould_without_rows_is_the_blank_workbook():
    assert cells_of(cast({})) == cells_of(blank_workbook())


def test_rows_have_the_values_formulas_formats_and_heights_that_the_file_host_gives_them():
    tables = {"Objectives": filled(1, 4), "Readings": filled(2, 20), "Actions": filled(3, 5)}
    ours, theirs = both(tables)
    assert ours == theirs


def test_a_row_is_as_high_as_its_longest_text_needs():
    row = [*filled(1, 1)[0]]
    row[1] = LONG
    ours, theirs = both({"Objectives": [row]})
    assert ours["Objectives 5"] == theirs["Objectives 5"] > 15


def test_a_row_whose_wrapping_texts_are_all_blank_is_as_high_as_the_file_host_makes_it():
    rows = [["" if at in (1, 3) else None for at in range(10)], *filled(3, 2)]
    ours, theirs = both({"Actions": rows})
    assert ours == theirs


def test_each_setting_keeps_the_format_of_its_kind():
    values = ("=Ours", DAY, 0.05, 7.0, "Yes")
    rows = [[name, value, None] for name, value in zip(SETTINGS, values, strict=True)]
    ours, theirs = both({"Settings": rows})
    keys = [f"Plan {column}{row}" for column in "AB" for row in range(9, 14)]
    assert [ours[key] for key in keys] == [theirs[key] for key in keys]
    assert ours["Plan B10"][3] == "yyyy\\-mm\\-dd"


def test_the_block_keeps_its_formulas_and_takes_their_values():
    values = (["", 4.0, 'a "b" <c>', "", 8.0, ""], [0.0, 1.5, 0.0, -2.0, 1e300, 0.0], 1.5)
    ours, theirs = both({}, values)
    assert ours == theirs
    assert ours["Calculation C7"][:2] == ("=$A7*2", 'a "b" <c>')


def test_single_cells_above_the_rows_and_document_properties_are_cast():
    content = cast(
        {},
        cells={("Plan", "A1"): "Plan of IT", ("Objectives", "A3"): "=Tidewell"},
        properties={"okrsheet unit": "IT <1>", "okrsheet sending": " é_x000D_"},
    )
    cells = cells_of(content)
    assert cells["Plan A1"][0] == "Plan of IT"
    assert cells["Objectives A3"][1] == "=Tidewell"
    assert str(cells["Objectives A3"][0]).startswith("=IFERROR(INDEX(Settings[Value]")
    told = {"okrsheet unit": "IT <1>", "okrsheet sending": " é_x000D_"}
    assert properties(Package(content, "x")) == told
    read = load_workbook(BytesIO(content)).custom_doc_props
    assert read["okrsheet unit"].value == "IT <1>"


def test_equal_fillings_give_equal_bytes_whatever_was_cast_before():
    first = cast({"Readings": filled(2)})
    cast({"Readings": filled(2, 9), "Actions": filled(3)})
    assert cast({"Readings": filled(2)}) == first
    assert Mould.of(blank_workbook(), "Calculation").cast(
        Filling(in_columns({"Readings": filled(2)}))
    ) == first  # fmt: skip


def test_members_without_places_keep_their_compressed_bytes():
    blank, ours = Package(blank_workbook(), "x").archive, Package(cast({}), "x").archive
    for name in ("xl/theme/theme1.xml", "xl/workbook.xml", "xl/tables/table2.xml"):
        assert ours.raw(name) == blank.raw(name)


def test_the_parts_of_a_cast_workbook_can_be_unpacked_by_others():
    with zipfile.ZipFile(BytesIO(cast({"Readings": filled(2, 20)}))) as archive:
        assert archive.testzip() is None
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_rows_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="7 rows do not fit into a table of 6"):
        cast({"Actions": filled(3, 7)})


@pytest.mark.filterwarnings("ignore:Cell .* is marked as a date")
@given(
    st.lists(st.lists(VALUES, min_size=10, max_size=10), max_size=6),
    st.lists(FORMULA_VALUES, min_size=6, max_size=6),
)
@settings(max_examples=8, deadline=None)
def test_whatever_stands_in_rows_and_formulas(rows, said):
    values = (said, said[::-1], said[0])
    ours, theirs = both({"Actions": rows}, values)
    assert ours == theirs
