"""What stands in a folder of departments: workbooks, and why all else is left out."""

import os

import pytest

from okrsheet.books.book import BookError
from okrsheet.exchange.folder import listing

OPEN = "a lock file: somebody has the workbook open; what was saved last is read."
UNDER_WAY = "a temporary file: somebody is saving or copying."


def folder(tmp_path, *files):
    for file in files:
        path = tmp_path / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    return tmp_path


def names(found):
    return [path.relative_to(found.folder).as_posix() for path in found.workbooks]


def left_out(found):
    return {one.file: one.why for one in found.skipped}


def test_workbooks_are_found_in_the_folder_and_those_in_it(tmp_path):
    found = listing(folder(tmp_path, "IT.xlsx", "b/HR.XLSX", "b/c/with macros.xlsm"))
    assert names(found) == ["IT.xlsx", "b/HR.XLSX", "b/c/with macros.xlsm"]
    assert found.skipped == ()


@pytest.mark.parametrize(
    ("file", "why"),
    [
        ("~$IT.xlsx", OPEN),
        (".~lock.IT.xlsx#", OPEN),
        ("IT.xlsx.tmp", UNDER_WAY),
        ("IT.xlsx.crdownload", UNDER_WAY),
        ("~WRL001.xlsx", UNDER_WAY),
        (".IT.xlsx", "a hidden file."),
        (".git/IT.xlsx", "a hidden folder."),
        ("IT.ods", "saved as .ods: open it and save it as an .xlsx workbook."),
        ("IT.xls", "saved as .xls: open it and save it as an .xlsx workbook."),
        ("notes.docx", "not a workbook."),
        ("xlsx", "not a workbook."),
    ],
)
def test_anything_else_is_left_out_and_said_why(tmp_path, file, why):
    found = listing(folder(tmp_path, file))
    assert found.workbooks == ()
    assert left_out(found) == {file.split("/")[0]: why}


def test_the_records_of_okrsheet_are_not_even_mentioned(tmp_path):
    found = listing(folder(tmp_path, ".okrsheet/IT.xlsx", "sub/.okrsheet/old.xlsx"))
    assert (found.workbooks, found.skipped) == ((), ())


def test_the_plan_itself_is_not_even_mentioned(tmp_path):
    plan = folder(tmp_path, "plan.xlsx", "b/plan.xlsx") / "plan.xlsx"
    found = listing(tmp_path, (plan,))
    assert (names(found), found.skipped) == (["b/plan.xlsx"], ())


def test_a_link_back_to_a_folder_ends_there(tmp_path):
    (folder(tmp_path, "a/IT.xlsx") / "a" / "loop").symlink_to(tmp_path)
    found = listing(tmp_path)
    assert names(found) == ["a/IT.xlsx"]
    assert left_out(found) == {"a/loop": "a link to a folder that is read already."}


def test_a_link_to_a_folder_elsewhere_is_followed(tmp_path):
    elsewhere = folder(tmp_path / "elsewhere", "IT.xlsx")
    here = folder(tmp_path / "here")
    here.mkdir()
    (here / "linked").symlink_to(elsewhere)
    assert names(listing(here)) == ["linked/IT.xlsx"]


def test_a_link_to_a_workbook_that_is_read_anyway_is_left_out(tmp_path):
    (folder(tmp_path, "IT.xlsx") / "again.xlsx").symlink_to(tmp_path / "IT.xlsx")
    found = listing(tmp_path)
    assert names(found) == ["IT.xlsx"]
    assert left_out(found) == {"again.xlsx": "a link to a file that is read already."}


def test_an_empty_folder_has_nothing(tmp_path):
    found = listing(tmp_path)
    assert (found.workbooks, found.skipped) == ((), ())


def test_ten_thousand_files_are_all_found(tmp_path):
    for at in range(10_000):
        os.close(os.open(tmp_path / f"{at:05}.xlsx", os.O_CREAT | os.O_WRONLY))
    assert len(listing(tmp_path).workbooks) == 10_000


def test_a_folder_that_is_not_there_is_one_clear_sentence(tmp_path):
    with pytest.raises(BookError, match=r"there is no such folder\. Name the folder"):
        listing(tmp_path / "nowhere")


def test_a_file_in_place_of_the_folder_is_one_clear_sentence(tmp_path):
    with pytest.raises(BookError, match="this is not a folder"):
        listing(folder(tmp_path, "IT.xlsx") / "IT.xlsx")


def test_a_folder_in_it_that_may_not_be_opened_is_said(tmp_path, monkeypatch):
    folder(tmp_path, "IT.xlsx", "secret/HR.xlsx")
    scan = os.scandir

    def refused(place):
        if os.path.basename(place) == "secret":
            raise PermissionError(13, "Permission denied", os.fspath(place))
        return scan(place)

    monkeypatch.setattr(os, "scandir", refused)
    found = listing(tmp_path)
    assert names(found) == ["IT.xlsx"]
    assert left_out(found) == {"secret": "it could not be opened (Permission denied)."}
