"""Numbers and their units in prose: "from 1.2m to EUR 1.5m", "twelve hours", "95%"."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from okrsheet.smart.names import end_of_name, full_marks, is_name
from okrsheet.smart.numerals import last_place, read_number
from okrsheet.smart.terms import table, words
from okrsheet.smart.text import Kind, Phrases, Token, phrase_at, phrases

YEARS = range(1990, 2050)  # a bare whole number among these is a year
CURRENCY = "currency"
MOST_OUT_OF = 100  # "four out of five", "37 in 100"
CURRENCY_SIGNS = frozenset("€$£¥₹")
REACH_OF_FROM = 7  # tokens between the two ends of "from 24 hours on average to 12 hours"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure: figures of one `kind` are converted by their sizes; not so two currencies.

    `sizes` in the kind's own terms: several where people differ, as a day is 24 hours or 8.
    """

    kind: str
    name: str
    sizes: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure in a text, from token `first` to before `end`, 0-based.

    `value` has its scale (1.2m is 1,200,000) and `place` is the worth of its last digit. `unit` is
    None where none is known; `noun` is the word that follows.
    """

    value: float
    unit: Unit | None
    noun: str
    place: float
    first: int
    end: int
    is_year: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """A stated way: from one figure to another."""

    start: Quantity
    goal: Quantity


@cache
def units() -> dict[str, Unit]:
    """Every form of every unit, plurals too."""
    found: dict[str, Unit] = {}
    for kind, members in table("units").items():
        for name, said in members.items():
            unit = Unit(kind, name, (said["size"], *said.get("also", ())))
            for form in said["forms"]:
                found[form] = unit
                found.setdefault(f"{form}s", unit)
    return found


def quantities(run: Sequence[Token], taken: Collection[int] = ()) -> tuple[Quantity, ...]:
    """The figures of a text but for those that are names, ordinals or at tokens already taken.

    Where two stand as "24 to 12 hours" the unit is that of both.
    """
    found: list[Quantity] = []
    at = 0
    while at < len(run):
        quantity = None if at in taken else _quantity(run, at)
        if quantity is not None:
            found.append(quantity)
        at = max(at + 1, quantity.end if quantity else 0, end_of_name(run, at))
    return tuple(_with_shared_units(run, found))


def changes(run: Sequence[Token], figures: Sequence[Quantity]) -> Iterator[Change]:
    """Each "from A to B", "A -> B", and "A to B" downwards (upwards it may be a range)."""
    for one, other in pairwise(figures):
        between = [token.low for token in run[one.end : other.first]]
        is_way = bool(between) and any(word in words("numbers", "towards") for word in between)
        if not is_way or len(between) > REACH_OF_FROM or between[0] in ("and", "or"):
            continue
        says_from = any(token.low == "from" for token in run[max(0, one.first - 3) : one.first])
        is_arrow = between[0] not in ("to", "into") and len(between) == 1
        if says_from or is_arrow or (len(between) == 1 and other.value < one.value):
            yield Change(one, other)


def goals(run: Sequence[Token], figures: Sequence[Quantity]) -> Iterator[Quantity]:
    """Each figure that is to be reached: "to 95%", "reach 500 members"."""
    return (one for one in figures if stands_after(run, one, words("numbers", "reaching")))


def bounds(run: Sequence[Token], figures: Sequence[Quantity]) -> Iterator[Quantity]:
    """Each figure that is a limit: "at least 95 points", "below 4%"."""
    return (one for one in figures if stands_after(run, one, words("numbers", "bounding")))


def _quantity(run: Sequence[Token], at: int) -> Quantity | None:
    """The figure that begins at a token."""
    token = run[at]
    is_figure = token.kind is Kind.NUMBER
    value = read_number(token.text) if is_figure else _word_for_number(run, at)
    if value is None or is_name(run, at):
        return _in_words(run, at) if not is_figure else None
    end = at + 1
    scale, end = _scale_after(run, end)
    value, place = value * scale, last_place(token.text) * scale
    share = _share_of(run, at, end, value)
    if share is not None:
        return share
    out_of = full_marks(run, end)
    if out_of is not None:
        return Quantity(float(value), units()["point"], "", place, at, end + 2)
    unit, end = _unit_after(run, end)
    unit = unit or _currency_before(run, at)
    noun = run[end].low if end < len(run) and run[end].kind is Kind.WORD else ""
    is_year = end == at + 1 and unit is None and token.text.isdigit() and value in YEARS
    return Quantity(float(value), unit, noun, place, at, end, is_year)


def _word_for_number(run: Sequence[Token], at: int) -> float | None:
    """What "twelve" stands for; "one" only before a unit, as it is mostly a pronoun."""
    said = table("numbers")["words"].get(run[at].low)
    if said is None and run[at].low == "one":
        is_share = _share_of(run, at, at + 1, 1.0) is not None
        return 1.0 if is_share or _unit_after(run, at + 1)[0] is not None else None
    return None if said is None else float(said)


def _in_words(run: Sequence[Token], at: int) -> Quantity | None:
    """A figure such as "twenty-four", in one word with a hyphen."""
    tens, hyphen, ones = run[at].low.partition("-")
    if not hyphen:
        return None
    known = {**table("numbers")["words"], **table("numbers")["ones"]}
    if tens not in known:
        return None
    if ones in known:
        unit, end = _unit_after(run, at + 1)
        noun = run[end].low if end < len(run) else ""
        return Quantity(float(known[tens] + known[ones]), unit, noun, 1.0, at, end)
    unit = units().get(ones)
    return Quantity(float(known[tens]), unit, ones, 1.0, at, at + 1)


def _scale_after(run: Sequence[Token], end: int) -> tuple[float, int]:
    """What "k", "thousand" or "million" behind a figure multiplies it by, and where that ends."""
    scale, scales = 1.0, table("numbers")["scales"]
    while end < len(run) and run[end].low in scales:
        is_joined = run[end].start == run[end - 1].end
        if len(run[end].low) < 3 and not is_joined and not _is_money(run, end):
            break
        scale, end = scale * scales[run[end].low], end + 1
    return scale, end


def _is_money(run: Sequence[Token], end: int) -> bool:
    near = (*run[max(0, end - 2) : end - 1], *run[end + 1 : end + 2])
    return any(token.low in CURRENCY_SIGNS or _is_currency(token.low) for token in near)


def _is_currency(word: str) -> bool:
    unit = units().get(word)
    return unit is not None and unit.kind == CURRENCY


@cache
def _unit_phrases() -> Phrases:
    return phrases(frozenset(units()))


def _unit_after(run: Sequence[Token], end: int) -> tuple[Unit | None, int]:
    """The unit behind a figure, perhaps joined by a hyphen, and where it ends."""
    start = end + 1 if end + 1 < len(run) and run[end].text == "-" else end
    if start >= len(run):
        return None, end
    length = phrase_at(_unit_phrases(), run, start)
    if not length:
        return None, end
    form = " ".join(token.low for token in run[start : start + length])
    # One letter alone is a unit only where it stands close: "12 h" but not "12 s".
    is_close = run[start].start == run[end - 1].end or form == "h"
    if len(form) == 1 and form.isalpha() and not is_close:
        return None, end
    return units().get(form) or units().get(form.replace(" ", "")), start + length


def _currency_before(run: Sequence[Token], at: int) -> Unit | None:
    return units()[run[at - 1].low] if at and _is_currency(run[at - 1].low) else None


def _share_of(run: Sequence[Token], at: int, end: int, value: float) -> Quantity | None:
    """ "Four out of five" and "one in five", as a share; what stands behind "to" are marks."""
    joins = [token.low for token in run[end : end + 2]]
    length = 2 if joins == ["out", "of"] else 1 if joins[:1] == ["in"] else 0
    if not length or end + length >= len(run) or (at and run[at - 1].low in ("to", "from")):
        return None
    whole, stop = run[end + length], end + length + 1
    out_of = table("numbers")["words"].get(whole.low)
    if whole.kind is Kind.NUMBER:
        out_of = read_number(whole.text)
    is_time = _unit_after(run, stop)[0] is not None
    if out_of is None or is_time or not 0 < value < out_of <= MOST_OUT_OF:
        return None
    return Quantity(value / out_of * 100, units()["%"], "", 1.0, at, stop)


def stands_after(run: Sequence[Token], one: Quantity, before: Collection[str]) -> bool:
    """Whether one of the words stands before the figure, with nothing but "about" between."""
    at = one.first - 1
    while at >= 0:
        if run[at].low in before:
            return True
        is_passed = run[at].low in words("numbers", "roughly") or run[at].low in CURRENCY_SIGNS
        if not is_passed and not _is_currency(run[at].low):
            return False
        at -= 1
    return False


def _with_shared_units(run: Sequence[Token], found: Sequence[Quantity]) -> Iterator[Quantity]:
    """The figures; of two that "to" joins, the one without a unit has that of the other."""
    for at, one in enumerate(found):
        neighbours = [other for other in found[max(0, at - 1) : at + 2] if other is not one]
        joined = [other for other in neighbours if _is_joined(run, one, other)]
        if one.unit is not None or not joined:
            yield one
            continue
        other = joined[-1]
        is_before = other.first > one.first and one.end == other.first - 1
        scale = _scale_of(run, other) if is_before and not _scale_of(run, one) else 0
        times = scale if scale and one.value < scale else 1.0
        yield replace(
            one,
            value=one.value * times,
            place=one.place * times,
            unit=other.unit,
            noun=other.noun if is_before else one.noun,
            is_year=one.is_year and other.is_year,
        )


def _is_joined(run: Sequence[Token], one: Quantity, other: Quantity) -> bool:
    first, second = sorted((one, other), key=lambda each: each.first)
    between = [token.low for token in run[first.end : second.first]]
    between = [word for word in between if not _is_currency(word)]
    return len(between) == 1 and between[0] in (*words("numbers", "towards"), "-", "–", "and")


def _scale_of(run: Sequence[Token], one: Quantity) -> float:
    """What the figure's own scale word stands for; 0 where it has none."""
    scales = table("numbers")["scales"]
    said = [scales[token.low] for token in run[one.first + 1 : one.end] if token.low in scales]
    return float(said[0]) if said else 0.0
