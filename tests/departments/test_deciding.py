from dataclasses import replace
from datetime import date
from functools import partial

from okrsheet.departments.deciding import Open, decide, remembered, remembering, with_decided
from okrsheet.departments.difference import Return
from okrsheet.departments.merged import WHOLE_ROW, Advance, Conflict, Merged
from okrsheet.departments.sent import Rows, Sent

SENT = Sent("a-plan", "IT", "f00", date(2026, 6, 30), {}, Rows((), ()))
COPIES = [Return("a-plan", "IT", "f00", file) for file in ("IT.xlsx", "IT (1).xlsx")]


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


def test_a_base_remembers_what_was_decided():
    one, other = conflict("Cem").asked, conflict("Dot").asked
    sent = remembering(remembering(SENT, [other]), [one])
    assert remembered(SENT) == frozenset()
    assert remembered(Sent.of_json(sent.to_json())) == {one, other}
    assert remembering(SENT, ()) is SENT


def test_what_copies_would_ask_again_is_remembered():
    decided, open_still = conflict("Cem"), replace(conflict("Eve"), id="K-2")
    merged = with_decided(Merged(), [decided], [decided, open_still], COPIES)
    assert merged.advances == (Advance("f00", decided=(decided.asked,)),)


def test_what_a_base_learns_otherwise_is_kept():
    learned = Advance("f00", given={"KPIs/x": "K-1"})
    decided = conflict("Cem")
    merged = with_decided(Merged(advances=(learned,)), [decided], [decided], COPIES)
    assert merged.advances == (replace(learned, decided=(decided.asked,)),)


def test_a_row_that_was_decided_asks_nothing_of_its_cells():
    row, cell = replace(conflict("Cem"), fields=(WHOLE_ROW,)), conflict("Cem")
    merged = with_decided(Merged(), [row], [cell], COPIES)
    assert merged.advances == (Advance("f00", decided=(cell.asked,)),)


def test_the_only_file_of_a_sending_need_not_be_remembered():
    decided, only = conflict("Cem"), COPIES[0]
    assert with_decided(Merged(), [decided], [decided], [only]) == Merged()
    older = replace(only, is_older=True)
    assert len(with_decided(Merged(), [decided], [decided], [older]).advances) == 1
