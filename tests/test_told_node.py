"""A node told: what its children add, printed so that it adds up, and what decides its status."""

import re
from decimal import Decimal

from hypothesis import given
from hypothesis import settings as examples

from okrsheet.plan.model import Objective, Pillar, Settings, Unit
from okrsheet.rounding import percent
from okrsheet.score import score_plan
from okrsheet.score.account import FrozenAccount, NodeAccount
from okrsheet.score.accountant import account
from okrsheet.told_node import frozen_lines, node_lines
from tests.accounts import account_of, shown
from tests.departments.parts import PLAN, department
from tests.score.plans import PERIOD, a_kpi
from tests.score.test_accountant import below
from tests.score.test_scores import plans

DEFAULTS = Settings.model_validate(PERIOD)
P, A = Pillar(ID="P"), Objective(ID="A", Pillar="P")


def of_node(found, settings=DEFAULTS, width=200):
    return shown(node_lines(found, settings, "okrsheet explain plan.xlsx {}".format), width)


def told(id, *rows, settings=None, depth=None):
    found = account_of(id, *rows, settings=settings, depth=depth)
    return of_node(found, settings or DEFAULTS)


def cells(line):
    """The cells of a row with one space between."""
    return " ".join(line.split())


def test_children_stand_with_what_they_add_above_the_sum():
    lines = told("A", P, A, a_kpi("K", "A", 0.4, weight=3.0), a_kpi("L", "A", 0.2))
    assert cells(lines[0]) == "Child Weight Share Score Adds Expected Coverage Status"
    # 0.75 * 0.4 + 0.25 * 0.2 = 0.35.
    assert cells(lines[2]) == "K 3 75.0% 40.0% 30.0% 50.0% 100.0% ▲ At risk"
    assert cells(lines[3]) == "L 1 25.0% 20.0% 5.0% 50.0% 100.0% ■ Off track"
    assert cells(lines[4]) == "sum 100.0% 35.0% 50.0% 100.0%"


def test_the_status_rule_follows_the_coverage():
    lines = told("A", P, A, a_kpi("K", "A", 0.4), a_kpi("L", "A", None))
    assert "not counted: L (no data)" in lines
    covered = "coverage 50.0%, by weight over all children: at least the minimum of 50%"
    rule = "expected 50.0% - score 40.0% = 10.0% behind: more than 5%, at most 20%: ▲ At risk"
    assert lines[lines.index(covered) + 1] == rule


def test_too_little_coverage_decides_and_the_gap_is_told_without_a_status():
    lines = told("A", P, A, a_kpi("K", "A", 0.4, weight=0.5), a_kpi("L", "A", None))
    told_coverage = "coverage 33.3%, by weight over all children: less than the minimum of 50%"
    assert f"{told_coverage}: ○ No data" in lines
    gap = "expected 50.0% - score 40.0% = 10.0% behind: more than 5%, at most 20%"
    assert gap in lines


def test_weights_that_count_nowhere_are_named():
    nothing = a_kpi("N", "A", 0.5, weight=0.0), a_kpi("M", "A", 0.5, weight=-1.0)
    lines = told("A", P, A, a_kpi("K", "A", 0.4), *nothing)
    assert "not counted: N (weight 0), M (weight -1)" in lines


def test_a_child_without_dates_counts_in_the_score_only():
    hold = a_kpi("L", "A", 0.9, direction="Hold", low=0.0)
    lines = told("A", P, A, a_kpi("K", "A", 0.5), hold, settings=Settings())
    assert "no dates, so not counted in expected: K" in lines


def test_children_without_dates_expect_nothing():
    lines = told("A", P, A, a_kpi("K", "A", 0.5), settings=Settings())
    assert "nothing is expected: ○ No data" in lines


def test_worst_names_the_child_that_decides():
    worst = Objective(id="A", roll_up="Worst")
    lines = told("A", worst, a_kpi("K", "A", 0.5), a_kpi("L", "A", 0.4))
    assert "expected 50.0% - score 45.0% = 5.0% behind: at most 5%" in lines
    assert "Roll-up is Worst, so its status is that of its worst child, L: ▲ At risk" in lines


def test_the_worst_below_is_told_with_the_way_to_it():
    lines = told("company", P, A, a_kpi("K", "A", 0.5), a_kpi("L", "A", 0.0))
    assert "worst below: ■ Off track, P > A > L" in lines
    assert "worst below: ● On track" in told("A", P, A, a_kpi("K", "A", 0.5))


def test_an_objective_tells_what_leads_and_what_lags():
    kpis = a_kpi("K", "A", 0.5, type="Leading"), a_kpi("L", "A", 0.3, type="Lagging")
    assert told("A", P, A, *kpis)[-1] == "leading 50.0%, lagging 30.0%: outlook recovering"
    lines = told("A", P, A, kpis[0])
    assert lines[-1] == "leading 50.0%, no lagging KPI with data: outlook none"


def test_a_node_without_a_score_says_why():
    ring = Objective(id="A", parent="B"), Objective(id="B", parent="A")
    nothing = a_kpi("K", "A", 0.5, weight=0.0)
    for rows, why in (
        ([A], "there is nothing below it yet"),
        ([A, a_kpi("K", "A", None), nothing], "no child with a weight has data"),
        ([A, nothing], "no child has a weight above 0"),
        (ring, "it stands in a circle of parents: A > B > A"),
    ):
        assert told("A", P, *rows)[-1] == f"no score, since {why}: ○ No data"


def test_a_unit_in_a_circle_says_that_its_parent_is_ignored():
    units = Unit(id="U", parent="V"), Unit(id="V", parent="U")
    lines = told("U", *units)
    assert lines[0] == "its Parent is ignored, in a circle of units: U > V > U"


def test_an_account_that_ends_says_how_to_go_on():
    lines = told("company", P, A, a_kpi("K", "A", 0.5), depth=1)
    assert lines[-1] == "and so on: okrsheet explain plan.xlsx P"


def test_a_child_whose_account_ends_is_told_by_name():
    pillar = Pillar(id="P", name="Growth")
    rows = pillar, A, a_kpi("K", "A", 0.5)
    assert "P Growth" in told("company", *rows, depth=1)[2]
    assert "Growth" not in told("company", *rows, depth=2)[2]


def test_a_table_fits_a_narrow_screen_and_keeps_its_ids():
    name = "Increase the share of guests who come back in the following month"
    rows = Pillar(id="GUESTS-AND-US", name=name), Pillar(id="L" * 40, name=name)
    lines = of_node(account_of("company", *rows, depth=1), width=72)
    assert max(map(len, lines[:4])) <= 72
    assert lines[2].startswith("GUESTS-AND-US")
    assert sum(line.count("L") for line in lines[3:6]) == 40


def test_an_empty_plan_has_an_account_of_the_company():
    told_nothing = "no score, since there is nothing below it yet: ○ No data"
    assert told("company") == [told_nothing]


@examples(max_examples=40)
@given(plans())
def test_printed_contributions_sum_to_the_printed_score(plan):
    scores = score_plan(plan)
    for found in below(account(plan, scores, "company", 20)):
        if not isinstance(found, NodeAccount) or found.figures.score is None:
            continue
        lines = of_node(found, plan.settings)
        end = next(at for at, line in enumerate(lines) if line.startswith("sum"))
        rows = [re.findall(r"(-?[\d.]+)%|(?<= )-(?= )", line) for line in lines[2 : end + 1]]
        shares, adds = ([Decimal(row[at] or 0) for row in rows[:-1]] for at in (0, 2))
        assert sum(shares) == 100
        assert sum(adds) == percent(found.figures.score)
        assert rows[-1][:2] == ["100.0", str(percent(found.figures.score))]


# -- a department ---------------------------------------------------------------------------------


def told_in(unit, id, depth=None):
    own = department(PLAN, unit)
    found = account(own, score_plan(own), id, depth)
    lines = frozen_lines(found) if isinstance(found, FrozenAccount) else None
    return shown(lines) if lines else of_node(found)


def test_a_child_in_another_unit_is_told_as_such():
    lines = told_in("SALES", "S")
    assert [cells(line) for line in lines if line.lstrip().startswith("E ")] == [
        "E Sell in the east 3 75.0% 60.0% 45.0% 50.0% 100.0% ● On track"
    ]
    assert "in other units, as of 2026-02-20: E" in lines
    assert not any(line.startswith("and so on") for line in lines)


def test_what_units_below_add_is_told_as_such():
    lines = told_in("SALES", "SALES")
    assert "in other units, as of 2026-02-20: units below" in lines
    (row,) = [cells(line) for line in lines if line.lstrip().startswith("- Objectives")]
    assert row == "- Objectives of the units below 1 50.0% 40.0% 20.0% 50.0% 100.0% -"


def test_the_company_and_a_pillar_are_told_as_they_were_sent():
    frozen = "as of 2026-02-20: how it comes about stands in the whole plan"
    figures = ["score 43.3%, expected 50.0%, coverage 100.0%", "worst below: ■ Off track"]
    assert told_in("EAST", "company") == [f"the whole company, {frozen}", *figures]
    assert told_in("EAST", "P") == [f"a pillar of the whole company, {frozen}", *figures]
    assert told_in("EAST", "A")[0] == f"in another unit, {frozen}"


def test_what_was_sent_without_figures_says_so():
    assert told_in("EAST", "SALES")[0].startswith("a unit above, without figures here: ")
    assert told_in("EAST", "KA") == [
        "in another unit, without figures here: how it comes about stands in the whole plan"
    ]
