from dataclasses import replace

from okrsheet.books.area import Area
from okrsheet.books.book import BlockRow, ColumnLook, FillBlock, Formula, SheetLook, Style
from okrsheet.books.live.block import Block
from okrsheet.books.live.look import Fold, Paint
from okrsheet.books.live.step import blank

TOP, NODE = Style("top", bold=True), Style("node", indent=1)
LOOK = SheetLook(
    "Cascade", "Cascade", "", tuple(ColumnLook(header, 12, NODE) for header in ("Node", "Score"))
)


def row(text, score, style=NODE, **more):
    return BlockRow(((text, style), (score, NODE)), **more)


def block(rows, before, look=LOOK, width=2):
    height = max(len(rows), len(before), 1)
    area = Area(5, 1, 4 + height, width)
    held = tuple(before) + blank(area)[len(before) :]
    return Block(FillBlock(look, tuple(rows)), area, held, 4 + len(before), False)


ROWS = (row("Company", 0.5, TOP), row("P1", Formula("A6&1", "x"), level=1), row("P2", None))
HELD = (("'Company", 0.5), ("'P1", "=A6&1"), ("'P2", None))


def test_an_equal_block_is_left_alone():
    assert block(ROWS, HELD).steps(()) == ([], [])


def test_only_the_rows_from_the_first_change_to_the_last_are_written():
    (put,), (paint, fold) = block(ROWS, (HELD[0], ("'P0", None), HELD[2])).steps(())
    assert put.area == Area(6, 1, 6, 2) and put.after == (HELD[1],)
    assert isinstance(paint, Paint) and dict(paint.rows) == {6: [NODE, NODE]}
    assert isinstance(fold, Fold) and dict(fold.levels) == {6: 1}


def test_rows_that_are_no_more_are_emptied_and_bare():
    (put,), (paint, fold) = block(ROWS[:1], HELD).steps(())
    assert put.area == Area(6, 1, 7, 2) and put.after == ((None, None),) * 2
    assert all(style.fill is None for style in paint.rows[7]) and fold.levels[7] == 0


def test_new_rows_are_dressed_even_where_they_are_blank():
    _, looks = block((*ROWS, row(None, None)), HELD).steps(())
    assert dict(looks[0].rows) == {8: [NODE, NODE]}


def test_rows_between_those_that_change_keep_their_height():
    rows = (row("a", 1.0), row("b", None, height=23.0), row("c", 3.0))
    _, (_, fold) = block(rows, (("'x", 1.0), ("'b", None), ("'y", 3.0))).steps(())
    assert (fold.first, fold.last, dict(fold.heights)) == (5, 7, {6: 23.0})


def test_what_has_no_header_is_not_ours():
    wide = replace(ROWS[0], cells=(*ROWS[0].cells, ("beyond", NODE)))
    assert block((wide,), ()).after == (("'Company", 0.5),)


def test_columns_of_an_older_version_on_a_hidden_sheet_are_emptied():
    hidden = replace(LOOK, is_hidden=True)
    (put,), looks = block(ROWS[:1], (("'Company", 0.5, "=B5"),), hidden, 3).steps(())
    assert put.after == (("'Company", 0.5, None),) and looks == []


def test_the_rows_of_a_tree_that_are_as_they_are_to_be_are_told_by_their_depth():
    assert block(ROWS, HELD).depths() == {0: [5], 1: [6, 7]}
    assert block(ROWS, HELD[:1]).depths() == {0: [5]}
    assert block([replace(one, level=0) for one in ROWS], HELD).depths() == {}


def test_rows_that_look_otherwise_than_they_should_are_dressed():
    contents, looks = block(ROWS, HELD).steps([6])
    assert contents == [] and list(looks[0].rows) == [6]


def test_a_large_block_is_written_by_formulas_filled_down():
    rows = [
        BlockRow(((float(at), NODE), (Formula(f"A{at}*2", 0.0, "A*2"), NODE)))
        for at in range(5, 50_005)
    ]
    puts, _ = block(rows, ()).steps(())
    filled = [put for put in puts if put.fills]
    assert [put.area for put in filled] == [Area(5, 2, 50_004, 2)]
    assert [put.area for put in puts if not put.fills] == [Area(5, 1, 50_004, 1)]


def test_the_range_of_its_filter_ends_with_it():
    assert block(ROWS, ()).filtered == "$A$4:$B$7"
    assert block((), ()).filtered == "$A$4:$B$5"
