import io
import zipfile

import pytest

from okrsheet.books.archive import Archive
from okrsheet.books.book import BookError


def zipped(**members):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = b"said"
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 6, 30, 12, 0, 0)), content)
    return stream.getvalue()


def rewritten(content, **changes):
    stream = io.BytesIO()
    Archive(content, "x").write(stream, changes)
    return stream.getvalue()


def test_without_changes_every_member_keeps_its_bytes_order_and_time():
    content = zipped(b=b"2" * 99, a=b"1")
    old, new = Archive(content, "x"), Archive(rewritten(content), "x")
    assert list(new.members) == ["b", "a"]
    assert [new.raw(name) for name in "ba"] == [old.raw(name) for name in "ba"]
    assert new.members["a"].date_time == (2026, 6, 30, 12, 0, 0)


def test_members_are_changed_removed_and_added():
    content = rewritten(zipped(a=b"1", b=b"2", c=b"3"), b=b"new", c=None, d=b"4")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == {
            "a": b"1", "b": b"new", "d": b"4",
        }  # fmt: skip
        assert archive.comment == b"said"


def test_the_same_changes_give_the_same_bytes():
    content = zipped(a=b"1")
    assert rewritten(content, b=b"2") == rewritten(content, b=b"2")


def test_a_streamed_archive_with_data_descriptors_is_read_and_written_without():
    class Stream(io.RawIOBase):
        def __init__(self):
            self.content = b""

        def writable(self):
            return True

        def write(self, data):
            self.content += bytes(data)
            return len(data)

    stream = Stream()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", b"1" * 999)
    written = Archive(rewritten(stream.content), "x")
    assert written.read("a") == b"1" * 999
    assert not written.members["a"].flag_bits & 8


def test_names_outside_of_ascii_stay():
    assert list(Archive(rewritten(zipped(**{"ä€": b"1"})), "x").members) == ["ä€"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"Name;Value", "not a zip"),
        (b"PK\x03\x04 and no more", "not a complete zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "old Excel file"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "encrypted",
        ),
    ],
)
def test_what_is_no_workbook_is_refused_by_name(content, said):
    with pytest.raises(BookError, match=said) as caught:
        Archive(content, "plan.xlsx")
    assert caught.value.where == "plan.xlsx" and caught.value.fix.endswith(".")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_member_that_stands_twice_is_refused():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a", b"1")
        archive.writestr("A", b"2")
    with pytest.raises(BookError, match="twice"):
        Archive(stream.getvalue(), "x")


def test_an_encrypted_member_is_refused():
    content = bytearray(zipped(a=b"1"))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(BookError, match="encrypted"):
        Archive(bytes(content), "x")


def test_a_part_that_says_it_is_huge_is_refused():
    content = bytearray(zipped(a=b"1"))
    at = content.index(b"PK\x01\x02") + 24
    content[at : at + 4] = (2_000_000_000).to_bytes(4, "little")
    with pytest.raises(BookError, match="larger than"):
        Archive(bytes(content), "x")


def test_a_part_with_a_wrong_checksum_is_refused():
    content = bytearray(zipped(a=b"1"))
    for mark, offset in ((b"PK\x01\x02", 16), (b"PK\x03\x04", 14)):
        content[content.index(mark) + offset] ^= 1
    with pytest.raises(BookError, match="cannot be unpacked"):
        Archive(bytes(content), "x").read("a")


def test_a_directory_that_points_elsewhere_is_refused():
    content = bytearray(zipped(a=b"1"))
    content[0:4] = b"XX\x03\x04"
    with pytest.raises(BookError):
        Archive(bytes(content), "x").raw("a")
