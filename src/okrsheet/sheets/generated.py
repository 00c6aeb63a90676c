"""The sheets that okrsheet generates whole: Findings, Conflicts and Returns, and the Cascade."""

from __future__ import annotations

from dataclasses import replace

from okrsheet.books.book import SheetLook
from okrsheet.sheets import looks
from okrsheet.sheets.column import Column, Kind, TableLayout, computed, sheet_look
from okrsheet.sheets.layout import OWNER_LINE, STATUS
from okrsheet.sheets.summary_look import DASHBOARD, SUMMARY

FINDING_COLUMNS = (
    computed("Code", 9, looks.COMPUTED_NAME),
    computed("Severity", 13, looks.STATUS, *looks.SEVERITY_RULES),
    computed("Sheet", 14, looks.COMPUTED_LABEL),
    computed("Cell", 10, looks.LINK),
    computed("ID", 16, looks.COMPUTED_LABEL),
    computed("Field", 17, looks.COMPUTED_LABEL),
    computed("Message", 60, looks.COMPUTED),
    computed("How to fix", 60, looks.COMPUTED),
)
FINDINGS = TableLayout(
    "Findings",
    sheet_look(
        "Findings",
        "Findings",
        "What the last check found. Click a cell address to go there.",
        FINDING_COLUMNS,
        tab=looks.RESULT_TAB,
        freeze=0,
        table="Findings",
        protected=True,
        owner=OWNER_LINE,
    ),
    FINDING_COLUMNS,
    blank_rows=1,
)

DECIDE = Column(
    "Decide", Kind.CHOICE, 11, "keep: what stands. take: what came back.", choices=("keep", "take")
)
CONFLICT_COLUMNS = (
    computed("Unit", 14, looks.COMPUTED_NAME),
    computed("Sheet", 13, looks.COMPUTED_LABEL),
    computed("ID", 16, looks.COMPUTED_LABEL),
    computed("Field", 20, looks.COMPUTED),
    computed("Sent", 26, looks.COMPUTED),
    computed("Came back", 26, looks.COMPUTED),
    computed("Stands", 26, looks.COMPUTED),
    computed("Cell", 10, looks.LINK),
    computed("File", 30, looks.COMPUTED),
    DECIDE,
)
_CONFLICT_SHEET = sheet_look(
    "Conflicts",
    "Conflicts",
    "Changed in a department and here too: what stands was kept. Choose keep or take under Decide,"
    " save, then collect once more with --resolve.",
    CONFLICT_COLUMNS,
    tab=looks.RESULT_TAB,
    freeze=0,
    table="Conflicts",
    protected=True,
    owner=OWNER_LINE,
)
CONFLICTS = TableLayout(
    "Conflicts",
    # The one column of a protected sheet in which somebody types keeps its drop-down.
    replace(_CONFLICT_SHEET, columns=(*_CONFLICT_SHEET.columns[:-1], DECIDE.look)),
    CONFLICT_COLUMNS,
    blank_rows=1,
)

RETURN_COLUMNS = (
    computed("Unit", 13, looks.COMPUTED_NAME),
    computed("Name", 24, looks.COMPUTED),
    computed("Head", 18, looks.COMPUTED),
    computed("Returned", 29, looks.COMPUTED),
    computed("Saved on", 12, looks.COMPUTED_DATE),
    computed("Sending", 11, looks.COMPUTED_LABEL),
    computed("Completeness", 14, looks.COMPUTED_SHARE),
    computed("Changes", 10, looks.COMPUTED_COUNT),
    computed("Conflicts", 11, looks.COMPUTED_COUNT),
    computed("Errors", 9, looks.COMPUTED_COUNT),
    computed("Round", 8, looks.COMPUTED_COUNT),
    computed("Remarks", 40, looks.COMPUTED),
)
RETURNS = TableLayout(
    "Returns",
    sheet_look(
        "Returns",
        "Returns",
        "Who has returned a workbook, as of the last collect. Completeness is the share of the"
        " department's KPIs that have a figure. Round counts the collects that took something in.",
        RETURN_COLUMNS,
        tab=looks.RESULT_TAB,
        freeze=1,
        table="Returns",
        protected=True,
        owner=OWNER_LINE,
    ),
    RETURN_COLUMNS,
    blank_rows=1,
)

CASCADE_COLUMNS = (
    computed("Node", 56, looks.COMPUTED),
    computed("ID", 16, looks.COMPUTED_LABEL),
    computed("Kind", 12, looks.COMPUTED_LABEL),
    computed("Owner", 22, looks.COMPUTED),
    computed("Due", 12, looks.COMPUTED_DATE),
    computed("Weight", 10, looks.COMPUTED_COUNT),
    computed("Share of plan", 10, looks.COMPUTED_SHARE),
    computed("Score", 9, looks.COMPUTED_SHARE),
    computed("Expected", 11, looks.COMPUTED_SHARE),
    computed("Coverage", 11, looks.COMPUTED_SHARE),
    STATUS,
    computed("Worst", 14, looks.STATUS, *looks.STATUS_RULES),
    replace(computed("Place", 8, looks.COMPUTED_NUMBER), hidden=True),
)
CASCADE = sheet_look(
    "Cascade",
    "Cascade",
    "Live figures; rows as of the last roll-up. Filter Kind to hide the KPIs; to fold with + and -,"
    " unprotect the sheet first (Review; no password). The KPIs' shares add up to 100%.",
    CASCADE_COLUMNS,
    tab=looks.RESULT_TAB,
    freeze=1,
    protected=True,
    filtered=True,
    owner=OWNER_LINE,
)

CALCULATION_CELL = looks.CALCULATED
CALCULATION_ROW = computed("Row", 6, CALCULATION_CELL)


def calculation_look(headers: tuple[str, ...]) -> SheetLook:
    """The hidden sheet with the steps of every number, one column a step."""
    columns = (CALCULATION_ROW, *(computed(header, 12, CALCULATION_CELL) for header in headers))
    look = sheet_look(
        "Calculation",
        "Calculation",
        "How every number comes about, step by step: native formulas, row by row of each table."
        " Change nothing here; a roll-up lays it anew.",
        columns,
        tab=looks.RESULT_TAB,
        freeze=1,
        protected=True,
    )
    return replace(look, is_hidden=True)


CALCULATION = calculation_look(("Setting", "Value"))

# The sheets that hold a block, in the order of their tabs.
BLOCKS = (CASCADE, SUMMARY, DASHBOARD)
