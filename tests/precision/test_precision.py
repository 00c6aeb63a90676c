"""The published precision: the page is fresh, the set is what it says, the counts add up."""

import csv
import re

import pytest

from tools.labelled import (
    CODES,
    FOLDER,
    HELD_OUT,
    SEEN,
    Tally,
    first_contact,
    flagged,
    labelled_set,
    positives,
)
from tools.precision import PAGE, reasons, report

FIGURES = re.compile(
    r"^\| ([SM]\d\d) \| (\d+) \| (\d+) \| (\d+) \| .*? \| .*? \| (\d+) \| (\d+) \|", re.MULTILINE
)


@pytest.fixture(scope="module")
def objectives():
    return labelled_set()


@pytest.fixture(scope="module")
def named(objectives):
    return flagged(objectives)


@pytest.fixture(scope="module")
def rows():
    with (FOLDER / "objectives.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_page_is_what_the_tool_writes_today():
    assert PAGE.read_text(encoding="utf-8") == report(), "run python -m tools.precision"


def test_the_set_has_enough_objectives_and_about_half_are_faulty(rows):
    faulty = sum(row["Labels"] != "" for row in rows)
    assert len(rows) >= 120
    assert 0.4 <= faulty / len(rows) <= 0.6


def test_every_label_is_a_text_rule_and_every_text_rule_is_labelled(rows):
    told = {label for row in rows for label in row["Labels"].split(";") if label}
    assert told == set(CODES)


def test_the_halves_are_about_equal_and_tear_no_pair_apart(objectives):
    halves = [one.half for one in objectives]
    assert set(halves) == {SEEN, HELD_OUT}
    assert 0.4 <= halves.count(SEEN) / len(halves) <= 0.6
    for one in objectives:
        if one.twin is not None:
            twin = objectives[one.twin - 1]
            assert (twin.twin, twin.half) == (one.number, one.half)


def test_the_labelled_figures_add_up_to_the_labels_in_the_file(rows):
    told = dict.fromkeys(CODES, 0)
    for code, count, *_ in FIGURES.findall(PAGE.read_text(encoding="utf-8")):
        told[code] += int(count)
    in_file = {code: sum(code in row["Labels"] for row in rows) for code in CODES}
    in_file["S07"] //= 2  # both rows of a pair carry the label
    assert told == in_file


def test_flagged_is_right_and_wrong_and_labelled_is_right_and_missed(named):
    page = PAGE.read_text(encoding="utf-8")
    counted = {code: [0, 0, 0] for code in CODES}
    for code, labels, _, _, now, right in FIGURES.findall(page):
        for at, value in enumerate((labels, now, right)):
            counted[code][at] += int(value)
    for code, (labels, now, right) in counted.items():
        chapter = page.partition(f"### {code}")[2].partition("### ")[0]
        alarms, _, misses = chapter.partition("Misses:")
        listed = [len(re.findall(r"^- \d+ ", part, re.MULTILINE)) for part in (alarms, misses)]
        assert now == len(named[code]) == right + listed[0]
        assert labels == right + listed[1]


def test_every_fault_has_a_reason_and_no_reason_is_left_over(objectives, named):
    labelled = positives(objectives)
    wrong = {(code, row) for code in CODES for row in labelled[code] ^ named[code]}
    assert set(reasons()) == wrong


def test_the_first_contact_is_on_record_for_every_rule(objectives):
    known = {one.number for one in objectives}
    assert set(first_contact()) == set(CODES)
    assert all(rows and rows <= known for rows in first_contact().values())


def test_a_rule_that_flags_nothing_has_no_precision_and_one_without_labels_no_recall():
    assert (Tally(3, 0, 0).precision, Tally(3, 0, 0).recall) == (None, 0)
    assert (Tally(0, 4, 0).precision, Tally(0, 4, 0).recall) == (0, None)
    assert (Tally(4, 2, 1).precision, Tally(4, 2, 1).recall) == (0.5, 0.25)


@pytest.mark.parametrize("code", CODES)
def test_four_of_five_that_a_text_rule_flags_are_labelled(code, objectives, named):
    right = named[code] & positives(objectives)[code]
    assert len(right) >= 0.8 * len(named[code])
