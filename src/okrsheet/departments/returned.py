"""One department's file against its base: what came back changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from okrsheet.books.book import Snapshot
from okrsheet.departments.checked import checked_in, day_of, without_check_in
from okrsheet.departments.counted import counted
from okrsheet.departments.difference import Added, CheckIn, Deleted, Edited, Return
from okrsheet.departments.entered import ENTERED, Entered, Row, id_key
from okrsheet.departments.filed import Filed, base_rows, filed, is_error
from okrsheet.departments.matching import Line, Matched, Matcher, Pair, translated
from okrsheet.departments.noting import Notes
from okrsheet.departments.sent import Sent
from okrsheet.departments.surroundings import changed_context, changed_settings
from okrsheet.sheets.checkin import CHECK_IN
from okrsheet.sheets.values import as_text, is_usable_id


def returned(snapshot: Snapshot, sent: Sent, file: str, saved: datetime | None) -> Return:
    """The difference of a department's workbook from its base.

    `file` is how the file is called in messages; `saved` when it was saved last. A file that says
    what its base says, in any order and saved by any program, differs in nothing.
    """
    return _Comparison(snapshot, sent, Notes(sent.unit, file), saved).difference()


@dataclass
class _Comparison:
    """One file beside its base, table by table."""

    snapshot: Snapshot
    sent: Sent
    notes: Notes
    saved: datetime | None
    edited: list[Edited] = field(default_factory=list)
    added: list[Added] = field(default_factory=list)
    deleted: list[Deleted] = field(default_factory=list)
    check_ins: list[CheckIn] = field(default_factory=list)
    blank: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.given = dict(self.sent.given)
        self.day = day_of(self.snapshot, self.saved)
        self.kpis = {id_key(row[0]) for row in base_rows(self.sent, ENTERED["KPIs"])}

    def difference(self) -> Return:
        """Everything that came back changed."""
        tables = {name: filed(self.snapshot, entered) for name, entered in ENTERED.items()}
        for changed in (changed_settings, changed_context):
            for said in changed(self.snapshot, self.sent):
                self.notes.say(said)
        for name, table in tables.items():
            if table is None:
                self.notes.say(f"The table {name} is missing: nothing of it was taken.", name)
            else:
                self._compare(table)
        given = {told: id for told, id in self.given.items() if self.sent.given.get(told) != id}
        return Return(
            self.sent.plan,
            self.sent.unit,
            self.sent.sending,
            self.notes.file,
            self.saved,
            frozenset(self._units()),
            tuple(self.edited),
            tuple(self.added),
            tuple(self.deleted),
            tuple(self.check_ins),
            tuple(self.notes.remarks),
            given,
            self.blank,
            counted(tables),
        )

    def _units(self) -> Iterator[str]:
        yield id_key(self.sent.unit)
        for row in base_rows(self.sent, ENTERED["Units"]):
            yield id_key(row[0])

    def _compare(self, table: Filed) -> None:
        self.notes.columns(table)
        self.notes.below(table)
        entered, base = table.entered, base_rows(self.sent, table.entered)
        is_keyed = table.lacking.isdisjoint(entered.keyed)
        if (table.says(base) and not self.given) or not (is_keyed or entered.has_ids):
            return
        matcher = Matcher(entered, base, table.lacking, self.given, self.sent.blank)
        matched = matcher.match(table.rows)
        for line in matched.twice:
            self.notes.twice(entered, line.row)
        for pair in matched.pairs:
            self._pair(entered, pair)
        for line in matched.new:
            self._add(entered, line, base, matched)
        if is_keyed:
            self._name(entered, matched)
            for key, row in matched.gone:
                kept = 0 if entered.has_ids else matched.about(key[:-1])
                self.deleted.append(Deleted(entered.table, key, entered.shown(row), row, kept))

    def _name(self, entered: Entered, matched: Matched) -> None:
        """Note which rows are those whose IDs were changed, or that never had one."""
        for line, base in matched.renamed:
            if not is_error(line.row[0]):
                self.notes.renamed(entered, line.row, base)
        for pair in matched.pairs if entered.has_ids else ():
            id = entered.shown(pair.base)
            if not pair.line.id and self.sent.blank.get(pair.line.text) != id:
                self.blank[pair.line.text] = id

    def _pair(self, entered: Entered, pair: Pair) -> None:
        table, id = entered.table, entered.shown(pair.base)
        self.notes.errors(entered, pair.line.row, pair.base, id)
        check_in = checked_in(pair.base, pair.came, self.day) if table == "KPIs" else None
        if check_in:
            self.check_ins.append(check_in)
        cells = entered.changed(pair.base, pair.came, CHECK_IN if check_in else ())
        if cells:
            self.edited.append(Edited(table, pair.key, id, cells, pair.came))

    def _add(self, entered: Entered, line: Line, base: tuple[Row, ...], matched: Matched) -> None:
        table = entered.table
        self.notes.errors(entered, line.row, None, entered.shown(line.row))
        row = tuple(None if is_error(value) else value for value in line.row)
        row = translated(entered, row, self.given)
        if all(value is None for value in row):
            return
        if table == "KPIs":
            self.kpis.add(id_key(row[0]))
        id = as_text(row[0]) or None if entered.has_ids else None
        if id and not is_usable_id(id):
            told = f"{id!r} is not a usable ID: the row is taken as it stands."
            self.notes.say(told, table, id, "ID")
        check_in = checked_in(None, row, self.day) if table == "KPIs" else None
        row = without_check_in(row) if check_in else row
        twins, is_own = _twins(entered, row, base, matched), self._is_own(entered, row, base)
        self.added.append(Added(table, id, row, line.text, twins, check_in, is_own))

    def _is_own(self, entered: Entered, row: Row, base: tuple[Row, ...]) -> bool:
        """Whether the row is what its ID says; of a reading, whether the KPI is the file's."""
        if entered.has_ids:
            return not row[0] or all(id_key(one[0]) != id_key(row[0]) for one in base)
        return entered.table != "Readings" or id_key(row[0]) in self.kpis


def _twins(entered: Entered, row: Row, base: tuple[Row, ...], matched: Matched) -> int:
    """How many rows of the base say the same, or are readings of the same moment that came back."""
    if entered.has_ids:
        namesakes = (one for one in base if entered.name(one) == entered.name(row))
        return sum(entered.is_same(row, entered.fitted(one)) for one in namesakes)
    return matched.about(entered.about(row))
