"""S03-S06: what a statement says and how."""

import pytest

from tests.smart.linting import found


def codes(statement: str) -> set[str]:
    tables = {"Objectives": [{"ID": "O-1", "Objective": statement}]}
    return {code for code in ("S03", "S04", "S05", "S06") if found(code, tables)}


@pytest.mark.parametrize(
    "statement",
    [
        "Customer satisfaction",
        "Sales growth of 10%",
        "Revenue increase in Germany",
        "Marketing budget at 5% of revenue",
        "1234567",
    ],
)
def test_a_topic_has_no_action_verb(statement):
    assert "S03" in codes(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "Reduce waste to 5%",
        "KR 1: Reduce waste to 5%",
        "By 31 July 2026, reduce waste to 5%",
        "We will significantly reduce waste to 5%",
        "90% of enquiries are answered within a day",
        "All staff complete the safety course",
        "Reducing waste to 5%",
        "Digitize 80% of the forms",
        "Upskill 40 agents",
        "Refill 90% of shelves by noon",
    ],
)
def test_a_verb_in_any_form_and_place_is_one(statement):
    assert "S03" not in codes(statement)


@pytest.mark.parametrize(
    "statement",
    ["Senkung der Kosten und des Verbrauchs", "زيادة رضا العملاء", "提高客户满意度"],
)
def test_a_statement_in_another_language_is_not_judged_by_its_words(statement):
    assert codes(statement) == set()


@pytest.mark.parametrize(
    ("statement", "term"),
    [
        ("Improve employee engagement", "improve"),
        ("Optimizing the supply chain", "optimizing"),
        ("Offer world-class service", "world-class"),
        ("Answer enquiries as soon as possible", "as soon as possible"),
    ],
)
def test_a_vague_term_without_a_measure_is_quoted(statement, term):
    [finding] = found("S04", {"Objectives": [{"ID": "O-1", "Objective": statement}]})
    assert finding.message == f'The statement of O-1 says "{term}" and no figure.'


@pytest.mark.parametrize(
    "statement",
    [
        "Improve employee engagement from 62 to 75 points",
        "Improve delivery on time to ninety percent",
        "Improve online sales twofold",
        "Keep customer support open at weekends",
    ],
)
def test_a_vague_term_beside_a_measure_and_support_as_a_noun_pass(statement):
    assert "S04" not in codes(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "Improve the service by 31 July 2026",
        "Improve the service by the end of Q3",
        "Improve the service in 2026",
        "Improve the service within the next six months",
        "Improve the service 24/7",
        "Improve the service to ISO 9001",
        "Improve the 2nd line service",
        "Improve version 3.2 of the service",
    ],
)
def test_a_date_a_name_and_an_ordinal_are_no_measure(statement):
    assert "S04" in codes(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "Increase sales and reduce costs",
        "Increase sales by 10%; cut costs by 5%",
        "Hire 20 engineers and open two offices",
        "Raise NPS to 60 and retention to 95%",
        "Win 5 new clients and keep churn below 3%",
        "Increase sales as well as reduce complaints",
    ],
)
def test_two_results_with_objects_of_their_own_are_several_outcomes(statement):
    assert "S05" in codes(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "Cut response time to 12 hours by hiring and training six agents",
        "Spend 4% of sales on research and development",
        "Design, build and test the customer portal",
        "Recruit and train 20 baristas",
        "Reduce waste and emissions by 20%",
        "Improve service levels and support quality",
        "Reduce scope 1 and scope 2 emissions by 30%",
        "Increase sales by 10% while keeping margin at 20%",
        "Raise the score to 90 points and keep it there",
        "Launch the app and reach 10,000 users",
        "Increase sales in Leeds from 10 to 12 and in York from 8 to 9 million",
    ],
)
def test_means_shared_objects_nouns_and_conditions_join_no_outcomes(statement):
    assert "S05" not in codes(statement)


def test_the_joined_outcomes_are_quoted():
    tables = {"Objectives": [{"ID": "O-1", "Objective": "Increase sales and reduce costs by 5%"}]}
    [finding] = found("S05", tables)
    assert finding.message == 'O-1 joins 2 outcomes: "Increase sales" and "reduce costs by 5%".'


def test_long_outcomes_are_quoted_in_part():
    tables = {"Objectives": [{"ID": "O-1", "Objective": f"Raise {'a ' * 50}and reduce costs"}]}
    assert "…" in found("S05", tables)[0].message


@pytest.mark.parametrize(
    "statement",
    [
        "Launch the CRM by 30 June 2026",
        "Hold 12 workshops",
        "Train 200 employees",
        "Roll out the new intranet",
        "Set up a works council",
        "Implementing ISO 9001",
    ],
)
def test_work_without_a_result_is_an_activity(statement):
    assert "S06" in codes(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "Cut response time from 24 to 12 hours by launching the CRM",
        "Migrate 80% of servers to the cloud",
        "Train the team so that it halves the error rate",
        "Automate invoices to cut cycle time from 10 to 3 days",
        "Launch the app and reach 10,000 users",
        "Design costs are down to 4 million",
        "Open 4 new shops",
    ],
)
def test_an_activity_with_its_result_and_other_verbs_pass(statement):
    assert "S06" not in codes(statement)


def test_a_missing_statement_is_not_judged_by_its_words():
    assert not any(found(code, {"Objectives": [{"ID": "O-1"}]}) for code in ("S03", "S05", "S06"))


@pytest.mark.parametrize(
    "statement", ["Guests will queue no longer than 4 minutes", "Wean the kitchen off gas by July"]
)
def test_a_word_behind_will_or_before_an_article_at_the_head_is_a_verb(statement):
    assert "S03" not in codes(statement)


def test_a_participle_behind_an_article_is_no_verb():
    assert "S03" in codes("A trusted neighbour in the valley")


def test_a_placeholder_is_not_told_a_second_time_as_a_missing_verb():
    assert "S03" not in codes("Goal 4")


@pytest.mark.parametrize(
    "statement",
    ["Improve hygiene in all 4 kitchens", "Better food at our 9 sites", "Improve trust in 18-34s"],
)
def test_how_many_there_are_and_how_old_is_no_measure(statement):
    assert "S04" in codes(statement)


def test_two_wishes_that_are_comparatives_only_are_several_outcomes():
    assert "S05" in codes("Faster answers for guests & fewer billing errors")
    assert "S05" not in codes("Faster and friendlier answers")


@pytest.mark.parametrize(
    "statement",
    ["Introduction of a rota", "Put together a handbook", "Meet weekly with tenants"],
)
def test_an_activity_may_be_a_noun_or_a_verb_of_two_words(statement):
    assert "S06" in codes(statement)


@pytest.mark.parametrize("statement", ["Deliver steady growth in Asia", "Build 40 homes by July"])
def test_bringing_about_a_result_is_no_activity(statement):
    assert "S06" not in codes(statement)


def test_bringing_about_anything_else_is_one():
    assert "S06" in codes("Deliver a growth strategy")
