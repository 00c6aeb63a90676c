"""The compression of a VBA project's text and directory (MS-OVBA 2.4.1)."""

from __future__ import annotations

import struct
from collections.abc import Iterator

_CONTAINER = b"\x01"
_CHUNK = 4096
_MARK, _COMPRESSED = 0x3000, 0x8000  # in a chunk's header, above its size less 3
_SHORTEST = 3  # bytes that are worth a copy


def compressed(content: bytes) -> bytes:
    """The content in a compressed container.

    Raises ValueError where it ends in 3,641 to 4,095 bytes that do not compress: what is not
    compressed comes in chunks of 4096 bytes, and would come back with zeros at its end.
    """
    chunks = (content[at : at + _CHUNK] for at in range(0, len(content), _CHUNK))
    return _CONTAINER + b"".join(map(_chunk, chunks))


def _chunk(plain: bytes) -> bytes:
    packed, flags = b"", _COMPRESSED
    tokens = list(_tokens(plain))
    for at in range(0, len(tokens), 8):
        group = tokens[at : at + 8]
        copies = sum(is_copy << place for place, (is_copy, _) in enumerate(group))
        packed += bytes([copies]) + b"".join(token for _, token in group)
    if len(packed) > _CHUNK:
        if len(plain) < _CHUNK:
            raise ValueError(f"The last {len(plain)} bytes of a stream do not compress.")
        packed, flags = plain, 0
    # The size counts the header's two bytes and is written less 3.
    return struct.pack("<H", (len(packed) + 2 - 3) | _MARK | flags) + packed


def _tokens(plain: bytes) -> Iterator[tuple[bool, bytes]]:
    """A chunk as bytes that stand for themselves (False) and copies of earlier ones (True).

    A copy is 16 bits: how far back, less 1, then how many bytes, less 3. The further on in the
    chunk, the more bits tell how far back.
    """
    at = 0
    while at < len(plain):
        bits = max((at - 1).bit_length(), 4)
        source, length = _longest(plain, at, (0xFFFF >> bits) + _SHORTEST)
        if length < _SHORTEST:
            yield False, plain[at : at + 1]
            at += 1
        else:
            yield True, struct.pack("<H", (at - source - 1) << (16 - bits) | (length - _SHORTEST))
            at += length


def _longest(plain: bytes, at: int, limit: int) -> tuple[int, int]:
    """Where the longest run of bytes begins that stands at `at` too, and its length (0: none).

    The run may reach beyond `at`: a copy repeats what it has just written.
    """
    source, length, wanted = at, 0, _SHORTEST
    while wanted <= min(limit, len(plain) - at):
        found = plain.rfind(plain[at : at + wanted], 0, at + wanted - 1)
        if found < 0:
            break
        source, length, wanted = found, wanted, wanted + 1
    return source, length
