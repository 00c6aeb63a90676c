"""The Summary: where the plan stands and what needs attention."""

from datetime import date

import pytest

from okrsheet.books.book import Formula
from okrsheet.score.history import history
from okrsheet.score.scores import score_plan
from okrsheet.sheets.live.calculation import Calculation
from okrsheet.sheets.parse import parse
from okrsheet.sheets.summary import FIRST_ROW, summary_edits
from okrsheet.sheets.summary_look import COLUMNS
from tests.workbooks import AS_OF, snapshot

SHOWN = COLUMNS[: COLUMNS.index("Place")]
PERIOD = [
    {"Setting": "Period start", "Value": date(2026, 1, 1)},
    {"Setting": "Period end", "Value": date(2026, 12, 27)},
]  # as of 2026-06-30 half of its 360 days are gone
KPI = {"Direction": "Increase", "Baseline": 0, "Target": 10, "Start": date(2026, 1, 1)}
DUE = {"Due": date(2026, 12, 27)}
NOTHING = (
    "Nothing is off track or at risk.",
    "No KPI is off track or at risk.",
    "No early warning.",
    "No watermelon.",
    "No reading is overdue.",
    "No action is late.",
)


def edits(tables):
    book = snapshot({"Settings": PERIOD, **tables})
    plan = parse(book, AS_OF)
    calculation = Calculation.of(plan, score_plan(plan), book, ())
    return list(summary_edits(plan, calculation, history(plan)))


def cells(tables):
    """The cells of the block, row by row."""
    return [[content for content, _ in row.cells] for row in edits(tables)[0].rows]


def value(content):
    return content.value if isinstance(content, Formula) else content


def lines(tables):
    """Each line as a mapping by header, of what it shows."""
    return [
        {header: value(content) for header, content in zip(SHOWN, row, strict=False)}
        for row in cells(tables)
    ]


def section(tables, title):
    """The lines below a title that say anything, up to the next title."""
    found = lines(tables)
    start = next(at for at, line in enumerate(found) if line["Name"] == title) + 1
    rest = found[start:]
    end = next((at for at, line in enumerate(rest) if line["Owner"] in ("Owner", "Head")), None)
    return [line for line in rest[:end] if line["Name"]]


def names(tables, title):
    return [line["Name"] for line in section(tables, title)]


def kpis(*values, **fields):
    """KPIs K-1, K-2 ... of O-1 with these values of 10, half of which is expected."""
    return [
        {"ID": f"K-{at}", "KPI": f"Measure {at}", "Objective": "O-1", **KPI, **DUE}
        | {"New value": value, **fields}
        for at, value in enumerate(values, 1)
    ]


def objectives(*values):
    """The tables of objectives with one KPI each."""
    return {
        "Objectives": [
            {"ID": f"O-{at}", "Objective": f"Goal {at}", "Owner": "Ann", **DUE}
            for at in range(1, len(values) + 1)
        ],
        "KPIs": [{**kpi, "Objective": f"O-{at}"} for at, kpi in enumerate(kpis(*values), 1)],
    }


def test_an_empty_plan_says_so_friendly():
    said = [line["Name"] for line in lines({})]
    assert [name for name in said if name in NOTHING] == list(NOTHING)
    assert said.count("None yet. A roll-up lists them here.") == 2


def test_the_company_stands_first_with_its_figures():
    pillar = {"Pillars": [{"ID": "P1", "Pillar": "Growth"}]}
    goal = {"Objectives": [{"ID": "O-1", "Objective": "Sell", "Pillar": "P1"}]}
    settings = [*PERIOD, {"Setting": "Organisation", "Value": "Bean & Co"}]
    company = lines({"Settings": settings, **pillar, **goal, "KPIs": kpis(4, None)})[1]
    assert company["Name"] == "Bean & Co"
    assert (company["Score"], company["Expected"]) == pytest.approx((0.4, 0.5))
    assert company["Coverage"] == 0.5
    assert (company["Status"], company["Worst"]) == ("At risk", "At risk")


def test_a_line_counts_the_kpis_by_status():
    found = lines({"Objectives": [{"ID": "O-1"}], "KPIs": kpis(5, 6, 4, 1, None)})
    assert found[2]["Name"] == "5 KPIs: 2 on track, 1 at risk, 1 off track, 1 no data"


@pytest.mark.parametrize(
    ("organisation", "said"),
    [("Bean & Co", "Bean & Co, as of 2026-06-30"), (None, "As of 2026-06-30")],
)
def test_the_line_above_the_header_says_whose_plan_it_is_and_as_of_when(organisation, said):
    settings = [*PERIOD, {"Setting": "Organisation", "Value": organisation}]
    assert [edit.sheet.owner.value for edit in edits({"Settings": settings})] == [said, said]


def test_pillars_stand_in_the_order_of_the_plan():
    pillars = [{"ID": "P2", "Pillar": "Two"}, {"ID": "P1", "Pillar": "One", "Owner": "Ann"}]
    found = section({"Pillars": pillars}, "Pillars")
    assert [(line["Name"], line["ID"], line["Owner"]) for line in found] == [
        ("Two", "P2", ""),
        ("One", "P1", "Ann"),
    ]


def test_a_second_row_with_an_id_taken_before_has_no_line():
    assert names({"Pillars": [{"ID": "P1", "Pillar": "One"}, {"ID": "P1"}]}, "Pillars") == ["One"]


def test_a_row_without_a_usable_id_is_counted_as_one_more():
    pillars = [{"ID": "P1", "Pillar": "One"}, {"ID": "7", "Pillar": "Seven"}]
    assert names({"Pillars": pillars}, "Pillars") == ["One", "... and 1 more"]


def test_units_stand_under_their_parents():
    units = [
        {"ID": "B", "Unit": "Below", "Parent": "A"},
        {"ID": "A", "Unit": "Above", "Head": "Ann"},
        {"ID": "C", "Unit": "Beside"},
    ]
    found = section({"Units": units}, "Units")
    assert [(line["Name"], line["Owner"]) for line in found] == [
        ("Above", "Ann"),
        ("Below", ""),
        ("Beside", ""),
    ]


def test_objectives_are_ranked_by_status_then_gap():
    found = section(objectives(4, 1, 5, 0, 3.5), "Objectives off track or at risk")
    assert [line["ID"] for line in found] == ["O-4", "O-2", "O-5", "O-1"]
    assert [line["Status"] for line in found] == ["Off track", "Off track", "At risk", "At risk"]
    assert (found[0]["Owner"], found[0]["Due"]) == ("Ann", 46383.0)  # 2026-12-27


def test_equally_grave_rows_stand_in_the_order_of_their_table():
    found = section(objectives(1, 1, 1), "Objectives off track or at risk")
    assert [line["ID"] for line in found] == ["O-1", "O-2", "O-3"]


def test_a_list_ends_with_how_many_more_there_are():
    found = names(objectives(*[1] * 40), "Objectives off track or at risk")
    assert len(found) <= 11
    assert found[-1] == f"... and {40 - (len(found) - 1)} more"


def test_kpis_that_went_backwards_are_graver():
    tables = {"Objectives": [{"ID": "O-1"}], "KPIs": kpis(0, -5, 4)}
    found = section(tables, "KPIs off track or at risk")
    assert [(line["ID"], line["Score"]) for line in found[:2]] == [("K-2", 0.0), ("K-1", 0.0)]
    assert [line["Worst"] for line in found] == ["O-1"] * 3


def test_leading_kpis_behind_warn_while_the_lagging_hold():
    tables = {"Objectives": [{"ID": "O-1", "Objective": "Sell"}], "KPIs": kpis(3, 6)}
    tables["KPIs"][0]["Type"], tables["KPIs"][1]["Type"] = "Leading", "Lagging"
    (warned,) = section(tables, "Early warnings: leading KPIs behind")
    assert (warned["Name"], warned["Expected"], warned["Coverage"]) == ("Sell", 0.3, 0.6)


def test_watermelons_are_pillars_then_objectives():
    tables = {
        "Pillars": [{"ID": "P1", "Pillar": "Growth"}],
        "Objectives": [{"ID": "O-1", "Objective": "Sell", "Pillar": "P1"}],
        "KPIs": kpis(10, 1),
    }
    found = section(tables, "Watermelons: green outside, red inside")
    assert [(line["Name"], line["Status"], line["Worst"]) for line in found] == [
        ("Growth", "On track", "Off track"),
        ("Sell", "On track", "Off track"),
    ]


def test_an_overdue_reading_tells_when_the_last_was():
    readings = [{"KPI": "K-1", "Date": date(2026, 6, 1), "Value": 5}]
    tables = {"KPIs": kpis(None, Frequency="Weekly"), "Readings": readings}
    (late,) = section({"Objectives": [{"ID": "O-1"}], **tables}, "Readings overdue")
    assert (late["ID"], late["Due"], late["Score"]) == ("K-1", 46174.0, 29.0)  # 2026-06-01
    assert (late["Expected"], late["Worst"]) == ("Weekly", "O-1")


def test_a_kpi_that_was_never_read_is_overdue_before_all_others():
    readings = [{"KPI": "K-1", "Date": date(2025, 1, 1), "Value": 5}]
    tables = {"KPIs": kpis(None, None), "Readings": readings}
    found = section(tables, "Readings overdue")
    assert [(line["ID"], line["Due"], line["Score"]) for line in found] == [
        ("K-2", "", 180.0),
        ("K-1", 45658.0, 545.0),
    ]


@pytest.mark.parametrize(
    ("fields", "value"),
    [
        ({}, 5),
        ({"Start": date(2026, 7, 1)}, None),
        ({"Due": date(2026, 6, 29)}, None),
        ({"Direction": "Milestone"}, 1),
        ({"Frequency": "Yearly"}, None),
    ],
    ids=["read today", "not begun", "over", "done", "not yet due"],
)
def test_no_reading_is_overdue_where_none_is_to_be_expected(fields, value):
    found = names({"KPIs": kpis(value, **fields)}, "Readings overdue")
    assert found == ["No reading is overdue."]


def test_actions_are_late_behind_their_pace_or_past_due_and_not_done():
    half = {"Start": date(2026, 1, 1), "Due": date(2026, 12, 27)}
    over = {"Start": date(2026, 1, 1), "Due": date(2026, 6, 29)}
    actions = [
        {"ID": "A-1", "Action": "In time", "Done": 0.5, **half},
        {"ID": "A-2", "Action": "Behind", "Done": 0.4, **half},
        {"ID": "A-3", "Action": "Nearly", "Done": 0.99, **over},
        {"ID": "A-4", "Action": "Done", "Done": 1, **over},
        {"ID": "A-5", "Action": "Far behind", "Done": 0, **half},
        {"ID": "A-6", "Action": "Untold", **over},
    ]
    found = section({"Actions": actions}, "Actions late")
    assert [line["Name"] for line in found] == ["Far behind", "Behind", "Untold", "Nearly"]


def test_an_ordinary_plan_fits_one_page_with_lists_of_fewer_lines():
    few = {"Units": [{"ID": f"U{at}", "Unit": f"Unit {at}"} for at in range(12)]}
    found = cells(few | objectives(*[1] * 30))
    assert len(found) <= 66


def test_formulas_name_their_own_row():
    for number, row in enumerate(cells(objectives(1, 2)), FIRST_ROW):
        for content in row:
            if isinstance(content, Formula) and "$J" in content.text:
                assert f"$J{number}" in content.text or "$J$" in content.text


@pytest.mark.parametrize("missing", ["Units/Head", "Units", "Actions", "Pillars/Owner", "Settings"])
def test_what_the_workbook_does_not_have_stays_blank(missing):
    tables = {"Settings": PERIOD, **objectives(1), "Units": [{"ID": "A", "Unit": "Above"}]}
    book = snapshot(tables, missing=[missing])
    plan = parse(book, AS_OF)
    calculation = Calculation.of(plan, score_plan(plan), book, ())
    block, _ = summary_edits(plan, calculation, history(plan))
    assert len(block.rows) > 20
