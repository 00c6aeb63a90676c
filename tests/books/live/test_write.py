from dataclasses import dataclass

import pytest

from okrsheet.books.book import BookError
from okrsheet.books.live.excel import dialect_of
from okrsheet.books.live.write import carry_out
from tests.books.plain import plan
from tests.excel import excel


@dataclass
class Note:
    """A step that notes what becomes of it, and may be refused."""

    told: list[str]
    name: str
    fails: str = ""
    sheet: str = "KPIs"

    def do(self, book, dialect):
        self._act("do", book)

    def undo(self, book, dialect):
        self._act("undo", book)

    def _act(self, what, book):
        self.told.append(f"{what} {self.name}")
        if what == self.fails:
            book.sheets["No such sheet"].range("A1").value = 1


@pytest.fixture
def app(tmp_path):
    with excel(plan(tmp_path / "plan.xlsx")) as app:
        yield app


def steps(told, *fails):
    return [Note(told, str(at), one) for at, one in enumerate(fails, 1)]


def test_steps_are_carried_out_in_order(app):
    told = []
    carry_out(app.books.active, dialect_of(app), steps(told, "", ""))
    assert told == ["do 1", "do 2"]


def test_nothing_to_do_asks_nothing(app):
    dialect = dialect_of(app)
    app.impl.calls.clear()
    carry_out(app.books.active, dialect, [])
    assert app.impl.calls["App.screen_updating set"] == 0


def test_after_a_fault_what_was_done_is_taken_back_the_last_first(app):
    told = []
    with pytest.raises(BookError, match="sheet KPIs: Excel does not let this be written"):
        carry_out(app.books.active, dialect_of(app), steps(told, "", "do", ""))
    assert told == ["do 1", "do 2", "undo 2", "undo 1"]


def test_what_cannot_be_taken_back_is_told(app):
    told = []
    with pytest.raises(BookError, match="Close the workbook without saving it"):
        carry_out(app.books.active, dialect_of(app), steps(told, "undo", "do"))
    assert told == ["do 1", "do 2", "undo 2", "undo 1"]


def test_a_fault_of_ours_is_taken_back_too(app):
    class Broken(Note):
        def do(self, book, dialect):
            raise ZeroDivisionError

    told = []
    with pytest.raises(ZeroDivisionError):
        carry_out(app.books.active, dialect_of(app), [*steps(told, ""), Broken(told, "2")])
    assert told == ["do 1", "undo 2", "undo 1"] and app.screen_updating
