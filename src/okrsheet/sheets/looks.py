"""One visual language for every sheet: type scale, palette, cell styles and status colours.

The palette keeps apart for the common colour blindnesses (blue-green, amber, vermilion, grey), each
text on its fill has a contrast of at least 4.5 : 1, and each status has its own word and symbol, so
that nothing is lost in grey print.
"""

from __future__ import annotations

from dataclasses import replace

from okrsheet.books.book import ColourRule, Style, Tint

INK = "1F2933"
MUTED = "52606D"
RULE = "D9E2EC"
BAND = "102A43"
BAND_COMPUTED = "486581"
WASH = "F0F4F8"

HEADING = Style("okr heading", size=18, bold=True, color=BAND, vertical="center")
NOTE = Style("okr note", size=10, color=MUTED, vertical="center")
STEP = replace(NOTE, name="okr step", size=11, color=INK)
OWNER = replace(NOTE, name="okr owner", bold=True, vertical="top")
HEADER = Style(
    "okr header",
    bold=True,
    color="FFFFFF",
    fill=BAND,
    horizontal="left",
    vertical="center",
    wrap=True,
    indent=1,
)
HEADER_COMPUTED = replace(HEADER, name="okr header computed", fill=BAND_COMPUTED)

TEXT = Style(
    "okr text",
    border=RULE,
    horizontal="left",
    vertical="center",
    wrap=True,
    indent=1,
    locked=False,
)
NAME = replace(TEXT, name="okr name", bold=True)
LABEL = replace(TEXT, name="okr label", wrap=False)
# No indent at right: LibreOffice keeps it for some cells of a column and loses it for others.
NUMBER = replace(TEXT, name="okr number", horizontal="right", wrap=False, indent=0)
SHARE = replace(NUMBER, name="okr share", number_format="0%", horizontal="center")
DATE = replace(SHARE, name="okr date", number_format="yyyy\\-mm\\-dd")

COMPUTED = replace(TEXT, name="okr computed", fill=WASH, locked=True)
COMPUTED_NAME = replace(COMPUTED, name="okr computed name", bold=True)
COMPUTED_LABEL = replace(COMPUTED, name="okr computed label", wrap=False)
COMPUTED_NUMBER = replace(NUMBER, name="okr computed number", fill=WASH, locked=True)
COMPUTED_SHARE = replace(SHARE, name="okr computed share", fill=WASH, locked=True)
COMPUTED_DATE = replace(DATE, name="okr computed date", fill=WASH, locked=True)
CALCULATED = Style("okr calculated", color=MUTED)
STATUS = replace(COMPUTED_LABEL, name="okr status")
CHECK = replace(COMPUTED_LABEL, name="okr check")
LINK = replace(COMPUTED_LABEL, name="okr link", color="0B5394", underline=True)


def header(cells: Style, computed: bool) -> Style:
    """The look of the header over such cells: in a colour of its own where okrsheet fills them."""
    # Excel's filter button lies over the right end of a header.
    indents = {"left": 1, "center": 0, "right": 2}
    side = cells.horizontal or "left"
    style = HEADER_COMPUTED if computed else HEADER
    return replace(style, horizontal=side, indent=indents[side])


# The tree of the Cascade: one style a depth for the name, plain ones beside it.
TREE_DEEPEST = 9
TREE = tuple(
    replace(
        COMPUTED,
        name=f"okr tree {depth}",
        fill={0: RULE, 1: WASH}.get(depth),
        bold=depth <= 1,
        indent=depth + 1,
    )
    for depth in range(TREE_DEEPEST + 1)
)

STATUS_TINTS = {
    "On track": Tint("0B4F4A", "CDECE6", number_format='"● "@'),
    "At risk": Tint("6B4300", "FFE8B8", number_format='"▲ "@'),
    "Off track": Tint("8A1C0C", "FBD5CC", bold=True, number_format='"■ "@'),
    "No data": Tint("4A5560", "E4E7EB", italic=True, number_format='"○ "@'),
}
STATUS_RULES = tuple(
    ColourRule(f'{{cell}}="{label}"', tint) for label, tint in STATUS_TINTS.items()
)

SEVERITY_TINTS = {
    "error": Tint("8A1C0C", "FBD5CC", bold=True, number_format='"■ "@'),
    "warning": Tint("6B4300", "FFE8B8", number_format='"▲ "@'),
    "info": Tint("0B3C6F", "D6E8FA", number_format='"● "@'),
    "waived": Tint("4A5560", "E4E7EB", italic=True, number_format='"○ "@'),
}
SEVERITY_RULES = tuple(
    ColourRule(f'{{cell}}="{severity}"', tint) for severity, tint in SEVERITY_TINTS.items()
)

PERCENT_RULE = ColourRule('AND(ISNUMBER({cell}),{Unit of measure}="%")', Tint(number_format="0.0%"))
CHECK_RULES = (
    ColourRule('OR(ISNUMBER(SEARCH("error",{cell})),ISNUMBER(SEARCH("✗",{cell})))', Tint("8A1C0C")),
)
