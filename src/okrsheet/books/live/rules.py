"""Colour rules and validations of an open workbook: laid only where a column has none at all.

What Excel is told of them is read from the active cell, and in the language of whoever sits before
it. So the first cell of the range is selected, and a rule that calls a function is left to a host
that writes files; every rule of the sheets that are made here is a comparison.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from okrsheet.books.area import Area, column_letters
from okrsheet.books.book import ColourRule, ColumnLook, Validation
from okrsheet.books.live.excel import Dialect

if TYPE_CHECKING:
    import xlwings as xw

_PLACEHOLDER = re.compile(r"\{([^}]+)\}")


@dataclass(frozen=True)
class Colour:
    """Lay colour rules over one column; their formulas are for its first cell."""

    sheet: str
    area: Area
    rules: tuple[tuple[str, ColourRule], ...]

    def do(self, book: xw.Book, dialect: Dialect) -> None:
        sheet = book.sheets[self.sheet]
        cells = sheet.range(self.area.name)
        sheet.activate()
        cells.select()
        for formula, rule in self.rules:
            tint = rule.tint
            cells.conditional_formats.add_custom(
                f"={formula}",
                fill_color=_coloured(tint.fill),
                font_color=_coloured(tint.color),
                font_bold=tint.bold or None,
                font_italic=tint.italic or None,
            )
            if tint.number_format is not None:
                dialect.rule_format(cells, tint.number_format)

    def undo(self, book: xw.Book, dialect: Dialect) -> None:
        return


@dataclass(frozen=True)
class Validate:
    """Lay a validation over one column."""

    sheet: str
    area: Area
    validation: Validation

    def do(self, book: xw.Book, dialect: Dialect) -> None:
        sheet = book.sheets[self.sheet]
        dialect.validate(sheet.range(self.area.name), self.validation)

    def undo(self, book: xw.Book, dialect: Dialect) -> None:
        return


def _coloured(color: str | None) -> str | None:
    return None if color is None else f"#{color}"


def rule_steps(
    sheet: xw.Sheet | None,
    title: str,
    data: Area,
    columns: Mapping[int, ColumnLook],
    is_name: Callable[[str], bool],
) -> Iterator[Colour | Validate]:
    """The rules that the columns of a table or block lack; `columns` by their sheet column.

    Without a sheet (it is still to be made) they lack all. A drop-down of a name that the workbook
    does not have is left out.
    """
    letters = {look.header: column_letters(at) for at, look in columns.items()}
    has_rules, has_validations = _has_all(sheet, data, columns.values())
    for at, look in columns.items():
        area = Area(data.top, at, data.bottom, at)
        rules = () if has_rules else tuple(_spelt(look, letters, data.top))
        wanted = None if has_validations else look.validation
        if not (rules or wanted):
            continue
        first = sheet.range(Area(data.top, at, data.top, at).name) if sheet else None
        if rules and (first is None or not len(first.conditional_formats)):
            yield Colour(title, area, rules)
        is_usable = wanted is not None and _is_usable(wanted, is_name)
        if wanted and is_usable and (first is None or first.data_validation.type == "none"):
            yield Validate(title, area, wanted)


def _has_all(
    sheet: xw.Sheet | None, data: Area, columns: Collection[ColumnLook]
) -> tuple[bool, bool]:
    """Whether the first row has as many colour rules as are wanted, and no cell unvalidated."""
    if sheet is None:
        return False, False
    row = sheet.range(Area(data.top, data.left, data.top, data.right).name)
    rules = sum(len(look.rules) for look in columns)
    has_rules = not rules or len(row.conditional_formats) >= rules
    wants = any(look.validation for look in columns)
    return has_rules, not wants or row.data_validation.type not in ("none", "mixed_criteria")


def _is_usable(validation: Validation, is_name: Callable[[str], bool]) -> bool:
    """Whether it says something, and what a drop-down offers is there: words, or a name's cells."""
    formula = validation.formula or ""
    if validation.kind == "any":
        return bool(validation.prompt)
    return validation.kind != "list" or formula.startswith('"') or is_name(formula)


def _spelt(
    look: ColumnLook, letters: Mapping[str, str], row: int
) -> Iterable[tuple[str, ColourRule]]:
    """The rules that are comparisons of cells beside each other, as they read in that row."""
    here = {**letters, "cell": letters[look.header]}
    for rule in look.rules:
        if "(" in rule.formula or not here.keys() >= set(_PLACEHOLDER.findall(rule.formula)):
            continue
        yield _PLACEHOLDER.sub(lambda found: f"${here[found[1]]}{row}", rule.formula), rule
