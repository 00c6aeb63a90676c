"""What a department's workbook says and is not asked for: settings and context."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from okrsheet.books.book import Snapshot, Table, Value
from okrsheet.departments.filed import picked
from okrsheet.departments.same import same
from okrsheet.departments.sent import Rows, Sent
from okrsheet.sheets.place import column_at
from okrsheet.sheets.settings import SETTING_KINDS
from okrsheet.sheets.values import as_text, fitted

CONTEXT_KEY = ("Kind", "ID", "Name", "Parent")
Cells = tuple[Value, ...]


def changed_settings(snapshot: Snapshot, sent: Sent) -> Iterator[str]:
    """A sentence for each setting that came back changed."""
    table, base = snapshot.table("Settings"), sent.tables.get("Settings")
    if table is None or base is None:
        return
    was, now = _settings(base.headers, base.rows), _settings(table.headers, table.rows)
    for name in dict.fromkeys((*was, *now)):
        (shown, old), (also, new) = (side.get(name, ("", None)) for side in (was, now))
        if not same(old, new):
            told = f"{as_text(new) or 'blank'!r} (was {as_text(old) or 'blank'!r})"
            yield f"The setting {shown or also} was set to {told}: settings are not taken back."


def changed_context(snapshot: Snapshot, sent: Sent) -> Iterator[str]:
    """A sentence where the context came back changed."""
    table = snapshot.table("Context")
    if table is None:
        yield "The table Context is missing: nothing of it is needed, and the rest was read."
        return
    came = _context(table, sent.context)
    if came == sent.context.rows:
        return
    at = [sent.context.headers.index(header) for header in CONTEXT_KEY]
    waiting: dict[tuple[str, ...], list[Cells]] = defaultdict(list)
    for row in came:
        waiting[tuple(as_text(row[place]) for place in at)].append(row)
    changed = 0
    for row in sent.context.rows:
        alike = waiting[tuple(as_text(row[place]) for place in at)]
        found = next((other for other in alike if _is_same(row, other)), None)
        if found is None:
            changed += 1
        else:
            alike.remove(found)
    changed = max(changed, abs(len(came) - len(sent.context.rows)))
    if changed:
        rows = "One row" if changed == 1 else f"{changed} rows"
        yield f"{rows} of the table Context came back changed: what is in it is not taken back."


def _settings(headers: Sequence[str], rows: Sequence[Cells]) -> dict[str, tuple[str, Value]]:
    """Name and value of each setting by its name as it is compared; the first of a name counts."""
    places = {header.strip().casefold(): at for at, header in enumerate(headers)}
    name, value = places.get("setting"), places.get("value")
    found: dict[str, tuple[str, Value]] = {}
    if name is not None and value is not None:
        for row in rows:
            shown = as_text(row[name]).strip()
            column = SETTING_KINDS.get(shown.casefold())
            said = fitted(row[value], column) if column else row[value]
            if shown:
                found.setdefault(shown.casefold(), (shown, said))
    return found


def _context(table: Table, wanted: Rows) -> tuple[Cells, ...]:
    places = [column_at(table, header) for header in wanted.headers]
    blank = (None,) * len(places)
    return tuple(row for row in picked(table.rows, places) if row != blank)


def _is_same(one: Cells, other: Cells) -> bool:
    return one == other or all(map(same, one, other))
