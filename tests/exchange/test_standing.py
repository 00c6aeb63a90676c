"""What stands in the folder already, where a workbook is to stand: with real workbooks."""

import os
import re
import shutil
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from okrsheet.books.book import AppendRows, CellChange, SetCells, Value
from okrsheet.books.file import FileBook
from okrsheet.books.memory import MemoryBook
from okrsheet.departments.sent import Rows
from okrsheet.departments.split import sendings
from okrsheet.exchange.reading import OLDER, OTHER_PLAN
from okrsheet.exchange.split import split_book
from okrsheet.exchange.standing import (
    COLLECT_FIRST,
    MOVE_AWAY,
    UNCHANGED,
    UNCOMPARED,
    digest,
    renamed,
    why_kept,
)
from okrsheet.exchange.store import Store
from okrsheet.score.scores import score_plan
from okrsheet.sheets.parse import parse
from tests.departments.split_plan import MASTER, with_cell


@pytest.fixture(scope="module")
def once(tmp_path_factory):
    """A folder where the small plan was split once; copy it before changing it."""
    folder = tmp_path_factory.mktemp("once") / "plan"
    folder.mkdir()
    split_book(MemoryBook(MASTER), folder / "plan.xlsx", folder / "out")
    return folder


@pytest.fixture
def home(once, tmp_path):
    return Path(shutil.copytree(once, tmp_path / "plan"))


def records(home) -> Store:
    (folder,) = (home / ".okrsheet" / "departments").iterdir()
    return Store(folder, folder.name)


def kept(home, unit="EAST", again=False):
    """Why the workbook of a unit is kept, where another sending, or the same, is on its way."""
    store, plan = records(home), parse(MASTER)
    made = sendings(MASTER, plan, score_plan(plan), store.plan)
    sent = next(one.sent for one in made if one.sent.unit == unit)
    sent = sent if again else replace(sent, sending="another")
    return why_kept(store, home / "out", f"{unit}.xlsx", sent)


def resave(path):
    """Save a workbook in another program, unedited."""
    openpyxl.load_workbook(path).save(path)


def type_below(path, table, text):
    """Type a text into the row below a table, as a program does that does not extend it."""
    book = openpyxl.load_workbook(path)
    last = re.search(r"\d+$", book[table].tables[table].ref)
    assert last is not None
    book[table].cell(int(last[0]) + 1, 2, text)
    book.save(path)


def put(path, table, row, header, new: Value):
    """Type something into a cell; `row` is 0-based."""
    book = FileBook(path)
    there = book.read().table(table)
    assert there is not None
    at = there.headers.index(header)
    change = CellChange(row, None, header, there.rows[row][at], new)
    book.apply([SetCells(table, (change,))])


def collected(home, unit, table, row, header, new):
    """Note that a cell's new value was taken into the plan."""
    store = records(home)
    base = store.sent(store.latest()[unit.casefold()].sending)
    assert base is not None
    rows = base.tables[table]
    at = rows.headers.index(header)
    cells = [list(one) for one in rows.rows]
    cells[row][at] = new
    there = Rows(rows.headers, tuple(map(tuple, cells)))
    store.advance([replace(base, tables={**base.tables, table: there})])


def split(home, snapshot, **wishes):
    report = split_book(MemoryBook(snapshot), home / "plan.xlsx", home / "out", **wishes)
    return {unit.unit: (str(unit.status), unit.why) for unit in report.units}


def test_nothing_has_no_digest(tmp_path):
    assert digest(tmp_path / "none.xlsx") is None


def test_what_is_no_workbook_is_nobodys(home):
    (home / "out" / "EAST.xlsx").write_bytes(b"no workbook")
    assert (kept(home) or "").endswith(MOVE_AWAY)


def test_a_workbook_of_another_plan_is_nobodys(home, tmp_path):
    (tmp_path / "other").mkdir()
    split_book(MemoryBook(MASTER), tmp_path / "other" / "plan.xlsx", home / "other")
    shutil.copy(home / "other" / "EAST.xlsx", home / "out" / "EAST.xlsx")
    assert kept(home) == f"{OTHER_PLAN} {MOVE_AWAY}"


def test_a_workbook_that_was_only_saved_again_may_be_written_over(home):
    resave(home / "out" / "EAST.xlsx")
    assert kept(home) is None


def test_a_workbook_that_was_only_saved_again_need_not_be(home):
    resave(home / "out" / "EAST.xlsx")
    assert kept(home, again=True) == UNCHANGED
    assert split(home, MASTER)["EAST"] == ("unchanged", None)


def test_what_was_typed_is_to_be_collected_first(home):
    put(home / "out" / "EAST.xlsx", "Actions", 0, "Done", 0.9)
    assert kept(home) == COLLECT_FIRST
    assert split(home, with_cell("Actions", 0, Done=0.7))["EAST"] == ("kept", COLLECT_FIRST)


def test_what_was_collected_may_be_written_over_and_a_copy_stays(home):
    path = home / "out" / "EAST.xlsx"
    put(path, "Actions", 0, "Done", 0.9)
    filled_in = path.read_bytes()
    collected(home, "EAST", "Actions", 0, "Done", 0.9)
    assert kept(home) is None
    assert split(home, with_cell("Actions", 0, Done=0.9))["EAST"] == ("written", None)
    (copy,) = (records(home).folder / "replaced").iterdir()
    assert copy.read_bytes() == filled_in


def test_what_was_collected_and_put_back_in_the_plan_is_written_anew(home):
    path = home / "out" / "EAST.xlsx"
    as_sent = path.read_bytes()
    put(path, "Actions", 0, "Done", 0.9)
    collected(home, "EAST", "Actions", 0, "Done", 0.9)
    assert kept(home, again=True) is None
    assert split(home, MASTER)["EAST"] == ("written", None)
    assert path.read_bytes() == as_sent
    assert split(home, MASTER)["EAST"] == ("unchanged", None)


def test_an_older_copy_is_no_workbook_as_it_was_sent(home):
    path = home / "out" / "EAST.xlsx"
    put(path, "Actions", 0, "Done", 0.9)
    collected(home, "EAST", "Actions", 0, "Done", 0.9)
    split(home, MASTER)
    put(path, "Actions", 0, "Done", 0.9)
    assert kept(home, again=True) == COLLECT_FIRST
    os.utime(path, (1_700_000_000, 1_700_000_000))  # before it was sent once more
    assert (kept(home, again=True) or "").endswith(OLDER)


def test_what_was_typed_below_a_table_is_not_lost(home):
    path = home / "out" / "EAST.xlsx"
    put(path, "Actions", 0, "Done", 0.9)
    type_below(path, "Actions", "Visit all")
    collected(home, "EAST", "Actions", 0, "Done", 0.9)
    before = path.read_bytes()
    for plan in (MASTER, with_cell("Actions", 0, Done=0.9)):
        status, why = split(home, plan)["EAST"]
        assert status == "kept"
        assert "(one row: 'Visit all'): it was not taken." in (why or "")
    assert path.read_bytes() == before


def test_what_was_typed_below_the_table_of_a_sheet_need_not_be_told_where_nothing_is_new(home):
    type_below(home / "out" / "EAST.xlsx", "Actions", "Visit all")
    assert split(home, MASTER)["EAST"] == ("unchanged", None)


@pytest.mark.parametrize("damage", ["cut", "gone"])
def test_what_cannot_be_compared_stays(home, damage):
    put(home / "out" / "EAST.xlsx", "Actions", 0, "Done", 0.9)
    before = (home / "out" / "EAST.xlsx").read_bytes()
    for base in (records(home).folder / "bases").iterdir():
        if damage == "cut":
            base.write_bytes(base.read_bytes()[:-30])
        else:
            base.unlink()
    for plan in (MASTER, with_cell("Actions", 0, Done=0.7)):
        status, why = split(home, plan)["EAST"]
        assert status == "kept"
        assert (why or "").endswith(f"Bring it back from a backup. {UNCOMPARED}")
    assert (home / "out" / "EAST.xlsx").read_bytes() == before


def test_a_new_row_is_to_be_collected_first(home):
    path = home / "out" / "EAST.xlsx"
    FileBook(path).apply([AppendRows("Actions", ("Objective", "Action"), (("O2", "Visit"),))])
    assert kept(home) == COLLECT_FIRST


def test_a_column_of_their_own_is_not_lost(home):
    path = home / "out" / "EAST.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["Actions"]
    table = sheet.tables["Actions"]
    at = sheet.max_column + 1
    first, last = table.ref.split(":")
    top, bottom = int(first.lstrip("A")), sheet[last].row
    sheet.cell(top, at, "Mood")
    sheet.cell(top + 1, at, "good")
    table.ref = f"{first}:{sheet.cell(bottom, at).coordinate}"
    table.autoFilter.ref = table.ref
    table.tableColumns.append(openpyxl.worksheet.table.TableColumn(id=at, name="Mood"))
    book.save(path)
    why = kept(home)
    assert why is not None and why.startswith("a collect does not take all that is in it: ")
    assert "Mood" in why


def test_the_workbook_of_another_unit_under_this_name_is_said(home):
    put(home / "out" / "IT.xlsx", "Objectives", 0, "Owner", "Ann")
    shutil.copy(home / "out" / "IT.xlsx", home / "out" / "EAST.xlsx")
    assert kept(home) == "this is the workbook of IT: give it back its name, or use --force."


def test_a_workbook_that_was_renamed_is_found(home):
    (home / "out" / "EAST.xlsx").rename(home / "out" / "The east, filled in.xlsx")
    found = renamed(records(home), home / "out", frozenset({"sales.xlsx", "it.xlsx"}))
    assert found == {"east": "The east, filled in.xlsx"}


def test_a_renamed_workbook_gets_no_twin(home):
    path = home / "out" / "The east.xlsx"
    (home / "out" / "EAST.xlsx").rename(path)
    assert split(home, MASTER)["EAST"] == ("unchanged", None)
    put(path, "Actions", 0, "Done", 0.9)
    assert split(home, MASTER)["EAST"] == ("kept", COLLECT_FIRST)
    assert not (home / "out" / "EAST.xlsx").exists()


def test_a_workbook_that_was_moved_is_written_where_it_is(home):
    (home / "out" / "team").mkdir()
    path = home / "out" / "team" / "EAST.xlsx"
    (home / "out" / "EAST.xlsx").rename(path)
    before = path.read_bytes()
    for done in (0.7, 0.8):
        assert split(home, with_cell("Actions", 0, Done=done))["EAST"] == ("written", None)
        assert path.read_bytes() != before
        before = path.read_bytes()
    assert not (home / "out" / "EAST.xlsx").exists()
