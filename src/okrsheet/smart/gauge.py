"""A KPI's unit of measure, understood: "%", "hours", "thousand GBP", "thousand members"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from okrsheet.smart.quantities import CURRENCY, Quantity, Unit, units
from okrsheet.smart.terms import table, words
from okrsheet.smart.text import Kind, tokens

HALF = 0.5 + 1e-9  # of the last place that a text gives: people round
WHOLE = 100.0  # percent, where a KPI keeps shares of 0..1
CONVERTED = 0.03  # a month is not always 30 days


@dataclass(frozen=True, slots=True)
class Gauge:
    """What one of a KPI's figures stands for: so many (`scale`) of a unit, or of what is named."""

    unit: Unit | None
    scale: float
    names: frozenset[str]

    @property
    def is_share(self) -> bool:
        """Whether it is a percentage."""
        return self.unit is not None and self.unit.kind == "share"

    def measures(self, quantity: Quantity) -> bool:
        """Whether a figure in prose is surely of this unit."""
        if self.unit is None or quantity.unit is None:
            return (self.unit is quantity.unit) and stem(quantity.noun) in self.names
        is_same = self.unit.kind == quantity.unit.kind
        return is_same and (self.unit.kind != CURRENCY or self.unit.name == quantity.unit.name)

    def agrees(self, quantity: Quantity, value: float) -> bool:
        """Whether a KPI's value is the figure in prose, as exactly as that is written."""
        said = value * self.scale
        ways = (said, said * WHOLE) if self.is_share else (said,)
        return any(
            abs(quantity.value * one - way * other)
            <= max(quantity.place * one * HALF, (one != other) * abs(way * other) * CONVERTED)
            for way in ways
            for one in (quantity.unit.sizes if quantity.unit else (1.0,))
            for other in (self.unit.sizes if self.unit and quantity.unit else (1.0,))
        )


@lru_cache(maxsize=4096)
def gauge_of(text: str) -> Gauge:
    """The gauge that a Unit of measure cell describes."""
    unit, scale, names = None, 1.0, set()
    parts = [token for token in tokens(text) if token.low not in words("grammar", "empty")]
    for token in parts:
        scales = table("numbers")["scales"]
        if token.low in scales and (len(token.low) > 2 or len(parts) > 1):
            scale *= scales[token.low]
        elif token.low in units():
            unit = unit or units()[token.low]
        elif token.kind is Kind.WORD:
            names.add(stem(token.low))
    return Gauge(unit, scale, frozenset(names))


def stem(word: str) -> str:
    """A word without the s of its plural."""
    if len(word) > 5 and word.endswith("ies"):
        return f"{word[:-3]}y"
    return word.removesuffix("s") if len(word) > 3 and not word.endswith("ss") else word


def about(text: str) -> Iterator[str]:
    """The words that say what a text is about, without their plural."""
    kept = (token.low for token in tokens(text) if token.kind is Kind.WORD)
    return (stem(word) for word in kept if word not in words("grammar", "empty"))
