"""Formulas that Excel refuses because they name a table, a column or a sheet that is not there."""

import re
from typing import Any

from tests.excel.com import refused

_TEXTS = re.compile(r'"(?:[^"]|"")*"')
_TABLE = re.compile(r"([A-Za-z_\\][\w.\\]*)\[((?:[^\[\]]|\[(?:[^\[\]']|'.)*\])*)\]")
_COLUMN = re.compile(r"\[((?:[^\[\]']|'.)+)\]")
_SHEET = re.compile(r"(?:'((?:[^']|'')+)'|([A-Za-z_][\w.]*))!")


def check_references(formula: str, workbook: Any) -> None:
    """Excel's error 1004 for such a formula; an unknown name is none, it gives #NAME?."""
    bare = _TEXTS.sub('""', formula)
    sheets = {sheet.title.lower() for sheet in workbook.worksheets}
    for quoted, plain in _SHEET.findall(bare):
        title = quoted.replace("''", "'") or plain
        if title.lower() not in sheets:
            raise refused(f"There is no sheet {title!r}.")
    tables = {
        name.lower(): table for sheet in workbook.worksheets for name, table in _tables(sheet)
    }
    for name, inside in _TABLE.findall(bare):
        table = tables.get(name.lower())
        if table is None:
            raise refused(f"There is no table {name!r}.")
        held = {column.name.lower() for column in table.tableColumns}
        for column in _columns(inside):
            if column.lower() not in held:
                raise refused(f"The table {name!r} has no column {column!r}.")


def _tables(sheet: Any) -> list[tuple[str, Any]]:
    return [(table.name, table) for table in sheet.tables.values()]


def _columns(inside: str) -> list[str]:
    """The names of columns in `[#Headers],[ID]`, `@[New value]`, `ID`."""
    named = _COLUMN.findall(inside) or [inside.removeprefix("@")]
    plain = (re.sub(r"'(.)", r"\1", name) for name in named)
    return [name for name in plain if name and not name.startswith("#")]
