"""Cells of a mould: what follows the place of a cell, by what it holds, each worked out once."""

from __future__ import annotations

import re
from collections.abc import Callable
from math import isfinite
from typing import TypeVar

from okrsheet.books.book import Formula, Value
from okrsheet.books.celltext import LONGEST_TEXT
from okrsheet.books.cellxml import cell_body, number_text
from okrsheet.books.press import suit

MOST = 512  # bodies that are kept: a run of ten thousand workbooks takes no more room than one
_HERE = "the workbook"  # what comes from cells fits into cells, so no error will name one
_FORMULA = "\0"  # stands for a formula while what surrounds it is written
# Text that stands in a part as it is, and is plain text wherever it stands: most is.
_PLAIN = re.compile(r"[A-Za-z0-9](?:[ !#-%'-;=?-^`-~]*[!#-%'-;=?-^`-~])?")

Key = tuple[type, Value]  # True is not 1
Body = TypeVar("Body")


class Bodies(dict[Key, Body]):
    """The bodies of cells by the type and the value that they hold; forgotten when they are many.

    `write` gives the body for a value.
    """

    def __init__(self, write: Callable[[Value], Body]) -> None:
        super().__init__()
        self._write = write

    def __missing__(self, key: Key) -> Body:
        if len(self) >= MOST:
            self.clear()
        body = self[key] = self._write(key[1])
        return body


def is_plain(text: str) -> bool:
    """Whether a text stands in a part as it is, without any sign that needs another spelling."""
    return len(text) <= LONGEST_TEXT and _PLAIN.fullmatch(text) is not None


def entered(prefix: str, formats: tuple[int, ...], date1904: bool) -> Bodies[bytes]:
    """Cells without a formula, each in the one of the formats that `suit` says."""
    style = f' s="{formats[suit("")]}"' if formats[suit("")] else ""
    text = f'{style} t="inlineStr"><{prefix}is><{prefix}t>%s</{prefix}t></{prefix}is></{prefix}c>'
    plain = text.encode()

    def write(value: Value) -> bytes:
        if type(value) is str and is_plain(value):
            return plain % value.encode()
        index = formats[suit(value)]
        shown = f' s="{index}"' if index else ""
        return (shown + cell_body(prefix, _HERE, value, date1904)).encode()

    return Bodies(write)


def around(prefix: str, date1904: bool) -> Bodies[tuple[bytes, bytes]]:
    """What stands before and behind the formula of a cell: its type, and the value it gives."""
    behind = f"<{prefix}v>%s</{prefix}v></{prefix}c>".encode()

    def write(value: Value) -> tuple[bytes, bytes]:
        if type(value) is float and isfinite(value):  # most are, and most are new
            return b">", behind % number_text(value).encode()
        if type(value) is str and is_plain(value):
            return b' t="str">', behind % value.encode()
        body = cell_body(prefix, _HERE, Formula("", value), date1904, _FORMULA)
        before, _, after = body.partition(_FORMULA)
        return before.encode(), after.encode()

    return Bodies(write)


def calculated(bodies: Bodies[tuple[bytes, bytes]], style: bytes, formula: bytes) -> Bodies[bytes]:
    """Cells of one format (its attribute) that hold one and the same formula (its element)."""

    def write(value: Value) -> bytes:
        before, behind = bodies[type(value), value]
        return style + before + formula + behind

    return Bodies(write)
