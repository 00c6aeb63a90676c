"""A small filled plan, as data, and a workbook that another program made of it.

The tables are okrsheet's; all that stands beside and inside them is a user's: own columns and
sheets, charts, shapes, sparklines, data bars, rules, comments. XlsxWriter writes what it can, in
Excel's own way; tests/books/foreign_parts.py adds what it cannot. Nothing here knows okrsheet.
"""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

SCORES = ("Score", "Expected", "Coverage", "Status", "Worst", "Check")
START, END = datetime(2026, 1, 1), datetime(2026, 12, 31)
PNG = b"\x89PNG\r\n\x1a\n" + b"".join(
    struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    for kind, data in (
        (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"\0\x1f\x77\xb4")),
        (b"IEND", b""),
    )
)


@dataclass(frozen=True)
class Grid:
    """A table of the plan: its sheet, the 1-based place of its first header, headers and rows."""

    name: str
    sheet: str
    row: int
    column: int
    headers: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]

    @property
    def last_row(self) -> int:
        """The 1-based row of the last data row."""
        return self.row + len(self.rows)

    def cells(self, header: str) -> str:
        """The data cells of a column, as `C5:C10`."""
        letter = self.letter(header)
        return f"{letter}{self.row + 1}:{letter}{self.last_row}"

    def letter(self, header: str) -> str:
        """The letter of a column."""
        return letters(self.column + self.headers.index(header))

    @property
    def ref(self) -> str:
        """The table's range, headers included."""
        last = letters(self.column + len(self.headers) - 1)
        return f"{letters(self.column)}{self.row}:{last}{self.last_row}"


def letters(column: int) -> str:
    """The letters of a 1-based column."""
    return letters((column - 1) // 26) + chr(65 + (column - 1) % 26) if column else ""


SETTINGS = Grid(
    "Settings", "Plan", 4, 1, ("Setting", "Value", "Meaning"),
    (
        ("Organisation", "Bean & Cup <Ltd>", None),
        ("Vision", "The best coffee in town", "One sentence"),
        ("Period start", START, None),
        ("Period end", END, None),
        ("As of", datetime(2026, 6, 30), None),
        ("On track gap", 0.05, "  spaced  "),
        ("Live formulas", "Yes", "東京"),
    ),
)  # fmt: skip
PILLARS = Grid(
    "Pillars", "Structure", 3, 2, ("ID", "Pillar", "Description", "Owner", "Weight", *SCORES),
    (
        ("P1", "Customers", None, "Ann", 2.0, *[None] * 6),
        ("P2", "Roastery", "line one\nline two", "Bob", None, *[None] * 6),
    ),
)  # fmt: skip
UNITS = Grid(
    "Units", "Structure", 3, 14, ("ID", "Unit", "Parent", "Head", *SCORES),
    (
        ("U1", "Company", None, "Ann", *[None] * 6),
        ("U2", "IT", "U1", "Bob", *[None] * 6),
        ("U3", "Marketing", "U1", "Cid", *[None] * 6),
    ),
)  # fmt: skip
OBJECTIVES = Grid(
    "Objectives", "Objectives", 4, 1,
    ("ID", "Objective", "Pillar", "Sponsor", "Parent", "Unit", "Owner", "Specific", "Measurable",
     "Achievable", "Relevant", "Start", "Due", "Weight", "Roll-up", "Waive", *SCORES),
    (
        ("O1", "Reduce response time from 24 to 12 hours", "P1", "Dee", None, "U1", "Ann", None,
         None, None, None, START, datetime(2026, 6, 30), None, "Weighted", None,
         0.25, 0.5, 1.0, "At risk", "At risk", "SMART"),
        ("O2", "Raise repeat visits by 10%", "P1", None, "O1", "U3", "Cid", "=not a formula", None,
         None, None, START, END, 1.0, None, "S04: legal wording", *[None] * 6),
        ("O3", "Cut waste to 2 kg", "P2", "Eve", None, "U2", "Bob", None, None, None, None, START,
         END, 0.0, "Worst", None, *[None] * 6),
    ),
)  # fmt: skip
_BLANK = (None,) * 7
KPIS = Grid(
    "KPIs", "KPIs", 5, 2,
    ("ID", "KPI", "Objective", "Type", "Direction", "Unit of measure", "Reading is", "Baseline",
     "Target", "Mood", "Low", "High", "Tolerance", "Frequency", "Source", "Owner", "Start", "Due",
     "Weight", "New value", "New date", "New note", "Waive", "Objective name", "Read on", "Actual",
     "Attainment", "Expected", "Status", "Check"),
    (
        ("K1", "Response time", "O1", "Lagging", "Decrease", "hours", None, 24.0, 12.0, 3.0, None,
         None, None, "Monthly", "CRM", "Ann", None, None, None, None, None, None, None,
         "Reduce", datetime(2026, 6, 1), 18.0, 0.5, 0.8, "On track", "OK"),
        ("K2", "Trained staff", "O1", "Leading", "Increase", "people", "Latest", 0.0, 20.0, 4.0,
         None, None, None, "Monthly", "HR", "Bob", None, None, 2.0, 15.0, datetime(2026, 6, 29),
         "ahead", None, None, None, None, None, None, "On track", None),
        ("K3", "Repeat visits", "O2", "Lagging", "Increase", "visits", "Sum", 100.0, 110.0, 2.0,
         None, None, None, None, "Till", "Cid", None, None, None, None, None, None, None,
         None, None, None, None, None, "On track", None),
        ("K4", "Waste", "O3", "Leading", "Hold", "kg", None, None, None, 5.0, 0.0, 2.0, 1.0,
         "Weekly", "Scales", "Bob", None, None, None, None, None, None, None,
         None, None, None, None, None, "On track", None),
    ),
)  # fmt: skip
READINGS = Grid(
    "Readings", "Readings", 4, 1,
    ("KPI", "Date", "Value", "Confidence", "Note", "By", "KPI name"),
    (
        ("K1", datetime(2026, 1, 31), 24.0, None, None, "Ann", "Response time"),
        ("K1", datetime(2026, 3, 31), 21.0, "High", "CRM is live", "Ann", "Response time"),
        ("K1", datetime(2026, 6, 1), 18.0, None, None, "Ann", "Response time"),
        ("K2", datetime(2026, 3, 31, 12), 8.0, "Low", "東京", "Bob", "Trained staff"),
        ("K3", datetime(2026, 5, 31), 104.5, None, None, "Cid", None),
        ("K4", datetime(2026, 6, 28), 1.5, None, None, "Bob", None),
    ),
)  # fmt: skip
ACTIONS = Grid(
    "Actions", "Actions", 4, 1,
    ("ID", "Objective", "Action", "Owner", "Start", "Due", "Done", "Expected", "Status", "Check"),
    (
        ("A1", "O1", "Train the service team", "Bob", START, datetime(2026, 3, 31), 1.0,
         1.0, "On track", "OK"),
        ("A2", "O1", "Buy a CRM", "Ann", START, datetime(2026, 3, 31), True, None, None, None),
    ),
)  # fmt: skip
DRIVERS = Grid(
    "Drivers", "Drivers", 4, 1,
    ("Driver", "Outcome", "Effect", "Lag", "Declared", "Rationale", "Pairs", "Agreement",
     "Verdict"),
    (("K2", "K1", "Lowers", 1.0, START, "Trained staff answer faster", None, None, None),),
)  # fmt: skip
GRIDS = (SETTINGS, PILLARS, UNITS, OBJECTIVES, KPIS, READINGS, ACTIONS, DRIVERS)
OWN = "Mein Blatt"
PIVOT = (("Type", "Count of ID"), ("Lagging", 2), ("Leading", 2), ("Total Result", 4))
SHEETS = ("Plan", "Structure", "Objectives", "KPIs", "Readings", OWN, "Actions", "Drivers")


@cache
def workbook(rich: bool = True, date_1904: bool = False) -> bytes:
    """The plan as XlsxWriter writes it; `rich` adds all that a user may have put around it."""
    stream = io.BytesIO()
    book, sheets = _start(stream, GRIDS, SHEETS, date_1904)
    if rich:
        _inside_the_tables(book, sheets)
        _beside_the_tables(book, sheets)
        _own_sheet(book, sheets[OWN])
        book.set_custom_property("Classification", "internal")
        book.add_chartsheet("Diagramm").set_chart(_line(book, READINGS.last_row))
        book.define_name("Growth_rate", f"='{OWN}'!$B$2")
        book.define_name("Readings!Local", "=Readings!$B$1")
    book.close()
    return stream.getvalue()


def tables_only(*grids: Grid) -> bytes:
    """A workbook with these tables, each on the sheet that it names, and nothing else."""
    stream = io.BytesIO()
    book, _ = _start(stream, grids, tuple(dict.fromkeys(grid.sheet for grid in grids)), False)
    book.close()
    return stream.getvalue()


def _start(
    stream: io.BytesIO, grids: tuple[Grid, ...], names: tuple[str, ...], date_1904: bool
) -> tuple[Any, dict[str, Any]]:
    """A workbook that is still being written, and its sheets by name."""
    options = {"in_memory": True, "strings_to_formulas": False, "date_1904": date_1904}
    book = xlsxwriter.Workbook(stream, options)
    book.set_properties({"created": START})
    book.set_calc_mode("auto", 191029)
    sheets = {name: book.add_worksheet(name) for name in names}
    dates = book.add_format({"num_format": "yyyy-mm-dd"})
    for grid in grids:
        _table(sheets[grid.sheet], grid, dates)
    return book, sheets


def _table(sheet: Any, grid: Grid, dates: Any) -> None:
    """A table with its values; that of the actions has a totals row."""
    total = grid is ACTIONS
    columns = [{"header": header} for header in grid.headers]
    last_row, last_column = grid.last_row - (not total), grid.column + len(grid.headers) - 2
    options = {"name": grid.name, "total_row": total, "columns": columns}
    sheet.add_table(grid.row - 1, grid.column - 1, last_row, last_column, options)
    for down, values in enumerate(grid.rows, grid.row):
        for right, value in enumerate(values, grid.column - 1):
            if isinstance(value, datetime):
                sheet.write_datetime(down, right, value, dates)
            elif value is not None:
                sheet.write(down, right, value)
    if total:
        sheet.write(grid.last_row, 2, "42 in all")


def _inside_the_tables(book: Any, sheets: dict[str, Any]) -> None:
    """What users put into tables: rich text, hidden rows, comments, links, rules, drop-downs."""
    bold, kpis, readings = book.add_format({"bold": True}), sheets["KPIs"], sheets["Readings"]
    sheets["Plan"].write_rich_string("B6", "The ", bold, "best", " coffee in town")
    kpis.write_comment("C6", "Measured in the CRM", {"author": "Ann"})
    kpis.write_url("P6", "https://example.com/crm?a=1&b=2", string="CRM")
    kpis.conditional_format(KPIS.cells("Mood"), {"type": "data_bar", "data_bar_2010": True})
    kpis.conditional_format(
        KPIS.cells("Status"),
        {"type": "cell", "criteria": "==", "value": '"On track"', "format": bold},
    )
    kpis.data_validation(KPIS.cells("Mood"), {"validate": "list", "source": ["1", "2", "3", "4"]})
    readings.conditional_format(
        READINGS.cells("Value"),
        {"type": "formula", "criteria": "=$C5>100", "format": book.add_format({"italic": True})},
    )
    readings.conditional_format("C5:C6", {"type": "blanks", "format": bold})
    readings.conditional_format(READINGS.cells("Value"), {"type": "data_bar", "data_bar_2010": 1})
    people = {"validate": "list", "source": ["Ann", "Bob", "Cid"], "input_message": "you > them"}
    readings.data_validation(READINGS.cells("By"), people)
    readings.set_row(6, 30, None, {"hidden": True})
    sheets["Objectives"].set_row(5, 22.5, bold)
    sheets["Objectives"].set_column("B:B", 50, book.add_format({"text_wrap": True}))


def _beside_the_tables(book: Any, sheets: dict[str, Any]) -> None:
    """What users put beside and above them: notes, formulas, sparklines, shapes, print set-up."""
    kpis, readings = sheets["KPIs"], sheets["Readings"]
    percent = book.add_format({"num_format": "0.0%", "fg_color": "#FFEECC"})
    for place in range(KPIS.row + 1, KPIS.last_row + 1):
        kpis.write_formula(f"AG{place}", f"K{place}*2", percent, 2)
        kpis.add_sparkline(f"AH{place}", {"range": f"Readings!{READINGS.cells('Value')}"})
    kpis.merge_range("B2:F2", "Our measures", book.add_format({"align": "center"}))
    kpis.insert_textbox("AJ3", "Ask Ann before you change a target")
    kpis.insert_image("AJ12", "dot.png", {"image_data": io.BytesIO(PNG)})
    kpis.freeze_panes(5, 3)
    readings.write_formula("J5", "SUM(Readings[Value])", None, 177)
    readings.write_array_formula("J6:J7", "{=C5:C6*2}", None, 48)
    readings.write("J7", 42)
    readings.write_dynamic_array_formula("L5", "=_xlfn.UNIQUE(A5:A6)", None, "K1")
    readings.print_area(f"A1:G{READINGS.last_row}")
    readings.repeat_rows(3)
    readings.set_landscape()
    readings.set_paper(9)
    readings.set_header("&L&D&RReadings & co")
    sheets["Objectives"].print_area("A1:D5")


def _own_sheet(book: Any, own: Any) -> None:
    """A sheet of the user's, with charts over whole and part of the readings."""
    own.write_column("A1", ["Names", "Ann", "Bob", "Cid"])
    own.write_row("B1", ["Rate", "Twice"])
    own.write_formula("B2", "1+1", None, 2)
    own.write_formula("C2", "Growth_rate*2", None, 4)
    for down, row in enumerate(PIVOT, 19):
        own.write_row(down, 0, row)
    own.hide_gridlines(2)
    whole, part = READINGS.last_row, READINGS.last_row - 2
    for place, last in (("E2", whole), ("E18", part)):
        own.insert_chart(place, _line(book, last))


def _line(book: Any, last: int) -> Any:
    """A chart of the readings down to a row."""
    chart = book.add_chart({"type": "line"})
    chart.add_series({
        "name": "=Readings!$C$4",
        "categories": f"=Readings!$B$5:$B${last}",
        "values": f"=Readings!$C$5:$C${last}",
    })  # fmt: skip
    return chart
