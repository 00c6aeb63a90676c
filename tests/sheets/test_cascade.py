"""The Cascade: the whole tree as one indented block."""

from datetime import date

from okrsheet.score.scores import score_plan
from okrsheet.sheets import looks
from okrsheet.sheets.cascade import cascade_edit
from okrsheet.sheets.generated import CASCADE
from tests.workbooks import plan_of

HEADERS = [column.header for column in CASCADE.columns]
KPI = {"Direction": "Increase", "Baseline": 0, "Target": 10, "Reading is": "Latest"}


def block(tables):
    plan = plan_of(tables)
    return cascade_edit(plan, score_plan(plan)).rows


def rows(tables):
    """Each row of the block as a mapping by header."""
    return [
        dict(zip(HEADERS, (cell for cell, _ in row.cells), strict=True)) for row in block(tables)
    ]


def outline(tables):
    """Each row as its level and its ID, or its text where it has none."""
    found = zip(block(tables), rows(tables), strict=True)
    return [(row.level, said["ID"] or said["Node"]) for row, said in found]


def test_an_empty_plan_is_the_company_alone():
    assert outline({}) == [(0, "Company")]


def test_the_company_has_the_organisations_name():
    settings = [{"Setting": "Organisation", "Value": "Bean & Co"}]
    assert outline({"Settings": settings}) == [(0, "Bean & Co")]


def test_parents_stand_above_their_children_each_a_level_deeper():
    found = outline(
        {
            "Pillars": [{"ID": "P1"}, {"ID": "P2"}],
            "Objectives": [
                {"ID": "O-2", "Parent": "O-1"},
                {"ID": "O-1", "Pillar": "P1"},
                {"ID": "O-3", "Pillar": "P2"},
            ],
            "KPIs": [{"ID": "K-1", "Objective": "O-1"}, {"ID": "K-2", "Objective": "O-2"}],
        }
    )
    assert found == [
        (0, "Company"),
        (1, "P1"),
        (2, "O-1"),
        (3, "K-1"),
        (3, "O-2"),
        (4, "K-2"),
        (1, "P2"),
        (2, "O-3"),
    ]


def test_a_row_tells_who_when_and_how_it_stands():
    found = rows(
        {
            "Pillars": [{"ID": "P1", "Pillar": "Growth", "Owner": "Ann", "Weight": 2}],
            "Objectives": [
                {"ID": "O-1", "Objective": "Sell", "Pillar": "P1", "Due": date(2026, 12, 31)}
            ],
            "KPIs": [
                {"ID": "K-1", "KPI": "Cups", "Objective": "O-1", "Type": "Lagging", "Weight": 3}
                | KPI
                | {"New value": 4, "Start": date(2026, 6, 30), "Due": date(2026, 7, 1)}
            ],
        }
    )
    assert [row["Kind"] for row in found] == ["Company", "Pillar", "Objective", "Lagging"]
    assert (found[1]["Node"], found[1]["Owner"], found[1]["Weight"]) == ("Growth", "Ann", 2.0)
    assert found[2]["Due"].date() == date(2026, 12, 31)
    # On its first day nothing is expected of it yet; it alone is the whole plan.
    assert found[3] == {
        "Node": "Cups",
        "ID": "K-1",
        "Kind": "Lagging",
        "Owner": None,
        "Due": found[3]["Due"],
        "Weight": 3.0,
        "Share of plan": 1.0,
        "Score": 0.4,
        "Expected": 0.0,
        "Coverage": 1.0,
        "Status": "On track",
        "Worst": None,
    }


def test_a_kpi_without_data_has_no_score_and_no_coverage():
    found = rows(
        {"Pillars": [{"ID": "P1"}], "Objectives": [{"ID": "O-1", "Pillar": "P1"}]}
        | {"KPIs": [{"ID": "K-1", "Objective": "O-1"} | KPI]}
    )
    assert (found[3]["Score"], found[3]["Coverage"], found[3]["Status"]) == (None, 0.0, "No data")
    assert found[3]["Kind"] == "KPI"


def test_an_objective_in_another_pillar_than_its_parent_stands_once_with_a_pointer():
    tables = {
        "Pillars": [{"ID": "P1"}, {"ID": "P2"}],
        "Objectives": [
            {"ID": "O-1", "Objective": "Grow", "Pillar": "P1"},
            {"ID": "O-2", "Objective": "Learn", "Pillar": "P2", "Parent": "O-1"},
        ],
        "KPIs": [{"ID": "K-1", "Objective": "O-2"} | KPI],
    }
    assert outline(tables) == [
        (0, "Company"),
        (1, "P1"),
        (2, "O-1"),
        (3, "O-2"),
        (4, "K-1"),
        (1, "P2"),
        (2, "O-2"),
    ]
    assert [row["Node"] for row in rows(tables) if row["ID"] == "O-2"] == [
        "Learn",
        "Learn (see O-1)",
    ]


def test_shares_of_the_plan_add_up_to_the_whole():
    found = rows(
        {
            "Pillars": [{"ID": "P1"}, {"ID": "P2"}],
            "Objectives": [
                {"ID": "O-1", "Pillar": "P1"},
                {"ID": "O-2", "Pillar": "P2", "Parent": "O-1"},
            ],
            "KPIs": [
                {"ID": "K-1", "Objective": "O-2"} | KPI,
                {"ID": "K-2", "Objective": "O-1", "Weight": 3} | KPI,
            ],
        }
    )
    # K-1: P1 half * a quarter of O-1, and P2 half; K-2: P1 half * three quarters.
    shares = {row["ID"]: row["Share of plan"] for row in found if row["Share of plan"]}
    assert shares == {"K-1": 0.625, "K-2": 0.375}


def test_a_long_way_through_the_pillars_stays_as_long_as_the_plan():
    chain = [{"ID": "O0", "Pillar": "P0"}]
    chain += [
        {"ID": f"O{at}", "Pillar": f"P{at % 2}", "Parent": f"O{at - 1}"} for at in range(1, 1000)
    ]
    found = outline({"Pillars": [{"ID": "P0"}, {"ID": "P1"}], "Objectives": chain})
    assert len(found) == 3 + 1000 + 999  # one row each, and a pointer for all but the first


def test_units_stand_below_the_pillars_as_they_hang_together():
    found = outline({"Units": [{"ID": "Shop", "Parent": "Sales"}, {"ID": "Sales"}, {"ID": "IT"}]})
    assert found == [(0, "Company"), (0, "Units"), (1, "Sales"), (2, "Shop"), (1, "IT")]


def test_units_in_a_circle_stand_at_the_top():
    found = outline({"Units": [{"ID": "A", "Parent": "B"}, {"ID": "B", "Parent": "A"}]})
    assert found == [(0, "Company"), (0, "Units"), (1, "A"), (1, "B")]


def test_what_serves_no_pillar_stands_at_the_end():
    found = outline(
        {"Objectives": [{"ID": "O-1"}, {"ID": "O-2", "Parent": "O-1"}], "Pillars": [{"ID": "P1"}]}
    )
    assert found == [
        (0, "Company"),
        (1, "P1"),
        (0, "Not aligned to a pillar"),
        (1, "O-1"),
        (2, "O-2"),
    ]


def test_objectives_in_a_circle_stand_without_data_and_each_once():
    tables = {
        "Pillars": [{"ID": "P1"}],
        "Objectives": [
            {"ID": "A", "Parent": "B", "Pillar": "P1"},
            {"ID": "B", "Parent": "A"},
            {"ID": "C", "Parent": "C"},
        ],
    }
    assert outline(tables) == [
        (0, "Company"),
        (1, "P1"),
        (2, "A"),
        (2, "B"),
        (0, "Not aligned to a pillar"),
        (1, "C"),
    ]
    circle = [row["Status"] for row in rows(tables) if row["Kind"] == "Objective"]
    assert circle == ["No data"] * 3


def test_a_row_whose_id_stands_twice_is_shown_once():
    found = outline(
        {
            "Pillars": [{"ID": "P1"}, {"ID": "P1"}],
            "Units": [{"ID": "IT"}, {"ID": "it"}],
            "Objectives": [{"ID": "O-1", "Pillar": "P1"}, {"ID": "O-1", "Pillar": "P1"}],
        }
    )
    assert found == [(0, "Company"), (1, "P1"), (2, "O-1"), (0, "Units"), (1, "IT")]


def test_a_chain_of_three_thousand_is_no_trouble():
    chain = [{"ID": "O0", "Pillar": "P1"}]
    chain += [{"ID": f"O{at}", "Parent": f"O{at - 1}"} for at in range(1, 3000)]
    found = block({"Pillars": [{"ID": "P1"}], "Objectives": chain})
    assert len(found) == 3002
    assert max(row.level for row in found) == 7  # as deep as Excel folds
    assert found[-1].cells[0][1] == looks.TREE[looks.TREE_DEEPEST]


def test_every_row_fills_every_column():
    found = block({"Units": [{"ID": "IT"}], "Pillars": [{"ID": "P1"}]})
    assert {len(row.cells) for row in found} == {len(HEADERS)}
