"""A small blank workbook, and rows put into it both ways: by edits, and by its mould."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from io import BytesIO

from openpyxl import load_workbook

from okrsheet.books.book import (
    AppendRows,
    BlockRow,
    CellChange,
    ColumnLook,
    Content,
    Edit,
    FillBlock,
    Formula,
    SetCells,
    SetColumn,
    Value,
)
from okrsheet.books.package import Package
from okrsheet.books.reader import Reader
from okrsheet.books.template import blank, department_plan
from okrsheet.books.writer import write_edits
from okrsheet.sheets.column import TableLayout
from okrsheet.sheets.generated import CALCULATION_CELL, calculation_look
from okrsheet.sheets.layout import ACTIONS, OBJECTIVES, READINGS
from okrsheet.sheets.names import defined_names

PLAN = department_plan()
TABLES = (PLAN, OBJECTIVES, READINGS, ACTIONS)
HEIGHTS = {"Objectives": 8, "Readings": 20, "Actions": 6}
SETTINGS = ("Organisation", "As of", "On track gap", "Ours", "Live formulas")
LIVE = {"Status": 'IFERROR(INDEX(Calculation!$D$5:$D$10,1),"<&>")'}  # the formulas of Actions
BLOCK = calculation_look(("Setting", "doubled", "done", "single"))
BLOCK_HEIGHT = 6

Row = Sequence[Value]


@cache
def blank_workbook() -> bytes:
    """A template with four tables and a block, whose formulas have the values of no rows."""
    content = blank(TABLES, HEIGHTS, SETTINGS, defined_names())
    status = SetColumn("Actions", live("Status"), ("",) * HEIGHTS["Actions"])
    return edited(content, status, block(["", "", "", "", "", ""], [0.0] * BLOCK_HEIGHT, 0.0))


def live(header: str) -> ColumnLook:
    """The look of a column of Actions with its formula."""
    return replace(ACTIONS.column(header).look, formula=LIVE[header])


def edited(content: bytes, *edits: Edit) -> bytes:
    """The workbook with edits carried out by the file host."""
    package = Package(content, "blank.xlsx")
    write_edits(package, Reader(package), edits)
    stream = BytesIO()
    package.write(stream)
    return stream.getvalue()


def block(doubled: Sequence[Value], done: Sequence[Value], single: Value) -> FillBlock:
    """The block: labels, formulas that stand alike, formulas that are written out, and one more."""
    rows = []
    for at, (one, other) in enumerate(zip(doubled, done, strict=True)):
        contents: tuple[Content, ...] = (
            float(at + 1),
            "a label" if at < 2 else None,
            Formula(f"$A{at + 5}*2", one, "$A?*2"),
            Formula(f'IF(INDEX(Actions[Done],$A{at + 5})<1,1,"&")', other, "INDEX(Actions[Done])"),
            Formula("MAX($D$5:$D$10)", single) if at == 0 else None,
        )
        rows.append(BlockRow(tuple((content, CALCULATION_CELL) for content in contents)))
    return FillBlock(BLOCK, tuple(rows))


def by_edits(tables: Mapping[str, Sequence[Row]], values: FillBlock) -> bytes:
    """The blank workbook with these rows and values, as the file host writes them.

    A row has a value for each column of its table's layout.
    """
    edits = [edit for layout in TABLES for edit in _edits(layout, tables.get(layout.name, ()))]
    return edited(blank_workbook(), *edits, values)


def _edits(layout: TableLayout, rows: Sequence[Row]) -> Iterator[Edit]:
    places = {column.header: at for at, column in enumerate(layout.columns)}
    entered = tuple(column.header for column in layout.entered)
    if layout is PLAN:
        changes = (
            CellChange(at, None, header, name if header == "Setting" else None, row[places[header]])
            for at, (row, name) in enumerate(zip(rows, SETTINGS, strict=False))
            for header in ("Setting", "Value")
        )
        yield SetCells("Settings", tuple(changes))
        return
    cells = (tuple(row[places[header]] for header in entered) for row in rows)
    yield AppendRows(layout.name, entered, tuple(cells))
    for column in layout.computed:
        is_live = layout is ACTIONS and column.header in LIVE
        look = live(column.header) if is_live else column.look
        below = ("" if look.formula else None,) * (HEIGHTS[layout.name] - len(rows))
        shown = tuple(row[places[column.header]] for row in rows)
        yield SetColumn(layout.name, look, (*shown, *below))


def cells_of(content: bytes) -> dict[str, object]:
    """Every cell by sheet and place, with all that it says and shows, as openpyxl reads it.

    And the heights of rows.
    """
    values, formulas = (load_workbook(BytesIO(content), data_only=only) for only in (True, False))
    found: dict[str, object] = {}
    for sheet in formulas.worksheets:
        for number, row in sheet.row_dimensions.items():
            found[f"{sheet.title} {number}"] = row.height
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            cached = values[sheet.title][cell.coordinate]
            looks = (cell.font, cell.fill, cell.border, cell.alignment, cell.protection)
            shown = (cell.number_format, cell.quotePrefix, *(repr(look) for look in looks))
            place = f"{sheet.title} {cell.coordinate}"
            found[place] = (cell.value, cached.value, cached.data_type, *shown)
    return found
