"""The port between okrsheet and a workbook, wherever it lives.

A host has two methods. `read` gives all tables in one bulk read; `apply` carries out a list of
edits, each of a short closed set that every host can do. Nothing is read after writing: that is
the only shape that works on a file, in live Excel and over a remote engine alike.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


class BookError(Exception):
    """A workbook that could not be read or written: what is wrong, where, and what to do."""

    def __init__(self, what: str, where: str, fix: str) -> None:
        super().__init__(f"{where}: {what} {fix}")
        self.what = what
        self.where = where
        self.fix = fix


@dataclass(frozen=True, slots=True)
class CellError:
    """An Excel error value, such as `#N/A`."""

    code: str


# What a formula holds that no program has calculated yet.
UNCALCULATED = CellError("not calculated")

# Normalised at the port: numbers are float, dates datetime (1904 workbooks too), blanks None.
Value = None | bool | float | str | datetime | CellError


@dataclass(frozen=True, slots=True)
class Below:
    """What stands right below a table, under its columns, and is no part of it.

    `row` and `column` are the 1-based place of the first filled cell, `value` is what that holds;
    `rows` counts the filled rows.
    """

    row: int
    column: int
    value: Value
    rows: int


@dataclass(frozen=True, slots=True)
class Table:
    """An Excel table: where it stands, its headers and its data rows.

    `row` and `column` are the 1-based place of its first header. `formulas` gives, for each
    calculated column (one that declares a formula for all its rows), the 0-based data rows that
    do hold a formula. `below` is None where nothing stands there, and where the host reads no
    more than its tables: only that of a file looks.
    """

    name: str
    sheet: str
    row: int
    column: int
    headers: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    formulas: Mapping[str, frozenset[int]] = field(default_factory=dict)
    below: Below | None = None

    @property
    def used(self) -> int:
        """How many data rows there are up to the last that holds anything of its own.

        Calculated columns do not count: they reach into blank rows.
        """
        own = [at for at, header in enumerate(self.headers) if header not in self.formulas]
        rows = range(len(self.rows), 0, -1)
        filled = (at for at in rows if any(self.rows[at - 1][own_at] is not None for own_at in own))
        return next(filled, 0)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A workbook as it stood when it was read: its name, tables, sheets and defined names."""

    name: str
    tables: tuple[Table, ...]
    sheets: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    def table(self, name: str) -> Table | None:
        """The table of that name, without regard to case, or None."""
        wanted = name.casefold()
        return next((table for table in self.tables if table.name.casefold() == wanted), None)


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula (without `=`) with the value that it gives.

    Formulas of one column with the same `pattern` differ only by the row that they stand in, so
    that a host may write them once.
    """

    text: str
    value: Value
    pattern: str | None = field(default=None, compare=False)


Content = Value | Formula


# How a cell looks and behaves. Every look is said once, in sheets/layout.py.


@dataclass(frozen=True, slots=True)
class Style:
    """A cell format. Colours are RRGGBB, sizes points, number formats in Excel's own code."""

    name: str
    number_format: str = "General"
    font: str = "Calibri"
    size: float = 10
    bold: bool = False
    italic: bool = False
    underline: bool = False
    color: str = "1F2933"
    fill: str | None = None
    border: str | None = None  # colour of a thin rule below the cell
    horizontal: str | None = None
    vertical: str = "top"
    wrap: bool = False
    indent: int = 0
    locked: bool = True


@dataclass(frozen=True, slots=True)
class Tint:
    """What a colour rule lays over a cell: colours as RRGGBB (None: as it was), number format."""

    color: str | None = None
    fill: str | None = None
    bold: bool = False
    italic: bool = False
    number_format: str | None = None


@dataclass(frozen=True, slots=True)
class ColourRule:
    """A conditional format: `formula` without `=`, for the first cell of its column.

    `{cell}` stands for that cell, and `{Header}` for the one beside it in the column of that
    header, both written as `$K5`: column fixed, row relative.
    """

    formula: str
    tint: Tint


@dataclass(frozen=True, slots=True)
class Validation:
    """What may be typed into a cell, the hint beside it and the sentence when it is refused.

    `kind` is `list`, `decimal`, `date` or `any` (a hint only). A strict one refuses; one that is
    not strict warns and lets it pass.
    """

    kind: str
    formula: str | None = None
    operator: str | None = None
    title: str = ""
    prompt: str = ""
    error: str = ""
    strict: bool = False


@dataclass(frozen=True, slots=True)
class ColumnLook:
    """One column of a table or block: header, width in characters, and how its cells look."""

    header: str
    width: float
    style: Style
    computed: bool = False
    formula: str | None = None  # of every row, without `=`; the values beside it are its cache
    validation: Validation | None = None
    rules: tuple[ColourRule, ...] = ()
    header_style: Style = Style("header", bold=True)
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class SheetLook:
    """A sheet of ours: title line and note above, columns, and how it prints.

    The header stands in row `header_row` (1-based), from column A; panes are frozen below it and
    right of `freeze_columns` columns. The line above the header says whose plan it is and as of
    when: `owner`. It prints one page wide or more, and `pages_tall` tall (0: as many as it takes).
    """

    title: str
    heading: str
    note: str
    columns: tuple[ColumnLook, ...]
    header_row: int = 4
    freeze_columns: int = 0
    tab: str = "8795A1"
    landscape: bool = True
    protected: bool = False
    table: str | None = None  # None where the sheet holds a block, not a table
    heading_style: Style = Style("heading", bold=True)
    note_style: Style = Style("note")
    owner: Formula | None = None
    owner_style: Style = Style("owner", bold=True)
    pages_tall: int = 0
    filtered: bool = False  # filter buttons on a block's header, which work on a protected sheet
    is_hidden: bool = False


# The closed set of edits.


@dataclass(frozen=True, slots=True)
class CellChange:
    """One entered cell: 0-based data row, the row's ID if it has one, old value and new."""

    row: int
    key: str | None
    column: str
    old: Value
    new: Value


@dataclass(frozen=True, slots=True)
class SetCells:
    """Change entered cells; refused where a cell no longer holds its old value."""

    table: str
    changes: tuple[CellChange, ...]


@dataclass(frozen=True, slots=True)
class AppendRows:
    """Add rows of entered cells after the last that is used (see `Table.used`).

    Blank rows at the table's end are filled before it grows.
    """

    table: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True, slots=True)
class SetColumn:
    """Fill a computed column: one value for each data row that the table has in the end.

    Where the column's look has a formula, every row gets it and the values stand as its cache.
    A table that has no such column is left as it is.
    """

    table: str
    column: ColumnLook
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class FillTable:
    """Replace all rows of a table that is ours; columns of a user's follow the row's key."""

    sheet: SheetLook
    rows: tuple[tuple[Content, ...], ...]
    key: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BlockRow:
    """A row of a block: cells with their styles, and its outline level (0: none).

    `height` is in points; without one the row is as high as its text needs.
    """

    cells: tuple[tuple[Content, Style], ...]
    level: int = 0
    height: float | None = None


@dataclass(frozen=True, slots=True)
class FillBlock:
    """Replace the block of a sheet that is ours, from the row below its header to its end."""

    sheet: SheetLook
    rows: tuple[BlockRow, ...]


@dataclass(frozen=True, slots=True)
class ChartCells:
    """The cells that a chart shows, such as `Summary!$E$6:$E$9`, and what they hold."""

    reference: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class ChartSeries:
    """One series of a chart: its name (a cell), its values, its colour as RRGGBB."""

    name: ChartCells
    values: ChartCells
    color: str
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A native chart: `kind` is `bar` or `column` (side by side), `stacked` (bars) or `line`.

    It covers the cells from `row`, `column` (1-based) on, so many `rows` and `columns` of them.
    Shares are shown as percentages from 0 to 1. Categories read from top to bottom.
    """

    title: str
    kind: str
    categories: ChartCells
    series: tuple[ChartSeries, ...]
    row: int
    column: int
    rows: int
    columns: int
    shares: bool = True


@dataclass(frozen=True, slots=True)
class DrawCharts:
    """Replace all charts of a sheet that is ours, making the sheet where it is missing."""

    sheet: SheetLook
    charts: tuple[Chart, ...]


@dataclass(frozen=True, slots=True)
class LayTable:
    """Lay anew what is ours on a table: computed formats, drop-downs, hints and colour rules.

    Where the line above its header holds the formula of `owner`, its value is refreshed.
    """

    table: str
    columns: tuple[ColumnLook, ...]
    owner: Formula | None = None


@dataclass(frozen=True, slots=True)
class Tell:
    """Say something to the user."""

    message: str


Edit = SetCells | AppendRows | SetColumn | FillTable | FillBlock | DrawCharts | LayTable | Tell


class Book(Protocol):
    """A workbook, wherever it lives."""

    def read(self) -> Snapshot:
        """All tables in one bulk read. Raises BookError."""
        ...

    def apply(self, edits: Sequence[Edit]) -> None:
        """Carry out all edits, in order, or none. Raises BookError."""
        ...
