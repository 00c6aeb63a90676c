"""A KPI's unit of measure, understood."""

import pytest

from okrsheet.smart.gauge import about, gauge_of
from okrsheet.smart.quantities import quantities
from okrsheet.smart.text import tokens


@pytest.mark.parametrize(
    ("text", "unit", "scale", "names"),
    [
        ("%", "percent", 1, set()),
        ("hours", "hour", 1, set()),
        ("thousand GBP", "gbp", 1000, set()),
        ("k€", "eur", 1000, set()),
        ("EUR m", "eur", 1_000_000, set()),
        ("m", None, 1, {"m"}),
        ("thousand members", None, 1000, {"member"}),
        ("minutes per case", "minute", 1, {"case"}),
        ("", None, 1, set()),
    ],
)
def test_a_unit_of_measure_is_a_unit_a_scale_and_names(text, unit, scale, names):
    gauge = gauge_of(text)
    assert (gauge.unit and gauge.unit.name, gauge.scale, gauge.names) == (unit, scale, names)


@pytest.mark.parametrize(
    ("unit", "said", "value", "agrees"),
    [
        ("hours", "12 hours", 12.4, True),
        ("hours", "12 hours", 12.6, False),
        ("days", "6 months", 182, True),
        ("days", "6 months", 100, False),
        ("%", "95%", 0.95, True),
        ("%", "95%", 95, True),
        ("%", "95%", 0.9, False),
    ],
)
def test_a_value_agrees_as_exactly_as_the_text_is_written(unit, said, value, agrees):
    [quantity] = quantities(tokens(said))
    assert gauge_of(unit).measures(quantity)
    assert gauge_of(unit).agrees(quantity, value) is agrees


def test_what_a_name_is_about_are_its_words_without_small_ones_and_plurals():
    assert list(about("The share of Orders in the app")) == ["share", "order", "app"]
