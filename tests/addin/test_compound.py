"""Compound files as olefile reads them back, without a defect."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsheet.addin.compound import compound_file
from tests.judges.vba import opened, project_in, shipped_addin, streams

NONE, RED = 0xFFFFFFFF, 0
SECTOR = 512
NAMES = st.text(
    st.characters(min_codepoint=32, max_codepoint=126, exclude_characters="/\\:!"),
    min_size=1,
    max_size=31,
)
SIZES = st.sampled_from([0, 1, 63, 64, 65, 511, 512, 513, 4095, 4096, 4097, 9000])


def filled(size: int) -> bytes:
    """That many bytes, no two sectors alike."""
    return b"".join(number.to_bytes(4, "big") for number in range(-(-size // 4)))[:size]


def siblings(compound: bytes, parent: str = "Root Entry"):
    """The entries by number and the number of the topmost one below a storage."""
    with opened(compound) as file:
        entries = {entry.sid: entry for entry in file.direntries if entry}
    (storage,) = [entry for entry in entries.values() if entry.name == parent]
    return entries, storage.sid_child


def in_order(entries, top) -> list[str]:
    """The names of a tree from left to right."""
    if top == NONE:
        return []
    entry = entries[top]
    left, right = in_order(entries, entry.sid_left), in_order(entries, entry.sid_right)
    return [*left, entry.name, *right]


def black_height(entries, top, above_is_red=True) -> int:
    """The black entries on every way down; fails where ways differ or two reds meet.

    The topmost entry counts as below a red one: it must be black.
    """
    if top == NONE:
        return 0
    entry = entries[top]
    is_red = entry.color == RED
    assert not (is_red and above_is_red)
    left, right = (black_height(entries, at, is_red) for at in (entry.sid_left, entry.sid_right))
    assert left == right
    return left + (not is_red)


@given(
    st.lists(st.tuples(NAMES, SIZES), min_size=1, max_size=60, unique_by=lambda n: n[0].upper()),
    st.booleans(),
)
def test_streams_of_any_names_and_sizes_read_back(named, in_storage):
    folder = "VBA/" if in_storage else ""
    contents = {f"{folder}{name}": filled(size) for name, size in named}
    assert streams(compound_file(contents)) == contents


def test_streams_in_storages_of_storages_read_back():
    contents = {"a": b"1", "b/c": b"2", "b/d/e": filled(5000), "b/d/f": b"", "g/c": b"3"}
    assert streams(compound_file(contents)) == contents


def test_a_file_without_streams_is_sound():
    assert streams(compound_file({})) == {}


@pytest.mark.parametrize("sectors", [*range(119, 131), *range(246, 256)])
def test_the_allocation_table_holds_itself_at_every_size(sectors):
    content = {"content": filled(sectors * SECTOR)}
    assert streams(compound_file(content)) == content


# The header lists 109 sectors of 128 numbers, each sector behind it 127 more: 6.8 and 14.75 MB.
@pytest.mark.parametrize(("megabytes", "lists"), [(6, 0), (7, 1), (14, 1), (15, 2)])
def test_a_table_too_long_for_the_header_is_listed_behind_it(megabytes, lists):
    content = {"content": filled(megabytes << 20), "other": b"small"}
    file = compound_file(content)
    assert streams(file) == content
    with opened(file) as read:
        assert read.num_difat_sectors == lists


@pytest.mark.parametrize("count", range(61))
def test_the_entries_of_a_storage_form_a_red_black_tree(count):
    names = [f"{'x' * (number % 7)}Name{number}" for number in range(count)]
    entries, top = siblings(compound_file(dict.fromkeys(names, b"")))
    assert in_order(entries, top) == sorted(names, key=lambda name: (len(name), name.upper()))
    black_height(entries, top)


def test_entries_are_in_the_order_of_a_file_that_excel_opens():
    real = project_in(shipped_addin())
    ours = compound_file(streams(real))
    for storage in ("Root Entry", "VBA"):
        assert in_order(*siblings(ours, storage)) == in_order(*siblings(real, storage))


def test_no_entry_bears_a_time_or_a_class():
    with opened(compound_file({"VBA/dir": b"1", "PROJECT": b"2"})) as file:
        entries = [entry for entry in file.direntries if entry]
    assert {(entry.createTime, entry.modifyTime, entry.clsid) for entry in entries} == {(0, 0, "")}


def test_the_order_in_which_streams_are_given_makes_no_difference():
    contents = {"b": filled(5000), "a": filled(70), "c/d": b"1"}
    assert compound_file(contents) == compound_file(dict(reversed(contents.items())))


@pytest.mark.parametrize(
    "path", ["", "/a", "a/", "a//b", "a:b", "a!b", "a\\b", "Übersicht", "x" * 32]
)
def test_a_name_that_no_compound_file_holds_is_refused(path):
    with pytest.raises(ValueError, match="cannot hold the name"):
        compound_file({path: b""})


@pytest.mark.parametrize(("one", "other"), [("dir", "DIR"), ("VBA", "VBA/dir"), ("a/b", "A/c")])
def test_names_that_differ_in_case_only_are_refused(one, other):
    with pytest.raises(ValueError, match="cannot hold both"):
        compound_file({one: b"", other: b""})
