"""Tables -> Plan: found by name and header; what does not fit is told, the rest still used."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from okrsheet.books.book import CellError, Formula, Snapshot, Table
from okrsheet.plan.model import Context, Objective, Unfit
from okrsheet.sheets.layout import TABLES
from okrsheet.sheets.parse import parse
from tests.departments.parts import PLAN, department, workbook
from tests.workbooks import AS_OF, plan_of, snapshot

DAY = datetime(2026, 3, 31)


def unfits(plan):
    return [(one.unfit, one.table, one.row, one.field) for one in plan.misfits]


def settings_of(*rows):
    return plan_of({"Settings": [{"Setting": name, "Value": value} for name, value in rows]})


def test_a_sound_workbook_has_nothing_that_does_not_fit():
    plan = plan_of({"Pillars": [{"ID": "P1", "Pillar": "Happy customers", "Weight": 2}]})
    assert plan.misfits == ()
    assert plan.pillars[0].weight == 2.0


def test_tables_are_found_by_name_without_regard_to_case_on_any_sheet_at_any_place():
    table = Table("PILLARS", "My sheet", 40, 7, ("ID", "Weight"), (("P1", 3.0),))
    (pillar,) = parse(Snapshot("own.xlsx", (table,)), AS_OF).pillars
    assert (pillar.id, pillar.weight) == ("P1", 3.0)


def test_columns_are_found_by_header_in_any_order_case_and_with_outer_spaces():
    headers = ("Mine", " weight", "OWNER", "Id ")
    table = Table("Pillars", "S", 1, 1, headers, (("x", 3.0, "Ann", "P1"),))
    (pillar,) = parse(Snapshot("own.xlsx", (table,)), AS_OF).pillars
    assert (pillar.id, pillar.weight, pillar.owner) == ("P1", 3.0, "Ann")


def test_a_users_columns_are_no_input():
    plan = plan_of({"Pillars": [{"ID": "P1", "Colour": CellError("#N/A")}, {"Colour": "red"}]})
    assert (len(plan.pillars), plan.misfits) == (1, ())


def test_a_users_tables_are_no_input():
    book = snapshot({})
    own = Table("Budget", "Money", 1, 1, ("ID",), ((CellError("#REF!"),),))
    assert parse(replace(book, tables=(*book.tables, own)), AS_OF).misfits == ()


def test_computed_columns_are_no_input():
    plan = plan_of({"KPIs": [{"ID": "K-1", "Direction": "Hold", "Actual": CellError("#N/A")}]})
    assert plan.misfits == ()


def test_a_row_with_computed_values_alone_is_no_row():
    assert plan_of({"KPIs": [{"Status": "No data", "Check": "OK"}]}).kpis == ()


def test_a_row_that_only_looks_blank_is_no_row():
    assert plan_of({"Pillars": [{"ID": "  ", "Pillar": "\u00a0", "Owner": "\n"}]}).pillars == ()


def test_a_row_knows_its_place_in_the_table_blank_rows_counted():
    plan = plan_of({"Pillars": [{}, {"ID": "P1"}, {}, {"ID": "P2"}]})
    assert [pillar.row for pillar in plan.pillars] == [1, 3]


def test_a_missing_table_is_told_once_and_the_rest_is_read():
    plan = plan_of({"Pillars": [{"ID": "P1"}]}, missing={"KPIs"})
    assert unfits(plan) == [(Unfit.NO_TABLE, "KPIs", None, None)]
    assert "KPIs" in plan.missing
    assert len(plan.pillars) == 1


def test_a_missing_column_is_told_once_and_the_rest_is_read():
    plan = plan_of({"Pillars": [{"ID": "P1", "Weight": 2}]}, missing={"Pillars/Owner"})
    assert unfits(plan) == [(Unfit.NO_COLUMN, "Pillars", None, "Owner")]
    assert "Pillars/Owner" in plan.missing
    assert plan.pillars[0].weight == 2.0


def test_a_missing_computed_column_is_no_fault():
    assert plan_of({}, missing={"Pillars/Score"}).misfits == ()


def test_a_workbook_without_any_table_is_told_so_table_by_table():
    plan = parse(Snapshot("other.xlsx", ()), AS_OF)
    assert [one.table for one in plan.misfits] == [table.name for table in TABLES]
    assert list(plan.rows()) == []


def test_the_rest_of_a_row_is_used_where_a_cell_does_not_fit():
    plan = plan_of(
        {"KPIs": [{"ID": "K-1", "Direction": "Increase", "Target": "12 h", "Baseline": 4}]}
    )
    assert plan.kpis[0].baseline == 4.0
    assert plan.kpis[0].target is None
    assert plan.kpis[0].unread == {"Target"}
    assert unfits(plan) == [(Unfit.NOT_ONE, "KPIs", 0, "Target")]


def test_a_misfit_in_a_row_without_an_id_has_the_id_that_the_row_gets():
    plan = plan_of({"KPIs": [{"KPI": "Calls", "Direction": "Hold", "Target": "12 h"}]})
    assert plan.misfits[0].id == plan.kpis[0].id == "K1"


def test_an_error_value_makes_a_row():
    plan = plan_of({"Pillars": [{"Weight": CellError("#REF!")}]})
    assert unfits(plan) == [(Unfit.ERROR_VALUE, "Pillars", 0, "Weight")]
    assert len(plan.pillars) == 1


def test_a_kpi_without_a_direction_is_told_so():
    plan = plan_of({"KPIs": [{"ID": "K-1"}]})
    assert unfits(plan) == [(Unfit.NOT_ONE, "KPIs", 0, "Direction")]
    assert plan.misfits[0].text == ""


def test_a_misspelt_direction_is_told_once():
    plan = plan_of({"KPIs": [{"ID": "K-1", "Direction": "Up"}]})
    assert [(one.field, one.text) for one in plan.misfits] == [("Direction", "Up")]


def test_a_missing_column_direction_is_not_told_again_row_by_row():
    plan = plan_of({"KPIs": [{"ID": "K-1"}]}, missing={"KPIs/Direction"})
    assert unfits(plan) == [(Unfit.NO_COLUMN, "KPIs", None, "Direction")]


def test_a_reading_with_a_value_and_no_date_is_told_so():
    plan = plan_of({"Readings": [{"KPI": "K-1", "Value": 3}, {"KPI": "K-1", "Note": "later"}]})
    assert unfits(plan) == [(Unfit.NOT_ONE, "Readings", 0, "Date")]


def test_a_missing_column_date_is_not_told_again_row_by_row():
    plan = plan_of({"Readings": [{"KPI": "K-1", "Value": 3}]}, missing={"Readings/Date"})
    assert unfits(plan) == [(Unfit.NO_COLUMN, "Readings", None, "Date")]


def test_the_second_row_with_an_id_is_taken_whatever_its_case_and_table():
    plan = plan_of(
        {
            "Pillars": [{"ID": "North"}, {"ID": "NORTH"}],
            "Units": [{"ID": "north"}, {"ID": "South"}],
        }
    )
    assert [row.taken for row in plan.rows()] == [False, True, True, False]


def test_an_id_that_cannot_be_used_takes_none():
    plan = plan_of({"Pillars": [{"ID": " P1"}, {"ID": "P1"}]})
    assert [row.taken for row in plan.pillars] == [False, False]
    assert unfits(plan) == [(Unfit.AS_TEXT, "Pillars", 0, "ID")]


def test_every_kind_of_row_is_read_from_its_table():
    plan = plan_of(
        {
            "Pillars": [{"ID": "P1"}],
            "Units": [{"ID": "IT", "Head": "Ann"}],
            "Objectives": [{"ID": "O-1", "Roll-up": "worst", "Due": DAY}],
            "KPIs": [{"ID": "K-1", "Direction": "decrease", "Reading is": "SUM"}],
            "Readings": [{"KPI": "K-1", "Date": DAY, "Value": 3, "Confidence": 0.8}],
            "Actions": [{"ID": "A-1", "Done": 0.5}],
            "Drivers": [{"Driver": "K-1", "Outcome": "K-2", "Effect": "Lowers", "Lag": 2}],
        }
    )
    assert plan.misfits == ()
    assert plan.units[0].head == "Ann"
    assert (plan.objectives[0].roll_up, plan.objectives[0].due) == ("Worst", DAY)
    assert (plan.kpis[0].direction, plan.kpis[0].reading_is) == ("Decrease", "Sum")
    assert plan.readings[0].confidence == 0.8
    assert plan.actions[0].done == 0.5
    assert (plan.drivers[0].effect, plan.drivers[0].lag) == ("Lowers", 2.0)


def test_settings_are_read_by_name_without_regard_to_case():
    plan = settings_of((" on TRACK gap", 0.1), ("Vision", " The best cup "))
    assert (plan.settings.on_track_gap, plan.settings.vision) == (0.1, "The best cup")


def test_a_setting_that_nobody_knows_is_no_input():
    assert settings_of(("Colour", CellError("#N/A"))).misfits == ()


def test_of_two_settings_of_one_name_the_first_counts():
    assert settings_of(("At risk gap", 0.3), ("at risk gap", 0.4)).settings.at_risk_gap == 0.3


def test_a_blank_setting_has_its_default():
    assert settings_of(("At risk gap", None), ("Live formulas", " ")).settings.at_risk_gap == 0.2


@pytest.mark.parametrize(
    ("name", "value", "unfit"),
    [
        ("At risk gap", "a fifth", Unfit.NOT_ONE),
        ("At risk gap", -0.2, Unfit.NOT_ONE),
        ("At risk gap", "20%", Unfit.AS_TEXT),
        ("Period end", "31.12.2026", Unfit.AS_TEXT),
        ("Live formulas", "Maybe", Unfit.NOT_ONE),
        ("As of", CellError("#NAME?"), Unfit.ERROR_VALUE),
    ],
)
def test_a_setting_that_does_not_fit_is_told_and_has_its_default(name, value, unfit):
    plan = settings_of(("Organisation", "Bean & Co"), (name, value))
    assert unfits(plan) == [(unfit, "Settings", 1, "Value")]
    assert plan.misfits[0].id == name
    assert plan.settings.organisation == "Bean & Co"
    assert plan.settings.at_risk_gap == 0.2


@pytest.mark.parametrize("missing", ["Settings/Setting", "Settings/Value", "Settings"])
def test_without_readable_settings_all_have_their_defaults(missing):
    rows = [{"Setting": "At risk gap", "Value": 0.3}]
    assert plan_of({"Settings": rows}, missing={missing}).settings.at_risk_gap == 0.2


def test_a_plan_is_as_of_the_day_asked_for():
    settings = {"Settings": [{"Setting": "As of", "Value": DAY}]}
    assert plan_of(settings, date(2026, 5, 1)).as_of == date(2026, 5, 1)


def test_a_plan_is_else_as_of_the_day_in_its_settings():
    book = snapshot({"Settings": [{"Setting": "As of", "Value": datetime(2026, 3, 31, 17)}]})
    assert parse(book).as_of == date(2026, 3, 31)


def test_a_plan_is_else_as_of_today():
    before = date.today()
    assert before <= parse(snapshot({})).as_of <= date.today()


def test_a_value_typed_over_a_formula_is_told():
    name = "Objective name"
    plan = plan_of(
        {
            "KPIs": [
                {"ID": "K-1", "Direction": "Hold", name: Formula("1", "Fair")},
                {"ID": "K-2", "Direction": "Hold", name: "Mine"},
            ]
        }
    )
    assert unfits(plan) == [(Unfit.TYPED_OVER, "KPIs", 1, name)]
    assert plan.misfits[0].text == "Mine"


def test_a_cleared_formula_is_not_a_typed_value():
    name = "Objective name"
    rows = [{"ID": "K-1", "Direction": "Hold", name: Formula("1", "")}, {"ID": "K-2", name: None}]
    plan = plan_of({"KPIs": rows})
    assert Unfit.TYPED_OVER not in [one.unfit for one in plan.misfits]


def test_values_in_a_computed_column_without_formulas_are_not_typed():
    rows = [{"ID": "K-1", "Direction": "Hold", "Status": "On track"}]
    assert plan_of({"KPIs": rows}).misfits == ()


def test_with_live_formulas_off_no_value_is_typed_over_one():
    name = "Objective name"
    rows = [{"ID": "K-1", "Direction": "Hold", name: Formula("1", "Fair")}]
    rows += [{"ID": "K-2", "Direction": "Hold", name: "Mine"}]
    settings = [{"Setting": "Live formulas", "Value": "no"}]
    assert plan_of({"KPIs": rows, "Settings": settings}).misfits == ()


def test_reading_a_workbook_does_not_change_it():
    tables = {"KPIs": [{"KPI": "Calls", "New value": 3}]}
    book = snapshot(tables)
    parse(book, AS_OF)
    assert book == snapshot(tables)


# -- a department's workbook ----------------------------------------------------------------------


def test_a_department_is_read_as_it_was_sent():
    midnight = datetime.combine(PLAN.as_of, datetime.min.time())
    kpis = tuple(kpi.model_copy(update={"new_date": midnight}) for kpi in PLAN.kpis)
    dated = replace(PLAN, kpis=kpis)
    for unit in ("SALES", "EAST", "WEST", "IT"):
        own = department(dated, unit)
        found = parse(workbook(own), PLAN.as_of)
        assert found.is_department
        assert list(found.rows()) == list(own.rows())
        assert (found.context, found.settings) == (own.context, own.settings)


def test_a_department_lacks_no_pillars():
    found = parse(workbook(department(PLAN, "EAST")))
    assert (found.misfits, found.missing, found.pillars) == ((), frozenset(), ())


def test_a_context_of_which_nothing_can_be_read_asks_for_no_pillars_either():
    found = parse(workbook(replace(department(PLAN, "EAST"), context=())))
    assert (found.is_department, found.missing) == (False, frozenset())


@pytest.mark.parametrize("id", ["A", "s", "P", "sales", "KA"])
def test_an_id_of_the_context_is_taken_in_the_whole_plan(id):
    book = workbook(department(PLAN, "EAST"), Objectives=[{"ID": id, "Objective": "New"}])
    assert [row.taken for row in parse(book).objectives] == [False, True]


def test_the_unit_that_the_workbook_is_sent_to_keeps_its_id():
    assert not parse(workbook(department(PLAN, "EAST"))).units[0].taken


def test_no_id_of_the_context_is_given_again():
    plan = replace(PLAN, objectives=(*PLAN.objectives[:1], Objective(ID="O-EAST-7", Unit="EAST")))
    context = (Context.model_validate({"Kind": "Objective", "ID": "O-EAST-8"}),)
    own = department(plan, "EAST")
    own = replace(own, context=(*own.context, *context))
    book = workbook(own, Objectives=[{"Objective": "New", "Unit": "EAST"}])
    assert parse(book).objectives[-1].id == "O-EAST-9"
