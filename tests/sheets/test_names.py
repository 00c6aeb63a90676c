"""The defined names behind drop-downs and colour rules."""

import re

from okrsheet.sheets.layout import TABLES
from okrsheet.sheets.names import defined_names


def test_every_reference_has_the_name_that_its_drop_down_offers():
    references = (column for one in TABLES for column in one.columns if column.refers)
    offered = {column.look.validation.formula for column in references}
    assert offered <= defined_names().keys()


def test_every_colour_rule_uses_names_that_there_are():
    rules = [rule for one in TABLES for column in one.columns for rule in column.rules]
    used = {name for rule in rules for name in re.findall(r"okr_\w+", rule.formula)}
    assert used == {"okr_KPIs_Keys", "okr_KPIs_Measures"}
    assert used <= defined_names().keys()
