import math

import pytest

from okrsheet.functions.arguments import Arguments, cell_function, single
from okrsheet.functions.cells import WrongArgument, choice, number, text


def refused(call):
    with pytest.raises(WrongArgument) as wrong:
        call()
    return str(wrong.value)


def test_single_cells_are_answered_with_a_single_cell():
    rows = Arguments.of(actual=1, target=[[2]])
    assert len(rows) == 1
    assert rows.answer([3.0]) == 3.0


def test_ranges_are_answered_in_their_size():
    rows = Arguments.of(actual=[[1, 2], [3, 4], [5, 6]], target=9)
    assert rows.numbers("actual").tolist() == [1, 2, 3, 4, 5, 6]
    assert rows.numbers("target").tolist() == [9] * 6
    assert rows.answer("abcdef") == [["a", "b"], ["c", "d"], ["e", "f"]]


def test_rows_as_tuples_are_ranges_too():
    assert Arguments.of(actual=((1,), (2,))).size == (2, 1)


def test_ranges_of_two_sizes_are_refused():
    assert refused(lambda: Arguments.of(as_of=1, read_on=[[1], [2]], due=[[1, 2]])) == (
        "The ranges differ in size (read on 2 x 1, due 1 x 2): give ranges of one size, or single"
        " cells."
    )


def test_what_does_not_fit_is_answered_in_its_own_cell():
    rows = Arguments.of(target=[["ten"], [2], [None]])
    read = rows.numbers("target")
    assert [math.isnan(one) for one in read] == [True, False, True]
    assert rows.answer(["a", "b", "c"]) == [["Target is text ('ten'): give a number."], ["b"], [""]]


def test_a_single_cell_that_does_not_fit_is_answered_in_every_cell():
    rows = Arguments.of(actual=[[1], [2]], target="ten")
    rows.numbers("target")
    assert rows.answer("ab") == [["Target is text ('ten'): give a number."]] * 2


def test_the_argument_that_is_read_first_is_the_one_that_is_said():
    rows = Arguments.of(actual="x", target="y")
    rows.numbers("actual")
    rows.numbers("target")
    assert rows.answer([0.0]) == "Actual is text ('x'): give a number."


def test_where_all_ranges_are_blank_so_is_the_answer():
    rows = Arguments.of(actual=[[None], [""], [1]], target=[[None], [2], [None]], unit="h")
    assert rows.answer("abc") == [[""], ["b"], ["c"]]


def test_single_blank_cells_are_answered():
    assert Arguments.of(actual=None).answer(["a"]) == "a"


def test_words_are_empty_where_there_is_none():
    rows = Arguments.of(method=[["worst"], [None], ["best"]])
    assert rows.choices("method", ("Weighted", "Worst")).tolist() == ["Worst", "", ""]


@pytest.mark.parametrize(
    ("cells", "place"),
    [("x", ""), ([[1], ["x"], ["y"]], "Row 2: "), ([[1, 2, "x"]], "Cell 3: ")],
)
def test_a_function_of_whole_ranges_says_where_the_first_fault_stands(cells, place):
    rows = Arguments.of(score=cells)
    rows.numbers("score")
    assert refused(rows.insist) == f"{place}Score is text ('x'): give a number."


def test_without_a_fault_there_is_nothing_to_insist_on():
    rows = Arguments.of(score=1)
    rows.read("score", number)
    rows.insist()


def test_a_setting_is_one_cell():
    assert single("on_track_gap", [[0.1]]) == 0.1
    assert single("on_track_gap", 0.1) == 0.1
    sentence = "On track gap is a range: give one cell."
    assert refused(lambda: single("on_track_gap", [[0.1], [0.2]])) == sentence


def test_a_cell_function_answers_what_it_cannot_use_with_the_sentence():
    @cell_function
    def chosen(cell):
        return choice(cell, "method", ("Weighted", "Worst"))

    assert chosen("worst") == "Worst"
    assert chosen("best") == "Method is text ('best'): give Weighted or Worst."


def test_ids_are_called_so():
    rows = Arguments.of(id=True)
    rows.read("id", text)
    assert rows.answer([""]) == "ID is TRUE: give text."
