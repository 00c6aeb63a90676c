from functools import partial

from okrsheet.departments.deciding import Open, decide
from okrsheet.departments.merged import Conflict


def conflict(came: str, file: str = "IT.xlsx") -> Conflict:
    return Conflict("IT", file, "KPIs", "KPIs", "K-1", ("Owner",), ("Ann",), (came,), ("Bob",), 0)


def opened(*conflicts: Conflict) -> tuple[list[Open], list[str]]:
    done: list[str] = []
    return [
        Open(
            one,
            partial(done.append, f"take {one.came[0]}"),
            partial(done.append, f"learn {one.came[0]}"),
        )
        for one in conflicts
    ], done


def test_an_undecided_conflict_stays_open():
    some, done = opened(conflict("Cem"))
    assert decide(some, {}) == [conflict("Cem")]
    assert done == []


def test_keep_only_teaches_the_base():
    some, done = opened(conflict("Cem"))
    assert decide(some, {conflict("Cem").key: "keep"}) == []
    assert done == ["learn Cem"]


def test_take_sets_the_master_and_teaches_the_base():
    some, done = opened(conflict("Cem"))
    assert decide(some, {conflict("Cem").key: "take"}) == []
    assert done == ["take Cem", "learn Cem"]


def test_what_is_left_open_stands_against_what_was_taken():
    some, _ = opened(conflict("Cem"), conflict("Dot", "IT (1).xlsx"))
    (left,) = decide(some, {conflict("Cem").key: "take"})
    assert (left.came, left.stands) == (("Dot",), ("Cem",))


def test_two_values_cannot_both_be_taken():
    both = conflict("Cem"), conflict("Dot")
    some, done = opened(*both)
    assert decide(some, {one.key: "take" for one in both}) == list(both)
    assert done == []


def test_the_same_value_of_two_files_is_taken_once():
    both = conflict("Cem"), conflict("Cem", "IT (1).xlsx")
    some, done = opened(*both)
    assert decide(some, {both[0].key: "take"}) == []
    assert done == ["take Cem", "learn Cem", "learn Cem"]
