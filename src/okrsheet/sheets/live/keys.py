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
class Keys:
    """By row: the ID, blank where the row has none that is its own, and whether one is taken.

    `raw` is what the ID column says.
    """

    raw: Column
    id: Column
    taken: Column

    @classmethod
    def of(
        cls, block: Block, rows: Sequence[Row], tables: Tables, before: Sequence[Keys] = ()
    ) -> Keys:
        """The keys of a table's rows; an ID of the tables `before` it is taken too."""
        table = block.name
        said = [row.id or tables.text(table, "ID", row.row) for row in rows]
        raw = block.given(
            "ID", f'IFERROR({tables.cell(table, "ID")}&"","")', by_row(block, rows, said, "")
        )
        first = f"MATCH({raw.text},{raw.area},0)<{block.n.text}"
        above = [f"ISNUMBER(MATCH({raw.text},{other.raw.area},0))" for other in before]
        is_taken = f"OR({','.join([first, *above])})"
        standing = block.given(
            "standing of the ID",
            f"IF({_usable(raw.text)},IF({is_taken},2,1),0)",
            by_row(block, rows, [_standing(row) for row in rows], 0.0),
        )
        taken = block.put("taken before", when(standing.equals(2), 1, 0))
        own = [row.id if row.id and not row.taken else "" for row in rows]
        id = block.given(
            "own ID",
            f'IF({standing.text}=1,{raw.text},"")',
            by_row(block, rows, own, ""),
        )
        return cls(raw, id, taken)


def _standing(row: Row) -> float:
    """0 for a row without a usable ID, 1 for the first that has it, 2 for any other."""
    return 0.0 if not row.id else 2.0 if row.taken else 1.0


def reference(
    block: Block, header: str, tables: Tables, rows: Sequence[Row], to: Keys, found: Sequence[float]
) -> Column:
    """The place of the row that a reference means, 0 for none; `found` as the plan resolves it."""
    said = words(block, header, tables, rows).text
    place = f"MATCH({said},{to.id.area},0)"
    # The row found is compared once more: MATCH takes * and ? for any text.
    text = f"IFERROR(IF(LEN({said})=0,0,IF(INDEX({to.id.area},{place})={said},{place},0)),0)"
    return block.given(header, text, by_row(block, rows, found, 0.0))


def places(
    references: Sequence[str | None], of: Mapping[str, int], rows: Sequence[Row]
) -> list[float]:
    """The places (from 1) of the rows that IDs name, 0 where there is none."""
    found = (of.get(key(said) or "") for said in references)
    return [0.0 if at is None else rows[at].row + 1.0 for at in found]


def weight(block: Block, tables: Tables, rows: Sequence[Row], weights: Sequence[float]) -> Column:
    """The weight that counts: blank is 1, negative is 0."""
    held = tables.cell(block.name, "Weight")
    text = f"IF(ISNUMBER({held}),MAX(0,{held}),1)"
    return block.given("weight", text, by_row(block, rows, weights, 1.0))


def exists_column(
    block: Block, rows: Sequence[Row], tables: Tables, headers: tuple[str, ...]
) -> Column:
    """1 where a row says something in one of these columns, 0 where it is blank."""
    said = "&".join(tables.cell(block.name, header) for header in headers)
    counts = by_row(block, rows, [1.0 for _ in rows], 0.0)
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
