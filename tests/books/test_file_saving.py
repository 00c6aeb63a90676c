"""Where a workbook is saved to, and what stands beside it."""

import os

import pytest

from okrsheet.books.book import BookError, CellChange, SetCells, SetColumn
from okrsheet.books.file import FileBook, create
from okrsheet.books.save import BACKUPS
from tests.books.plain import SCORE, column, plan, rows, write


def change(row, header, old, new):
    return SetCells("KPIs", (CellChange(row, None, header, old, new),))


def test_another_file_gets_the_changes_and_the_first_stays(tmp_path):
    path = plan(tmp_path / "plan.xlsx")
    before, out = path.read_bytes(), tmp_path / "out.xlsx"
    assert write(path, change(0, "KPI", "Churn", "new"), out=out)
    assert path.read_bytes() == before and column(out, "KPI")[0] == "new"
    assert sorted(os.listdir(tmp_path)) == ["out.xlsx", "plan.xlsx"]


def test_without_changes_another_file_is_a_copy(tmp_path):
    path, out = plan(tmp_path / "plan.xlsx"), tmp_path / "out.xlsx"
    assert write(path, out=out)
    assert out.read_bytes() == path.read_bytes()


def test_without_changes_the_file_is_left_alone(tmp_path):
    path = plan(tmp_path / "plan.xlsx")
    before = path.stat()
    assert not write(path)
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert os.listdir(tmp_path) == ["plan.xlsx"]


def test_the_last_five_versions_are_kept(tmp_path):
    path = plan(tmp_path / "plan.xlsx")
    for number in range(BACKUPS + 2):
        write(path, SetColumn("KPIs", SCORE, (float(number),) * 4))
    backups = sorted((tmp_path / ".okrsheet").iterdir())
    assert len(backups) == BACKUPS
    assert [column(backup, "Score")[0] for backup in backups] == [1.0, 2.0, 3.0, 4.0, 5.0]


def test_the_mode_of_the_file_stays(tmp_path):
    path = plan(tmp_path / "plan.xlsx")
    path.chmod(0o640)
    write(path, change(0, "KPI", "Churn", "new"))
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_link_is_followed_to_its_file(tmp_path):
    (tmp_path / "real").mkdir()
    path = plan(tmp_path / "real" / "plan.xlsx")
    link = tmp_path / "link.xlsx"
    link.symlink_to(path)
    write(link, change(0, "KPI", "Churn", "new"))
    assert link.is_symlink() and column(path, "KPI")[0] == "new"


def test_a_file_that_was_changed_meanwhile_is_not_overwritten(tmp_path):
    path = plan(tmp_path / "plan.xlsx")
    book = FileBook(path)
    book.read()
    write(path, change(0, "KPI", "Churn", "theirs"))
    with pytest.raises(BookError, match="changed by someone else"):
        book.apply([change(0, "KPI", "Churn", "ours")])
    assert column(path, "KPI")[0] == "theirs"


@pytest.mark.parametrize("lock", ["~$plan.xlsx", ".~lock.plan.xlsx#"])
def test_a_workbook_that_is_open_is_read_but_not_written(tmp_path, lock):
    path = plan(tmp_path / "plan.xlsx")
    (tmp_path / lock).touch()
    assert rows(path)
    with pytest.raises(BookError, match="is open in"):
        write(path, change(0, "KPI", "Churn", "new"))


def test_a_folder_and_a_missing_file_are_named(tmp_path):
    with pytest.raises(BookError, match="this is a folder"):
        FileBook(tmp_path).read()
    with pytest.raises(BookError, match="no such file"):
        FileBook(tmp_path / "no.xlsx").read()
    (tmp_path / "folder.xlsx").mkdir()
    with pytest.raises(BookError, match="there is no folder"):
        write(plan(tmp_path / "plan.xlsx"), out=tmp_path / "no" / "out.xlsx")
    with pytest.raises(BookError, match="this is a folder"):
        write(tmp_path / "plan.xlsx", out=tmp_path / "folder.xlsx")


def test_a_new_workbook_is_created_once(tmp_path):
    path = tmp_path / "new.xlsx"
    create(path, b"first")
    with pytest.raises(BookError, match="--force"):
        create(path, b"second")
    assert path.read_bytes() == b"first"
    create(path, b"third", replace=True)
    assert path.read_bytes() == b"third"
    assert sorted(os.listdir(tmp_path)) == [".okrsheet", "new.xlsx"]


@pytest.mark.parametrize("name", ["plan.xls", "plan", "no/plan.xlsx"])
def test_a_new_workbook_needs_a_folder_and_a_workbooks_name(tmp_path, name):
    with pytest.raises(BookError):
        create(tmp_path / name, b"x")
    assert os.listdir(tmp_path) == []
