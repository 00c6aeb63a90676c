"""What a statement claims, held against a KPI's baseline and target."""

import pytest

from okrsheet.smart.claims import Level, Multiple, Step, claims
from okrsheet.smart.statement import Statement
from tests.smart.linting import found


def told(statement, name, direction, baseline, target, unit):
    kpi = {"KPI": name, "Direction": direction, "Unit of measure": unit}
    tables = {
        "Objectives": [{"ID": "O-1", "Objective": statement}],
        "KPIs": [{"ID": "K-1", "Objective": "O-1", "Baseline": baseline, "Target": target, **kpi}],
    }
    return [one.message for one in found("M07", tables)]


@pytest.mark.parametrize(
    ("statement", "kinds"),
    [
        ("Cut waste from 10 to 5 kg", [Level]),
        ("Cut waste to 5 kg by sorting 20% more", [Level]),
        ("Cut waste by 20%", [Step]),
        ("Halve waste", [Multiple]),
        ("Win 40 clients", [Level]),
        ("Keep waste below 5%", [Level]),
        ("Cut waste by sorting 20% more", []),
        ("Cut waste", []),
    ],
)
def test_a_statement_claims_levels_or_else_how_far_it_moves(statement, kinds):
    assert [type(claim) for claim in claims(Statement(statement))] == kinds


@pytest.mark.parametrize(
    ("statement", "baseline", "target", "unit"),
    [
        ("Cut waste by 20%", 50, 40, "kg"),
        ("Cut waste by 20%", 47, 38, "kg"),  # 37.6, rounded
        ("Cut waste by 3%", 40, 37, "%"),  # points
        ("Cut waste by 3%", 40, 38.8, "%"),  # of 40
        ("Cut waste by 5 percentage points", 0.4, 0.35, "%"),
        ("Cut waste by two days", 5, 3, "days"),
        ("Halve waste", 7, 3.5, "kg"),
        ("Cut waste from 28% to 20-22%", 28, 21, "%"),
        ("Cut waste from 28% to between 20 and 22%", 28, 21, "%"),
        ("Cut waste from 10 to 5 kg and spills from 9 to 3 kg", 10, 5, "kg"),
    ],
)
def test_a_step_a_multiple_a_range_and_one_of_two_ways_agree(statement, baseline, target, unit):
    assert not told(statement, "Waste", "Decrease", baseline, target, unit)


@pytest.mark.parametrize(
    ("statement", "baseline", "target", "unit"),
    [
        ("Cut waste by 20%", 50, 45, "kg"),
        ("Cut waste by 5 percentage points", 40, 38, "%"),
        ("Cut waste by two days", 5, 4, "days"),
        ("Halve waste", 8, 6, "kg"),
        ("Cut waste from 28% to 20-22%", 28, 24, "%"),
    ],
)
def test_a_step_a_multiple_or_a_range_that_the_target_misses_contradicts(
    statement, baseline, target, unit
):
    assert told(statement, "Waste", "Decrease", baseline, target, unit)


@pytest.mark.parametrize(("target", "contradicts"), [(40, False), (100, False), (90, True)])
def test_what_is_won_may_be_the_target_or_come_on_top(target, contradicts):
    assert bool(told("Win 40 clients", "Clients", "Increase", 60, target, "clients")) is contradicts


def test_a_growth_may_be_the_target_itself():
    assert not told("Grow sales by 20%", "Sales growth", "Increase", 2, 20, "%")


def test_four_out_of_five_is_a_share():
    asked = ("Attract four out of five farmers", "Farmers", "Increase", 45)
    assert told(*asked, 60, "%")
    assert not told(*asked, 80, "%")
