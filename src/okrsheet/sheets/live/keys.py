"""Rows by ID: which rows have an ID of their own, and which row a reference means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from okrsheet.plan.model import Row, key
from okrsheet.sheets.live.entered import by_row, words
from okrsheet.sheets.live.expression import Column, when
from okrsheet.sheets.live.grid import Block
from okrsheet.sheets.live.tables import Tables

# Signs that keep a text from being an ID; a row's finding (D11) knows them all.
NO_SIGNS_OF_AN_ID = " *?~/,;:#&(+"
NOT_FIRST = "0123456789.-_"
LONGEST_ID = 64


@dataclass(frozen=True)
class Ids:
    """The IDs that references may mean, by row: blank where the row has none that is its own.

    `found` gives, workbook by workbook, the place from 1 of the row that has an ID, by the ID as
    it is compared.
    """

    id: Column
    found: tuple[Mapping[str, float], ...]


@dataclass(frozen=True)
class Keys(Ids):
    """The IDs of a table's rows: `raw` is what the column says, `taken` whether one is taken."""

    raw: Column
    taken: Column

    @classmethod
    def of(cls, block: Block[Row], tables: Tables, before: Sequence[Column] = ()) -> Keys:
        """The keys of a table's rows; an ID that stands in the columns `before` is taken."""
        rows, texts = block.members, tables.texts(block, "ID")
        said = [row.id or text for row, text in zip(rows, texts, strict=True)]
        raw = block.given(
            "ID", f'IFERROR({tables.cell(block.name, "ID")}&"","")', by_row(block, said, "")
        )
        first = f"MATCH({raw.text},{raw.area},0)<{block.n.text}"
        above = [f"ISNUMBER(MATCH({raw.text},{other.area},0))" for other in before]
        is_taken = f"OR({','.join([first, *above])})"
        standing = block.given(
            "standing of the ID",
            f"IF({_usable(raw.text)},IF({is_taken},2,1),0)",
            by_row(block, [_standing(row) for row in rows], 0.0),
        )
        taken = block.put("taken before", when(standing.equals(2), 1, 0))
        own = [row.id if row.id and not row.taken else "" for row in rows]
        id = block.given(
            "own ID",
            f'IF({standing.text}=1,{raw.text},"")',
            by_row(block, own, ""),
        )
        return cls(id, tuple(map(found_in, block.held)), raw, taken)


def _standing(row: Row) -> float:
    """0 for a row without a usable ID, 1 for the first that has it, 2 for any other."""
    return 0.0 if not row.id else 2.0 if row.taken else 1.0


def found_in(rows: Sequence[Row]) -> dict[str, float]:
    """The place from 1 of each row by its ID, as it is compared; of two rows the first."""
    found: dict[str, float] = {}
    for row in rows:
        if row.id and not row.taken:
            found.setdefault(row.id.casefold(), row.row + 1.0)
    return found


def reference(
    block: Block[Row], header: str, tables: Tables, to: Ids, ids: Sequence[str | None]
) -> Column:
    """The place of the row that a reference means, 0 for none; `ids` as the plan has them."""
    return named(block, header, words(block, header, tables), to, ids)


def named(
    block: Block[Row], header: str, said: Column, to: Ids, ids: Sequence[str | None]
) -> Column:
    """The place of the row whose ID is `said`, 0 for none; `ids` as the plan has them."""
    return block.given(header, place_of(said, to.id), by_row(block, places(block, to, ids), 0.0))


def place_of(said: Column, among: Column) -> str:
    """The formula for the place of an ID in a column of IDs, 0 where it does not stand there."""
    place = f"MATCH({said.text},{among.area},0)"
    # The row found is compared once more: MATCH takes * and ? for any text.
    is_it = f"INDEX({among.area},{place})={said.text}"
    return f"IFERROR(IF(LEN({said.text})=0,0,IF({is_it},{place},0)),0)"


def places(block: Block[Row], to: Ids, ids: Sequence[str | None]) -> list[float]:
    """The places (from 1) of the rows that the IDs of the block's members name, 0 for none."""
    return [
        to.found[workbook].get(key(id) or "", 0.0)
        for workbook, id in zip(block.workbooks, ids, strict=True)
    ]


def weight(block: Block[Row], tables: Tables, weights: Sequence[float]) -> Column:
    """The weight that counts: blank is 1, negative is 0."""
    held = tables.cell(block.name, "Weight")
    text = f"IF(ISNUMBER({held}),MAX(0,{held}),1)"
    return block.given("weight", text, by_row(block, weights, 1.0))


def exists_column(block: Block[Row], tables: Tables, headers: tuple[str, ...]) -> Column:
    """1 where a row says something in one of these columns, 0 where it is blank."""
    said = "&".join(tables.cell(block.name, header) for header in headers)
    counts = by_row(block, [1.0 for _ in block.members], 0.0)
    beyond = f"{block.n.text}>ROWS({tables.column(block.name, headers[0])})"
    text = f"IF({beyond},0,IFERROR(IF(LEN(TRIM({said}))>0,1,0),1))"
    return block.given("is a row", text, counts)


def counted_weight(weight: float | None) -> float:
    """A weight as it counts: blank is 1, negative is 0."""
    return 1.0 if weight is None else max(0.0, weight)


def _usable(id: str) -> str:
    clean = ",".join(f'ISERROR(FIND("{sign}",{id}))' for sign in NO_SIGNS_OF_AN_ID)
    starts = f'ISERROR(FIND(LEFT({id},1),"{NOT_FIRST}"))'
    return f"AND(LEN({id})>0,LEN({id})<={LONGEST_ID},{starts},{clean})"
