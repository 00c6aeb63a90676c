"""How high a row must be for its wrapped text to show whole.

Excel fits a row when somebody edits it, but not when it opens a file, and LibreOffice, phones and
previews do not either. The estimate is for Calibri and its metric twins, on the generous side.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from okrsheet.books.book import Content, Formula
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
        lines = max((self._lines(*cell) for cell in cells), default=1)
        if lines == 1:
            return None
        return f"{min(HIGHEST, max(ONE_LINE, lines * LINE + PADDING)):g}"

    def wraps(self, style: int) -> bool:
        """Whether a format breaks its text into lines."""
        return self._styles.wrapping(style) is not None

    def _lines(self, column: int, style: int, content: Content) -> int:
        text = content.value if isinstance(content, Formula) else content
        indent = self._styles.wrapping(style)
        if not isinstance(text, str) or indent is None:
            return 1
        room = max(4, int((self._widths.get(column, 8.43) - indent) * SIGNS_PER_WIDTH))
        shown = text[: room * 40]  # as much as the highest row can show
        return sum(_wrapped(line, room) for line in shown.splitlines())


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
