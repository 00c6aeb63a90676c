"""The sheet Context of a department's workbook: what is not its own, frozen and dated."""

from __future__ import annotations

from okrsheet.plan.model import Context
from okrsheet.sheets import looks
from okrsheet.sheets.column import TableLayout, computed, sheet_look
from okrsheet.sheets.layout import OWNER_LINE

CONTEXT_COLUMNS = (
    computed("Kind", 13, looks.COMPUTED_LABEL),
    computed("ID", 16, looks.COMPUTED_NAME),
    computed("Name", 60, looks.COMPUTED),
    computed("Pillar", 12, looks.COMPUTED_LABEL),
    computed("Parent", 16, looks.COMPUTED_LABEL),
    computed("Unit", 16, looks.COMPUTED_LABEL),
    computed("Weight", 10, looks.COMPUTED_NUMBER),
    computed("Score", 9, looks.COMPUTED_SHARE),
    computed("Expected", 11, looks.COMPUTED_SHARE),
    computed("Coverage", 11, looks.COMPUTED_SHARE),
    computed("Status", 14, looks.STATUS, *looks.STATUS_RULES),
    computed("Worst", 14, looks.STATUS, *looks.STATUS_RULES),
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
