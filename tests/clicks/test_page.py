"""Pages for the browser."""

import stat
import tempfile
from html.parser import HTMLParser

import pytest
from rich.text import Text

from okrsheet.books.book import BookError
from okrsheet.clicks.answer import Page
from okrsheet.clicks.page import html, write_page
from okrsheet.score.status import Status
from okrsheet.told import status_text


class Read(HTMLParser):
    """What a browser shows, and the tags that it met."""

    def __init__(self, document):
        super().__init__()
        self.text, self.tags = "", set()
        self.feed(document)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)

    def handle_data(self, data):
        self.text += data


def test_a_page_says_what_the_terminal_would_say():
    read = Read(html(Page("Why", (Text("K-1", "bold"), "score 50%"))))
    assert "K-1\nscore 50%\n" in read.text


def test_what_comes_from_a_workbook_is_never_markup():
    odd = "<script>alert(1)</script> {code} [red]x[/red] :smile: &amp;"
    read = Read(html(Page(odd, (odd,))))
    assert read.tags == {"html", "head", "meta", "title", "style", "body", "pre"}
    assert read.text.count(odd) == 2


def test_a_page_loads_nothing():
    document = html(Page("Why", ("text",)))
    assert "default-src 'none'" in document
    assert "http://" not in document and "https://" not in document


@pytest.mark.parametrize(
    ("status", "colour"), [(Status.AT_RISK, "6b4300"), (Status.OFF_TRACK, "8a1c0c")]
)
def test_statuses_have_the_colours_of_the_sheets(status, colour):
    assert f"color: #{colour}" in html(Page("Why", (status_text(status),)))


def test_a_page_is_written_for_its_user_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    path = write_page(Page("Why", ("Grün ●",)))
    assert path.parent == tmp_path and path.suffix == ".html"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "Grün ●" in path.read_text(encoding="utf-8")


def test_a_page_that_cannot_be_written_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    with pytest.raises(BookError, match="The page cannot be written"):
        write_page(Page("Why", ()))
