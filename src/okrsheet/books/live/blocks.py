"""The edits of blocks and charts, on sheets of ours in an open workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from okrsheet.books.area import Area
from okrsheet.books.book import BookError, DrawCharts, FillBlock
from okrsheet.books.live.block import Block
from okrsheet.books.live.charts import chart_steps
from okrsheet.books.live.ours import OurSheets
from okrsheet.books.live.read import LiveTable
from okrsheet.books.live.rules import rule_steps
from okrsheet.books.live.sheet import Filter
from okrsheet.books.live.step import addresses, blank, rectangles


def fill_block(sheets: OurSheets, edit: FillBlock, tables: Iterable[LiveTable]) -> None:
    """Replace the block of a sheet of ours, making the sheet where it is missing.

    Raises BookError where the sheet is not ours, or one of the tables stands in the way.
    """
    look = edit.sheet
    sheet = sheets.ours(look)
    block = _block(sheets, edit)
    _refuse_tables(sheets, block, tables)
    contents, looks = block.steps(list(_stale(sheets, block)) if sheet else ())
    sheets.contents += contents
    sheets.looks += looks
    if look.filtered:
        found = sheets.reader.dialect.block_filter(sheet) if sheet else None
        if found is None or found[0] != block.filtered:
            sheets.looks.append(Filter(look.title, block.filtered))
    shown = [at for at, column in enumerate(look.columns, 1) if not column.hidden]
    if shown and not look.is_hidden:
        sheets.print_whole(look.title, shown[-1], block.bottom)
    data = Area(block.area.top, 1, block.bottom, len(look.columns))
    columns = dict(enumerate(look.columns, 1))
    sheets.looks += rule_steps(sheet, look.title, data, columns, sheets.is_name)


def draw_charts(sheets: OurSheets, edit: DrawCharts) -> None:
    """Bring the charts of a sheet of ours up to date, making the sheet where it is missing."""
    look = edit.sheet
    sheet = sheets.ours(look)
    sheets.looks += chart_steps(sheet, sheets.reader.dialect, edit)
    if edit.charts:
        right = max(chart.column + chart.columns - 1 for chart in edit.charts)
        bottom = max(chart.row + chart.rows - 1 for chart in edit.charts)
        sheets.print_whole(look.title, right, bottom)


def _block(sheets: OurSheets, edit: FillBlock) -> Block:
    """The block laid over what its sheet holds below the header."""
    look, date1904 = edit.sheet, sheets.reader.date1904
    first, width = look.header_row + 1, max(1, len(look.columns))
    bottom = max(first, look.header_row + len(edit.rows))
    sheet = sheets.sheet(look.title)
    if sheet is None:
        area = Area(first, 1, bottom, width)
        return Block(edit, area, blank(area), look.header_row, date1904)
    used = sheet.used_range.last_cell
    if look.is_hidden:
        width = max(width, used.column)  # nobody else has cells there
    held = sheets.area(look.title, Area(first, 1, max(bottom, used.row), width)).cells
    filled = (at for at, row in enumerate(held, first) if any(cell is not None for cell in row))
    end = max(filled, default=look.header_row)
    area = Area(first, 1, max(bottom, end), width)
    _refuse_merged(sheets, look.title, area)
    return Block(edit, area, held[: area.bottom - first + 1], end, date1904)


def _refuse_tables(sheets: OurSheets, block: Block, tables: Iterable[LiveTable]) -> None:
    for table in tables:
        is_here = table.sheet.casefold() == block.sheet.casefold()
        if is_here and table.area.meets(block.area):
            where = f"{sheets.where}, sheet {block.sheet}, cells {table.area.name}"
            what = f"table {table.name} stands where okrsheet writes."
            raise BookError(what, where, "Move it to another sheet.")


def _refuse_merged(sheets: OurSheets, title: str, area: Area) -> None:
    """Of what is written into merged cells Excel would keep the first cell's only."""
    cells = sheets.reader.book.sheets[title].range(area.name)
    if sheets.reader.dialect.has_merged(cells):
        where = f"{sheets.where}, sheet {title}, cells {area.name}"
        raise BookError("merged cells stand where okrsheet writes.", where, "Unmerge them.")


def _stale(sheets: OurSheets, block: Block) -> Iterator[int]:
    """The rows of a tree that are not indented as they should be, and those told with them."""
    for indent, rows in block.depths().items():
        areas = rectangles((row, 1) for row in rows)
        for address in addresses(area.name for area in areas):
            cells = sheets.reader.book.sheets[block.sheet].range(address)
            if sheets.reader.dialect.indented(cells) != indent:
                told = filter(None, map(Area.parse, address.split(",")))
                yield from (row for area in told for row in range(area.top, area.bottom + 1))
