from datetime import datetime

from okrsheet.books import values
from okrsheet.books.celltext import Codec
from okrsheet.books.values import BLANK, Values, known_values

DAY = b' s="1"><v>46023</v></c>'


def test_a_cell_that_is_not_there_is_blank():
    assert known_values(b"", frozenset(), False)[BLANK] is None


def test_one_cell_says_a_number_or_a_date_by_the_formats_and_calendar_of_its_workbook():
    dated = frozenset({1})
    assert known_values(b"", frozenset(), False)[DAY] == 46023.0
    assert known_values(b"", dated, False)[DAY] == datetime(2026, 1, 1)
    assert known_values(b"", dated, True)[DAY] == datetime(2030, 1, 2)


def test_formulas_are_told_from_values():
    said = known_values(b"", frozenset(), False)
    total, typed = b"><f>A1+A2</f><v>3</v></c>", b"><v>3</v></c>"
    assert said[total] == said[typed] == 3.0
    assert total in said.formulas and typed not in said.formulas


def test_texts_that_one_workbook_shares_are_its_own():
    cell = b' t="s"><v>0</v></c>'
    read = [Values(b"", Codec(lambda: ["a"], frozenset(), False))[cell]]
    read += [Values(b"", Codec(lambda: ["b"], frozenset(), False))[cell]]
    assert read == ["a", "b"]


def test_values_are_forgotten_when_there_are_too_many(monkeypatch):
    monkeypatch.setattr(values, "MOST_CELLS", 2)
    first = known_values(b"", frozenset({7}), False)
    assert [first[b"><v>%d</v></c>" % number] for number in range(4)] == [0.0, 1.0, 2.0, 3.0]
    assert len(known_values(b"", frozenset({7}), False)) == 1
