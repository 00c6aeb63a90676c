"""What is to be said about a department's file: all that is not taken of it, by name."""

from __future__ import annotations

from dataclasses import dataclass, field

from okrsheet.departments.difference import Remark
from okrsheet.departments.entered import Entered, Row
from okrsheet.departments.filed import Filed, is_error
from okrsheet.sheets.below import told_below
from okrsheet.sheets.values import as_text


@dataclass
class Notes:
    """The remarks on one file of a unit."""

    unit: str
    file: str
    remarks: list[Remark] = field(default_factory=list)

    def say(self, said: str, table: str | None = None, id: str = "", header: str = "") -> None:
        """Remark on the file, on one of its tables, or on a cell."""
        self.remarks.append(Remark(self.unit, self.file, said, table, id or None, header or None))

    def columns(self, table: Filed) -> None:
        """Columns that are missing, and columns of the department's own that hold something."""
        name = table.entered.table
        for header in table.entered.headers:
            if header in table.lacking:
                told = f"{name} has no column {header}: nothing of it was taken."
                self.say(told, name, header=header)
        for header, filled in table.added.items():
            cells = "one filled cell" if filled == 1 else f"{filled} filled cells"
            told = f"{name} has a column of its own, {header!r}, with {cells}: it is not taken."
            self.say(told, name, header=header)

    def below(self, table: Filed) -> None:
        """Rows typed under the table: Excel and LibreOffice do not always take them into it."""
        if table.below is None:
            return
        told = told_below(table.entered.table, table.sheet, table.below)
        told += ": it was not taken. Pull the table's corner down over it and collect again."
        self.say(told, table.entered.table)

    def errors(self, entered: Entered, row: Row, base: Row | None, id: str) -> None:
        """Error values in a row, unless they were sent."""
        for at, value in enumerate(row):
            if is_error(value) and (base is None or value != base[at]):
                header = entered.headers[at]
                place = f"{header} of {id}" if id else f"{header} in a new row of {entered.table}"
                told = f"{place} holds {as_text(value)}: it is not taken."
                self.say(told, entered.table, id, header)

    def renamed(self, entered: Entered, row: Row, base: Row) -> None:
        """A row whose ID was changed or cleared by hand."""
        old, new = as_text(base[0]), as_text(row[0])
        how = f"changed to {new}" if new else "cleared"
        told = f"The ID {old} was {how}: it is the same row, and keeps {old}."
        self.say(told, entered.table, old, "ID")

    def twice(self, entered: Entered, row: Row) -> None:
        """A second row with an ID."""
        id = as_text(row[0])
        told = f"The ID {id} stands twice: the row {entered.named(row)} is not taken."
        said = f" It says: {entered.said(row)}. Give it an ID of its own, or none."
        self.say(told + said, entered.table, id, "ID")
