"""The template workbooks as they are given out: laid out, and alive before anything is typed.

`python -m okrsheet.templates [FOLDER]` writes them into a folder (here: templates).
"""

from __future__ import annotations

import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import get_args

from okrsheet.books import template
from okrsheet.books.file import FileBook
from okrsheet.books.template import TemplateKind
from okrsheet.score.scores import score_plan
from okrsheet.sheets.living import living_edits, settled
from okrsheet.sheets.parse import parse
from okrsheet.sheets.scores import relay_edits

AS_OF = date(2026, 1, 1)  # of the values stored with formulas, so that equal builds are equal


def build(kind: TemplateKind) -> bytes:
    """The template workbook of that kind, as the bytes of an .xlsx file."""
    with tempfile.TemporaryDirectory() as workshop:
        path = Path(workshop) / f"{kind}.xlsx"
        path.write_bytes(template.build(kind))
        book = FileBook(path)
        snapshot = book.read()
        plan = parse(snapshot, AS_OF)
        edits = (
            *relay_edits(plan, snapshot, ()),
            *living_edits(plan, score_plan(plan), snapshot, ()),
        )
        book.apply(tuple(settled(edits, plan, snapshot)))
        return path.read_bytes()


def write(folder: Path) -> list[Path]:
    """Write all templates into a folder, each at once or not at all; returns their paths."""
    paths = []
    for kind in get_args(TemplateKind):
        path, built = folder / f"{kind}.xlsx", build(kind)
        draft = path.with_suffix(".draft")
        draft.write_bytes(built)
        draft.replace(path)
        paths.append(path)
    return paths


if __name__ == "__main__":
    for written in write(Path(sys.argv[1] if len(sys.argv) > 1 else "templates")):
        print(written)
