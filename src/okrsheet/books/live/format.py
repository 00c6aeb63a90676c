"""How a range of cells gets what a style says, property by property."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Any

from okrsheet.books.book import Style
from okrsheet.books.live.excel import Dialect

if TYPE_CHECKING:
    import xlwings as xw

Says = Callable[[Style], Hashable]
Lays = Callable[["xw.Range", Any, Dialect], None]


def rule_below(cells: xw.Range, color: str | None, is_tall: bool) -> None:
    """A thin rule below each cell, or none; only a range of several rows has inner ones."""
    sides: list[xw.base_classes.BorderSide | str] = ["edge_bottom"]
    if is_tall:
        sides.append("inside_horizontal")
    if color is None:
        cells.borders.clear(sides)
    else:
        cells.borders.set(sides, color=f"#{color}", weight="thin", line_style="continuous")


def _font(cells: xw.Range, name: str, _: Dialect) -> None:
    cells.font.name = name


def _size(cells: xw.Range, size: float, _: Dialect) -> None:
    cells.font.size = size


def _bold(cells: xw.Range, is_bold: bool, _: Dialect) -> None:
    cells.font.bold = is_bold


def _italic(cells: xw.Range, is_italic: bool, _: Dialect) -> None:
    cells.font.italic = is_italic


def _underline(cells: xw.Range, is_underlined: bool, dialect: Dialect) -> None:
    dialect.underline(cells, is_underlined)


def _color(cells: xw.Range, color: str, _: Dialect) -> None:
    cells.font.color = f"#{color}"


def _fill(cells: xw.Range, color: str | None, _: Dialect) -> None:
    cells.color = None if color is None else f"#{color}"


def _number_format(cells: xw.Range, code: str, _: Dialect) -> None:
    cells.number_format = code


def _horizontal(cells: xw.Range, where: xw.base_classes.HorizontalAlignment, _: Dialect) -> None:
    cells.horizontal_alignment = where


def _vertical(cells: xw.Range, where: xw.base_classes.VerticalAlignment, _: Dialect) -> None:
    cells.vertical_alignment = where


def _wrap(cells: xw.Range, wraps: bool, _: Dialect) -> None:
    cells.wrap_text = wraps


def _indent(cells: xw.Range, steps: int, dialect: Dialect) -> None:
    dialect.indent(cells, steps)


def _lock(cells: xw.Range, is_locked: bool, dialect: Dialect) -> None:
    dialect.lock(cells, is_locked)


# What a style says, and how a range gets it. An indent needs its alignment first.
PROPERTIES: tuple[tuple[Says, Lays], ...] = (
    (lambda style: style.number_format, _number_format),
    (lambda style: style.font, _font),
    (lambda style: style.size, _size),
    (lambda style: style.bold, _bold),
    (lambda style: style.italic, _italic),
    (lambda style: style.underline, _underline),
    (lambda style: style.color, _color),
    (lambda style: style.fill, _fill),
    (lambda style: style.horizontal or "general", _horizontal),
    (lambda style: style.vertical, _vertical),
    (lambda style: style.wrap, _wrap),
    (lambda style: style.indent, _indent),
    (lambda style: style.locked, _lock),
)
