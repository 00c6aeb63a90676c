"""One click on the ribbon: where the user is, and the workbook in front, read at most once."""

from __future__ import annotations

from functools import cached_property

from okrsheet.books.book import BookError, Snapshot
from okrsheet.books.live.host import LiveBook
from okrsheet.clicks.answer import Answer, paragraphs
from okrsheet.clicks.desk import Desk
from okrsheet.clicks.folders import own_folder
from okrsheet.clicks.journal import Journal
from okrsheet.clicks.page import write_page
from okrsheet.clicks.selection import Here

PLAN_TABLES = frozenset({"settings", "objectives"})  # what an okrsheet workbook is known by


class Click:
    """A click, as an action sees it."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.journal = Journal(own_folder() / "undo")

    @cached_property
    def book(self) -> LiveBook:
        """The workbook in front, as the host of a plan. Raises BookError where there is none."""
        return LiveBook(self.desk.book)

    @cached_property
    def snapshot(self) -> Snapshot:
        """The workbook in front as it stands. Raises BookError."""
        return self.book.read()

    @cached_property
    def here(self) -> Here:
        """Where the user is."""
        return self.desk.here()

    def require_plan(self) -> None:
        """Raise BookError where the workbook in front is none of okrsheet's."""
        if not self.desk.tables() >= PLAN_TABLES:
            what = f"{self.desk.book.name} is not an okrsheet workbook."
            fix = "Go to one and click again, or make one with New."
            raise BookError(what, self.desk.book.name, fix)

    def carry_out(self, label: str, answer: Answer) -> str:
        """Do what an answer says; gives what is to be said in a message box. Raises BookError."""
        notes = [answer.box]
        if answer.edits:
            self.book.apply(answer.edits)
            notes.append(self._keep(label))
        if answer.go is not None:
            self.desk.go(answer.go)
        if answer.page is not None:
            path = write_page(answer.page)
            if not self.desk.show(path):
                notes.append(f"No browser could be opened. The page is {path}")
        return paragraphs(*notes)

    def _keep(self, label: str) -> str:
        """Keep what takes the write back; says so where that cannot be kept."""
        inverse = self.book.inverse
        if inverse is None:
            return ""
        try:
            self.journal.push(self.desk.full_name, label, inverse)
        except BookError as fault:
            return f"Undo cannot take this back. {fault}"
        return ""
