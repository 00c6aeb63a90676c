"""The settings as cells, each with its default where the plan has none."""

from datetime import date, datetime

import pytest

from okrsheet.sheets.live.settings import outside
from tests.sheets.live.laid import laid, unlike
from tests.workbooks import AS_OF


def settings_of(rows, as_of=AS_OF):
    return laid({"Settings": rows}, as_of).calculation.settings


def values_of(settings):
    return {name: said.values.item() for name, said in settings.labels}


def said(*pairs):
    return [{"Setting": name, "Value": value} for name, value in pairs]


def test_a_plan_that_says_nothing_has_the_defaults_of_the_contract():
    assert values_of(settings_of([])) == {
        "As of": 46203,  # 2026-06-30
        "Period start": 0,
        "Period end": 0,
        "On track gap": 0.05,
        "At risk gap": 0.2,
        "Minimum coverage": 0.5,
    }


def test_what_the_plan_says_counts():
    rows = said(("Period start", datetime(2026, 1, 1)), ("At risk gap", 0.3), ("On track gap", 0))
    found = values_of(settings_of(rows))
    assert (found["Period start"], found["At risk gap"], found["On track gap"]) == (46023, 0.3, 0)


@pytest.mark.parametrize("odd", ["much", 1.5, -0.1, None])
def test_a_share_that_is_none_gives_way_to_its_default(odd):
    assert values_of(settings_of(said(("At risk gap", odd))))["At risk gap"] == 0.2


def test_as_of_is_a_whole_day():
    rows = said(("As of", datetime(2026, 3, 31, 14, 30)))
    assert values_of(settings_of(rows, None))["As of"] == 46112


def test_a_blank_as_of_is_today():
    found = settings_of([], None)
    assert "TODAY()" in found.labels[0][1].text
    assert values_of(found)["As of"] == (date.today() - date(1899, 12, 30)).days


def test_no_other_setting_is_volatile():
    assert [name for name, formula in settings_of([]).labels if "TODAY" in formula.text] == [
        "As of"
    ]


def test_a_setting_has_a_fixed_cell_and_the_sheets_name_before_it_outside():
    found = settings_of([])
    assert (found.as_of.text, found.minimum_coverage.text) == ("$C$5", "$C$10")
    assert outside(found.as_of) == "Calculation!$C$5"


@pytest.mark.parametrize(
    "rows",
    [
        [],
        said((" as OF ", datetime(2026, 3, 31, 14, 30)), ("At risk gap", 2), ("As of", "soon")),
        said(("On track gap", 0.1), ("On track gap", 0.15), ("Minimum coverage", "half")),
        said(("Period start", 12), ("Period end", datetime(2026, 12, 31))),
    ],
)
def test_ironcalc_reads_the_same_settings(rows, tmp_path):
    found = laid({"Settings": rows}, None)
    assert list(unlike(found, tmp_path / "settings.xlsx")) == []
