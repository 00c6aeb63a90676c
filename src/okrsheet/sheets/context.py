"""The sheet Context of a department's workbook: what is not its own, frozen and dated."""

from __future__ import annotations

from typing import get_args

from okrsheet.books.book import Snapshot
from okrsheet.plan.model import Context, ContextKind, Label
from okrsheet.sheets import looks
from okrsheet.sheets.column import Column, Kind, TableLayout, computed, sheet_look
from okrsheet.sheets.fit import Fitting
from okrsheet.sheets.layout import OWNER_LINE
from okrsheet.sheets.place import column_at
from okrsheet.sheets.values import fitted

CONTEXT_COLUMNS = (
    computed("Kind", 12, looks.COMPUTED_LABEL),
    computed("ID", 14, looks.COMPUTED_NAME),
    computed("Name", 48, looks.COMPUTED),
    computed("Pillar", 9, looks.COMPUTED_LABEL),
    computed("Parent", 14, looks.COMPUTED_LABEL),
    computed("Unit", 10, looks.COMPUTED_LABEL),
    computed("Weight", 9, looks.COMPUTED_NUMBER),
    computed("Score", 8, looks.COMPUTED_SHARE),
    computed("Expected", 10, looks.COMPUTED_SHARE),
    computed("Coverage", 10, looks.COMPUTED_SHARE),
    computed("Status", 13, looks.STATUS, *looks.STATUS_RULES),
    computed("Worst", 13, looks.STATUS, *looks.STATUS_RULES),
    computed("As at", 12, looks.COMPUTED_DATE),
)
CONTEXT = TableLayout(
    "Context",
    sheet_look(
        "Context",
        "Where this part belongs",
        "What is above and around your own objectives, as it stood when this workbook was sent."
        " Nothing here is calculated, and nothing typed here is taken back.",
        CONTEXT_COLUMNS,
        tab=looks.RESULT_TAB,
        freeze=3,
        table="Context",
        protected=True,
        owner=OWNER_LINE,
    ),
    CONTEXT_COLUMNS,
    row=Context,
)

# What each column holds, to be read back: for people it is all computed.
HELD = (
    Column("Kind", Kind.CHOICE, 13, choices=get_args(ContextKind)),
    *(Column(header, Kind.TEXT, 16) for header in ("ID", "Name", "Pillar", "Parent", "Unit")),
    Column("Weight", Kind.NUMBER, 10),
    *(Column(header, Kind.SHARE, 9) for header in ("Score", "Expected", "Coverage")),
    *(Column(header, Kind.CHOICE, 14, choices=get_args(Label)) for header in ("Status", "Worst")),
    Column("As at", Kind.DATE, 12),
)


def read_context(snapshot: Snapshot) -> tuple[Context, ...]:
    """The context of a department's workbook; empty in any other.

    Rows of no known kind are left out, and a cell that does not fit says nothing: it is not the
    department's to mend.
    """
    table = snapshot.table(CONTEXT.name)
    if table is None:
        return ()
    found = {column: column_at(table, column.header) for column in HELD}
    places = {column: at for column, at in found.items() if at is not None}
    rows = []
    for number, cells in enumerate(table.rows):
        told = {column: fitted(cells[at], column) for column, at in places.items()}
        held = {column: value for column, value in told.items() if value is not None}
        row = Fitting(CONTEXT.name, number).typed(Context, held)
        if row.kind is not None:
            rows.append(row)
    return tuple(rows)
