from collections.abc import Mapping

from okrsheet.departments.arrival import Arrival
from okrsheet.departments.difference import Return
from okrsheet.departments.learning import Lessons
from okrsheet.departments.merged import Advance

KEY = ("a-1",)


def arrival(sending: str = "f00", given: Mapping[str, str] | None = None) -> Arrival:
    return Arrival(Return("a-plan", "IT", sending, "IT.xlsx", given=given or {}))


def test_a_sending_of_which_nothing_was_settled_does_not_advance():
    assert list(Lessons().advances([arrival()])) == []


def test_a_sending_learns_what_was_settled_of_its_file():
    one, lessons = arrival(given={"KPIs/x": "K-1"}), Lessons()
    lessons.cells(one, "Actions", KEY, ("Owner", "Done"), ("Ann", 1.0))
    lessons.of(one).deleted["Actions", KEY] = None
    one.blank["Actions/new"] = "A-2"
    assert list(lessons.advances([one])) == [
        Advance(
            "f00",
            {("Actions", KEY, "Owner"): "Ann", ("Actions", KEY, "Done"): 1.0},
            (),
            (("Actions", KEY),),
            {"KPIs/x": "K-1"},
            {"Actions/new": "A-2"},
        )
    ]


def test_of_several_files_of_a_sending_it_learns_what_all_say():
    one, other, lessons = arrival(), arrival(), Lessons()
    lessons.cells(one, "Actions", KEY, ("Owner", "Done"), ("Ann", 1.0))
    lessons.cells(other, "Actions", KEY, ("Owner", "Done"), ("Ann", 0.5))
    lessons.of(one).added["Actions", ("A-2",)] = None
    assert list(lessons.advances([one, other])) == [
        Advance("f00", {("Actions", KEY, "Owner"): "Ann"})
    ]


def test_sendings_advance_each_for_itself():
    one, other, lessons = arrival("f01"), arrival("f00"), Lessons()
    for each in (one, other):
        lessons.cells(each, "Actions", KEY, ("Done",), (1.0,))
    assert [advance.sending for advance in lessons.advances([one, other])] == ["f00", "f01"]
