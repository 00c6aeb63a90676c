"""Numbers as people write them: 1,200 and 1200.5 and 6,5."""

from __future__ import annotations


def read_number(text: str) -> float | None:
    """A number as people write it: 1,200 and 1200.5 and 6,5; None for 3.2.1."""
    commas, points = text.count(","), text.count(".")
    groups = text.split(",")
    if commas and points:
        last = max(text.rfind(","), text.rfind("."))
        whole = text[:last].replace(",", "").replace(".", "")
        return _finite(f"{whole}.{text[last + 1 :]}")
    if commas and all(len(group) == 3 for group in groups[1:]):
        return _finite("".join(groups))
    if commas > 1 or points > 1:
        return None
    return _finite(text.replace(",", "."))


def last_place(text: str) -> float:
    """What the last digit of a number counts: 0.1 for 1.5, else 1."""
    point = max(text.rfind("."), text.rfind(","))
    is_grouped = "," in text and "." not in text and len(text) - point == 4
    return 1.0 if point < 0 or is_grouped else 10.0 ** (point + 1 - len(text))


def _finite(text: str) -> float | None:
    value = float(text)
    return value if value < 1e300 else None
