"""R05, R07, R09: leading KPIs, how many KPIs, drivers."""

import pytest

from okrsheet.books.book import CellError
from tests.smart.linting import fields, found


def kpis(*types, objective="O-1"):
    return [
        {"ID": f"K-{at}", "Objective": objective, "Type": type} for at, type in enumerate(types, 1)
    ]


CHAIN = [{"ID": "O-1"}, {"ID": "O-2", "Parent": "O-1"}]


@pytest.mark.parametrize(
    ("types", "is_blind"),
    [
        (["Lagging"], True),
        (["Lagging", "Lagging"], True),
        (["Lagging", "Leading"], False),
        (["Leading"], False),
        ([None], False),
        ([], False),
    ],
)
def test_lagging_kpis_alone_signal_nothing_ahead(types, is_blind):
    tables = {"Objectives": [{"ID": "O-1"}], "KPIs": kpis(*types)}
    assert bool(found("R05", tables)) is is_blind


def test_a_leading_kpi_below_signals_ahead_for_all_above():
    rows = [*kpis("Lagging"), {"ID": "K-9", "Objective": "O-2", "Type": "Leading"}]
    assert not found("R05", {"Objectives": CHAIN, "KPIs": rows})


def test_a_leading_kpi_above_signals_nothing_for_those_below():
    rows = [*kpis("Leading"), {"ID": "K-9", "Objective": "O-2", "Type": "Lagging"}]
    assert [one.id for one in found("R05", {"Objectives": CHAIN, "KPIs": rows})] == ["O-2"]


@pytest.mark.parametrize("gone", ["KPIs/Type", "KPIs/Objective", "Objectives/Parent"])
def test_a_missing_column_explains_missing_signals(gone):
    tables = {"Objectives": [{"ID": "O-1"}], "KPIs": kpis("Lagging")}
    assert not found("R05", tables, missing={gone})


def test_the_sixth_kpi_of_its_own_is_one_too_many():
    tables = {"Objectives": CHAIN, "KPIs": kpis(*["Leading"] * 5)}
    assert not found("R07", tables)
    [finding] = found("R07", {**tables, "KPIs": kpis(*["Leading"] * 6)})
    assert finding.message == (
        "O-1 has 6 KPIs of its own, more than the 5 of the setting KPIs per objective."
    )


def test_kpis_below_are_not_its_own():
    assert not any(
        one.id == "O-1"
        for one in found(
            "R07", {"Objectives": CHAIN, "KPIs": kpis(*["Leading"] * 6, objective="O-2")}
        )
    )


DRIVER = {"Driver": "K-1", "Outcome": "K-2", "Effect": "Raises", "Lag": 1, "Rationale": "It does"}


def driver(**cells):
    return {"KPIs": kpis("Leading", "Lagging"), "Drivers": [{**DRIVER, **cells}]}


def test_a_whole_driver_passes_even_without_a_lag_in_time():
    assert not found("R09", driver())
    assert not found("R09", driver(Lag=0))


@pytest.mark.parametrize("header", ["Effect", "Lag", "Rationale"])
def test_each_part_that_a_driver_lacks_is_named(header):
    [finding] = found("R09", driver(**{header: None}))
    assert finding.field == header
    assert finding.message == f"The driver K-1 > K-2 has no {header.lower()}."


def test_a_part_that_could_not_be_read_is_not_lacking():
    assert not found("R09", driver(Lag=CellError("#N/A")))
    assert not found("R09", driver(Lag=None), missing={"Drivers/Lag"})


def test_a_driver_that_runs_from_a_lagging_kpi_cannot_drive():
    assert fields("R09", driver(Driver="k-2", Outcome="K-1")) == ["Driver"]
