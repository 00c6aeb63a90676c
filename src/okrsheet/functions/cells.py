"""One cell of an argument, read strictly: what does not fit is answered with a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TypeAlias

from okrsheet.books.book import CellError, Value
from okrsheet.sheets.values import EPOCH, FIRST_SERIAL, LAST_SERIAL, as_text, serial

# What Excel hands over: one cell, or the rows of a range. A whole number is as good as a float.
Cell: TypeAlias = Value | int
Cells: TypeAlias = Cell | Sequence[Sequence[Cell]]

LONGEST_QUOTE = 40  # characters


class WrongArgument(Exception):
    """An argument that cannot be used; its text is the sentence to show in the cell."""


def is_blank(cell: Cell) -> bool:
    """Whether a cell holds nothing that can be seen."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def number(cell: Cell, name: str) -> float | None:
    """A number; None for a blank. Raises WrongArgument for text, also for one that looks like it.

    `name` is the argument's, in small letters, for the sentence.
    """
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return float(cell)
    if is_blank(cell):
        return None
    raise unfit(cell, name, "a number")


def share(cell: Cell, name: str) -> float | None:
    """A share, 0..1; None for a blank. Raises WrongArgument."""
    found = number(cell, name)
    if found is not None and not 0 <= found <= 1:
        raise unfit(cell, name, "0% to 100%")
    return found


def weight(cell: Cell, name: str) -> float:
    """A weight, 0 or more; a blank weighs 1. Raises WrongArgument."""
    found = number(cell, name)
    if found is not None and found < 0:
        raise unfit(cell, name, "0 or more")
    return 1.0 if found is None else found


def day(cell: Cell, name: str) -> float | None:
    """A date as a serial day, from a date or a serial number; None for a blank.

    Raises WrongArgument, also for a number that nobody means as a date.
    """
    if isinstance(cell, datetime):
        return serial(cell)
    if isinstance(cell, str | bool | CellError) or cell is None:
        if is_blank(cell):
            return None
        raise unfit(cell, name, "a date")
    if not FIRST_SERIAL <= cell <= LAST_SERIAL:
        raise unfit(cell, name, "a date")
    return float(cell)


def moment(serial_day: float) -> datetime:
    """The moment of a serial day."""
    return EPOCH + timedelta(days=serial_day)


def choice(cell: Cell, name: str, words: Sequence[str]) -> str | None:
    """One of the words, without regard to case; None for a blank. Raises WrongArgument."""
    if is_blank(cell):
        return None
    if isinstance(cell, str):
        wanted = cell.strip().casefold()
        for word in words:
            if word.casefold() == wanted:
                return word
    raise unfit(cell, name, f"{', '.join(words[:-1])} or {words[-1]}")


def text(cell: Cell, name: str) -> str | None:
    """Text without outer spaces; None for a blank. Raises WrongArgument."""
    if is_blank(cell):
        return None
    if isinstance(cell, str):
        return cell.strip()
    raise unfit(cell, name, "text")


def id(cell: Cell, name: str) -> str | None:
    """An ID, which may be a number; None for a blank. Raises WrongArgument."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return as_text(float(cell))
    return text(cell, name)


def unfit(cell: Cell, name: str, wanted: str) -> WrongArgument:
    """The sentence for a cell that is not what is wanted."""
    if isinstance(cell, CellError):
        return WrongArgument(f"The {name} is {cell.code}.")
    return WrongArgument(f"{name[:1].upper()}{name[1:]} is {_told(cell)}: give {wanted}.")


def _told(cell: Cell) -> str:
    """A cell as a person would call it."""
    match cell:
        case bool():
            return as_text(cell)
        case datetime():
            return f"a date ({as_text(cell)})"
        case str():
            bare = cell.strip()
            cut = f"{bare[:LONGEST_QUOTE]}..." if len(bare) > LONGEST_QUOTE else bare
            return f"text ('{cut}')"
        case int() | float():
            return as_text(float(cell))
        case _:
            return "blank"
