"""The palette: every text can be read, and every status told apart, by every eye and in grey."""

from dataclasses import replace
from itertools import combinations, pairwise

import pytest

from okrsheet.books.book import Style
from okrsheet.sheets import looks
from okrsheet.sheets.generated import CASCADE
from tests.sight import EYES, contrast, distance, lightness

PAPER = "FFFFFF"
READABLE = 4.5  # WCAG 2.1, level AA, for text of any size
# Distances in L*a*b*, of which 2.3 is just seen (Mahy and others, 1994): four times that for the
# wide fills of cells, more for bars, which stand against each other, and for lines, which are thin.
APART_AS_FILLS, APART_AS_BARS, APART_AS_LINES = 9.2, 20, 15
APART_IN_GREY = 3  # in L*

SAID = [
    style
    for said in vars(looks).values()
    for style in (said if isinstance(said, tuple) else (said,))
    if isinstance(style, Style)
]
STYLES = [*SAID, *(looks.band(column.style) for column in CASCADE.columns)]
TINTS = [*looks.STATUS_TINTS.items(), *looks.SEVERITY_TINTS.items()]


def closest(colours, eyes):
    """The smallest distance between any two colours."""
    return min(distance(one, other, eyes) for one, other in combinations(colours, 2))


def fills(tints):
    return [tint.fill for tint in tints.values()]


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
def test_text_can_be_read_on_its_fill(style):
    assert contrast(style.color, style.fill or PAPER) >= READABLE


@pytest.mark.parametrize(("word", "tint"), TINTS)
def test_a_tinted_word_can_be_read_on_its_fill(word, tint):
    assert contrast(tint.color, tint.fill) >= READABLE


@pytest.mark.parametrize("fill", [PAPER, looks.WASH, looks.RULE])
def test_a_tint_without_a_fill_can_be_read_on_any_of_ours(fill):
    (rule,) = looks.CHECK_RULES
    assert rule.tint.fill is None
    assert contrast(rule.tint.color, fill) >= READABLE


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("tints", [looks.STATUS_TINTS, looks.SEVERITY_TINTS])
def test_fills_are_told_apart(tints, eyes):
    assert closest(fills(tints), eyes) >= APART_AS_FILLS


def test_fills_of_statuses_differ_in_grey_print():
    greys = sorted(map(lightness, fills(looks.STATUS_TINTS)))
    assert min(b - a for a, b in pairwise(greys)) >= APART_IN_GREY


def test_each_status_has_a_symbol_of_its_own():
    formats = [tint.number_format for tint in looks.STATUS_TINTS.values()]
    assert len(set(formats)) == 4


@pytest.mark.parametrize("eyes", EYES)
def test_bars_of_statuses_are_told_apart(eyes):
    assert closest(looks.STATUS_COLOURS.values(), eyes) >= APART_AS_BARS


def test_bars_of_statuses_differ_in_grey_print():
    greys = sorted(map(lightness, looks.STATUS_COLOURS.values()))
    assert min(b - a for a, b in pairwise(greys)) >= APART_IN_GREY


@pytest.mark.parametrize("eyes", EYES)
def test_lines_of_charts_are_told_apart(eyes):
    assert closest(looks.CHART_COLOURS, eyes) >= APART_AS_LINES


def test_the_companys_line_is_by_far_the_darkest():
    company, *others = map(lightness, looks.CHART_COLOURS)
    assert company + 25 < min(others)


def test_the_columns_that_fill_themselves_have_a_header_of_their_own():
    entered, filled = looks.header(looks.TEXT, False), looks.header(looks.COMPUTED, True)
    assert distance(entered.fill, filled.fill) >= APART_AS_BARS


@pytest.mark.parametrize(("side", "indent"), [("left", 1), ("center", 0), ("right", 2)])
def test_a_header_stands_over_its_cells_and_clear_of_the_filter_button(side, indent):
    found = looks.header(replace(looks.TEXT, horizontal=side), False)
    assert (found.horizontal, found.indent) == (side, indent)


def test_the_names_of_a_tree_go_in_step_by_step():
    indents = [style.indent for style in looks.TREE]
    assert indents == sorted(set(indents))


# The measures themselves, by numbers from their sources.


def test_black_on_white_has_the_highest_contrast():
    assert contrast("000000", "FFFFFF") == pytest.approx(21, abs=1e-4)


def test_the_grey_that_just_fails_is_known():
    # WebAIM: 777777 on white is 4.48, 767676 is 4.54.
    assert contrast("777777", "FFFFFF") == pytest.approx(4.48, abs=0.005)
    assert contrast("767676", "FFFFFF") == pytest.approx(4.54, abs=0.005)


def test_red_to_the_usual_eye_is_known():
    # Lindbloom's calculator: sRGB red is L* 53.24, a* 80.09, b* 67.20; mid grey is L* 53.585.
    assert distance("FF0000", "000000") == pytest.approx(
        (53.24**2 + 80.09**2 + 67.20**2) ** 0.5, abs=0.02
    )
    assert lightness("808080") == pytest.approx(53.585, abs=0.005)


@pytest.mark.parametrize("eyes", EYES)
def test_greys_look_alike_to_all_eyes(eyes):
    # The rows of Machado's matrices add up to 1.
    assert distance("808080", "C0C0C0", eyes) == pytest.approx(
        distance("808080", "C0C0C0"), abs=0.01
    )
