"""What need not be written is not: a second roll-up, an empty one, one into another file."""

from okrsheet.books.file import FileBook
from tests.books.foreign_edits import AGAIN, ROLL_UP
from tests.books.foreign_parts import rich_package
from tests.books.foreign_rollup import assert_rolled_up, roll_up


def test_twenty_runs_change_nothing_after_the_first(tmp_path):
    path = rich_package().save(tmp_path / "plan.xlsx")
    roll_up(path)
    first, seen = path.read_bytes(), path.stat()
    for _ in range(20):
        book = FileBook(path)
        book.read()
        book.apply(AGAIN)
        assert not book.changed
    assert path.read_bytes() == first
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == (seen.st_mtime_ns, seen.st_ino)


def test_no_edit_at_all_leaves_the_file_alone(tmp_path):
    path = rich_package().save(tmp_path / "plan.xlsx")
    before = path.read_bytes()
    book = FileBook(path)
    book.read()
    book.apply(())
    assert not book.changed
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_out_leaves_the_workbook_itself_alone(tmp_path):
    path, out = rich_package().save(tmp_path / "plan.xlsx"), tmp_path / "out.xlsx"
    before = path.read_bytes()
    book = FileBook(path, out)
    book.read()
    book.apply(ROLL_UP)
    assert path.read_bytes() == before
    assert_rolled_up(FileBook(out).read())
    assert sorted(tmp_path.iterdir()) == [out, path]
