"""What a collect found and did, as JSON for programs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from okrsheet import report
from okrsheet.books.book import CellError, Value
from okrsheet.departments.merged import Conflict, Decision
from okrsheet.departments.returns import Department
from okrsheet.exchange.collect import Collected

Json = dict[str, Any]


def collected_json(collected: Collected) -> Json:
    """All of it; values of cells are numbers, texts, true, false, or dates in ISO form.

    `sent`, `came_back` and `stands` of a conflict are lists where several cells count as one.
    """
    written, departments = collected.written, collected.departments
    rolled = report.rolled_up_json(collected.rolled)
    return {
        "workbook": rolled["workbook"],
        "folder": collected.folder,
        "as_of": rolled["as_of"],
        "written": None if written is None else str(written),
        "returned": [_returned(one) for one in departments if one.returned],
        "missing": [
            {"unit": one.unit, "name": one.name, "file": one.file, "why": one.remarks[0]}
            for one in departments
            if not one.returned
        ],
        "changes": report.changes_json(collected.changes),
        "conflicts": [
            _conflict(one, decision)
            for one, decision in zip(collected.conflicts, collected.decided, strict=True)
        ],
        "skipped": [{"file": one.file, "why": one.why} for one in collected.skipped],
        "remarks": [
            {
                "unit": one.unit,
                "file": one.file,
                "table": one.table,
                "id": one.id,
                "field": one.field,
                "message": one.message,
            }
            for one in collected.remarks
        ],
        "findings": rolled["findings"],
        "counts": rolled["counts"],
        "notes": list(collected.notes),
    }


def _returned(one: Department) -> Json:
    return {
        "unit": one.unit,
        "name": one.name,
        "file": "; ".join(one.returned),
        "sending": one.sending,
        "latest": one.is_latest,
        "saved": one.saved.isoformat() if one.saved else None,
        "changes": one.changes,
        "conflicts": one.conflicts,
        "completeness": one.completeness,
        "errors": one.errors,
    }


def _conflict(one: Conflict, decision: Decision | None) -> Json:
    return {
        "unit": one.unit,
        "file": one.file,
        "table": one.table,
        "id": one.id or None,
        "field": one.field,
        "sent": _values(one.sent),
        "came_back": _values(one.came),
        "stands": _values(one.stands),
        "decide": decision,
    }


def _values(values: tuple[Value, ...]) -> Any:
    told = [_value(value) for value in values]
    return told[0] if len(told) == 1 else told


def _value(value: Value) -> Any:
    match value:
        case datetime():
            return report.moment_text(value)
        case CellError():
            return value.code
        case _:
            return value
