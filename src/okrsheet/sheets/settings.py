"""The sheet Plan: what to do in five lines, and the settings, each with its kind and meaning."""

from __future__ import annotations

from okrsheet.plan.model import Settings as SettingValues
from okrsheet.sheets import looks
from okrsheet.sheets.column import Column, Kind, TableLayout, sheet_look

SETTING_COLUMNS = (
    Column("Setting", Kind.TEXT, 24, style=looks.NAME),
    Column("Value", Kind.TEXT, 46),
    Column("Meaning", Kind.TEXT, 74),
)
PLAN_STEPS = (
    "1   Below, type whose plan it is, its vision and its period. Then list Pillars and Units.\n"
    "2   Objectives: one outcome a row, with a number, a last day and one owner. KPIs measure it."
    " Columns with a paler header fill themselves.\n"
    "3   Check:  okrsheet check FILE --write  lists on the sheet Findings what to mend and where.\n"
    "4   Each week or month, type each new figure into New value on the sheet KPIs."
    " Every status follows at once.\n"
    "5   Roll up:  okrsheet rollup FILE  moves new values to Readings and lays out Cascade, Summary"
    " and Dashboard."
)
DEPARTMENT_STEPS = (
    "1   This is your department's part of the plan. There is nothing to install: just fill it in."
    " Columns with a paler header fill themselves.\n"
    "2   Objectives: one outcome a row, with a number, a last day and one owner. KPIs measure it.\n"
    "3   Actions: the steps that move each objective, with an owner and a last day.\n"
    "4   Each week or month, type each new figure into New value on the sheet KPIs, and save."
    " Every status follows at once.\n"
    "5   When asked, send this file back to the person who sent it to you."
)
# Whose plan it is, for any sheet of the workbook.
ORGANISATION = 'IFERROR(INDEX(Settings[Value],MATCH("Organisation",Settings[Setting],0))&"","")'

SETTINGS = TableLayout(
    "Settings",
    sheet_look(
        "Plan",
        "Strategy plan",
        PLAN_STEPS,
        SETTING_COLUMNS,
        tab=looks.BAND,
        header_row=8,
        freeze=0,
        table="Settings",
        note_style=looks.STEP,
    ),
    SETTING_COLUMNS,
    blank_rows=0,
)

SETTING_MEANINGS = {
    "Organisation": "Whose plan it is.",
    "Vision": "Where we want to be, in one sentence.",
    "Period start": "First day of the plan.",
    "Period end": "Last day of the plan.",
    "As of": "The day that scores are for. Blank: today.",
    "On track gap": "On track while the score is at most this far behind what is expected.",
    "At risk gap": "At risk up to this far behind; off track beyond.",
    "Minimum coverage": "Below this share of measured weight the status is No data.",
    "KPIs per objective": "More than this many on one objective is a finding.",
    "Objectives per owner": "More than this many for one owner is a finding.",
    "Live formulas": "Yes, or No for values only.",
}


def setting_defaults() -> dict[str, str | float | None]:
    """What each setting holds in a new workbook, by its name; None where it is left blank."""
    return dict(SettingValues().model_dump(by_alias=True))


def _setting(header: str, kind: Kind, choices: tuple[str, ...] = ()) -> Column:
    return Column(header, kind, 46, SETTING_MEANINGS[header], choices=choices)


# What the Value of each setting holds, by the setting's name as it is compared.
SETTING_KINDS: dict[str, Column] = {
    column.header.casefold(): column
    for column in (
        _setting("Organisation", Kind.TEXT),
        _setting("Vision", Kind.TEXT),
        _setting("Period start", Kind.DATE),
        _setting("Period end", Kind.DATE),
        _setting("As of", Kind.DATE),
        _setting("On track gap", Kind.SHARE),
        _setting("At risk gap", Kind.SHARE),
        _setting("Minimum coverage", Kind.SHARE),
        _setting("KPIs per objective", Kind.NUMBER),
        _setting("Objectives per owner", Kind.NUMBER),
        _setting("Live formulas", Kind.CHOICE, ("Yes", "No")),
    )
}
