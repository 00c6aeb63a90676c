from datetime import datetime

from okrsheet.books.book import CellError
from okrsheet.departments.entered import ENTERED, Row
from okrsheet.departments.matching import Matched, Matcher, lines, translated

ACTIONS, READINGS = ENTERED["Actions"], ENTERED["Readings"]
DAY = datetime(2026, 6, 30)


def action(id: str | None, name: str, objective: str = "O-1", owner: str | None = None) -> Row:
    return (id, objective, name, owner, None, None, None)


def reading(value: float, note: str | None = None) -> Row:
    return ("K-1", DAY, value, None, note, None)


def match(base, came, lacking=(), blank=None, given=None, entered=ACTIONS) -> Matched:
    matcher = Matcher(
        entered, base, frozenset(lacking), {} if given is None else given, blank or {}
    )
    return matcher.match(came)


def test_rows_are_found_by_id_in_any_order_and_case():
    matched = match([action("A-1", "Call"), action("A-2", "Write")], [action("a-2", "Write now")])
    assert [(pair.key, pair.came[2]) for pair in matched.pairs] == [(("a-2",), "Write now")]
    assert [key for key, _ in matched.gone] == [("a-1",)]


def test_equal_rows_without_ids_are_counted():
    found = lines(ACTIONS, [action(None, "Call"), action(None, "Call")])
    assert [line.text for line in found] == [
        "Actions/O-1|Call||||",
        "Actions/O-1|Call||||#2",
    ]


def test_a_row_without_an_id_is_known_by_its_text():
    blank = {"Actions/O-1|Call||||": "A-5"}
    matched = match([action("A-5", "Call")], [action(None, "Call")], blank=blank)
    assert [pair.key for pair in matched.pairs] == [("a-5",)]
    assert matched.renamed == []


def test_a_row_without_an_id_is_known_when_it_is_edited():
    blank = {"Actions/O-1|Call||||": "A-5"}
    matched = match([action("A-5", "Call")], [action(None, "Ring")], blank=blank)
    assert [pair.came[:3] for pair in matched.pairs] == [("A-5", "O-1", "Ring")]


def test_a_row_of_another_name_is_not_one_whose_id_was_cleared():
    matched = match([action("A-5", "Call")], [action(None, "Ring")])
    assert (matched.pairs, len(matched.new), len(matched.gone)) == ([], 1, 1)


def test_a_parent_whose_id_was_changed_is_followed():
    objectives = ENTERED["Objectives"]

    def objective(id: str, name: str, parent: str | None = None) -> Row:
        cells = {"ID": id, "Objective": name, "Parent": parent}
        return tuple(cells.get(header) for header in objectives.headers)

    base = [objective("O-1", "Grow"), objective("O-2", "Sell", "O-1")]
    came = [objective("Y", "Sell", "X"), objective("X", "Grow")]
    given: dict[str, str] = {}
    matched = match(base, came, given=given, entered=objectives)
    assert given == {"Objectives/x": "O-1", "Objectives/y": "O-2"}
    assert {pair.came for pair in matched.pairs} == set(base)


def test_ids_that_are_known_are_translated_by_table():
    given = {"Objectives/x": "O-1", "Actions/x": "A-9"}
    assert translated(ACTIONS, action("X", "Call", "X"), given) == action("A-9", "Call", "O-1")


def test_equal_readings_of_one_moment_are_matched_first():
    matched = match(
        [reading(1.0), reading(2.0)],
        [reading(2.0), reading(3.0), reading(4.0)],
        entered=READINGS,
    )
    assert [(pair.key[-1], pair.base[2], pair.came[2]) for pair in matched.pairs] == [
        ("0", 1.0, 3.0)
    ]
    assert [key[-1] for key, _ in matched.equal] == ["1"]
    assert [line.row[2] for line in matched.new] == [4.0]
    assert matched.gone == []


def test_a_missing_column_is_as_it_was_sent():
    matched = match(
        [action("A-1", "Call", owner="Ann")], [action("A-1", "Ring")], lacking={"Owner"}
    )
    assert matched.pairs[0].came == action("A-1", "Ring", owner="Ann")


def test_a_reading_that_stands_twice_is_one():
    matched = match([reading(1.0)], [reading(2.0), reading(2.0)], entered=READINGS)
    assert (len(matched.pairs), matched.new, matched.gone) == (1, [], [])


def test_a_reading_whose_kpi_is_an_error_is_the_one_that_says_the_rest():
    broken = (CellError("#REF!"), *reading(1.0, "rain")[1:])
    base = [reading(1.0), reading(1.0, "rain")]
    matched = match(base, [reading(1.0), broken], entered=READINGS)
    assert [pair.came for pair in matched.pairs] == base[1:]


def test_an_id_that_is_an_error_is_none():
    matched = match([action("A-1", "Call")], [(CellError("#REF!"), *action(None, "Call")[1:])])
    assert [pair.came for pair in matched.pairs] == [action("A-1", "Call")]


def test_numbers_that_a_program_saved_with_fewer_digits_are_equal():
    base = [reading(50.142857142857146, "a"), reading(60.0), reading(70.0)]
    matched = match(base, [reading(70.0), reading(50.1428571428571, "a")], entered=READINGS)
    assert [row for _, row in matched.equal] == [base[0], base[2]]
    assert [row for _, row in matched.gone] == [base[1]] and not matched.pairs


def test_a_number_is_not_equal_to_a_blank_cell():
    base, came = [reading(50.0)], [("K-1", DAY, None, None, None, None)]
    assert match(base, came, entered=READINGS).equal == []
