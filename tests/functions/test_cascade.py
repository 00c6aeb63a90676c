import pytest

from okrsheet.books.book import CellError
from okrsheet.functions.cascade import okr_cascade


def column(*cells):
    return [[cell] for cell in cells]


def test_the_tree_is_told_from_the_top_with_names_indented():
    answer = okr_cascade(
        column("K-1", "O-1", "P1", "K-2", "P2"),
        column("O-1", "P1", None, "O-1", None),
        column("Response time", "Answer sooner", "Guests", "Chatbot", "Staff"),
    )
    assert [row[:3] for row in answer] == [
        ["Level", "ID", "Name"],
        [1, "P1", "Guests"],
        [2, "O-1", "    Answer sooner"],
        [3, "K-1", "        Response time"],
        [3, "K-2", "        Chatbot"],
        [1, "P2", "Staff"],
    ]


def test_scores_roll_up_by_weight_and_shares_say_what_each_makes_up():
    answer = okr_cascade(
        column("P1", "P2", "O-1", "O-2", "O-3"),
        column(None, None, "P1", "P1", "P2"),
        None,
        column(None, None, 0.5, 1.0, 0.2),
        column(2, 1, 1, 3, None),
    )
    # P1: (0.5 + 3) / 4; its share is 2 of 3, of which O-1 has a quarter.
    assert [row[:2] + row[3:] for row in answer] == [
        ["Level", "ID", "Share", "Score"],
        [1, "P1", pytest.approx(2 / 3), pytest.approx(0.875)],
        [2, "O-1", pytest.approx(1 / 6), 0.5],
        [2, "O-2", pytest.approx(1 / 2), 1.0],
        [1, "P2", pytest.approx(1 / 3), pytest.approx(0.2)],
        [2, "O-3", pytest.approx(1 / 3), 0.2],
    ]


def test_a_score_that_is_stated_stands_and_counts_above():
    answer = okr_cascade(
        column("P1", "O-1", "K-1"), column(None, "P1", "O-1"), None, column(None, 0.6, 0.1)
    )
    assert [row[4] for row in answer[1:]] == [0.6, 0.6, 0.1]


def test_what_has_no_data_is_blank_and_left_out_of_the_mean():
    answer = okr_cascade(
        column("P1", "O-1", "O-2", "P2"),
        column(None, "P1", "P1", None),
        None,
        column("", 0.4, "", ""),
    )
    assert [row[4] for row in answer[1:]] == [0.4, 0.4, "", ""]


def test_attainments_are_cut_to_scores():
    answer = okr_cascade(column("A", "B"), column(None, None), None, column(1.5, -0.5))
    assert [row[4] for row in answer[1:]] == [1.0, 0.0]


def test_ids_are_compared_without_regard_to_case_and_blank_rows_are_passed_over():
    answer = okr_cascade(column("P1", None, "o-1", ""), column(None, None, "p1", None))
    assert [row[1] for row in answer] == ["ID", "P1", "o-1"]


def test_ids_may_be_numbers():
    answer = okr_cascade(column(1.0, 2.0), column(None, 1.0))
    assert [row[:2] for row in answer[1:]] == [[1, "1"], [2, "2"]]


def test_one_row_is_a_tree():
    assert okr_cascade("P1", None, "Guests", 0.5)[1] == [1, "P1", "Guests", 1.0, 0.5]


def test_no_rows_are_blank():
    assert okr_cascade(column(None, None), column(None, None)) == ""


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            (column("A", "B", "C"), column("C", "A", "B")),
            "The parents run in a circle: A > C > B > A.",
        ),
        ((column("A"), column("A")), "The parents run in a circle: A > A."),
        ((column("A", "B"), column(None, "Z")), "Row 2: the parent Z of B is not among the IDs."),
        (
            (column("A", "B", "a"), column(None, None, None)),
            "The ID a stands twice, in rows 1 and 3.",
        ),
        ((column("A", None), column(None, "A")), "Row 2: the ID is blank."),
        (
            (column("A", CellError("#N/A")), column(None, None)),
            "Row 2: The ID is #N/A.",
        ),
        (
            (column("A", "B"), column(None, "A"), None, column(0.5, "x")),
            "Row 2: Score is text ('x'): give a number.",
        ),
        (
            (column("A", "B"), column(None, "A"), None, None, column(1, -1)),
            "Row 2: Weight is -1: give 0 or more.",
        ),
        (
            (column("A", "B"), column(None, "A", "B")),
            "The ranges differ in size (ID 2 x 1, parent 3 x 1): give ranges of one size, or"
            " single cells.",
        ),
    ],
)
def test_what_is_no_tree_is_said_in_a_sentence(arguments, sentence):
    assert okr_cascade(*arguments) == sentence
