"""Custom document properties and the moment of the last save, as several programs write them."""

from datetime import datetime
from io import BytesIO

import pytest
from openpyxl import Workbook
from openpyxl.packaging.custom import DateTimeProperty, IntProperty, StringProperty

from okrsheet.books.book import BookError
from okrsheet.books.package import Package
from okrsheet.books.properties import CUSTOM, make_room, properties, properties_part, saved

CORE = "docProps/core.xml"


def package(*props, modified=None):
    book = Workbook()
    for prop in props:
        book.custom_doc_props.append(prop)
    book.properties.modified = modified or datetime(2026, 6, 30, 12, 30)
    stream = BytesIO()
    book.save(stream)
    return Package(stream.getvalue(), "x.xlsx")


def with_modified(text):
    found = package()
    data = found.content(CORE)
    start = data.index(b">", data.index(b"<dcterms:modified")) + 1
    found.put(CORE, data[:start] + text + data[data.index(b"<", start) :])
    return found


def test_properties_are_read_by_name_as_text():
    found = package(
        StringProperty(name="okrsheet plan", value="a <b> & c"),
        IntProperty(name="Pages", value=3),
        DateTimeProperty(name="Sent", value=datetime(2026, 6, 30)),
    )
    assert properties(found) == {
        "okrsheet plan": "a <b> & c", "Pages": "3", "Sent": "2026-06-30T00:00:00Z",
    }  # fmt: skip


def test_a_workbook_without_custom_properties_has_none():
    assert properties(package()) == {}


def test_a_broken_part_of_properties_is_refused():
    found = package(StringProperty(name="a", value="b"))
    found.put(CUSTOM, b"<Properties><property")
    with pytest.raises(BookError, match="not well formed"):
        properties(found)


def test_room_is_made_once_and_what_is_there_stays():
    found = package()
    make_room(found)
    found.put(CUSTOM, properties_part({"a": "1", "b": "\x01"}))
    make_room(found)
    stream = BytesIO()
    found.write(stream)
    assert properties(Package(stream.getvalue(), "x")) == {"a": "1", "b": "\x01"}


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        (b"2026-06-30T12:30:00Z", datetime(2026, 6, 30, 12, 30)),
        (b" 2026-06-30T14:30:00+02:00 ", datetime(2026, 6, 30, 12, 30)),
        (b"2026-06-30T12:30:00", datetime(2026, 6, 30, 12, 30)),
        (b"lately", None),
        (b"", None),
    ],
)
def test_the_last_save_is_read_in_utc(text, moment):
    assert saved(with_modified(text)) == moment


def test_a_workbook_that_does_not_say_when_it_was_saved_has_no_moment():
    found = package()
    found.remove(CORE)
    assert saved(found) is None
