import pytest

from okrsheet.books.book import CellError
from okrsheet.functions.rollup import okr_rollup


def column(*cells):
    return [[cell] for cell in cells]


@pytest.mark.parametrize(
    ("scores", "weights", "by_hand"),
    [
        (column(0.5, 1.0), None, 0.75),
        (column(0.5, 1.0), column(1, 3), 0.875),  # (0.5 + 3) / 4
        (column(0.5, 1.0), column(None, 3), 0.875),  # blank weighs 1
        (column(0.5, 1.0), column(1, 0), 0.5),  # 0 counts nowhere
        (column(0.5, None, 1.0), column(1, 9, 3), 0.875),  # no data is never 0
        (column(-0.5, 1.5), None, 0.5),  # attainments are cut to 0 and 1
        ([[0.5, 1.0]], [[1, 3]], 0.875),
        (0.4, None, 0.4),
        (column(0.5, 1.0), column(1e308, 1e308), 0.75),
    ],
)
def test_scores_roll_up_to_their_weighted_mean(scores, weights, by_hand):
    assert okr_rollup(scores, weights) == pytest.approx(by_hand, abs=1e-15)


@pytest.mark.parametrize(
    ("scores", "weights"), [(column(None, ""), None), (column(0.5, 1.0), column(0, 0))]
)
def test_where_no_child_counts_there_is_no_score(scores, weights):
    assert okr_rollup(scores, weights) == ""


@pytest.mark.parametrize(
    ("statuses", "weights", "worst"),
    [
        (column("On track", "At risk", "No data"), None, "At risk"),
        (column("On track", "off track"), column(1, 0), "On track"),
        (column("No data", None), None, "No data"),
        (column("Off track"), column(0), "No data"),  # no child counts, so nothing is known
        (column(None, None), None, ""),
    ],
)
def test_the_worst_of_statuses_is_found_among_those_with_a_weight(statuses, weights, worst):
    assert okr_rollup(statuses, weights, "Worst") == worst


def test_a_blank_method_is_weighted():
    assert okr_rollup(column(0, 1), None, None) == 0.5


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((column(0.5, "x"),), "Row 2: Score is text ('x'): give a number."),
        ((column(0.5, CellError("#DIV/0!")),), "Row 2: The score is #DIV/0!."),
        ((column(0.5, 1), column(1, -2)), "Row 2: Weight is -2: give 0 or more."),
        ((column(0.5, 1), None, "Median"), "Method is text ('Median'): give Weighted or Worst."),
        (
            (column("Green"), None, "Worst"),
            "Status is text ('Green'): give No data, On track, At risk or Off track.",
        ),
        (
            (column(0.5, 1), column(1, 2, 3)),
            "The ranges differ in size (score 2 x 1, weight 3 x 1): give ranges of one size, or"
            " single cells.",
        ),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(arguments, sentence):
    assert okr_rollup(*arguments) == sentence


def test_the_worst_of_scores_is_asked_for_as_statuses():
    assert okr_rollup(column(0.5, 1), None, "Worst") == (
        "Row 1: Worst compares statuses, not scores (0.5): give On track, At risk, Off track or No"
        " data, such as OKR_STATUS gives."
    )
