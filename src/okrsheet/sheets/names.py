"""The defined names of a workbook, by which drop-downs and colour rules reach other sheets."""

from __future__ import annotations

from okrsheet.sheets.layout import TABLES


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


def _ids(ids: str, table: str) -> str:
    place = f"ROW({ids})-ROW({table}[[#Headers],[ID]])"
    return f'INDEX({ids},1):INDEX({ids},MAX(1,SUMPRODUCT(MAX(({ids}<>"")*({place})))))'
