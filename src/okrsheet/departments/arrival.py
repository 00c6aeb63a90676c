"""One department's return on its way into the master: which of its new rows are which there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from okrsheet.books.book import Value
from okrsheet.departments.difference import Added, Cell, CheckIn, Edited, Remark, Return
from okrsheet.departments.entered import ENTERED, Row, id_key
from okrsheet.departments.matching import translated
from okrsheet.sheets.values import as_text


@dataclass(eq=False)
class Arrival:
    """A return and what has been found out of its new rows.

    `given` and `blank` say which IDs they have in the master (see `Sent`). `known` are those that
    stand there already, each with its data row; `new` those to be appended. `foreign` holds the
    IDs of other units' rows that were pasted into the file.
    """

    back: Return
    given: dict[str, str] = field(default_factory=dict)
    blank: dict[str, str] = field(default_factory=dict)
    known: list[tuple[Added, int]] = field(default_factory=list)
    new: list[Added] = field(default_factory=list)
    foreign: set[str] = field(default_factory=set)
    remarks: list[Remark] = field(default_factory=list)

    def note(
        self,
        said: str,
        table: str | None = None,
        id: str | None = None,
        header: str | None = None,
    ) -> None:
        """Remark on the file."""
        self.remarks.append(Remark(self.back.unit, self.back.file, said, table, id, header))

    def name(self, added: Added, id: str) -> None:
        """Remember that a new row has that ID in the master."""
        if added.id is None:
            self.blank[added.text] = id
        elif id_key(added.id) != id_key(id):
            self.given[f"{added.table}/{id_key(added.id)}"] = id

    def row(self, added: Added) -> Row:
        """A new row with the references that it has in the master, under the ID that it came."""
        row = translated(ENTERED[added.table], added.row, self.given)
        return (added.row[0], *row[1:]) if ENTERED[added.table].has_ids else row

    def edited(self) -> Iterator[Edited]:
        """The edited rows, with the references that they have in the master."""
        for row in self.back.edited:
            entered = ENTERED[row.table]
            cells = tuple(self._cell(row.table, cell) for cell in row.cells)
            whole = translated(entered, row.row, self.given) if self.given else row.row
            yield replace(row, cells=cells, row=whole)

    def check_ins(self) -> Iterator[CheckIn]:
        """All check-ins, those of new KPIs under their ID in the master."""
        yield from self.back.check_ins
        for added in (*self.new, *(known for known, _ in self.known)):
            if added.check_in:
                id = as_text(added.row[0])
                yield replace(added.check_in, key=(id_key(id),), kpi=id)

    def _cell(self, table: str, cell: Cell) -> Cell:
        if not self.given:
            return cell
        refers = {ENTERED[table].headers[at]: other for at, other in ENTERED[table].references}

        def meant(header: str, value: Value) -> Value:
            return self.given.get(f"{refers.get(header)}/{id_key(value)}", value)

        came = tuple(map(meant, cell.headers, cell.came))
        return replace(cell, came=came)
