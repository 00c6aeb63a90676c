"""Small workbooks for tests, as tables in memory: say the cells that matter, the rest is blank.

plan_of({"Objectives": [{"ID": "O-1", "Pillar": "P1"}], "KPIs": [{"ID": "K-1", "Target": 12}]})
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time

from okrsheet.books.book import Formula, Snapshot, Table, Value
from okrsheet.plan.model import Plan
from okrsheet.sheets.column import TableLayout
from okrsheet.sheets.layout import TABLES
from okrsheet.sheets.parse import parse

Cells = Mapping[str, object]
Tables = Mapping[str, Sequence[Cells]]

AS_OF = date(2026, 6, 30)


def snapshot(tables: Tables, missing: Collection[str] = (), name: str = "plan.xlsx") -> Snapshot:
    """A workbook with every table and column of the contract, except those in `missing`.

    `missing` names tables and table/header pairs, as Plan.missing does. A header that the contract
    does not know is a column of the user's. A cell that holds a Formula makes its column a
    calculated one.
    """
    made = tuple(
        _table(layout, tables.get(layout.name, ()), missing)
        for layout in TABLES
        if layout.name not in missing
    )
    return Snapshot(name, made, tuple(table.sheet for table in made))


def plan_of(tables: Tables, as_of: date = AS_OF, missing: Collection[str] = ()) -> Plan:
    """The plan in such a workbook."""
    return parse(snapshot(tables, missing), as_of=as_of)


def _table(layout: TableLayout, rows: Sequence[Cells], missing: Collection[str]) -> Table:
    contract = (column.header for column in layout.columns)
    told = (header for row in rows for header in row)
    headers = tuple(
        header
        for header in dict.fromkeys((*contract, *told))
        if f"{layout.name}/{header}" not in missing
    )
    calculated = {
        header for row in rows for header, cell in row.items() if isinstance(cell, Formula)
    }
    return Table(
        name=layout.name,
        sheet=layout.sheet.title,
        row=layout.sheet.header_row,
        column=1,
        headers=headers,
        rows=tuple(tuple(_value(row.get(header)) for header in headers) for row in rows),
        formulas={
            header: frozenset(
                at for at, row in enumerate(rows) if isinstance(row.get(header), Formula)
            )
            for header in calculated
        },
    )


def _value(cell: object) -> Value:
    """A cell as the port gives it: numbers float, dates datetime."""
    match cell:
        case Formula():
            return cell.value
        case bool() | datetime():
            return cell
        case int():
            return float(cell)
        case date():
            return datetime.combine(cell, time())
        case _:
            return cell  # type: ignore[return-value]
