"""One visual language for every sheet: type scale, palette, cell styles and status colours.

The palette keeps apart for the common colour blindnesses (blue-green, amber, vermilion, grey), each
text on its fill has a contrast of at least 4.5 : 1, and the fills of statuses differ in lightness.
Each status has its own word and symbol too, so that nothing is lost in grey print.
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

RESULT_TAB = "3A7D6B"  # of the sheets that okrsheet generates

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
COUNT = replace(SHARE, name="okr count", number_format="General")  # small: a weight, a lag
DATE = replace(SHARE, name="okr date", number_format="yyyy\\-mm\\-dd")

COMPUTED = replace(TEXT, name="okr computed", fill=WASH, locked=True)
COMPUTED_NAME = replace(COMPUTED, name="okr computed name", bold=True)
COMPUTED_LABEL = replace(COMPUTED, name="okr computed label", wrap=False)
COMPUTED_NUMBER = replace(NUMBER, name="okr computed number", fill=WASH, locked=True)
COMPUTED_SHARE = replace(SHARE, name="okr computed share", fill=WASH, locked=True)
COMPUTED_COUNT = replace(COUNT, name="okr computed count", fill=WASH, locked=True)
COMPUTED_DATE = replace(DATE, name="okr computed date", fill=WASH, locked=True)
CALCULATED = Style("okr calculated", color=MUTED)
STATUS = replace(COMPUTED_LABEL, name="okr status")
CHECK = replace(COMPUTED_LABEL, name="okr check")
LINK = replace(COMPUTED_LABEL, name="okr link", color="0B5394", underline=True)


# The Summary: sections one under another, lines without rules, so that a blank one is nothing.
SECTION = Style(
    "okr section",
    size=12,
    bold=True,
    color=BAND,
    border=BAND_COMPUTED,
    vertical="bottom",
    indent=1,
    horizontal="left",
)
SECTION_LABEL = replace(SECTION, name="okr section label", size=9, color=MUTED)
SECTION_MIDDLE = replace(SECTION_LABEL, name="okr section middle", horizontal="center", indent=0)
LINE = replace(COMPUTED, name="okr line", fill=None, border=None)
LINE_LABEL = replace(LINE, name="okr line label", wrap=False)
LINE_STATUS = replace(LINE_LABEL, name="okr line status", border="FFFFFF")  # keeps fills apart
LINE_SHARE = replace(COMPUTED_SHARE, name="okr line share", fill=None, border=None)
LINE_DATE = replace(COMPUTED_DATE, name="okr line date", fill=None, border=None)
LINE_NUMBER = replace(LINE_SHARE, name="okr line number", number_format="0")
LINE_MUTED = replace(LINE_LABEL, name="okr line muted", color=MUTED)
LINE_DEEPEST = 5
LINE_NAMES = tuple(
    replace(LINE, name=f"okr line name {depth}", indent=depth + 1, bold=depth == 0)
    for depth in range(LINE_DEEPEST + 1)
)
TOP_LINE = replace(LINE, name="okr top line", size=14, bold=True, color=BAND)
TOP_STATUS = replace(LINE_STATUS, name="okr top status", size=11)
TOP_SHARE = replace(LINE_SHARE, name="okr top share", size=14, bold=True, color=BAND)

# Charts: a mark of its own for each status, in the family of the tints but strong enough for a bar;
# for lines the company's dark, then the palette of Okabe and Ito (2008), made for all eyes.
STATUS_COLOURS = {
    "On track": "2A9D8F",
    "At risk": "F2B134",
    "Off track": "B23A1E",
    "No data": "C5CDD5",
}
CHART_COLOURS = ("102A43", "0072B2", "D55E00", "009E73", "CC79A7", "E69F00", "56B4E9")


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
        fill=WASH if depth == 1 else None,
        bold=depth <= 1,
        indent=depth + 1,
    )
    for depth in range(TREE_DEEPEST + 1)
)


def band(cells: Style) -> Style:
    """The look of such cells in a row at the top of the tree: bold, on a band."""
    return replace(cells, name=f"{cells.name} band", fill=RULE, bold=True)


STATUS_TINTS = {
    "On track": Tint("0B4F4A", "D3F6EE", number_format='"● "@'),
    "At risk": Tint("6B4300", "FFDF98", number_format='"▲ "@'),
    "Off track": Tint("8A1C0C", "F4B9AB", bold=True, number_format='"■ "@'),
    "No data": Tint("3E4A56", "CDD3DA", italic=True, number_format='"○ "@'),
}
STATUS_RULES = tuple(
    ColourRule(f'{{cell}}="{label}"', tint) for label, tint in STATUS_TINTS.items()
)

SEVERITY_TINTS = {
    "error": Tint("8A1C0C", "F4B9AB", bold=True, number_format='"■ "@'),
    "warning": Tint("6B4300", "FFDF98", number_format='"▲ "@'),
    "info": Tint("0B3C6F", "CFE4FA", number_format='"● "@'),
    "waived": Tint("3E4A56", "CDD3DA", italic=True, number_format='"○ "@'),
}
SEVERITY_RULES = tuple(
    ColourRule(f'{{cell}}="{severity}"', tint) for severity, tint in SEVERITY_TINTS.items()
)

PERCENT = Tint(number_format="0.0%")
PERCENT_RULE = ColourRule('AND(ISNUMBER({cell}),{Unit of measure}="%")', PERCENT)
# A reading stands on another sheet than its KPI; a colour rule knows tables by defined names only.
READING_RULE = ColourRule(
    'AND(ISNUMBER({cell}),IFERROR(INDEX(okr_KPIs_Measures,MATCH({KPI},okr_KPIs_Keys,0)),"")="%")',
    PERCENT,
)
CHECK_RULES = (
    ColourRule('OR(ISNUMBER(SEARCH("error",{cell})),ISNUMBER(SEARCH("✗",{cell})))', Tint("8A1C0C")),
)
