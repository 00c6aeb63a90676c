"""What every host keeps: the same command gives the same outcome, and the same workbook."""

from dataclasses import replace
from datetime import datetime

import pytest
from openpyxl import load_workbook

from okrsheet import commands
from okrsheet.books.book import (
    AppendRows,
    BlockRow,
    BookError,
    CellChange,
    FillBlock,
    FillTable,
    SetCells,
    Snapshot,
    Tell,
)
from okrsheet.books.cellxml import stored
from okrsheet.books.file import FileBook
from okrsheet.sheets.generated import CASCADE, FINDINGS
from tests.books.hosts import HOSTS, differences, opened, workbook, write
from tests.judges.recalculated import by_libreoffice, cached, same

COMMANDS = {
    "check": commands.check,
    "rollup": commands.rollup,
    "fix": commands.fix,
    "explain": lambda read: commands.explain(read, "O-CO-1"),
}
STAGES = ("template", "entered", "rolled", "checked")
TYPED = (
    '=HYPERLINK("http://example.com")',
    "+1",
    "-1",
    "@SUM(A1)",
    "MAR1",
    "1/2",
    "TRUE",
    "007",
    "12",
    "50%",
    "#N/A ",
    "'quoted",
)


def bare(snapshot: Snapshot) -> Snapshot:
    """Without names that Excel keeps itself: what a sheet prints, what it filters."""
    names = {name: text for name, text in snapshot.names.items() if "_xlnm." not in name}
    return replace(snapshot, names=names)


@pytest.fixture(params=HOSTS)
def host(request):
    return request.param


@pytest.mark.parametrize("stage", STAGES)
def test_every_host_reads_the_same(tmp_path, host, stage):
    path = workbook(tmp_path, stage)
    with opened(host, path) as book:
        assert bare(book.read()) == bare(FileBook(path).read())


@pytest.mark.parametrize("stage", ("entered", "checked"))
def test_a_command_has_the_same_outcome_on_every_host(tmp_path, host, stage):
    path = workbook(tmp_path, stage)
    on_disk = FileBook(path).read()
    with opened(host, path) as book:
        read = book.read()
    for command in COMMANDS.values():
        outcome, wanted = command(read), command(on_disk)
        assert repr(outcome.result) == repr(wanted.result)
        assert outcome.edits == wanted.edits


@pytest.mark.parametrize("name", ("check", "rollup"))
@pytest.mark.parametrize("stage", STAGES)
def test_a_command_leaves_the_same_workbook_in_excel_and_on_disk(tmp_path, stage, name):
    (tmp_path / "live").mkdir()
    on_disk, in_excel = workbook(tmp_path, stage), workbook(tmp_path / "live", stage)
    edits = COMMANDS[name](FileBook(on_disk).read()).edits
    write(on_disk, edits)
    with opened("live", in_excel) as book:
        book.apply(edits)
    assert differences(on_disk, in_excel) == []


@pytest.mark.parametrize("name", ("check", "rollup"))
def test_the_memory_host_then_reads_what_the_file_host_does(tmp_path, name):
    path = workbook(tmp_path, "entered")
    edits = COMMANDS[name](FileBook(path).read()).edits
    with opened("memory", path) as book:
        book.apply(edits)
        remembered = book.read()
    write(path, edits)
    for table in FileBook(path).read().tables:
        assert numbers(remembered.table(table.name)) == numbers(table), table.name


def numbers(table):
    """The rows of a table with dates as numbers: memory's formulas show nothing as dates."""
    return [[stored(value, False) for value in row] for row in table.rows]


@pytest.mark.judge("libreoffice")
def test_what_excel_then_holds_is_what_libreoffice_calculates(tmp_path):
    (tmp_path / "live").mkdir()
    on_disk, in_excel = workbook(tmp_path, "entered"), workbook(tmp_path / "live", "entered")
    edits = COMMANDS["rollup"](FileBook(on_disk).read()).edits
    write(on_disk, edits)
    with opened("live", in_excel) as book:
        book.apply(edits)
    calculated, held = by_libreoffice([in_excel])[in_excel], cached(on_disk)
    unlike = [str(place) for place, value in held.items() if not same(value, calculated.get(place))]
    assert unlike == [] and len(held) > 5000


def test_text_stays_text_in_entered_cells(tmp_path, host):
    path = workbook(tmp_path, "entered")
    changes = [CellChange(at, None, "Owner", None, text) for at, text in enumerate(TYPED)]
    rows = tuple((text, text) for text in TYPED)
    with opened(host, path) as book:
        table = book.read().table("Pillars")
        place = table.headers.index("Owner")
        old = [replace(c, old=table.rows[c.row][place]) for c in changes]
        book.apply([SetCells("Pillars", tuple(old)), AppendRows("Units", ("Unit", "Head"), rows)])
        after = book if host == "memory" else None
        read = after.read() if after else None
    read = read or FileBook(path).read()
    owners = [row[place] for row in read.table("Pillars").rows]
    units = [row[1] for row in read.table("Units").rows]
    assert owners == list(TYPED) and units[-len(TYPED) :] == list(TYPED)


def test_text_stays_text_in_what_is_ours(tmp_path, host):
    path = workbook(tmp_path, "checked")
    width = len(FINDINGS.columns)
    rows = tuple((text, *(None,) * (width - 2), text) for text in TYPED)
    block = tuple(
        BlockRow(
            ((text, CASCADE.columns[0].style), *((None, c.style) for c in CASCADE.columns[1:]))
        )
        for text in TYPED
    )
    with opened(host, path) as book:
        book.read()
        book.apply([FillTable(FINDINGS.sheet, rows, ("Code",)), FillBlock(CASCADE, block)])
        held = book.blocks["Cascade"] if host == "memory" else None
        read = book.read() if host == "memory" else None
    read = read or FileBook(path).read()
    assert [row[0] for row in read.table("Findings").rows] == list(TYPED)
    assert [row[-1] for row in read.table("Findings").rows] == list(TYPED)
    if held is not None:
        assert [row.cells[0][0] for row in held] == list(TYPED)
    else:
        assert cells(path, "Cascade", 5, len(TYPED)) == [(text, "s") for text in TYPED]


def cells(path, sheet, first, count):
    found = load_workbook(path)[sheet]
    texts = [found.cell(row, 1) for row in range(first, first + count)]
    return [(cell.value, "s" if cell.data_type in "si" else cell.data_type) for cell in texts]


@pytest.mark.parametrize(
    "edit",
    [
        AppendRows("None", ("ID",), ()),
        AppendRows("KPIs", ("Nowhere",), (("x",),)),
        SetCells("KPIs", (CellChange(0, None, "KPI", "other", "new"),)),
        SetCells("KPIs", (CellChange(0, None, "Nowhere", "other", "new"),)),
    ],
)
def test_edits_are_all_carried_out_or_none(tmp_path, host, edit):
    path = workbook(tmp_path, "entered")
    (tmp_path / "before").mkdir()
    before = workbook(tmp_path / "before", "entered")
    add = AppendRows("Units", ("Unit",), (("Night shift",),))
    with opened(host, path) as book:
        read = book.read()
        with pytest.raises(BookError):
            book.apply([add, Tell("done"), edit])
        assert book.read() == read
    assert differences(before, path) == []


def test_dates_and_numbers_are_entered_as_such(tmp_path, host):
    path = workbook(tmp_path, "entered")
    moment = datetime(2026, 7, 14, 13, 30)
    add = AppendRows("Readings", ("KPI", "Date", "Value"), (("K-1", moment, 12.25),))
    with opened(host, path) as book:
        book.read()
        book.apply([add])
        read = book.read() if host == "memory" else None
    read = read or FileBook(path).read()
    assert read.table("Readings").rows[-1][:3] == ("K-1", moment, 12.25)
