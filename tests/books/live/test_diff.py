from okrsheet.books.area import Area
from okrsheet.books.live.diff import changed_rows, trimmed

BEFORE = ((1.0, "'a"), (2.0, "=[@ID]"), (3.0, None), (4.0, None))
AFTER = ((1.0, "'a"), (2.5, "=[@ID]"), (3.0, None), (4.0, "'x"))


def test_only_rows_that_hold_something_else_are_told():
    assert changed_rows(BEFORE, AFTER, None) == [1, 3]


def test_another_spelling_is_no_change():
    after = (BEFORE[0], (2.0, "=KPIs[[#This Row],[ID]]"), *BEFORE[2:])
    assert changed_rows(BEFORE, after, "KPIs") == []
    assert changed_rows(BEFORE, after, None) == [1]


def test_a_rectangle_is_cut_to_the_rows_that_change():
    area, before, after = trimmed(Area(5, 2, 8, 3), BEFORE, AFTER, [1, 3])
    assert area == Area(6, 2, 8, 3)
    assert before == BEFORE[1:] and after == AFTER[1:]
