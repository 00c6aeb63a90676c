"""The defined names of a workbook, by which drop-downs and colour rules reach other sheets."""

from __future__ import annotations

from dataclasses import replace

from okrsheet.books.book import ColumnLook
from okrsheet.sheets.column import TableLayout
from okrsheet.sheets.layout import OBJECTIVES, TABLES
from okrsheet.sheets.live.offered import NUMBER_OF_PARENTS, PARENTS

# What a department's objectives may have as Parent: their own and those of the context above.
OFFERED_PARENTS = "okr_Objectives_Parents"


def defined_names() -> dict[str, str]:
    """The names, each with what it refers to.

    Behind the drop-downs of references stand the IDs of a table, down to its last that is not
    blank: blank ones at the end would be offered too, and Excel would refuse nothing.
    """
    referred = dict.fromkeys(column.refers for table in TABLES for column in table.columns)
    offered = {f"okr_{table}_IDs": _ids(f"{table}[ID]", table) for table in referred if table}
    return {
        **offered,
        "okr_KPIs_Keys": "KPIs[ID]",
        "okr_KPIs_Measures": "KPIs[Unit of measure]",
    }


def department_names() -> dict[str, str]:
    """The names of a department's workbook, whatever its shape: own rows are offered, and context.

    The pillars stand one below the other in the context, which nobody can sort.
    """
    first = 'IFERROR(MATCH("Pillar",Context[Kind],0),1)'
    last = f'{first}-1+MAX(1,COUNTIF(Context[Kind],"Pillar"))'
    return {
        **defined_names(),
        "okr_Pillars_IDs": f"INDEX(Context[ID],{first}):INDEX(Context[ID],{last})",
        OFFERED_PARENTS: f"INDEX({PARENTS},1):INDEX({PARENTS},MAX(1,{NUMBER_OF_PARENTS}))",
    }


def department_layout(layout: TableLayout) -> TableLayout:
    """A table as departments have it: a Parent of objectives may stand in the context."""
    if layout is not OBJECTIVES:
        return layout
    looks = tuple(
        _offering(look, OFFERED_PARENTS) if look.header == "Parent" else look
        for look in layout.sheet.columns
    )
    return replace(layout, sheet=replace(layout.sheet, columns=looks))


def _offering(look: ColumnLook, name: str) -> ColumnLook:
    assert look.validation is not None
    return replace(look, validation=replace(look.validation, formula=name))


def _ids(ids: str, table: str) -> str:
    place = f"ROW({ids})-ROW({table}[[#Headers],[ID]])"
    return f'INDEX({ids},1):INDEX({ids},MAX(1,SUMPRODUCT(MAX(({ids}<>"")*({place})))))'
