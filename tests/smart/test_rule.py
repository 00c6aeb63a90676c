"""What a rule is made of."""

from datetime import date, datetime

import pytest

from okrsheet.plan.finding import Finding, Severity
from okrsheet.plan.model import Kpi, Objective, Pillar, Plan
from okrsheet.smart.rule import CODES, Fault, called, explained, plain, rule

PLAN = Plan(as_of=date(2026, 6, 30), missing=frozenset({"KPIs/Target"}))


@rule("S04", Severity.INFO, Pillar, Objective)
def odd_name(row, plan):
    """The name is odd.

    Odd names surprise.

    Flagged:
        Pillars
        | ID |
        | P1 |

    Passes:
        Pillars
        | ID |
        | P2 |
    """
    if row.name == "odd":
        yield Fault("Pillar", "It is odd.", "Even it out.")


def test_a_decorated_function_is_a_rule_named_for_its_fault():
    assert (odd_name.code, odd_name.severity, odd_name.name) == ("S04", Severity.INFO, "odd-name")
    assert (odd_name.fault, odd_name.why) == ("The name is odd", "Odd names surprise.")


def test_a_fault_of_a_row_becomes_a_finding_at_that_row():
    rows = {Pillar: (Pillar(id="P1", row=4, name="odd"), Pillar(id="P2", name="even"))}
    assert list(odd_name.findings(PLAN, rows)) == [
        Finding("S04", Severity.INFO, "Pillars", 4, "P1", "Pillar", "It is odd.", "Even it out.")
    ]


def test_a_function_without_a_page_for_the_rule_book_cannot_be_a_rule():
    with pytest.raises(ValueError, match="docstring"):
        rule("S04", Severity.INFO, Pillar)(lambda row, plan: ())


def test_a_cell_is_explained_by_a_misfit_or_a_missing_column():
    assert explained(Kpi(unread=frozenset({"Low"})), "Low", PLAN)
    assert explained(Kpi(), "Target", PLAN)
    assert not explained(Kpi(), "Low", PLAN)
    assert not explained(Objective(), "Target", PLAN)


def test_a_row_is_called_by_its_id():
    assert called(Kpi(id="K-1")) == "K-1"
    assert called(Kpi()) == "This row"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (12.0, "12"),
        (0.1, "0.1"),
        (-0.5, "-0.5"),
        (1234567.0, "1234567"),
        (datetime(2026, 6, 30, 12), "2026-06-30"),
    ],
)
def test_values_are_written_as_a_person_writes_them(value, text):
    assert plain(value) == text


def test_the_rule_book_has_sixty_codes_each_once():
    by_letter = {"S": 9, "M": 10, "A": 5, "R": 10, "T": 7, "D": 11, "W": 1}
    assert len(set(CODES)) == len(CODES) == sum(by_letter.values())
    for letter, count in by_letter.items():
        assert [code for code in CODES if code[0] == letter] == [
            f"{letter}{number:02}" for number in range(1, count + 1)
        ]
