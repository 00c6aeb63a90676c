import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsheet.books.area import Area, areas_name, cell_name, column_number, parse_areas, without

places = st.tuples(st.integers(1, 6), st.integers(1, 6))


@st.composite
def areas(draw):
    (a, b), (c, d) = draw(places), draw(places)
    return Area(min(a, c), min(b, d), max(a, c), max(b, d))


def cells(held):
    return {
        (row, column)
        for area in held
        for row in range(area.top, area.bottom + 1)
        for column in range(area.left, area.right + 1)
    }


@pytest.mark.parametrize(("letters", "number"), [("A", 1), ("z", 26), ("AA", 27), ("XFD", 16384)])
def test_columns_are_numbered_from_a(letters, number):
    assert column_number(letters) == number
    assert cell_name(7, number) == f"{letters.upper()}7"


@pytest.mark.parametrize("text", ["$B$2:$C$9", "C9:B2", "B9:C2", "b2:c9"])
def test_an_area_is_read_whatever_its_corners_and_dollars(text):
    assert Area.parse(text) == Area(2, 2, 9, 3)


@pytest.mark.parametrize("text", ["", "A:B", "1:2", "Name", "A0", "A1:B2:C3", "XFE1", "A1048577"])
def test_what_is_no_area_is_none(text):
    assert Area.parse(text) is None


def test_a_list_of_areas_comes_back_as_it_was_written():
    assert areas_name(parse_areas("A1 B2:C9")) == "A1 B2:C9"


@given(areas(), areas())
def test_an_area_less_another_keeps_all_other_cells(one, other):
    rest = one.minus(other)
    assert cells(rest) == cells([one]) - cells([other])
    assert sum(len(cells([part])) for part in rest) == len(cells(rest))


@given(areas(), areas())
def test_covering_and_meeting_agree_with_the_cells(one, other):
    assert one.covers(other) == (cells([other]) <= cells([one]))
    assert one.meets(other) == bool(cells([one]) & cells([other]))


@given(areas(), st.lists(areas(), max_size=4))
def test_several_areas_are_taken_away_one_after_another(one, taken):
    assert cells(without([one], taken)) == cells([one]) - cells(taken)
