import pytest

from okrsheet.books.book import (
    AppendRows,
    BlockRow,
    BookError,
    CellChange,
    ColumnLook,
    FillBlock,
    FillTable,
    Formula,
    SetCells,
    SetColumn,
    SheetLook,
    Snapshot,
    Style,
    Table,
    Tell,
)
from okrsheet.books.memory import MemoryBook
from tests.books.charted import DRAW, FOUR

PLAIN = Style("plain")
KPIS = Table("KPIs", "KPIs", 4, 1, ("ID", "Score"), (("K1", None), (None, None)))
LOOK = SheetLook("Findings", "", "", (ColumnLook("Code", 8, PLAIN),), table="Findings")
TREE = SheetLook("Cascade", "", "", (ColumnLook("Node", 8, PLAIN),))


@pytest.fixture
def book():
    return MemoryBook(Snapshot("plan.xlsx", (KPIS,), ("KPIs",)))


def test_edits_change_what_is_read(book):
    score = ColumnLook("Score", 9, PLAIN, computed=True, formula="1/2")
    edits = [
        SetCells("KPIs", (CellChange(0, "K1", "ID", "K1", "K7"),)),
        AppendRows("KPIs", ("ID",), (("K2",), ("K3",))),
        SetColumn("KPIs", score, (0.5, "", 1.0)),
        SetColumn("None", score, ()),
        SetColumn("KPIs", ColumnLook("Worst", 9, PLAIN), ()),
        Tell("done"),
    ]
    book.apply(edits)
    table = book.read().table("KPIs")
    assert table.rows == (("K7", 0.5), ("K2", None), ("K3", 1.0))
    assert table.formulas == {"Score": frozenset({0, 1, 2})}
    assert book.applied == edits


def test_tables_and_blocks_of_ours_are_made_and_filled(book):
    row = BlockRow((("Company", PLAIN),))
    book.apply([FillTable(LOOK, ((Formula("1", "S01"),),), ("Code",)), FillBlock(TREE, (row,))])
    read = book.read()
    assert read.table("Findings").rows == (("S01",),)
    assert read.sheets == ("KPIs", "Findings", "Cascade")
    assert book.blocks == {"Cascade": (row,)}
    book.apply([FillTable(LOOK, (), ("Code",))])
    assert book.read().table("Findings").rows == ((None,),)


def test_a_users_column_follows_its_row():
    table = Table("Findings", "F", 4, 1, ("Code", "Mine"), (("S01", "a"), ("S02", "b")))
    book = MemoryBook(Snapshot("plan.xlsx", (table,)))
    book.apply([FillTable(LOOK, (("S02",), ("S09",)), ("Code",))])
    assert book.read().table("Findings").rows == (("S02", "b"), ("S09", None))


@pytest.mark.parametrize(
    "edit",
    [
        AppendRows("None", ("ID",), ()),
        AppendRows("KPIs", ("Worst",), (("x",),)),
        SetCells("KPIs", (CellChange(0, None, "ID", "other", "new"),)),
    ],
)
def test_edits_are_all_carried_out_or_none(book, edit):
    before = book.read()
    with pytest.raises(BookError):
        book.apply([AppendRows("KPIs", ("ID",), (("K2",),)), edit])
    assert book.read() == before and book.applied == []


def test_charts_are_kept_by_the_title_of_their_sheet(book):
    book.apply([DRAW])
    assert book.charts == {"Dashboard": FOUR}
    assert "Dashboard" in book.read().sheets


def test_charts_go_back_with_all_else_that_failed(book):
    with pytest.raises(BookError):
        book.apply([DRAW, AppendRows("None", ("ID",), (("K1",),))])
    assert book.charts == {}
