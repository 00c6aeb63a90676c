"""The Cascade: the whole tree as one indented block."""

from datetime import date, datetime

import pytest

from okrsheet.books.book import Formula
from okrsheet.score.scores import score_plan
from okrsheet.sheets import looks
from okrsheet.sheets.cascade import cascade_edit
from okrsheet.sheets.generated import CASCADE
from okrsheet.sheets.live.calculation import Calculation
from okrsheet.sheets.parse import parse
from okrsheet.sheets.values import serial
from tests.judges import recalculated
from tests.judges.recalculated import Place
from tests.live.case import case, kpi, objective, reading
from tests.live.workbook import rolled_up, type_into
from tests.workbooks import AS_OF, plan_of, snapshot

HEADERS = [column.header for column in CASCADE.columns]
KPI = {"Direction": "Increase", "Baseline": 0, "Target": 10, "Reading is": "Latest"}


def fill(tables):
    book = snapshot(tables)
    plan = parse(book, AS_OF)
    scores = score_plan(plan)
    return cascade_edit(plan, scores, Calculation.of(plan, scores, book, ()))


def block(tables):
    return fill(tables).rows


def said(cell):
    """What a cell says, formula or not; None for nothing."""
    value = cell.value if isinstance(cell, Formula) else cell
    return None if value == "" else value


def rows(tables):
    """Each row of the block as a mapping by header."""
    return [
        dict(zip(HEADERS, (said(cell) for cell, _ in row.cells), strict=True))
        for row in block(tables)
    ]


def outline(tables):
    """Each row as its level and its ID, or its text where it has none."""
    found = zip(block(tables), rows(tables), strict=True)
    return [(row.level, told["ID"] or told["Node"]) for row, told in found]


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
    assert found[2]["Due"] == serial(datetime(2026, 12, 31))
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
        "Place": 1.0,
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
    assert shares == {None: 1.0, "P1": 0.5, "P2": 0.5, "K-1": 0.625, "K-2": 0.375}


def test_a_long_way_through_the_pillars_stays_as_long_as_the_plan():
    chain = [{"ID": "O0", "Pillar": "P0"}]
    chain += [
        {"ID": f"O{at}", "Pillar": f"P{at % 2}", "Parent": f"O{at - 1}"} for at in range(1, 60)
    ]
    tables = {"Pillars": [{"ID": "P0"}, {"ID": "P1"}], "Objectives": chain}
    found = outline(tables)
    assert len(found) == 3 + 60 + 59  # one row each, and a pointer for all but the first


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


def test_a_deep_chain_is_folded_as_deep_as_excel_can():
    chain = [{"ID": "O0", "Pillar": "P1"}]
    chain += [{"ID": f"O{at}", "Parent": f"O{at - 1}"} for at in range(1, 40)]
    found = block({"Pillars": [{"ID": "P1"}], "Objectives": chain})
    assert len(found) == 42
    assert max(row.level for row in found) == 7  # as deep as Excel folds
    assert found[-1].cells[0][1] == looks.TREE[looks.TREE_DEEPEST]


def test_every_row_fills_every_column():
    found = block({"Units": [{"ID": "IT"}], "Pillars": [{"ID": "P1"}]})
    assert {len(row.cells) for row in found} == {len(HEADERS)}


PLAN = {
    "Settings": [{"Setting": "Organisation", "Value": "Bean & Co"}],
    "Pillars": [{"ID": "P1", "Pillar": "Growth", "Owner": "Ann"}],
    "Units": [{"ID": "IT", "Unit": "IT", "Head": "Bob"}],
    "Objectives": [{"ID": "O-1", "Objective": "Sell", "Pillar": "P1", "Unit": "IT"}],
    "KPIs": [{"ID": "K-1", "KPI": "Cups", "Objective": "O-1"} | KPI | {"New value": 4}],
}


def test_every_figure_is_a_formula():
    figures = [HEADERS.index(header) for header in ("Node", "Score", "Expected", "Status")]
    named = [row for row in block(PLAN) if row.cells[HEADERS.index("Kind")][0] is not None]
    assert len(named) == 5
    assert all(isinstance(row.cells[at][0], Formula) for row in named for at in figures)


def test_formulas_give_the_scores_of_the_engine():
    plan = plan_of(PLAN)
    scores = score_plan(plan)
    nodes = (scores.company, scores.pillars[0], scores.objectives[0], scores.units[0])
    of_kpi = scores.kpis[0]
    expected = [(n.score, n.expected, n.coverage, n.status.label) for n in nodes]
    expected.insert(3, (of_kpi.score, of_kpi.expected, 1.0, of_kpi.status.label))
    found = [
        tuple(row[header] for header in ("Score", "Expected", "Coverage", "Status"))
        for row in rows(PLAN)
        if row["Kind"]
    ]
    assert [row[3] for row in found] == [row[3] for row in expected]
    for got, wanted in zip(found, expected, strict=True):
        assert got[:3] == pytest.approx(wanted[:3])


def test_a_row_finds_its_node_by_the_id_beside_it():
    (place,) = [row.cells[-1][0] for row in block(PLAN) if row.cells[1][0] == "P1"]
    number = CASCADE.header_row + 2  # below the company
    assert place.text.startswith(f"IFERROR(MATCH($B{number},Calculation!")


def test_a_row_whose_id_no_engine_reads_alike_shows_values():
    cells = [cell for cell, _ in block({"Pillars": [{"ID": "12", "Pillar": "Growth"}]})[1].cells]
    assert cells[0] == "Growth"
    assert not any(isinstance(cell, Formula) for cell in cells)


def test_the_line_above_the_header_says_whose_plan_it_is():
    assert fill(PLAN).sheet.owner.value == "Bean & Co"


def test_the_columns_can_be_filtered_and_places_are_hidden():
    assert CASCADE.filtered and CASCADE.protected
    assert [look.header for look in CASCADE.columns if look.hidden] == ["Place"]


def test_sorted_renamed_and_removed_rows_are_followed(tmp_path):
    plan = case(
        "a tree",
        [kpi("K-1", "O-1"), kpi("K-2", "O-2")],
        [reading("K-1", 0.4), reading("K-2", 0.8)],
        [objective("O-1", Pillar="P1"), objective("O-2", Pillar="P1")],
        [{"ID": "P1", "Pillar": "Growth"}],
    )
    path = rolled_up(plan, tmp_path / "plan.xlsx")
    swapped = [("ID", "K-2", "K-1"), ("KPI", "Queue", "Cups"), ("Objective", "O-2", "O-1")]
    moved = [(at, header, new[at]) for header, *new in swapped for at in (0, 1)]
    typed = [("KPIs", at, header, new) for at, header, new in moved]
    type_into(path, [*typed, ("Objectives", 1, "ID", "O-9"), ("Pillars", 0, "Pillar", "Reach")])
    found = recalculated.by_ironcalc(path)
    by_id = {found.get(Place("Cascade", row, 2)): row for row in range(5, 12)}

    def cell(id, header):
        return found.get(Place("Cascade", by_id[id], HEADERS.index(header) + 1))

    assert (cell("K-1", "Node"), cell("K-1", "Score")) == ("Cups", pytest.approx(0.4))
    assert (cell("K-2", "Node"), cell("K-2", "Score")) == ("Queue", pytest.approx(0.8))
    assert cell("P1", "Node") == "Reach"
    assert (cell("O-2", "Node"), cell("O-2", "Score")) == ("(removed since the last roll-up)", None)
    # K-2 names an objective that is no more: O-1 and with it K-1 are the whole plan.
    assert (cell("K-1", "Share of plan"), cell("K-2", "Share of plan")) == (1.0, 0.0)
