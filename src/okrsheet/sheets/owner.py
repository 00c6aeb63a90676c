"""The line above a header that says whose plan it is: a formula that reads the settings."""

from __future__ import annotations

from okrsheet.books.book import Formula, Snapshot
from okrsheet.sheets.place import column_at
from okrsheet.sheets.settings import ORGANISATION
from okrsheet.sheets.values import as_formula_text


def owner_line(snapshot: Snapshot) -> Formula | None:
    """The line with what it says in this workbook; None where its settings cannot be read."""
    settings = snapshot.table("Settings")
    if settings is None or not {"setting", "value"} <= set(map(str.casefold, settings.headers)):
        return None
    name, value = column_at(settings, "Setting"), column_at(settings, "Value")
    said = (
        as_formula_text(row[value or 0])
        for row in settings.rows
        if as_formula_text(row[name or 0]).casefold() == "organisation"
    )
    return Formula(ORGANISATION, next(said, ""))
