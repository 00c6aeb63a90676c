"""Whom an Owner cell names."""

import pytest

from okrsheet.smart.owners import is_plural, owners


@pytest.mark.parametrize(
    "text",
    [
        "Director, Harbour",
        "Vice President, Sales, Asia",
        "Health and Safety Officer",
        "Legal/Tax Manager",
        "Director of Parks, Roads and Bridges",
        "Nomination & Pay Committee",
        "Ann Lee, Head of IT",
        "Matron Ann Lee, Wards 2/3",
        "Head of IT with help from HR",
        "Head of IT, deputy Bob Ray",
        "Director Sales & Marketing",
    ],
)
def test_a_post_with_its_field_holder_or_deputy_is_one_owner(text):
    assert len(owners(text)) == 1
    assert not is_plural(owners(text)[0])


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Finance Manager and IT", ("Finance Manager", "IT")),
        ("IT and Head of HR", ("IT", "Head of HR")),
        ("Head of IT/Purchasing Manager", ("Head of IT", "Purchasing Manager")),
        ("Cook Ann Lee/Purchasing", ("Cook Ann Lee", "Purchasing")),
        ("Dean with the Heads of School", ("Dean", "the Heads of School")),
        ("CFO & COO", ("CFO", "COO")),
    ],
)
def test_two_posts_or_a_post_and_another_name_are_two_owners(text, named):
    assert owners(text) == named


@pytest.mark.parametrize(
    "text",
    [
        "all shop managers",
        "Nurses",
        "Heads of School",
        "Everyone",
        "each team lead",
        "Chair in turn",
    ],
)
def test_a_plural_everyone_and_owners_in_turn_stand_for_several(text):
    assert is_plural(text)


@pytest.mark.parametrize(
    "text", ["Board of Directors", "Director of Nurses", "Ann", "The team", ""]
)
def test_a_body_or_a_post_over_many_stands_for_one(text):
    assert not is_plural(text)
