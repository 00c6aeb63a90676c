"""The base of the merge, as text and back."""

import json
from dataclasses import replace
from datetime import date, datetime

import pytest

from okrsheet.books.book import CellError
from okrsheet.departments.sent import Rows, Sent

VALUES = ("=1+1", "", 0.1, 1e300, True, False, None, datetime(2026, 6, 30, 12, 0, 0, 5))
SENT = Sent(
    "a-plan",
    "IT",
    "0123456789abcdef",
    date(2026, 6, 30),
    {"KPIs": Rows(("ID", "Target"), (("K1", CellError("#REF!")), ("ä\n", 12.0)))},
    Rows(("Kind",), tuple((value,) for value in VALUES)),
    {"K1": "K2"},
    {"KPIs/x": "K3"},
)


def test_a_base_comes_back_as_it_was():
    assert Sent.of_json(SENT.to_json()) == SENT


def test_true_does_not_come_back_as_a_number():
    back = Sent.of_json(SENT.to_json()).context.rows
    assert [type(row[0]) for row in back] == [type(value) for value in VALUES]


def test_equal_bases_are_equal_text_whatever_the_order_of_their_tables():
    one = replace(SENT, tables={"A": SENT.context, "B": SENT.context})
    other = replace(SENT, tables={"B": SENT.context, "A": SENT.context})
    assert one.to_json() == other.to_json()


@pytest.mark.parametrize("text", ["", "no json", '{"plan": "a"}'])
def test_other_text_is_refused(text):
    with pytest.raises((ValueError, KeyError)):
        Sent.of_json(text)


def test_a_base_is_told_as_one_json_object():
    told = json.loads(SENT.to_json())
    assert list(told) == [
        *("plan", "unit", "sending", "as_of", "tables", "context", "given", "blank"),
    ]
    assert told["tables"]["KPIs"]["rows"] == [["K1", {"error": "#REF!"}], ["ä\n", 12.0]]
    assert told["context"]["rows"][-1] == [{"date": "2026-06-30T12:00:00.000005"}]
