"""Clicking the ribbon's buttons in an Excel for tests: fixtures, and what a user does and sees.

A test module takes the fixtures that it needs by name: `plan = clicking.plan`.
"""

import shutil
import webbrowser
from pathlib import Path

import pytest

from okrsheet import ribbon
from okrsheet.file_commands import demo_workbook

HIDDEN = "Calculation"  # follows the tables; undo leaves it alone


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    path, *_ = demo_workbook(tmp_path_factory.mktemp("demo"), force=False)
    return path


@pytest.fixture
def plan(demo, tmp_path):
    """The coffee-shop plan, in a file of the test's own."""
    return Path(shutil.copy(demo, tmp_path / "coffee-shop.xlsx"))


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A home of the test's own, for documents, undo and errors."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path / "home"


@pytest.fixture
def opened(monkeypatch):
    """The addresses that a browser was asked to open."""
    addresses = []
    monkeypatch.setattr(webbrowser, "open", lambda url: addresses.append(url) or True)
    return addresses


def click(app, tag):
    """Click a button; gives the text of the one message box, or None."""
    before = len(app.impl.alerts)
    ribbon.run(tag)
    boxes = [alert.prompt for alert in app.impl.alerts[before:]]
    assert len(boxes) <= 1
    return boxes[0] if boxes else None


def selected(app):
    """The sheet and the address of the selected cell."""
    return app.selection.sheet.name, app.selection.get_address(False, False)


def select(app, sheet, address):
    app.books.active.sheets[sheet].activate()
    app.books.active.sheets[sheet].range(address).select()


def contents(app):
    """What every cell holds: formulas and entered values, by sheet and place."""
    workbook = app.books.active.impl.workbook
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in workbook.worksheets
        if sheet.title != HIDDEN
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def column(app, table, header):
    """The values under a header."""
    (found,) = (t for sheet in app.books.active.sheets for t in sheet.tables if t.name == table)
    headers, *rows = found.range.value
    at = headers.index(header)
    return [row[at] for row in rows]


def type_new_value(app, at=0, value=3.5):
    """Check in a KPI; `at` is its 0-based data row."""
    app.books.active.sheets["KPIs"].range((5 + at, 19)).value = value
