"""Excel as the user sees it, over an Excel for tests."""

import ctypes
import subprocess
import sys
import webbrowser
from pathlib import Path
from types import SimpleNamespace

import openpyxl
import pytest
import xlwings
from xlwings import XlwingsError

from okrsheet.books.book import BookError
from okrsheet.clicks.answer import Place
from okrsheet.clicks.desk import LONGEST_BAR, Desk, say_without_excel
from tests.excel import excel


@pytest.fixture
def workbook(tmp_path):
    """A workbook with two sheets; the first holds an ID in B7."""
    book = openpyxl.Workbook()
    book.active.title = "Cascade"
    book.active["B7"] = "O-1"
    book.create_sheet("Notes")
    book.save(tmp_path / "plan.xlsx")
    return tmp_path / "plan.xlsx"


@pytest.fixture
def desk(workbook):
    with excel(workbook):
        yield Desk.found()


def test_the_desk_is_that_of_the_excel_in_front(desk):
    assert desk.book.name == "plan.xlsx"


def test_the_desk_is_that_of_the_excel_whose_ribbon_was_clicked(workbook):
    with excel(workbook) as app:
        app.books[0].set_mock_caller()
        xlwings.engines.active = None  # nothing else tells which Excel it is
        assert Desk.found().book.name == "plan.xlsx"


def test_without_excel_there_is_no_desk(monkeypatch):
    monkeypatch.setattr(xlwings, "apps", type("NoApps", (), {"active": None}))
    with pytest.raises(BookError, match="Excel is not running"):
        Desk.found()


def test_without_a_workbook_that_is_told():
    with excel(), pytest.raises(BookError, match="No workbook is open"):
        Desk.found().book  # noqa: B018


def test_a_workbook_in_protected_view_is_none(desk, monkeypatch):
    monkeypatch.setattr(xlwings.App, "books", property(lambda _: InProtectedView()))
    with pytest.raises(BookError, match="No workbook is open"):
        desk.book  # noqa: B018


class InProtectedView:
    """The open workbooks where Excel shows one in Protected View: none is active."""

    active = type("Nothing", (), {})()

    def __len__(self):
        return 1


def test_the_workbook_in_front_is_not_the_one_with_the_macros(workbook, tmp_path):
    openpyxl.Workbook().save(tmp_path / "addin.xlsx")
    with excel(workbook, tmp_path / "addin.xlsx") as app:
        app.books["addin.xlsx"].set_mock_caller()
        assert Desk.found().book.name == "plan.xlsx"


def test_here_is_the_selected_cell_and_the_first_cells_of_its_row(desk):
    desk.book.sheets["Cascade"].range("D7:E9").select()
    here = desk.here()
    assert (here.place, here.cells) == (Place("Cascade", 7, 4), (None, "O-1"))


def test_here_is_the_first_cell_where_no_cell_is_selected(desk, monkeypatch):
    monkeypatch.setattr(type(desk.app.impl), "selection", None)
    assert desk.here().place == Place("Cascade", 1, 1)


@pytest.mark.parametrize("fault", [AttributeError("Selection.Address"), XlwingsError("Overflow")])
def test_here_is_the_first_cell_where_excel_cannot_say_what_is_selected(desk, monkeypatch, fault):
    def refuse(_):
        raise fault

    monkeypatch.setattr(type(desk.app.impl), "selection", property(refuse))
    assert desk.here().place == Place("Cascade", 1, 1)


def test_going_selects_a_cell_of_another_sheet(desk):
    desk.go(Place("Notes", 3, 2))
    assert desk.here().place == Place("Notes", 3, 2)


def test_a_long_text_fits_the_status_bar(desk):
    desk.bar("x" * 1000)
    assert len(desk.app.status_bar) == LONGEST_BAR


def test_a_blank_text_gives_the_status_bar_back_to_excel(desk):
    desk.bar("Something")
    desk.bar("")
    assert desk.app.status_bar is False


def test_a_message_is_okrsheets(desk):
    desk.say("Done.")
    (alert,) = desk.app.impl.alerts
    assert (alert.prompt, alert.title) == ("Done.", "okrsheet")


def test_what_excel_cannot_say_is_said_without_it(desk, monkeypatch, capsys):
    monkeypatch.setattr(type(desk.app.impl), "alert", lambda *_: 1 / 0)
    desk.say("Done.")
    assert capsys.readouterr().err == "okrsheet: Done.\n"


def test_without_excel_it_is_said_on_the_error_stream(capsys, monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    say_without_excel("Done.")
    assert capsys.readouterr().err == "okrsheet: Done.\n"


@pytest.fixture
def on_windows(monkeypatch):
    """Windows as far as a desk notices it; gives the list of the programs that it starts."""
    started = []
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("SYSTEMROOT", "/Windows")
    monkeypatch.setattr(subprocess, "Popen", started.append)
    monkeypatch.setattr(webbrowser, "open", lambda _: pytest.fail("it would end with Excel"))
    return started


def test_on_windows_a_page_is_opened_by_the_explorer_so_that_it_outlives_excel(on_windows, desk):
    assert desk.show(Path("/tmp/plan, new.html"))
    assert on_windows == ['"/Windows/explorer.exe" "/tmp/plan, new.html"']


def test_a_page_that_the_explorer_cannot_open_is_told(on_windows, desk, monkeypatch):
    def refuse(_):
        raise PermissionError

    monkeypatch.setattr(subprocess, "Popen", refuse)
    assert not desk.show(Path("/tmp/plan.html"))


def test_without_excel_it_is_said_on_windows_in_front_of_everything(on_windows, monkeypatch):
    said = []
    user32 = SimpleNamespace(MessageBoxW=lambda *box: said.append(box))
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(user32=user32), raising=False)
    say_without_excel("Done.")
    assert said == [(None, "Done.", "okrsheet", 0x10000 | 0x40000)]


class Windows:
    FullName = "https://example.org/plan.xlsx"


class Mac:
    class full_name:
        @staticmethod
        def get():
            return "/Users/ann/plan.xlsx"


@pytest.mark.parametrize(
    ("api", "name"),
    [(Windows, "https://example.org/plan.xlsx"), (Mac, "/Users/ann/plan.xlsx")],
)
def test_the_full_name_is_asked_of_excel_and_never_of_the_workbooks_sheets(
    desk, monkeypatch, api, name
):
    monkeypatch.setattr(type(desk.book.impl), "api", api)
    assert desk.full_name == name


def test_elsewhere_the_full_name_is_what_xlwings_says(desk, workbook):
    assert desk.full_name == str(workbook)


def test_a_pdf_is_written_and_the_user_stays_where_they_were(desk, tmp_path):
    desk.go(Place("Notes", 3, 2))
    desk.export(["Cascade"], tmp_path / "plan.pdf")
    assert (tmp_path / "plan.pdf").read_bytes().startswith(b"%PDF")
    assert desk.here().place == Place("Notes", 3, 2)
    assert [sheet.visible for sheet in desk.book.sheets] == [-1, -1]  # as Excel says it
    assert desk.app.screen_updating is True


def test_an_opened_workbook_is_the_one_in_front(desk, tmp_path):
    openpyxl.Workbook().save(tmp_path / "other.xlsx")
    desk.open(tmp_path / "other.xlsx")
    assert desk.book.name == "other.xlsx"
    assert desk.taken_names() == {"plan.xlsx", "other.xlsx"}


def test_a_folder_is_chosen_in_a_dialog_of_excels(desk, tmp_path):
    desk.app.impl.folders += [str(tmp_path / "out"), None]
    assert desk.choose_folder("Where to?", tmp_path) == tmp_path / "out"
    assert desk.choose_folder("Where to?", tmp_path) is None


@pytest.mark.parametrize(
    ("code", "printed", "chosen"),
    [(0, "/Users/ann/Our plans/\n", Path("/Users/ann/Our plans")), (1, "", None)],
)
def test_on_a_mac_the_system_asks_for_the_folder(desk, monkeypatch, code, printed, chosen):
    asked = []

    def run(command, **_):
        asked.append(command)
        return SimpleNamespace(returncode=code, stdout=printed)

    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(subprocess, "run", run)
    assert desk.choose_folder('Where "to"?', Path("/Users/ann")) == chosen
    assert asked[0][0] == "osascript" and asked[0][-2:] == ['Where "to"?', "/Users/ann"]


def test_the_workbook_is_saved_in_its_file(desk, workbook):
    desk.book.sheets["Notes"]["A1"].value = "kept"
    desk.save()
    assert openpyxl.load_workbook(workbook)["Notes"]["A1"].value == "kept"
