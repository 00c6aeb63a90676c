"""Links to cells: by ID where a row has one of its own, else by place."""

from okrsheet.books.book import Formula, Table
from okrsheet.sheets.link import cell_link

KPIS = Table("KPIs", "KPIs", 4, 1, ("ID", "target "), (("K-1", 12.0),))


def test_a_link_finds_its_row_by_id_and_its_column_by_header():
    place = (
        'ADDRESS(ROW(KPIs[[#Headers],[ID]])+MATCH("K-1",KPIs[ID],0),'
        "COLUMN(KPIs[[#Headers],[target ]]),4)"
    )
    text = f'IFERROR(HYPERLINK("#\'KPIs\'!"&{place},{place}),"gone")'
    assert cell_link(KPIS, 0, "Target", "K-1") == Formula(text, "B5")


def test_a_row_without_an_id_is_linked_by_its_place():
    text = 'IFERROR(HYPERLINK("#\'KPIs\'!"&"B5","B5"),"gone")'
    assert cell_link(KPIS, 0, "Target", None) == Formula(text, "B5")


def test_a_table_without_ids_is_linked_by_place():
    readings = Table("Readings", "Ann's", 4, 3, ("KPI", "Value"), (("K-1", 1.0),))
    link = cell_link(readings, 0, "Value", "K-1")
    assert link == Formula('IFERROR(HYPERLINK("#\'Ann\'\'s\'!"&"D5","D5"),"gone")', "D5")


def test_a_column_that_is_not_there_has_no_link():
    assert cell_link(KPIS, 0, "Baseline", "K-1") is None
