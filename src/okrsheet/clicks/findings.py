"""From one finding to the next: the Findings table as it stands, and where each finding points."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

from okrsheet import told
from okrsheet.books.book import Snapshot, Table, Value
from okrsheet.clicks.answer import Answer, Page, Place, place_in
from okrsheet.clicks.selection import Here
from okrsheet.sheets.generated import FINDINGS
from okrsheet.sheets.place import column_at
from okrsheet.sheets.values import as_text
from okrsheet.smart.registry import RULES

ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,7})")
NOT_CHECKED = "There are no findings to go to yet. Check plan looks for them."
NONE_SELECTED = "Select a finding on the Findings sheet, or a cell that has one, and click again."


@dataclass(frozen=True)
class Listed:
    """A line of the Findings table: `own` is its place there, `place` the cell it points at.

    Without such a cell (a table is missing, a row is gone) the two are the same.
    """

    code: str
    is_waived: bool
    said: str
    own: Place
    place: Place


def next_finding(snapshot: Snapshot, here: Here) -> Answer:
    """Go to the cell of the selected finding, else of the next one after the selected cell."""
    found = listed_findings(snapshot)
    if not found:
        return Answer(box=_nothing(snapshot))
    selected = next((one for one in found if _same_row(one.own, here.place)), None)
    open_ones = [one for one in found if not one.is_waived]
    if selected is None and not open_ones:
        return Answer(box="Nothing to mend: every finding is waived.")
    order = {sheet: at for at, sheet in enumerate(snapshot.sheets)}

    def nth(place: Place) -> tuple[int, int, int]:
        return order.get(place.sheet, len(order)), place.row, place.column

    places = sorted({one.place for one in open_ones}, key=nth)
    after = (place for place in places if nth(place) > nth(here.place))
    place = selected.place if selected else next(after, places[0])
    return Answer(go=place, bar=_bar([one for one in found if one.place == place], place, places))


def rule_of_finding(snapshot: Snapshot, here: Here) -> Answer:
    """The page of the rule behind the selected finding, or behind that of the selected cell."""
    found = listed_findings(snapshot)
    chosen = (
        *(one for one in found if _same_row(one.own, here.place)),
        *(one for one in found if one.place == here.place),
        *(one for one in found if _same_row(one.place, here.place)),
    )
    if not chosen:
        return Answer(box=NONE_SELECTED if found else _nothing(snapshot))
    rule = RULES.get(chosen[0].code)
    if rule is None:
        return Answer(box=f"This okrsheet has no rule {chosen[0].code}. Check plan anew.")
    page = Page(f"{rule.code}  {rule.fault}", tuple(told.rule_text(rule)))
    return Answer(page=page, bar=f"{rule.code}: {rule.fault}")


def listed_findings(snapshot: Snapshot) -> tuple[Listed, ...]:
    """The findings as the Findings table lists them; none where the plan was not checked."""
    table = snapshot.table(FINDINGS.name)
    rows = enumerate(table.rows if table else ())
    made = (_listed(snapshot, table, at, row) for at, row in rows if table)
    return tuple(one for one in made if one.code)


def _listed(snapshot: Snapshot, table: Table, at: int, row: Sequence[Value]) -> Listed:
    cells = {
        column.header: as_text(row[place]).strip()
        for column in FINDINGS.columns
        if (place := column_at(table, column.header)) is not None
    }
    own = place_in(table, at, "Code")
    said = " ".join(cells.get(header, "") for header in ("Code", "Message", "How to fix"))
    is_waived = cells.get("Severity") == "waived"
    return Listed(cells.get("Code", ""), is_waived, said, own, _place(snapshot, cells) or own)


def _place(snapshot: Snapshot, cells: dict[str, str]) -> Place | None:
    """The cell that the line names; where it names none, that of its ID and field."""
    sheet, id, field = (cells.get(header, "") for header in ("Sheet", "ID", "Field"))
    address = ADDRESS.fullmatch(cells.get("Cell", ""))
    if address and sheet in snapshot.sheets:
        return Place(sheet, int(address[2]), _number(address[1]))
    for table in snapshot.tables:
        ids = column_at(table, "ID")
        if table.sheet == sheet and id and ids is not None and column_at(table, field) is not None:
            said = (as_text(row[ids]).casefold() for row in table.rows)
            at = next((at for at, own in enumerate(said) if own == id.casefold()), None)
            return None if at is None else place_in(table, at, field)
    return None


def _number(letters: str) -> int:
    """The 1-based number of a column by its letters: `AB` is 28."""
    return reduce(lambda number, letter: number * 26 + ord(letter) - ord("A") + 1, letters, 0)


def _bar(at_place: Sequence[Listed], place: Place, places: Sequence[Place]) -> str:
    said = "  |  ".join(one.said for one in at_place)
    return f"{places.index(place) + 1} of {len(places)}: {said}" if place in places else said


def _nothing(snapshot: Snapshot) -> str:
    table = snapshot.table(FINDINGS.name)
    message = column_at(table, "Message") if table else None
    rows = table.rows if table else ()
    said = (as_text(row[message]) for row in rows if message is not None and row[message])
    return next(said, NOT_CHECKED)


def _same_row(one: Place, other: Place) -> bool:
    return (one.sheet, one.row) == (other.sheet, other.row)
