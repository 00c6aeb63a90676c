"""The proof after writing finds whatever was not meant."""

import io

import pytest

from okrsheet.books.book import (
    BlockRow,
    BookError,
    CellChange,
    ColumnLook,
    FillBlock,
    SetCells,
    SetColumn,
    SheetLook,
    Style,
)
from okrsheet.books.package import Package
from okrsheet.books.prove import prove
from okrsheet.books.reader import Reader
from okrsheet.books.writer import write_edits
from tests.books.plain import LIVE, plan

SHEET = "xl/worksheets/sheet1.xml"
EDITS = (
    SetCells("KPIs", (CellChange(0, None, "KPI", "Churn", "Loyalty"),)),
    SetColumn("KPIs", LIVE, (25.0, "", 6.0, "")),
)
TREE = SheetLook("Tree", "Tree", "", (ColumnLook("Node", 20, Style("plain")),))
BLOCK = FillBlock(TREE, tuple(BlockRow(((node, Style("plain")),)) for node in ("one", "two")))


@pytest.fixture
def written(tmp_path):
    package = Package(plan(tmp_path / "plan.xlsx").read_bytes(), "plan.xlsx")
    return package, write_edits(package, Reader(package), EDITS)


def content(package):
    stream = io.BytesIO()
    package.write(stream)
    return stream.getvalue()


def spoilt(package, name, old, new):
    """The written file with one thing in a part replaced."""
    stream = io.BytesIO()
    data = package.content(name)
    assert old in data
    package.archive.write(stream, {**package.changes, name: data.replace(old, new, 1)})
    return stream.getvalue()


def test_what_was_meant_passes(written):
    package, changes = written
    prove(package, changes, content(package))


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (SHEET, b"Loyalty", b"Loyal"),
        ("xl/worksheets/sheet2.xml", b"SUM", b"MAX"),
        ("xl/tables/table1.xml", b"KPIs", b"KPIz"),
    ],
)
def test_a_part_that_came_out_changed_is_found(written, name, old, new):
    package, changes = written
    with pytest.raises(BookError, match="did not pass its proof"):
        prove(package, changes, spoilt(package, name, old, new))


def test_a_part_that_is_missing_is_found(written):
    package, changes = written
    stream = io.BytesIO()
    package.archive.write(stream, {**package.changes, "xl/theme/theme1.xml": None})
    with pytest.raises(BookError, match="list of parts"):
        prove(package, changes, stream.getvalue())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'<c r="C6"', b'<c r="C6" s="1"'),
        (b"Loyalty", b"Loyal"),
        (b"[Target]]*2", b"[Target]]*3"),
        (b"<v>6</v>", b"<v>7</v>"),
        (b"<sheetViews>", b"<sheetViews >"),
    ],
)
def test_a_sheet_that_was_planned_wrongly_is_found(written, old, new):
    package, changes = written
    data = package.content(SHEET)
    assert old in data
    package.put(SHEET, data.replace(old, new, 1))
    with pytest.raises(BookError, match="did not pass its proof"):
        prove(package, changes, content(package))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b">two<", b">too<"),
        (b'<row r="6">', b'<row r="7">'),
        (b"</sheetData>", b'<row r="7"><c r="A7"/></row></sheetData>'),
    ],
)
def test_a_block_that_was_planned_wrongly_is_found(tmp_path, old, new):
    package = Package(plan(tmp_path / "plan.xlsx").read_bytes(), "plan.xlsx")
    changes = write_edits(package, Reader(package), [BLOCK])
    prove(package, changes, content(package))
    part = "xl/worksheets/sheet3.xml"
    assert old in package.content(part)
    package.put(part, package.content(part).replace(old, new, 1))
    with pytest.raises(BookError, match="did not pass its proof"):
        prove(package, changes, content(package))
