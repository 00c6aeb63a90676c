"""Members put together into a zip file: the same bytes for the same members, at any time."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from okrsheet.books.archive import EPOCH, put, put_directory

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
    stream = io.BytesIO()
    put_directory(stream, [put(stream, _info(member), member.packed) for member in members], b"")
    return stream.getvalue()


def _info(member: Member) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(member.name, EPOCH)
    info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, _MODE
    info.CRC, info.compress_size, info.file_size = member.crc, len(member.packed), member.size
    return info
