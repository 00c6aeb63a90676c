"""What each department is sent."""

import pickle
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import pytest

from okrsheet.books.book import BookError
from okrsheet.departments import split
from okrsheet.departments.sent import Sent
from okrsheet.departments.split import sendings
from okrsheet.score.scores import score_plan
from okrsheet.sheets.live import whether
from okrsheet.sheets.parse import parse
from tests.departments.split_plan import MASTER, sent, with_cell, with_row
from tests.workbooks import snapshot


def column(sending, table, header):
    rows = sending.sent.tables[table]
    return [row[rows.headers.index(header)] for row in rows.rows]


def numbers(master=MASTER):
    return {unit: sending.sent.sending for unit, sending in sent(master).items()}


def changed(master):
    """The units whose sending is another than that of the plan as it was."""
    before, now = numbers(), numbers(master)
    return {unit for unit in before if now[unit] != before[unit]}


def test_every_unit_is_sent_its_workbook_in_the_order_of_the_units():
    assert [(one.file, one.name) for one in sent().values()] == [
        ("SALES.xlsx", "Sales"),
        ("EAST.xlsx", "East"),
        ("IT.xlsx", "IT"),
    ]


def test_a_department_gets_its_own_rows_of_every_table():
    east = sent()["EAST"]
    assert {name: len(rows.rows) for name, rows in east.sent.tables.items()} == {
        "Settings": 3,
        "Units": 1,
        "Objectives": 1,
        "KPIs": 1,
        "Readings": 1,
        "Actions": 1,
        "Drivers": 1,
    }
    assert column(east, "Objectives", "ID") == ["O2"]
    assert column(east, "Readings", "Value") == [3.0]


def test_the_plan_of_a_sending_has_the_same_rows_numbered_from_0():
    east = sent()["EAST"]
    assert [(row.id, row.row) for row in east.plan.objectives] == [("O2", 0)]
    assert [score.id for score in east.scores.kpis] == ["K2"]


def test_a_level_puts_all_below_it_into_one_workbook():
    sales = sent(level=1)["SALES"]
    assert sent(level=1).keys() == {"SALES", "IT"}
    assert column(sales, "Objectives", "ID") == ["O1", "O2"]


def test_settings_go_along_as_they_stand():
    assert sent()["IT"].sent.tables["Settings"].rows == (
        ("Organisation", "Tidewell"),
        ("As of", datetime(2026, 6, 30)),
        ("Vision", None),
    )


NO_FORMULAS = with_row("Settings", Setting="Live formulas", Value="No")


def live_formulas(master):
    """What each department's setting Live formulas says, as it is sent and as it is understood."""
    return {
        unit: (dict(one.sent.tables["Settings"].rows)["Live formulas"], one.plan.settings)
        for unit, one in sent(master).items()
    }


def test_a_department_of_a_plan_that_is_too_big_for_formulas_has_formulas(monkeypatch):
    monkeypatch.setattr(whether, "MOST_LOOK_UPS", 3)  # the plan has 2 KPIs x 2 readings
    said, understood = live_formulas(NO_FORMULAS)["IT"]
    assert said == understood.live_formulas == "Yes"


def test_a_plan_that_wants_no_formulas_has_departments_without():
    said, understood = live_formulas(NO_FORMULAS)["IT"]
    assert said == understood.live_formulas == "No"


def test_a_department_that_is_too_big_itself_has_none(monkeypatch):
    monkeypatch.setattr(whether, "MOST_LOOK_UPS", 3)
    said, _ = live_formulas(NO_FORMULAS)["EAST"]
    assert said == "Yes"  # 1 KPI x 1 reading
    monkeypatch.setattr(whether, "MOST_LOOK_UPS", 0)
    said, _ = live_formulas(NO_FORMULAS)["EAST"]
    assert said == "No"


def test_what_does_not_fit_its_column_is_sent_as_it_was_typed():
    assert column(sent()["SALES"], "KPIs", "Target") == ["12 h"]


def test_text_that_looks_like_a_formula_stays_text():
    assert column(sent()["SALES"], "Readings", "Note") == ["=HYPERLINK(1)"]


def test_a_row_that_is_only_being_given_its_id_is_sent_with_it():
    assert column(sent()["IT"], "Objectives", "ID") == ["O-IT-1"]
    assert column(sent()["IT"], "Objectives", "Objective") == ["New here"]


def test_a_column_that_the_master_lacks_is_sent_blank():
    master = snapshot({"Units": [{"ID": "IT", "Unit": "IT"}]}, missing={"Units/Head"})
    assert column(sent(master)["IT"], "Units", "Head") == [None]


def test_a_table_that_the_master_lacks_is_sent_without_rows():
    master = snapshot({"Units": [{"ID": "IT", "Unit": "IT"}]}, missing={"Drivers", "Settings"})
    assert sent(master)["IT"].sent.tables["Drivers"].rows == ()
    assert sent(master)["IT"].sent.tables["Settings"].rows == ()


def test_columns_are_found_in_any_order_and_spelling():
    turned = tuple(
        replace(
            table,
            headers=tuple(header.upper() for header in reversed(table.headers)),
            rows=tuple(row[::-1] for row in table.rows),
        )
        for table in MASTER.tables
    )
    assert sent(replace(MASTER, tables=turned)) == sent()


def test_checks_are_those_of_the_master():
    assert sent()["SALES"].checks == {
        "Units": ("OK",),
        "Objectives": ("S✓",),
        "KPIs": (None,),
        "Actions": (),
    }


def test_the_context_says_whose_workbook_it_is_and_which_sending():
    east = sent()["EAST"]
    last = dict(zip(east.sent.context.headers, east.sent.context.rows[-1], strict=True))
    assert (last["Kind"], last["ID"], last["Parent"]) == ("Sending", "EAST", "a-plan")
    assert last["Name"] == east.sent.sending == east.plan.context[-1].name


def test_the_context_that_was_sent_is_that_of_the_plan():
    east = sent()["EAST"]
    assert [row[:2] for row in east.sent.context.rows] == [
        (row.kind, row.id) for row in east.plan.context
    ]


def test_equal_input_gives_equal_sendings():
    assert sent() == sent()


def test_a_sending_number_has_16_hexadecimal_digits():
    for number in numbers().values():
        assert len(number) == 16
        int(number, 16)


def test_every_department_has_a_number_of_its_own():
    assert len(set(numbers().values())) == 3


def test_another_figure_changes_the_sendings_that_show_it():
    assert changed(with_row("Actions", Objective="O2", Action="Visit")) == {"EAST"}


def test_a_reading_changes_the_sendings_of_all_above_it():
    # East's first score: Sales counts it, and the pillar stands in everybody's context.
    scored = with_cell("KPIs", 1, **{"Baseline": 0, "Target": 6})
    assert changed(scored) == {"EAST", "SALES", "IT"}


def test_another_check_changes_a_sending():
    assert changed(with_cell("Units", 2, Check="1 error")) == {"IT"}


def test_another_okrsheet_sends_anew(monkeypatch):
    before = numbers()
    monkeypatch.setattr(split, "__version__", "9.9")
    assert not set(before.values()) & set(numbers().values())


def test_a_base_comes_back_from_its_text():
    east = sent()["EAST"].sent
    assert Sent.of_json(east.to_json()) == east


def test_a_sending_can_be_given_to_another_process():
    east = sent()["EAST"]
    assert pickle.loads(pickle.dumps(east)) == east


def test_only_the_units_asked_for_are_sent_whatever_the_case_of_their_ids():
    assert sent(only=["it ", "East"]).keys() == {"EAST", "IT"}


def test_the_name_of_a_file_does_not_hang_on_who_else_is_sent_one():
    assert sent(only=["IT"])["IT"].file == sent()["IT"].file


def test_a_unit_keeps_the_file_that_it_has():
    plan = parse(MASTER)
    made = sendings(MASTER, plan, score_plan(plan), "a-plan", files={"it": "Computers.xlsx"})
    assert [sending.file for sending in made] == ["SALES.xlsx", "EAST.xlsx", "Computers.xlsx"]


def test_sendings_are_made_one_at_a_time():
    plan = parse(MASTER)
    assert isinstance(sendings(MASTER, plan, score_plan(plan), "a-plan"), Iterator)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("EASTT", r"There is no unit 'EASTT' in this plan. Did you mean EAST\?"),
        ("XYZ", "There is no unit 'XYZ' in this plan. Take one from the table Units."),
    ],
)
def test_an_unknown_unit_is_said_with_those_like_it(asked, said):
    with pytest.raises(BookError, match=said):
        sent(only=[asked])


def test_a_unit_of_another_level_is_told_apart_from_one_that_is_not_there():
    with pytest.raises(BookError, match="no workbook of its own on this level"):
        sent(level=1, only=["EAST"])


def test_a_level_without_units_is_refused_before_anything_is_made():
    plan = parse(MASTER)
    with pytest.raises(BookError, match="No unit stands on level 5"):
        sendings(MASTER, plan, score_plan(plan), "a-plan", 5)
