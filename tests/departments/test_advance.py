from datetime import date, datetime

from okrsheet.departments.advance import advanced
from okrsheet.departments.entered import ENTERED, Row
from okrsheet.departments.merged import Advance
from okrsheet.departments.sent import Rows, Sent

ACTIONS, READINGS = ENTERED["Actions"], ENTERED["Readings"]
DAY = datetime(2026, 6, 30)


def action(id: str, name: str, done: float | None = None) -> Row:
    return (id, "O-1", name, None, None, None, done)


def reading(value: float) -> Row:
    return ("K-1", DAY, value, None, None, None)


SENT = Sent(
    "a-plan",
    "IT",
    "f00",
    date(2026, 6, 30),
    {
        "Actions": Rows(ACTIONS.headers, (action("A-1", "Call"), action("A-2", "Write"))),
        "Readings": Rows(READINGS.headers, (reading(1.0), reading(2.0))),
    },
    Rows((), ()),
    {"Actions/a-9": "A-2"},
    {"Actions/old": "A-2"},
)


def test_a_base_that_learns_nothing_stays_as_it_is():
    assert advanced(SENT, Advance("f00")) == SENT


def test_a_base_learns_cells_by_row_and_header():
    after = advanced(SENT, Advance("f00", {("Actions", ("a-2",), "Done"): 0.5}))
    assert after.tables["Actions"].rows == (action("A-1", "Call"), action("A-2", "Write", 0.5))


def test_of_readings_of_one_moment_the_counted_one_is_changed():
    key = ("k-1", "2026-06-30T00:00:00.000", "1")
    after = advanced(SENT, Advance("f00", {("Readings", key, "Value"): 3.0}))
    assert after.tables["Readings"].rows == (reading(1.0), reading(3.0))


def test_a_base_learns_new_rows_and_their_cells():
    new = action("A-3", "Train")
    cells = {("Actions", ("a-3",), "Done"): 1.0}
    after = advanced(SENT, Advance("f00", cells, (("Actions", new),)))
    assert after.tables["Actions"].rows[-1] == action("A-3", "Train", 1.0)


def test_a_row_that_the_base_has_is_not_added_again():
    after = advanced(SENT, Advance("f00", added=(("Actions", action("a-1", "Call")),)))
    assert len(after.tables["Actions"].rows) == 2


def test_a_base_forgets_deleted_rows():
    after = advanced(SENT, Advance("f00", deleted=(("Actions", ("a-1",)),)))
    assert after.tables["Actions"].rows == (action("A-2", "Write"),)


def test_a_base_learns_names_and_forgets_older_texts_of_the_same_row():
    advance = Advance("f00", given={"KPIs/k-9": "K-2"}, blank={"Actions/new": "A-2"})
    after = advanced(SENT, advance)
    assert after.given == {"Actions/a-9": "A-2", "KPIs/k-9": "K-2"}
    assert after.blank == {"Actions/new": "A-2"}
