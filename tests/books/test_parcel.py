"""Zip files put together from members, as other programs unpack them."""

import io
import zipfile

from okrsheet.books.parcel import Member, parcel


def test_members_are_unpacked_in_their_order_with_their_content():
    content = parcel([Member.of("b.xml", b"2" * 999), Member.of("a/é.xml", b"")])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == {
            "b.xml": b"2" * 999, "a/é.xml": b"",
        }  # fmt: skip
        assert archive.namelist() == ["b.xml", "a/é.xml"]


def test_equal_members_give_equal_bytes_at_any_time():
    assert parcel([Member.of("a", b"1")]) == parcel([Member.of("a", b"1")])


def test_a_deflated_member_is_taken_as_it_is():
    member = Member.of("a", b"1" * 100)
    assert member.packed in parcel([member])
