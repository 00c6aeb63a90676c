"""A page for the browser: what the terminal would print, as one HTML file of its own."""

from __future__ import annotations

import os
import tempfile
from html import escape
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from okrsheet.books.book import BookError
from okrsheet.clicks.answer import Page
from okrsheet.sheets import looks

if TYPE_CHECKING:
    from rich.terminal_theme import TerminalTheme

WIDTH = 110  # characters in a line
# The colours of the terminal as the sheets have them, dark enough to be read on white.
RED, GREEN, YELLOW, GREY = (
    looks.STATUS_TINTS[label].color or looks.INK
    for label in ("Off track", "On track", "At risk", "No data")
)
BLUE = looks.SEVERITY_TINTS["info"].color or looks.INK
# Nothing is loaded from anywhere: a plan is nobody else's business.
FRAME = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
body {{ margin: 2rem auto; max-width: 70rem; padding: 0 1rem; background: #FFF; color: #{ink} }}
pre {{ font: 14px/1.5 Consolas, Menlo, "DejaVu Sans Mono", monospace; overflow-x: auto }}
</style>
</head>
<body>
<pre>{code}</pre>
</body>
</html>
"""


def html(page: Page) -> str:
    """The page as a whole HTML document; what comes from a workbook is text, never markup."""
    from rich.console import Console

    console = Console(
        file=StringIO(),
        record=True,
        width=WIDTH,
        color_system="truecolor",
        force_terminal=True,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
    )
    for line in page.lines:
        console.print(line)
    told = console.export_html(theme=_theme(), inline_styles=True, code_format="{code}")
    return FRAME.format(title=escape(page.title), code=told, ink=looks.INK)


def write_page(page: Page) -> Path:
    """Write the page into the temporary folder, for this user alone. Raises BookError."""
    try:
        number, name = tempfile.mkstemp(prefix="okrsheet-", suffix=".html")
        with os.fdopen(number, "w", encoding="utf-8") as file:
            file.write(html(page))
    except OSError as trouble:
        what = f"The page cannot be written ({trouble.strerror or trouble})."
        raise BookError(what, tempfile.gettempdir(), "Make room there.") from trouble
    return Path(name)


def _theme() -> TerminalTheme:
    from rich.terminal_theme import TerminalTheme

    normal = (looks.INK, RED, GREEN, YELLOW, BLUE, BLUE, BLUE, looks.INK)
    bright = (GREY, *normal[1:])
    ink = _rgb(looks.INK)
    return TerminalTheme((255, 255, 255), ink, [*map(_rgb, normal)], [*map(_rgb, bright)])


def _rgb(colour: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(colour)
    return red, green, blue
