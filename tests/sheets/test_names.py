"""The defined names behind drop-downs and colour rules."""

import re

from okrsheet.sheets.layout import OBJECTIVES, TABLES
from okrsheet.sheets.names import (
    OFFERED_PARENTS,
    defined_names,
    department_layout,
    department_names,
)


def test_every_reference_has_the_name_that_its_drop_down_offers():
    references = (column for one in TABLES for column in one.columns if column.refers)
    offered = {column.look.validation.formula for column in references}
    assert offered <= defined_names().keys()


def test_every_colour_rule_uses_names_that_there_are():
    rules = [rule for one in TABLES for column in one.columns for rule in column.rules]
    used = {name for rule in rules for name in re.findall(r"okr_\w+", rule.formula)}
    assert used == {"okr_KPIs_Keys", "okr_KPIs_Measures"}
    assert used <= defined_names().keys()


def test_a_department_has_all_names_that_its_drop_downs_offer():
    layouts = [department_layout(one) for one in TABLES if one.name != "Pillars"]
    looks = [look for one in layouts for look in one.sheet.columns if look.validation]
    named = {look.validation.formula for look in looks}
    offered = {name for name in named if name and name.startswith("okr_")}
    assert OFFERED_PARENTS in offered
    assert offered <= department_names().keys()


def test_a_department_may_choose_a_parent_that_stands_in_its_context():
    own, whole = department_layout(OBJECTIVES), OBJECTIVES
    changed = [
        one.header
        for one, other in zip(own.sheet.columns, whole.sheet.columns, strict=True)
        if one != other
    ]
    assert changed == ["Parent"]


def test_no_other_table_of_a_department_differs():
    others = [one for one in TABLES if one is not OBJECTIVES]
    assert list(map(department_layout, others)) == others


def test_the_pillars_of_a_department_are_those_of_its_context():
    assert "Pillars[" not in str(department_names())
    assert department_names()["okr_Pillars_IDs"].startswith("INDEX(Context[ID],")
