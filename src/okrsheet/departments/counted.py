"""How complete a department's file is."""

from __future__ import annotations

from collections.abc import Mapping

from okrsheet.departments.difference import Counts
from okrsheet.departments.entered import id_key
from okrsheet.departments.filed import Filed


def counted(tables: Mapping[str, Filed | None]) -> Counts:
    """The rows of a file, by kind, and how many of its KPIs have a figure."""
    read = set()
    if readings := tables["Readings"]:
        kpi, value = (readings.entered.at[header] for header in ("KPI", "Value"))
        read = {id_key(row[kpi]) for row in readings.rows if isinstance(row[value], float)}
    measured = 0
    if kpis := tables["KPIs"]:
        new = kpis.entered.at["New value"]
        measured = sum(id_key(row[0]) in read or isinstance(row[new], float) for row in kpis.rows)

    def rows(name: str) -> int:
        table = tables[name]
        return len(table.rows) if table else 0

    return Counts(rows("Objectives"), rows("KPIs"), measured, rows("Readings"), rows("Actions"))
