"""The edits that a roll-up makes on the foreign plan, of every kind, and the cells they own."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from lxml import etree

from okrsheet.books.book import (
    AppendRows,
    BlockRow,
    CellChange,
    ColumnLook,
    Edit,
    FillBlock,
    FillTable,
    Formula,
    SetCells,
    SetColumn,
    SheetLook,
    Snapshot,
    Style,
    Tell,
    Value,
)
from okrsheet.books.file import FileBook
from tests.books.foreign import KPIS, OBJECTIVES, READINGS, Grid
from tests.books.foreign_compare import part
from tests.books.foreign_package import sheet_part

PLAIN = Style("plain")
PERCENT = Style("percent", number_format="0%", horizontal="right", fill="F5F7FA")
STATUS = Style("status", bold=True, border="CBD2D9", wrap=True)
TITLE = Style("title", size=14, bold=True)
AS_OF = datetime(2026, 6, 30)
NEW_READINGS: tuple[tuple[Value, ...], ...] = (
    ("K2", datetime(2026, 6, 29), 15.0, "ahead", "Bob"),
    ("K3", AS_OF, 107.25, "=1+1 is text", None),
    ("K4", datetime(2026, 6, 30, 18), 1.0, " <b> & \n ", "Cid"),
)
GROWN = len(READINGS.rows) + len(NEW_READINGS)

SCORE = ColumnLook("Score", 8, PERCENT, computed=True)
ATTAINMENT = ColumnLook("Attainment", 8, PERCENT, computed=True)
EXPECTED = ColumnLook(
    "Expected", 8, PERCENT, computed=True, formula="IF(KPIs[[#This Row],[Target]]>0,0.5,1)"
)
KPI_STATUS = ColumnLook("Status", 12, STATUS, computed=True)
KPI_NAME = ColumnLook(
    "KPI name",
    24,
    PLAIN,
    computed=True,
    formula='IFERROR(INDEX(KPIs[KPI],MATCH(Readings[[#This Row],[KPI]],KPIs[ID],0)),"")',
)
FINDINGS = SheetLook(
    "Findings",
    "Findings",
    "What the linter found",
    (
        ColumnLook("Code", 8, STATUS, computed=True),
        ColumnLook("Cell", 10, PLAIN, computed=True),
        ColumnLook("Message", 60, PLAIN, computed=True),
    ),
    protected=True,
    table="Findings",
)
FOUND: tuple[tuple[Value | Formula, ...], ...] = (
    ("S04", Formula('HYPERLINK("#KPIs!C6","KPIs!C6")', "KPIs!C6"), "A vague term: 'improve'"),
    ("M03", Formula('HYPERLINK("#KPIs!J7","KPIs!J7")', "KPIs!J7"), "=SUM(A1) is no target"),
)
CASCADE = SheetLook(
    "Cascade",
    "Cascade",
    "The whole tree",
    (ColumnLook("Node", 40, PLAIN), ColumnLook("Score", 8, PERCENT)),
    protected=True,
)
TREE = (
    BlockRow((("Company", TITLE), (0.5, PERCENT))),
    BlockRow((("Customers", PLAIN), (0.25, PERCENT)), level=1),
    BlockRow((("Response time", PLAIN), (Formula("0.25*2", 0.5), PERCENT)), level=2),
)

CHECK_IN = SetCells(
    "KPIs",
    (
        CellChange(1, "K2", "New value", 15.0, None),
        CellChange(1, "K2", "New date", datetime(2026, 6, 29), None),
        CellChange(1, "K2", "New note", "ahead", None),
    ),
)
APPEND = AppendRows("Readings", ("KPI", "Date", "Value", "Note", "By"), NEW_READINGS)
COLUMNS: tuple[Edit, ...] = (
    SetColumn("Objectives", SCORE, (0.25, 0.75, None)),
    SetColumn("Objectives", ColumnLook("Not there", 8, PLAIN, computed=True), (1.0, 2.0, 3.0)),
    SetColumn("KPIs", ATTAINMENT, (0.5, 0.75, -0.25, 1.0)),
    SetColumn("KPIs", EXPECTED, (0.5, 0.5, 0.5, 1.0)),
    SetColumn("KPIs", KPI_STATUS, ("On track", "At risk", "Off track", "No data")),
)
SHEETS_OF_OURS: tuple[Edit, ...] = (
    FillTable(FINDINGS, FOUND, ("Code", "Message")),
    FillBlock(CASCADE, TREE),
    Tell("Moved 1 check-in."),
)
NAMES = ("Response time",) * 3 + ("Trained staff", "Repeat visits", "Waste")
ROLL_UP: tuple[Edit, ...] = (
    CHECK_IN,
    APPEND,
    *COLUMNS,
    SetColumn("Readings", KPI_NAME, (*NAMES, "Trained staff", "Repeat visits", "Waste")),
    *SHEETS_OF_OURS,
)
AGAIN = ROLL_UP[2:]  # what may be said twice: entered cells are changed once only


def apply(path: Path, *edits: Edit) -> Snapshot:
    """Apply edits to a workbook in one go; gives what it reads as afterwards."""
    book = FileBook(path)
    book.read()
    book.apply(edits)
    return FileBook(path).read()


def ranges(path: Path, sheet: str, tag: str) -> list[str]:
    """The `sqref` of every such element of a sheet of the plan, x14 ones too."""
    root = etree.fromstring(part(path, sheet_part(sheet)))
    return [
        element.get("sqref") or element.findtext("{*}sqref") for element in root.iter(f"{{*}}{tag}")
    ]


def owned_cells() -> dict[str, set[str]]:
    """The cells that the roll-up writes on sheets that were there, by sheet."""
    grown = range(READINGS.last_row + 1, READINGS.row + GROWN + 1)
    appended = {f"{READINGS.letter(name)}{row}" for name in READINGS.headers for row in grown}
    return {
        "Objectives": column_cells(OBJECTIVES, "Score"),
        "KPIs": {f"{KPIS.letter(name)}7" for name in ("New value", "New date", "New note")}
        | column_cells(KPIS, "Attainment")
        | column_cells(KPIS, "Expected")
        | column_cells(KPIS, "Status"),
        "Readings": appended | column_cells(READINGS, "KPI name"),
    }


def column_cells(grid: Grid, header: str) -> set[str]:
    """The places of a column's data cells."""
    letter = grid.letter(header)
    return {f"{letter}{row}" for row in range(grid.row + 1, grid.last_row + 1)}
