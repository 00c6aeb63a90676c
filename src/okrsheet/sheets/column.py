"""How a column works: what it holds, what may be typed into it, how its cells look."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from okrsheet.books.book import ColourRule, ColumnLook, Formula, SheetLook, Style, Validation
from okrsheet.plan.model import Row
from okrsheet.sheets import looks


class Kind(Enum):
    """What an entered column holds."""

    ID = "an ID"
    REFERENCE = "the ID of another row"
    TEXT = "text"
    NUMBER = "a number"
    SHARE = "a share from 0% to 100%"
    DATE = "a date"
    CHOICE = "a choice"


@dataclass(frozen=True, eq=False)  # a column is itself only, and quick to look up
class Column:
    """A column: its header and, if it is entered, what it holds and the hint shown beside it.

    `choices` are the words of a choice; `refers` is the table whose IDs a reference names. A
    computed column may have a `formula` (without `=`).
    """

    header: str
    kind: Kind
    width: float
    hint: str = ""
    style: Style | None = None
    choices: tuple[str, ...] = ()
    refers: str | None = None
    computed: bool = False
    formula: str | None = None
    rules: tuple[ColourRule, ...] = ()
    hidden: bool = False

    @property
    def look(self) -> ColumnLook:
        """How the column looks and what may be typed into it."""
        style = self.style or STYLES[self.kind]
        return ColumnLook(
            self.header,
            self.width,
            style,
            self.computed,
            self.formula,
            self._warning() if self.computed else self._validation(),
            self.rules,
            looks.header(style, self.computed),
            self.hidden,
        )

    def _warning(self) -> Validation:
        """Says that a value typed into a computed cell does not last."""
        error = (
            f"okrsheet calculates {self.header}. A value typed here goes at the next write."
            " Type it all the same?"
        )
        return Validation("custom", "FALSE", title=self.header[:32], error=error)

    def _validation(self) -> Validation:
        match self.kind:
            case Kind.CHOICE:
                formula = f'"{",".join(self.choices)}"'
                hint = Validation("list", formula, strict=True)
                error = f"Choose {', '.join(self.choices)}."
            case Kind.REFERENCE:
                hint = Validation("list", f"okr_{self.refers}_IDs")
                error = f"No row of {self.refers} has this ID yet. Keep it all the same?"
            case Kind.NUMBER | Kind.SHARE:
                hint = Validation("decimal", "-1E+300", "greaterThan")
                error = f"{self.header} is a number, without a unit or words."
            case Kind.DATE:
                hint = Validation("date", "32874", "greaterThanOrEqual")
                error = f"{self.header} is a date, such as 2026-12-31."
            case _:
                hint, error = Validation("any"), ""
        return replace(hint, title=self.header[:32], prompt=self.hint, error=error)


@dataclass(frozen=True)
class TableLayout:
    """A table of entered rows: the sheet it stands on, its rows' type, the letter of its IDs."""

    name: str
    sheet: SheetLook
    columns: tuple[Column, ...]
    row: type[Row] | None = None
    letter: str | None = None
    blank_rows: int = 12

    @property
    def entered(self) -> tuple[Column, ...]:
        """The columns that people fill in."""
        return tuple(column for column in self.columns if not column.computed)

    @property
    def computed(self) -> tuple[Column, ...]:
        """The columns that are okrsheet's own."""
        return tuple(column for column in self.columns if column.computed)

    def column(self, header: str) -> Column:
        """The column of that header. Raises KeyError."""
        for column in self.columns:
            if column.header == header:
                return column
        raise KeyError(header)


STYLES = {
    Kind.ID: looks.LABEL,
    Kind.REFERENCE: looks.LABEL,
    Kind.TEXT: looks.TEXT,
    Kind.NUMBER: looks.NUMBER,
    Kind.SHARE: looks.SHARE,
    Kind.DATE: looks.DATE,
    Kind.CHOICE: looks.LABEL,
}


def computed(
    header: str, width: float, style: Style, *rules: ColourRule, formula: str | None = None
) -> Column:
    return Column(
        header, Kind.TEXT, width, style=style, computed=True, rules=rules, formula=formula
    )


def sheet_look(
    title: str,
    heading: str,
    note: str,
    columns: tuple[Column, ...],
    *,
    tab: str,
    freeze: int = 2,
    header_row: int = 4,
    table: str | None = None,
    protected: bool = False,
    landscape: bool = True,
    filtered: bool = False,
    owner: Formula | None = None,
    note_style: Style = looks.NOTE,
) -> SheetLook:
    """The look of a sheet of ours, from its columns.

    On a protected sheet nobody types, so nothing needs to warn there.
    """
    own = tuple(column.look for column in columns)
    return SheetLook(
        title,
        heading,
        note,
        tuple(replace(look, validation=None) for look in own) if protected else own,
        header_row,
        freeze,
        tab,
        landscape,
        protected,
        table,
        looks.HEADING,
        note_style,
        owner,
        looks.OWNER,
        filtered=filtered,
    )
