"""Members put together into a zip file: the same bytes for the same members, at any time."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_VERSION, _DEFLATED = 20, 8  # zip 2.0 unpacks it; how it is packed
_MADE = 3 << 8 | _VERSION  # by a Unix, whatever made it: so are the modes
_TIME, _DATE = 0, 1 << 5 | 1  # midnight of 1 January 1980, the first that a zip file can say
_MODE = 0o644 << 16  # of a member, for those who unpack the file


@dataclass(frozen=True, slots=True)
class Member:
    """A member: its name, its bytes as they are deflated, and their checksum and size unpacked."""

    name: str
    packed: bytes
    crc: int
    size: int

    @classmethod
    def of(cls, name: str, content: bytes) -> Member:
        """A member of such content."""
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        return cls(
            name, packer.compress(content) + packer.flush(), zlib.crc32(content), len(content)
        )


def parcel(members: Iterable[Member]) -> bytes:
    """A zip file of the members, in their order."""
    pieces: list[bytes] = []
    directory: list[bytes] = []
    at = 0
    for member in members:
        name = member.name.encode("cp437", "replace")
        sizes = (member.crc, len(member.packed), member.size, len(name), 0)
        told = (_VERSION, 0, _DEFLATED, _TIME, _DATE, *sizes)  # there, and in the directory
        pieces += (_LOCAL.pack(b"PK\x03\x04", *told), name, member.packed)
        directory += (_CENTRAL.pack(b"PK\x01\x02", _MADE, *told, 0, 0, 0, _MODE, at), name)
        at += _LOCAL.size + len(name) + len(member.packed)
    count, size = len(directory) // 2, sum(map(len, directory))
    end = _END.pack(b"PK\x05\x06", 0, 0, count, count, size, at, 0)
    return b"".join((*pieces, *directory, end))
