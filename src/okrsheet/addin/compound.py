"""Compound files, written: streams in storages within one file, as MS-CFB specifies.

Version 3: sectors of 512 bytes; streams under 4096 bytes stand together in the mini stream. Times
and class identifiers are zero, so that the same streams always make the same bytes.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence

_SECTOR, _MINI_SECTOR, _CUTOFF = 512, 64, 4096
_FREE, _END, _FAT, _DIFAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFC
_NO_ENTRY = 0xFFFFFFFF
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_RED, _BLACK = 0, 1
_NUMBERS = _SECTOR // 4  # sector numbers in a sector
_IN_HEADER = 109  # places of the allocation table that stand in the header
_HEADER = struct.Struct(f"<8s16s5H6xIII4s5I{_IN_HEADER}I")
_ENTRY = struct.Struct("<64sHBB3I16x4x8x8xIQ")
_UNUSED = struct.pack("<68x3I48x", _NO_ENTRY, _NO_ENTRY, _NO_ENTRY)
_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NAME = re.compile(r"[ -~]{1,31}")
_FORBIDDEN = re.compile(r"[\\:!]")

_Path = tuple[str, ...]
_Links = tuple[_Path | None, _Path | None, int]  # left, right, colour


def compound_file(streams: Mapping[str, bytes]) -> bytes:
    """The file that holds these streams, each by its path: `PROJECT`, `VBA/dir`.

    Raises ValueError for a name that cannot stand in it (1 to 31 printable ASCII characters, no
    backslash, colon or exclamation mark) and for two in one storage that differ in case only.
    """
    contents = {tuple(path.split("/")): content for path, content in sorted(streams.items())}
    paths = _all_paths(contents)
    sectors, mini = _Sectors(_SECTOR), _Sectors(_MINI_SECTOR)
    places = {
        path: ((mini if len(content) < _CUTOFF else sectors).add(content), len(content))
        for path, content in contents.items()
    }
    places[()] = (sectors.add(bytes(mini.content)), len(mini.content))
    mini_table = _numbers(mini.chains)
    first_mini = sectors.add(mini_table)
    return sectors.file(sectors.add(_directory(paths, places)), first_mini, len(mini_table))


class _Sectors:
    """Sectors of one size, and the chains they form: for each sector the number of the next."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.content = bytearray()
        self.chains: list[int] = []

    def add(self, content: bytes) -> int:
        """Append a chain that holds `content`; the number of its first sector, from 0."""
        if not content:
            return _END
        first, count = len(self.chains), -(-len(content) // self.size)
        self.chains += [*range(first + 1, first + count), _END]
        self.content += content.ljust(count * self.size, b"\0")
        return first

    def file(self, directory: int, mini_table: int, mini_table_size: int) -> bytes:
        """The header, these sectors and behind them the allocation table.

        `directory` and `mini_table` are first sectors, `mini_table_size` is in bytes.
        """
        used = len(self.chains)
        fats, difats = _table_sizes(used)
        table = _numbers([*self.chains, *[_FAT] * fats, *[_DIFAT] * difats])
        places = range(used, used + fats)
        header = _HEADER.pack(
            _SIGNATURE, b"", 0x3E, 3, 0xFFFE, 9, 6, 0, fats, directory, b"", _CUTOFF,
            mini_table, mini_table_size // _SECTOR, used + fats if difats else _END, difats,
            *_filled(places[:_IN_HEADER], _IN_HEADER),
        )  # fmt: skip
        return header + self.content + table + _difat(places[_IN_HEADER:], used + fats)


def _table_sizes(used: int) -> tuple[int, int]:
    """The sectors of the allocation table, which lists itself, and of the list of its places."""
    sizes = (0, 0)
    while True:
        fats = -(-(used + sum(sizes)) // _NUMBERS)
        difats = -(-max(fats - _IN_HEADER, 0) // (_NUMBERS - 1))
        if (fats, difats) == sizes:
            return sizes
        sizes = (fats, difats)


def _difat(places: Sequence[int], first: int) -> bytes:
    """The sectors that list these places, numbered from `first`; each names the next at its end."""
    width = _NUMBERS - 1
    parts = [places[at : at + width] for at in range(0, len(places), width)]
    following = [*range(first + 1, first + len(parts)), _END]
    return b"".join(
        _numbers([*_filled(part, width), after])
        for part, after in zip(parts, following, strict=bool(parts))
    )


def _filled(numbers: Sequence[int], count: int) -> list[int]:
    return [*numbers, *[_FREE] * (count - len(numbers))]


def _numbers(numbers: Sequence[int]) -> bytes:
    """Sector numbers, in whole sectors."""
    count = -(-len(numbers) // _NUMBERS) * _NUMBERS
    return struct.pack(f"<{count}I", *_filled(numbers, count))


def _all_paths(streams: Iterable[_Path]) -> list[_Path]:
    """The root, the storages and the streams; the place of each is its number in the directory."""
    ordered = sorted(streams)
    storages = sorted({path[:depth] for path in ordered for depth in range(1, len(path))})
    seen: dict[_Path, str] = {}
    for path in (*storages, *ordered):
        told = "/".join(path)
        if not _NAME.fullmatch(path[-1]) or _FORBIDDEN.search(path[-1]):
            raise ValueError(f"A compound file cannot hold the name {told!r}.")
        if other := seen.get(tuple(map(str.upper, path))):
            raise ValueError(f"A compound file cannot hold both {other!r} and {told!r}.")
        seen[tuple(map(str.upper, path))] = told
    return [(), *storages, *ordered]


def _directory(paths: Sequence[_Path], places: Mapping[_Path, tuple[int, int]]) -> bytes:
    """The entries, in whole sectors. `places` gives first sector and size of a stream."""
    numbers = {path: number for number, path in enumerate(paths)}
    trees = {path: _siblings(paths, path) for path in paths}
    nodes: dict[_Path, _Links] = {(): (None, None, _BLACK)}
    for below in trees.values():
        nodes |= _tree(below, (len(below) + 1).bit_length() - 1)

    def number(path: _Path | None) -> int:
        return _NO_ENTRY if path is None else numbers[path]

    entries = []
    for path in paths:
        name = (path[-1] if path else "Root Entry").encode("utf-16-le")
        kind = (_STREAM if path in places else _STORAGE) if path else _ROOT
        left, right, colour = nodes[path]
        links = (number(left), number(right), number(_middle(trees[path])))
        entry = _ENTRY.pack(name, len(name) + 2, kind, colour, *links, *places.get(path, (0, 0)))
        entries.append(entry)
    return b"".join(entries) + _UNUSED * (-len(entries) % (_SECTOR // _ENTRY.size))


def _siblings(paths: Iterable[_Path], storage: _Path) -> list[_Path]:
    """What stands in a storage, in the order that its tree is searched in: short names first."""
    found = [path for path in paths if path and path[:-1] == storage]
    return sorted(found, key=lambda path: (len(path[-1]), path[-1].upper()))


def _middle(ordered: Sequence[_Path]) -> _Path | None:
    return ordered[len(ordered) // 2] if ordered else None


def _tree(ordered: Sequence[_Path], full: int) -> Iterator[tuple[_Path, _Links]]:
    """Each path with its links, so that together they form a balanced search tree.

    `full` is the number of levels from here that are full. Those are black and what is left below
    them red, so that every way down meets as many black entries.
    """
    if ordered:
        at = len(ordered) // 2
        left, right = ordered[:at], ordered[at + 1 :]
        yield ordered[at], (_middle(left), _middle(right), _BLACK if full > 0 else _RED)
        yield from _tree(left, full - 1)
        yield from _tree(right, full - 1)
