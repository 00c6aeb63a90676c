"""The sheets that okrsheet generates whole: Findings, a table, and the Cascade, a block."""

from __future__ import annotations

from okrsheet.sheets import looks
from okrsheet.sheets.column import TableLayout, computed, sheet_look
from okrsheet.sheets.layout import STATUS

RESULT_TAB = "3A7D6B"

FINDING_COLUMNS = (
    computed("Code", 8, looks.COMPUTED_NAME),
    computed("Severity", 12, looks.STATUS, *looks.SEVERITY_RULES),
    computed("Sheet", 13, looks.COMPUTED_LABEL),
    computed("Cell", 10, looks.LINK),
    computed("ID", 12, looks.COMPUTED_LABEL),
    computed("Field", 16, looks.COMPUTED_LABEL),
    computed("Message", 62, looks.COMPUTED),
    computed("How to fix", 62, looks.COMPUTED),
)
FINDINGS = TableLayout(
    "Findings",
    sheet_look(
        "Findings",
        "Findings",
        "What the last check found. Click a cell address to go there.",
        FINDING_COLUMNS,
        tab=RESULT_TAB,
        freeze=0,
        table="Findings",
        protected=True,
    ),
    FINDING_COLUMNS,
    blank_rows=1,
)

CASCADE_COLUMNS = (
    computed("Node", 58, looks.COMPUTED),
    computed("ID", 12, looks.COMPUTED_LABEL),
    computed("Kind", 11, looks.COMPUTED_LABEL),
    computed("Owner", 24, looks.COMPUTED),
    computed("Due", 11.5, looks.COMPUTED_DATE),
    computed("Weight", 9, looks.COMPUTED_NUMBER),
    computed("Share of plan", 9, looks.COMPUTED_SHARE),
    computed("Score", 9, looks.COMPUTED_SHARE),
    computed("Expected", 10, looks.COMPUTED_SHARE),
    computed("Coverage", 10, looks.COMPUTED_SHARE),
    STATUS,
    computed("Worst", 12, looks.STATUS, *looks.STATUS_RULES),
)
CASCADE = sheet_look(
    "Cascade",
    "Cascade",
    "From the company down to each KPI, as of the last roll-up. Fold it with the buttons at left.",
    CASCADE_COLUMNS,
    tab=RESULT_TAB,
    freeze=1,
    protected=True,
)
