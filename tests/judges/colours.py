"""The colours that LibreOffice shows, colour rules applied, from the page that it exports."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from lxml import html

Shown = tuple[str, str]  # a cell's text, and its background as RRGGBB ("" where it has none)


def tables(page: Path) -> list[list[list[Shown]]]:
    """The cells of each visible sheet, row by row."""
    root = html.fromstring(page.read_bytes())
    return [
        [[_shown(cell) for cell in row.iterfind("td")] for row in table.iter("tr")]
        for table in root.iter("table")
    ]


def _shown(cell: html.HtmlElement) -> Shown:
    return cell.text_content().strip(), cell.get("bgcolor", "").lstrip("#").upper()


def below(page: Path, header: str) -> Iterator[Shown]:
    """The cells below each header of that text that stands beside a header ID, to their end."""
    for rows in tables(page):
        texts = [[text for text, _ in row] for row in rows]
        heads = [at for at, row in enumerate(texts) if "ID" in row and header in row]
        for head, end in pairwise([*heads, len(rows)]):
            column = texts[head].index(header)
            for row in rows[head + 1 : end]:
                if column < len(row):
                    yield row[column]
