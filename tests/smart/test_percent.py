"""M10: percentages on one scale."""

import pytest

from tests.smart.linting import found


def percent(*readings, id="K-1", **cells):
    row = {"ID": id, "Direction": "Increase", "Unit of measure": "%", **cells}
    return {
        "KPIs": [row],
        "Readings": [{"KPI": id, "Value": value} for value in readings],
    }


def places(tables):
    return [(one.table, one.field) for one in found("M10", tables)]


def test_a_figure_on_another_scale_than_the_others_is_named_with_what_it_would_be():
    [finding] = found("M10", percent(Baseline=0.2, Target=85))
    assert finding.field == "Target"
    assert finding.fix == "Enter shares throughout: 0.85 is 85%."


@pytest.mark.parametrize(
    ("baseline", "target"), [(0.2, 0.9), (20, 90), (0, 85), (0.5, 1.5), (0.5, 4), (None, 85)]
)
def test_figures_of_one_scale_pass(baseline, target):
    assert not places(percent(Baseline=baseline, Target=target))


@pytest.mark.parametrize(
    ("reading", "baseline", "target", "is_off"),
    [
        (41, 0.2, 0.9, True),
        (0.41, 0.2, 0.9, False),
        (1.1, 0.2, 0.9, False),
        (0.41, 20, 90, True),
        (41, 20, 90, False),
        (0, 20, 90, False),
        (900, 0.2, 0.9, False),
        (41, None, None, False),
    ],
)
def test_a_reading_about_a_hundred_times_off_is_told(reading, baseline, target, is_off):
    tables = percent(reading, Baseline=baseline, Target=target)
    assert places(tables) == ([("Readings", "Value")] if is_off else [])


def test_a_new_value_is_a_reading_too():
    tables = percent(Baseline=0.2, Target=0.9, **{"New value": 41})
    assert places(tables) == [("KPIs", "New value")]
    [finding] = found("M10", tables)
    assert finding.message == (
        "The reading 41 of K-1 is about 100 times off its Baseline 0.2 and Target 0.9."
    )


@pytest.mark.parametrize(
    "cells", [{"Unit of measure": "hours"}, {"Direction": "Milestone"}, {"Unit of measure": None}]
)
def test_only_percentages_are_suspected(cells):
    assert not places(percent(41, Baseline=0.2, Target=85, **cells))


def test_a_kpi_in_hundreds_among_three_in_shares_stands_alone():
    rows = [percent(id=f"K-{at}", Baseline=0.1, Target=0.5)["KPIs"][0] for at in range(3)]
    odd = percent(id="K-9", Baseline=10, Target=50)["KPIs"][0]
    [finding] = found("M10", {"KPIs": [*rows, odd]})
    assert (finding.id, finding.field) == ("K-9", "Target")
    assert not found("M10", {"KPIs": [*rows[:2], odd]})
    assert not found("M10", {"KPIs": [*rows, odd, {**odd, "ID": "K-8"}, {**odd, "ID": "K-7"}]})
