"""How high a row must be for its wrapped text to show whole.

Excel fits a row when somebody edits it, but not when it opens a file, and LibreOffice, phones and
previews do not either. The estimate is for Calibri and its metric twins, on the generous side.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from okrsheet.books.book import Content, Formula, Value
from okrsheet.books.styles import Styles
from okrsheet.books.xmltext import Node, tag_with

ONE_LINE = 15.0  # points: what a row has without being told
LINE, PADDING = 13.0, 5.0
SIGNS_PER_WIDTH = 1.22  # of 10-point text in a width of 1
HIGHEST = 409.0  # Excel's limit
_CHOSEN = re.compile(rb'\scustomHeight="(?:1|true)"')
_HEIGHT = re.compile(rb'\sht="([\d.]+)"')


class RowHeights:
    """The heights that the rows of one sheet need, given its column widths and formats."""

    def __init__(self, sheet: Node, styles: Styles) -> None:
        self._styles = styles
        self._widths = dict(_widths(sheet))

    def needed(self, cells: Iterable[tuple[int, int, Content]]) -> str | None:
        """The height for cells (1-based column, format index, content) in points; None: one line.

        As it is written in the part.
        """
        return height_of(self._lines(*cell) for cell in cells)

    def wraps(self, style: int) -> bool:
        """Whether a format breaks its text into lines."""
        return self._styles.wrapping(style) is not None

    def room(self, column: int, style: int) -> int | None:
        """How many signs a line of a cell takes; None where its text does not wrap."""
        indent = self._styles.wrapping(style)
        if indent is None:
            return None
        return max(4, int((self._widths.get(column, 8.43) - indent) * SIGNS_PER_WIDTH))

    def _lines(self, column: int, style: int, content: Content) -> int:
        room = self.room(column, style)
        held = content.value if isinstance(content, Formula) else content
        return 1 if room is None else lines_of(held, room)


def lines_of(value: Value, room: int) -> int:
    """Into how many lines of so many signs a value wraps; 0 for empty text."""
    if not isinstance(value, str):
        return 1
    if 0 < len(value) <= room and value.isprintable():  # so no line ends in it
        return 1
    shown = value[: room * 40]  # as much as the highest row can show
    return sum(_wrapped(line, room) for line in shown.splitlines())


def height_of(lines: Iterable[int]) -> str | None:
    """The height of a row whose cells have so many lines, in points; None: one line."""
    most = max(lines, default=1)
    return None if most == 1 else f"{min(HIGHEST, max(ONE_LINE, most * LINE + PADDING)):g}"


def fitted(tag: bytes, height: str | None, is_ours: bool) -> bytes:
    """A row's start tag with the height that it needs (None: one line).

    A height that somebody chose stays, and so does a higher one, unless the row is ours.
    """
    found = _HEIGHT.search(tag)
    if _CHOSEN.search(tag):
        return tag
    if found and not is_ours and float(found[1]) >= float(height or 0):
        return tag
    return tag if found and found[1].decode() == height else tag_with(tag, {"ht": height})


def _wrapped(line: str, room: int) -> int:
    """Into how many lines of so many signs a line breaks: at blanks, and within long words."""
    if len(line) <= room:
        return 1
    lines, filled = 1, 0
    for word in line.split():
        taken = filled + 1 + len(word) if filled else len(word)
        if taken > room and filled:
            lines, taken = lines + 1, len(word)
        lines += (taken - 1) // room
        filled = (taken - 1) % room + 1
    return lines


def _widths(sheet: Node) -> Iterable[tuple[int, float]]:
    listed = sheet.first("cols")
    for node in listed.children if listed else ():
        width = float(node.attributes.get("width", "8.43"))
        for column in range(node.number("min", 1), min(node.number("max", 1), 200) + 1):
            yield column, width
