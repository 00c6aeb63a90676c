"""The whole way on the example: out to every unit, filled in, back, and in front of the judges."""

import zipfile
from pathlib import Path

import pytest

from okrsheet.books.book import CellChange, SetCells
from okrsheet.books.file import FileBook
from okrsheet.exchange.collect import collect_workbook
from okrsheet.exchange.split import split_workbook
from okrsheet.file_commands import demo_workbook
from okrsheet.sheets.column import Kind
from okrsheet.sheets.layout import TABLES
from okrsheet.sheets.place import column_at
from tests.exchange.masters import write_master
from tests.exchange.returning import put, rows
from tests.live.plans import generated
from tests.workbooks import snapshot

DANGEROUS = (
    '=HYPERLINK("http://evil.example","evil")',
    "@SUM(evil)",
    "+1+evil",
    "-1-evil",
    "{=evil}",
    "=cmd|' /C evil'!A0",
)
SAMPLE = 20


@pytest.fixture(scope="module")
def sent(tmp_path_factory):
    """The coffee-shop plan, sent to its eleven units, and one workbook a unit at the top."""
    folder = tmp_path_factory.mktemp("sent")
    path, *_ = demo_workbook(folder, force=False)
    split_workbook(path, folder / "out", jobs=1)
    split_workbook(path, folder / "tops", jobs=1, level=2)
    return path


def of_unit(plan: Path, unit: str) -> Path:
    return next(one for one in (plan.parent / "out").glob("*.xlsx") if one.stem.startswith(unit))


def typed_everywhere(path: Path) -> dict[tuple[str, str], str]:
    """Type dangerous text into an entered text cell of each column; what, by table and header."""
    book = FileBook(path)
    snapshot = book.read()
    typed: dict[tuple[str, str], str] = {}
    edits = []
    for layout in TABLES[2:]:
        table = snapshot.table(layout.name)
        texts = [column for column in layout.entered if column.kind is Kind.TEXT]
        if table is None or not table.used:
            continue
        for column in texts:
            at = column_at(table, column.header)
            assert at is not None
            said = DANGEROUS[len(typed) % len(DANGEROUS)]
            typed[layout.name, column.header] = said
            change = CellChange(0, None, column.header, table.rows[0][at], said)
            edits.append(SetCells(layout.name, (change,)))
    book.apply(edits)
    return typed


def formulas(path: Path) -> str:
    """All formulas of a workbook: of cells, tables, colour rules, drop-downs and names."""
    with zipfile.ZipFile(path) as parts:
        texts = [
            parts.read(name).decode()
            for name in parts.namelist()
            if name.endswith(".xml") and not name.startswith("docProps")
        ]
    tags = ("f", "calculatedColumnFormula", "formula", "formula1", "formula2", "definedName")
    found = []
    for text in texts:
        for tag in tags:
            pieces = text.split(f"<{tag}")[1:]
            found += [piece.partition(">")[2].partition(f"</{tag}>")[0] for piece in pieces]
    return "\n".join(found)


def test_text_that_looks_like_a_formula_stays_text_in_every_sheet_of_the_plan(sent, judge):
    typed = typed_everywhere(of_unit(sent, "MKT"))
    assert len(typed) > 15
    put(sent, "KPIs", "K-HR-1", "Owner", "=evil(0)")
    put(of_unit(sent, "HR -"), "KPIs", "K-HR-1", "Owner", "=evil(1)")
    collected = collect_workbook(sent, sent.parent / "out", None, jobs=1)
    assert len(collected.conflicts) == 1
    for (table, header), said in typed.items():
        assert said in [row[header] for row in rows(sent, table)], (table, header)
    (conflict,) = rows(sent, "Conflicts")
    assert (conflict["Came back"], conflict["Stands"]) == ("=evil(1)", "=evil(0)")
    assert "evil" not in formulas(sent)
    assert "HYPERLINK" in formulas(sent)  # our own links, so that the test looks in the right place
    judge(sent)


def test_a_sample_of_twenty_workbooks_sent_out_goes_before_every_judge(sent, tmp_path, judge):
    made = [*(sent.parent / "out").glob("*.xlsx"), *(sent.parent / "tops").glob("*.xlsx")]
    for seed in range(1, 20):
        folder = tmp_path / str(seed)
        folder.mkdir()
        plan = write_master(folder / "plan.xlsx", snapshot(generated(seed).tables))
        if FileBook(plan).read().table("Units").used:
            split_workbook(plan, folder / "out", jobs=1)
            made += (folder / "out").glob("*.xlsx")
        if len(made) >= SAMPLE:
            break
    for path in sorted(made)[:SAMPLE]:
        judge(path)
    assert len(made) >= SAMPLE
