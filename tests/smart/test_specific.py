"""S: statement and owner."""

import pytest

from okrsheet.books.book import CellError
from okrsheet.plan.finding import Severity
from okrsheet.smart.owners import owners
from okrsheet.smart.registry import lint
from okrsheet.smart.specific import placeholder_in
from tests.smart.linting import fields, found
from tests.workbooks import plan_of


def objective(**cells):
    return {"Objectives": [{"ID": "O-1", "Objective": "Cut waste to 5%", **cells}]}


def test_an_objective_without_a_statement_is_an_error_at_its_objective_cell():
    [finding] = found("S01", {"Objectives": [{"ID": "O-1", "Owner": "Ann"}]})
    assert (finding.severity, finding.table, finding.row) == (Severity.ERROR, "Objectives", 0)
    assert (finding.id, finding.field) == ("O-1", "Objective")
    assert finding.message == "O-1 has no statement."


def test_a_statement_that_only_looks_blank_is_none():
    assert fields("S01", {"Objectives": [{"ID": "O-1", "Objective": " \n "}]}) == ["Objective"]


def test_a_missing_objective_column_explains_the_missing_statement():
    assert not found("S01", objective(), missing={"Objectives/Objective"})


def test_an_objective_without_an_owner_has_nobody_accountable():
    assert fields("S02", objective()) == ["Owner"]
    assert not found("S02", objective(Owner="Ann"))


def test_an_excel_error_as_owner_explains_the_missing_owner():
    plan = plan_of(objective(Owner=CellError("#REF!")))
    assert not {"S02", "S09"} & {finding.code for finding in lint(plan)}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("IT/HR", ("IT", "HR")),
        ("IT / HR", ("IT", "HR")),
        ("Ann, Bob", ("Ann", "Bob")),
        ("A; B", ("A", "B")),
        ("Ann+Bob", ("Ann", "Bob")),
        ("Ann\nBob", ("Ann", "Bob")),
        ("Ann & Bob", ("Ann", "Bob")),
        ("Ann and Bob", ("Ann", "Bob")),
        ("Ann AND Bob", ("Ann", "Bob")),
        ("Ann, Bob and Cy", ("Ann", "Bob", "Cy")),
        ("Head of Sales and Head of IT", ("Head of Sales", "Head of IT")),
        ("Ann and Head of IT", ("Ann", "Head of IT")),
        ("Head of Sales; Head of IT", ("Head of Sales", "Head of IT")),
        ("Ann Lee, PhD, Bob", ("Ann Lee", "Bob")),
    ],
)
def test_several_owners_are_told_apart(text, named):
    assert owners(text) == named


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee",
        "Head of Sales and Marketing",
        "Director of Legal & Compliance",
        "R&D",
        "Ann Lee, PhD",
        "Ann Lee, Ph.D., MBA",
        "Bob Hope, Jr.",
        "Ann Lee (Sales, EMEA and Asia)",
        "Sandy Andrews",
        "n/a",
        "Ann;",
    ],
)
def test_one_owner_stays_one(text):
    assert len(owners(text)) == 1


def test_several_owners_are_a_warning_that_names_them():
    [finding] = found("S09", objective(Owner="Ann, Bob"))
    assert (finding.severity, finding.field) == (Severity.WARNING, "Owner")
    assert finding.message == "O-1 names 2 owners: Ann, Bob."


def test_a_blank_owner_is_not_several():
    assert not found("S09", objective())


@pytest.mark.parametrize(
    "text",
    [
        "TBD",
        "tbc",
        "to be defined",
        "Cut waste by X%",
        "Cut waste to xx hours",
        "Raise sales by ?%",
        "xxx",
        "?",
        "??",
        "-",
        "...",
        "n/a",
        "None",
        "Lorem ipsum dolor",
        "[insert figure]",
        "<name>",
        "Cut waste from ___ to 5%",
    ],
)
def test_what_stands_for_something_still_to_be_written_is_a_placeholder(text):
    assert fields("S08", objective(Relevant=text)) == ["Relevant"]


@pytest.mark.parametrize(
    "text",
    [
        "Who is served first?",
        "None of our shops has it",
        "Test the offer in four shops",
        "Open XXL shops",
        "Chapter XX of the code",
        "Grow 2x in Phase X",
        "The name of the shop [see annex]",
        "Pending orders",
        "Owner-managed shops",
        " ",
    ],
)
def test_words_questions_and_roman_numbers_are_no_placeholders(text):
    assert not found("S08", objective(Relevant=text))


@pytest.mark.parametrize(
    "header", ["Objective", "Owner", "Specific", "Measurable", "Achievable", "Relevant"]
)
def test_placeholders_are_found_in_every_cell_of_prose(header):
    assert fields("S08", objective(**{header: "TBD"})) == [header]


def test_a_kpi_with_a_placeholder_for_a_name_is_told():
    [finding] = found("S08", {"KPIs": [{"ID": "K-1", "KPI": "KPI tbd"}]})
    assert finding.message == 'KPI of K-1 holds the placeholder "tbd".'


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("Cut waiting from 9 to X minutes", "X"),
        ("Cut waiting to [target] minutes", "[target]"),
        ("Goal 3", "Goal 3"),
        ("N.N.", "N.N."),
    ],
)
def test_a_letter_a_bracket_a_number_of_the_form_and_no_name_are_placeholders(text, quoted):
    assert placeholder_in(text) == quoted


@pytest.mark.parametrize("text", ["Move our posts to X by May", "Cut waste [1] to 5%", "Plan X"])
def test_a_letter_that_is_a_name_and_a_note_in_brackets_are_none(text):
    assert placeholder_in(text) is None


def test_owners_in_the_plural_are_a_warning_that_quotes_them():
    [finding] = found("S09", objective(Owner="all shop managers"))
    assert finding.message == 'O-1 names several owners: "all shop managers".'
