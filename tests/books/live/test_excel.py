import sys
from types import ModuleType, SimpleNamespace

import pytest

from okrsheet.books.book import BookError
from okrsheet.books.live.excel import (
    be_impatient,
    dialect_of,
    explained,
    faults,
    is_busy,
    small,
    told,
)
from okrsheet.books.live.mac import Mac
from okrsheet.books.live.remote import Remote
from okrsheet.books.live.windows import Windows
from tests.books.plain import plan
from tests.excel import excel


class Refusal(Exception):
    """An error of COM: a number, and what Excel says of it."""

    def __init__(self, hresult, excepinfo=None):
        super().__init__(hresult)
        self.hresult, self.excepinfo = hresult, excepinfo


class AppleRefusal(Exception):
    def __init__(self, number):
        super().__init__(number)
        self.errornumber = number


def app_of(kind):
    return SimpleNamespace(engine=SimpleNamespace(type=kind))


@pytest.mark.parametrize(
    ("kind", "platform", "wanted"),
    [
        ("desktop", "win32", Windows),
        ("desktop", "darwin", Mac),
        ("remote", "win32", Remote),
        ("remote", "darwin", Remote),
    ],
)
def test_each_excel_is_spoken_to_in_its_dialect(monkeypatch, kind, platform, wanted):
    monkeypatch.setattr(sys, "platform", platform)
    assert isinstance(dialect_of(app_of(kind)), wanted)


@pytest.mark.parametrize(
    "fault",
    [
        Refusal(-2147418111),
        Refusal(-2146777998),
        Refusal(-2147352567, (0, "Microsoft Excel", "", None, 0, -2146777998)),
        AppleRefusal(-1712),
    ],
)
def test_a_busy_excel_is_told_by_its_number(fault):
    assert is_busy(fault)
    assert told(fault, "plan.xlsx", "read").fix == "Press Enter or Esc, then click again."


@pytest.mark.parametrize(
    "fault",
    [Refusal(-2147352567, (0, "Excel", "Busy", None, 0, -2146827284)), AppleRefusal(-50)],
)
def test_another_refusal_is_not_taken_for_a_busy_excel(fault):
    assert not is_busy(fault)
    assert told(fault, "plan.xlsx, sheet KPIs", "read").where == "plan.xlsx, sheet KPIs"


def test_the_faults_of_a_platform_are_found_where_it_has_them(monkeypatch):
    before = len(faults())
    module = ModuleType("pywintypes")
    vars(module)["com_error"] = Refusal
    monkeypatch.setitem(sys.modules, "pywintypes", module)
    assert len(faults()) == before + 1 and Refusal in faults()


def test_a_fault_becomes_one_clear_sentence(tmp_path):
    with excel(plan(tmp_path / "plan.xlsx")) as app:
        app.impl.busy = "cell-edit"
        with (
            pytest.raises(BookError, match="Excel is busy or a cell is being edited"),
            explained("plan.xlsx", "read"),
        ):
            _ = app.books.active.sheets["KPIs"].name
        app.impl.busy = None
        with (
            pytest.raises(BookError, match="does not let this be written"),
            explained("plan.xlsx", "written"),
        ):
            app.books.active.sheets["Nowhere"].range("A1").value = 1


def test_a_fault_of_ours_is_not_taken_for_one_of_excel():
    with pytest.raises(ZeroDivisionError), explained("plan.xlsx", "read"):
        _ = 1 / 0


def test_xlwings_does_not_wait_for_a_busy_excel_without_end(monkeypatch):
    module = ModuleType("xlwings._xlwindows")
    vars(module)["N_COM_ATTEMPTS"] = 0  # xlwings' own: without end
    monkeypatch.setitem(sys.modules, "xlwings._xlwindows", module)
    be_impatient()
    assert vars(module)["N_COM_ATTEMPTS"] > 0


def test_headers_of_printed_sheets_are_small_and_grey():
    assert small("&A") == "&8 &K52606D&A"
