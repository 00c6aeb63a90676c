"""Rows by ID: which rows have an ID of their own, and which row a reference means."""

import pytest

from okrsheet.sheets.live.expression import ROW
from okrsheet.sheets.live.keys import counted_weight
from tests.sheets.live.laid import laid, unlike, values
from tests.workbooks import AS_OF

DATED = {"Setting": "As of", "Value": AS_OF}


def kpis_of(ids, **tables):
    rows = [{"ID": id, "KPI": "Cups"} for id in ids]
    return laid({"KPIs": rows, **tables}).calculation.kpis


def test_an_id_is_its_own_where_it_stands_first():
    keys = kpis_of(["K-1", "K-2", "k-1"]).keys
    assert values(keys.id, 4) == ["K-1", "K-2", "", ""]
    assert values(keys.taken, 4) == [0, 0, 1, 0]
    assert values(keys.raw, 4) == ["K-1", "K-2", "k-1", ""]


def test_an_id_of_another_table_is_taken():
    keys = kpis_of(["P1"], Pillars=[{"ID": "p1", "Pillar": "People"}]).keys
    assert (values(keys.id, 1), values(keys.taken, 1)) == ([""], [1])


def test_a_row_that_is_given_an_id_by_the_same_write_has_it():
    assert values(kpis_of([None]).keys.id, 1) == ["K1"]


@pytest.mark.parametrize("id", ["1", "K 1", "K*", "K~1", " K", "-K", "K/1", "x" * 65])
def test_what_every_engine_reads_differently_is_no_id(id):
    assert values(kpis_of([id]).keys.id, 1) == [""]


def test_the_longest_id_is_one():
    assert values(kpis_of(["x" * 64]).keys.id, 1) == ["x" * 64]


def test_a_reference_is_the_place_of_its_row_whatever_its_case():
    objectives = [{"ID": "O-1", "Objective": "A"}, {}, {"ID": "O-2", "Objective": "B"}]
    named = ["o-2", "O-1", None, "O-9", " O-1"]
    found = laid({"Objectives": objectives, "KPIs": [{"Objective": name} for name in named]})
    assert values(found.calculation.kpis.objective, 5) == [3, 1, 0, 0, 0]


def test_a_reference_means_the_first_row_of_an_id():
    objectives = [{"ID": "O-1", "Objective": "A"}, {"ID": "O-1", "Objective": "B"}]
    found = laid({"Objectives": objectives, "KPIs": [{"ID": "K-1", "Objective": "O-1"}]})
    assert values(found.calculation.kpis.objective, 1) == [1]


@pytest.mark.parametrize(("weight", "counted"), [(None, 1), (0.0, 0), (-2.0, 0), (2.5, 2.5)])
def test_a_blank_weight_counts_once_and_a_negative_one_not_at_all(weight, counted):
    assert counted_weight(weight) == counted
    found = laid({"KPIs": [{"ID": "K-1", "Weight": weight}]}).calculation.kpis
    assert values(found.weight, 1) == [counted]


def test_a_row_beyond_the_table_counts_once_as_soon_as_it_is_one():
    weight = laid({"KPIs": [{"ID": "K-1", "Weight": 3}]}).calculation.kpis.weight
    held = f"INDEX(KPIs[Weight],$A{ROW})"
    assert values(weight, 2) == [3, 1]
    assert weight.formula.text == f"IF(ISNUMBER({held}),MAX(0,{held}),1)"


def test_ironcalc_finds_the_same_keys_and_references(tmp_path):
    ids = ["K-1", "k-1", "1", "K*", " K", "x" * 64, "x" * 65, "o-1", "ÄB"]
    objectives = [{"ID": "O-1", "Objective": "A"}, {"ID": "O-?", "Parent": "o-1"}]
    kpis = [
        {"ID": id, "Objective": name}
        for id, name in zip(ids, ["o-1", "O*", "O-?"] * 3, strict=True)
    ]
    tables = {"Objectives": objectives, "KPIs": kpis, "Settings": [DATED]}
    assert list(unlike(laid(tables), tmp_path / "keys.xlsx")) == []
