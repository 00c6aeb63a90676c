"""M: a KPI for the objective, and numbers that fit together."""

import pytest

from okrsheet.books.book import CellError
from okrsheet.plan.finding import Severity
from tests.smart.linting import fields, found

GOOD = {
    "ID": "K-1",
    "KPI": "Response time",
    "Objective": "O-1",
    "Direction": "Decrease",
    "Unit of measure": "hours",
    "Baseline": 24,
    "Target": 12,
}
OBJECTIVES = [
    {"ID": "O-1", "Objective": "Delight customers"},
    {"ID": "O-2", "Objective": "Answer faster", "Parent": "O-1"},
    {"ID": "O-3", "Objective": "Install a chatbot", "Parent": "O-2"},
]


def kpi(**cells):
    changed = {header.replace("_", " "): cell for header, cell in cells.items()}
    return {"KPIs": [{**GOOD, **changed}]}


def hold(**bounds):
    return kpi(Direction="Hold", Baseline=None, Target=None, **bounds)


def ids(findings):
    return [finding.id for finding in findings]


@pytest.mark.parametrize("code", ["M02", "M03", "M04", "M05", "M06", "M09"])
def test_a_sound_kpi_has_no_fault(code):
    assert not found(code, kpi())


def test_an_objective_with_no_kpi_at_or_below_it_is_not_measured():
    [finding] = found("M01", {"Objectives": OBJECTIVES[:1]})
    assert (finding.severity, finding.id, finding.field) == (Severity.ERROR, "O-1", "Measurable")
    assert finding.message == "No KPI measures O-1 or anything below it."


def test_a_kpi_two_levels_below_measures_the_objectives_above_it():
    tables = {"Objectives": OBJECTIVES, "KPIs": [{**GOOD, "Objective": "o-3"}]}
    assert not found("M01", tables)


def test_a_kpi_above_does_not_measure_the_objectives_below_it():
    tables = {"Objectives": OBJECTIVES, "KPIs": [{**GOOD, "Objective": "O-2"}]}
    assert ids(found("M01", tables)) == ["O-3"]


def test_a_kpi_with_a_taken_id_measures_nothing():
    tables = {
        "Objectives": OBJECTIVES[:2],
        "KPIs": [{**GOOD, "Objective": "O-2"}, {**GOOD, "Objective": "O-1"}],
    }
    assert not found("M01", tables)
    tables["KPIs"] = [{**GOOD, "Objective": "O-1"}, {**GOOD, "Objective": "O-2"}]
    assert ids(found("M01", tables)) == ["O-2"]


@pytest.mark.parametrize("gone", ["KPIs", "KPIs/Objective", "Objectives/ID", "Objectives/Parent"])
def test_what_is_missing_from_the_workbook_explains_a_missing_kpi(gone):
    assert not found("M01", {"Objectives": OBJECTIVES[:1]}, missing={gone})


def test_a_second_row_of_an_id_is_measured_by_the_kpis_of_that_id():
    twice = {"Objectives": [OBJECTIVES[0], OBJECTIVES[0]], "KPIs": [GOOD]}
    assert not found("M01", twice)
    assert len(found("M01", {"Objectives": [OBJECTIVES[0], OBJECTIVES[0]]})) == 2


def test_a_circle_of_objectives_is_told_as_a_circle_only():
    circle = [{**OBJECTIVES[0], "Parent": "O-2"}, OBJECTIVES[1]]
    assert not found("M01", {"Objectives": circle, "KPIs": [GOOD]})


def test_an_objective_with_an_unusable_id_is_told_so_only():
    assert not found("M01", {"Objectives": [{"ID": "12", "Objective": "Grow"}]})


@pytest.mark.parametrize("direction", ["Increase", "Decrease"])
@pytest.mark.parametrize(("code", "header"), [("M02", "Baseline"), ("M03", "Target")])
def test_a_way_needs_a_baseline_and_a_target(code, header, direction):
    assert fields(code, kpi(Direction=direction, **{header: None})) == [header]


@pytest.mark.parametrize("zero", ["Baseline", "Target"])
def test_zero_is_a_figure(zero):
    tables = kpi(Direction="Increase" if zero == "Baseline" else "Decrease", **{zero: 0})
    assert not found("M02", tables) + found("M03", tables) + found("M05", tables)


@pytest.mark.parametrize("direction", ["Hold", "Milestone", None, "Downwards"])
def test_only_a_way_needs_a_baseline_and_a_target(direction):
    tables = kpi(Direction=direction, Baseline=None, Target=None, Low=1)
    assert not found("M02", tables) + found("M03", tables)


@pytest.mark.parametrize("cell", ["12 h", "12", CellError("#N/A")])
@pytest.mark.parametrize(("code", "header"), [("M02", "Baseline"), ("M03", "Target")])
def test_a_cell_that_could_not_be_read_is_not_missing(code, header, cell):
    assert not found(code, kpi(**{header: cell}))


def test_a_missing_column_explains_the_missing_figures():
    assert not found("M02", kpi(Baseline=None), missing={"KPIs/Baseline"})
    assert not found("M03", kpi(Target=None), missing={"KPIs/Target"})
    assert not found("M03", hold(), missing={"KPIs/Low"})
    assert not found("M06", kpi(), missing={"KPIs/Unit of measure"})


def test_a_hold_needs_a_bound_and_one_is_enough():
    assert fields("M03", hold()) == ["Low"]
    assert not found("M03", hold(Low=0))
    assert not found("M03", hold(High=0))


def test_a_bound_that_could_not_be_read_is_not_missing():
    assert not found("M03", hold(High="some"))


def test_target_equals_baseline_is_found_with_its_number():
    [finding] = found("M04", kpi(Baseline=12, Target=12))
    assert finding.field == "Target"
    assert finding.message == "K-1 (Decrease) has 12 as baseline and as target."


@pytest.mark.parametrize("direction", ["Increase", "Decrease"])
def test_target_equals_baseline_is_no_contradiction_of_the_direction(direction):
    assert not found("M05", kpi(Direction=direction, Baseline=12, Target=12))


def test_a_hold_may_have_a_target_that_equals_its_baseline():
    assert not found("M04", kpi(Direction="Hold", Baseline=12, Target=12, Low=10))


@pytest.mark.parametrize(
    ("direction", "baseline", "target", "contradicts"),
    [
        ("Decrease", 12, 24, True),
        ("Decrease", 24, 12, False),
        ("Decrease", -1, -2, False),
        ("Increase", 24, 12, True),
        ("Increase", 12, 24, False),
        ("Increase", -2, -1, False),
        ("Hold", 24, 12, False),
        ("Hold", 12, 24, False),
        ("Milestone", 12, 24, False),
        (None, 12, 24, False),
    ],
)
def test_the_direction_goes_with_the_numbers(direction, baseline, target, contradicts):
    tables = kpi(Direction=direction, Baseline=baseline, Target=target, Low=1)
    assert fields("M05", tables) == ["Direction"] * contradicts


def test_a_contradiction_names_the_direction_and_both_numbers():
    [finding] = found("M05", kpi(Baseline=0.125, Target=24))
    assert finding.message == "K-1 says Decrease and runs from 0.125 to 24."


@pytest.mark.parametrize("direction", ["Increase", "Decrease", "Hold"])
def test_a_figure_needs_its_unit_of_measure(direction):
    tables = kpi(Direction=direction, Unit_of_measure=None)
    assert fields("M06", tables) == ["Unit of measure"]


@pytest.mark.parametrize("direction", ["Milestone", None, "Laging"])
def test_what_is_not_proved_to_be_a_figure_needs_no_unit_of_measure(direction):
    assert not found("M06", kpi(Direction=direction, Unit_of_measure=None))


@pytest.mark.parametrize(
    ("low", "high", "reversed"), [(120, 80, True), (80, 80, False), (80, 120, False)]
)
def test_bounds_are_reversed_only_where_low_is_above_high(low, high, reversed):
    assert fields("M09", hold(Low=low, High=high)) == ["Low"] * reversed


def test_one_bound_alone_cannot_be_reversed():
    assert not found("M09", hold(Low=120)) + found("M09", hold(High=-120))


def test_a_kpi_without_a_source_is_told_unless_the_column_is_missing():
    assert fields("M08", {"KPIs": [{"ID": "K-1"}]}) == ["Source"]
    assert not found("M08", {"KPIs": [{"ID": "K-1", "Source": "CRM"}]})
    assert not found("M08", {"KPIs": [{"ID": "K-1"}]}, missing={"KPIs/Source"})
