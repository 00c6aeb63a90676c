"""Who stands above whom: parents step by step, cycles, depth, what is inherited on the way."""

import pytest

from okrsheet.sheets.live.lines import Lines, entered, nearest
from tests.sheets.live import laid
from tests.sheets.live.laid import a_block, agrees, values

CHAIN = (0, 1, 2, 3)
CIRCLE = (2, 1, 1, 3)  # 1 and 2 are each other's parents; 3 stands under 1, 4 under 3


def lines(parents, may_cycle=False, levels=4):
    block = a_block(len(parents))
    return block, Lines.of(block, laid.entered(block, *parents), levels, may_cycle)


def test_each_step_up_is_the_parent_of_the_step_before():
    _, found = lines(CHAIN)
    assert [values(step, 4) for step in found.stated] == [
        [0, 1, 2, 3],
        [0, 0, 1, 2],
        [0, 0, 0, 1],
        [0, 0, 0, 0],
    ]


def test_depth_counts_the_rows_above():
    assert values(lines(CHAIN)[1].depth, 4) == [0, 1, 2, 3]


def test_a_row_that_comes_back_to_itself_is_in_a_cycle():
    assert values(lines(CIRCLE)[1].cycle, 4) == [1, 1, 0, 0]
    assert values(lines((1, 0))[1].cycle, 2) == [1, 0]


def test_a_cycle_as_long_as_there_are_levels_is_found():
    assert values(lines((2, 3, 4, 1))[1].cycle, 4) == [1, 1, 1, 1]


def test_a_row_in_a_cycle_and_one_below_it_are_roots():
    _, found = lines(CIRCLE)
    assert values(found.above[0], 4) == [0, 0, 0, 3]
    assert values(found.depth, 4) == [0, 0, 0, 1]


def test_where_a_parent_may_cycle_it_still_is_one():
    _, found = lines(CIRCLE, may_cycle=True)
    assert values(found.above[0], 4) == [0, 0, 1, 3]
    assert values(found.depth, 4) == [0, 0, 1, 2]


@pytest.mark.parametrize(
    ("own", "expected"),
    [((1, 0, 0, 0), [1, 1, 1, 1]), ((1, 0, 2, 0), [1, 1, 2, 2]), ((0, 0, 0, 0), [0, 0, 0, 0])],
)
def test_what_a_row_does_not_say_it_has_from_the_nearest_above_that_does(own, expected):
    block, found = lines(CHAIN)
    nearest(block, "pillar", laid.entered(block, *own), found.stated)
    assert values(block.grid.columns[-1], 4) == expected


def test_it_is_found_from_the_deepest_row_of_all():
    block, found = lines(range(9), levels=8)
    nearest(block, "pillar", laid.entered(block, 5, *[0] * 8), found.stated)
    assert values(block.grid.columns[-1], 9) == [5] * 9


def test_a_row_enters_what_its_parent_does_not_stand_in():
    block = a_block(5)
    own, above = laid.entered(block, 1, 1, 2, 0, 1), laid.entered(block, 0, 1, 1, 1, 4)
    assert values(entered(block, "entered", own, above), 5) == [1, 0, 2, 0, 1]


@pytest.mark.parametrize("parents", [CHAIN, CIRCLE, (2, 3, 4, 1), (1, 0)])
@pytest.mark.parametrize("may_cycle", [True, False])
def test_ironcalc_finds_the_same_lines(parents, may_cycle, tmp_path):
    block, found = lines(parents, may_cycle)
    nearest(block, "pillar", laid.entered(block, *[1] * len(parents)), found.stated)
    assert agrees(block.grid, tmp_path / "lines.xlsx")
