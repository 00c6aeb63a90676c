"""What a department was sent, or what of it was collected last: the base of the merge."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import Any

from okrsheet.books.book import CellError, Value

# By these a workbook says, in its custom document properties, what it is.
PLAN, UNIT, SENDING = "okrsheet plan", "okrsheet unit", "okrsheet sending"


@dataclass(frozen=True)
class Rows:
    """Entered cells of a table: rows of values under headers, as the layout spells them."""

    headers: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]

    @cached_property
    def json(self) -> str:
        """The same as text; said once, and told twice: for the number of a sending, and its base.

        It goes along when the rows are pickled.
        """
        return _json({"headers": self.headers, "rows": self.rows})


@dataclass(frozen=True, slots=True)
class Sent:
    """The entered cells of one department's workbook, by table, and its context.

    `plan`, `unit` and `sending` say which it is. `tables` holds Settings, Units, Objectives, KPIs,
    Readings, Actions and Drivers, with the master's IDs, and Decided where conflicts over several
    files of this sending were decided (see `remembering`). `given` maps an ID of the department's
    workbook, as `table/ID`, to the one that its row has in the master, where they differ; `blank`
    does so for new rows that have no ID there, as `table/text of the row`.
    """

    plan: str
    unit: str
    sending: str
    as_of: date
    tables: Mapping[str, Rows]
    context: Rows
    given: Mapping[str, str] = field(default_factory=dict)
    blank: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> str:
        """The same as text, equal for equal ones."""
        tables = (f"{_json(name)}:{rows.json}" for name, rows in sorted(self.tables.items()))
        told = {
            "plan": _json(self.plan),
            "unit": _json(self.unit),
            "sending": _json(self.sending),
            "as_of": _json(self.as_of.isoformat()),
            "tables": f"{{{','.join(tables)}}}",
            "context": self.context.json,
            "given": _json(dict(sorted(self.given.items()))),
            "blank": _json(dict(sorted(self.blank.items()))),
        }
        return f"{{{','.join(f'{_json(name)}:{text}' for name, text in told.items())}}}"

    @classmethod
    def of_json(cls, text: str) -> Sent:
        """What `to_json` told. Raises ValueError or KeyError where the text is something else."""
        told = json.loads(text, object_hook=_value)
        return cls(
            told["plan"],
            told["unit"],
            told["sending"],
            date.fromisoformat(told["as_of"]),
            {name: _rows_of(rows) for name, rows in told["tables"].items()},
            _rows_of(told["context"]),
            told["given"],
            told["blank"],
        )


def _rows_of(told: Mapping[str, Any]) -> Rows:
    return Rows(tuple(told["headers"]), tuple(map(tuple, told["rows"])))


@lru_cache(maxsize=1024)  # a plan says the same few dates in thousands of cells
def _told(value: datetime | CellError) -> dict[str, str]:
    """A value that JSON does not know itself."""
    if isinstance(value, datetime):
        return {"date": value.isoformat()}
    return {"error": value.code}


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_told).encode


def _value(told: dict[str, Any]) -> Any:
    """The value that `_told` told; any other object as it is."""
    if "date" in told:
        return datetime.fromisoformat(told["date"])
    return CellError(told["error"]) if "error" in told else told
