"""The zip file around a workbook: members that are not changed keep their compressed bytes."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import BinaryIO

from okrsheet.books.book import BookError

LARGEST_FILE = 1 << 31
LARGEST_PART = 1 << 30
_BOMB_SIZE, _BOMB_RATIO = 100 << 20, 500
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
EPOCH = (1980, 1, 1, 0, 0, 0)
_DESCRIPTOR, _ENCRYPTED, _ZIP64 = 0x08, 0x01, 0x0001


class Archive:
    """A zip file held in memory.

    `where` is how the file is named in errors. Raises BookError where the bytes are no zip file,
    or one that cannot safely be edited: encrypted or duplicate members, parts beyond the caps.
    """

    def __init__(self, content: bytes, where: str) -> None:
        self.content = content
        self.where = where
        _refuse_other_formats(content, where)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OverflowError, struct.error) as error:
            raise self._broken("it is not a complete zip file") from error
        self.members = {info.filename: info for info in self._zip.infolist()}
        self._refuse_unsafe()

    def read(self, name: str) -> bytes:
        """The bytes of one member, inflated."""
        info = self.members[name]
        if info.compress_type == zipfile.ZIP_DEFLATED and info.file_size <= LARGEST_PART:
            data = self._inflated(info)
            if data is not None:
                return data
        try:
            with self._zip.open(info) as stream:
                data = stream.read(LARGEST_PART + 1)
        # zipfile raises NotImplementedError for a compression that it does not know.
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
            raise self._broken(f"the part {name} cannot be unpacked") from error
        if len(data) > LARGEST_PART:
            raise self._too_large(name)
        return data

    def _inflated(self, info: zipfile.ZipInfo) -> bytes | None:
        """The bytes of a deflated member at one go; None where they are not what they should be."""
        packer = zlib.decompressobj(-15)
        try:
            data = packer.decompress(self.raw(info.filename), info.file_size + 1)
        except (BookError, zlib.error):
            return None
        is_whole = packer.eof and len(data) == info.file_size and zlib.crc32(data) == info.CRC
        return data if is_whole else None

    def raw(self, name: str) -> bytes:
        """The compressed bytes of one member, as they stand in the file."""
        info = self.members[name]
        head = self.content[info.header_offset : info.header_offset + _LOCAL.size]
        if len(head) < _LOCAL.size or not head.startswith(b"PK\x03\x04"):
            raise self._broken(f"the part {name} is not where the directory says")
        fields = _LOCAL.unpack(head)
        start = info.header_offset + _LOCAL.size + int(fields[9]) + int(fields[10])
        data = self.content[start : start + info.compress_size]
        if len(data) != info.compress_size:
            raise self._broken(f"the part {name} is cut off")
        return data

    def write(self, stream: BinaryIO, changes: Mapping[str, bytes | None]) -> None:
        """Write the file anew: changed members deflated, removed (None) left out, new at the end.

        Everything else keeps its order, its time and its compressed bytes.
        """
        directory = []
        for name, info in self.members.items():
            if name not in changes:
                directory.append(put(stream, _plain(info), self.raw(name)))
            elif (data := changes[name]) is not None:
                directory.append(put(stream, *_deflated(info, data)))
        for name, data in changes.items():
            if name not in self.members and data is not None:
                new = zipfile.ZipInfo(name, EPOCH)
                new.CRC = 0
                directory.append(put(stream, *_deflated(new, data)))
        put_directory(stream, directory, self._zip.comment)

    def _refuse_unsafe(self) -> None:
        infos = self._zip.infolist()
        names = [info.filename.casefold() for info in infos]
        if len(set(names)) != len(names):
            twice = next(name for name in names if names.count(name) > 1)
            raise self._broken(f"the part {twice} stands in it twice")
        for info in infos:
            if info.flag_bits & _ENCRYPTED:
                raise BookError(
                    "the file is encrypted.", self.where, "Take the password off and try again."
                )
            bomb = info.file_size > _BOMB_SIZE
            bomb = bomb and info.file_size > _BOMB_RATIO * max(info.compress_size, 1)
            if info.file_size > LARGEST_PART or bomb:
                raise self._too_large(info.filename)

    def _broken(self, what: str) -> BookError:
        fix = "Open it in Excel, save it as a new .xlsx workbook and use that one."
        return BookError(f"the file is damaged: {what}.", self.where, fix)

    def _too_large(self, name: str) -> BookError:
        return BookError(
            f"the part {name} is larger than okrsheet handles when unpacked.",
            self.where,
            "Remove the rows or pictures that nobody needs.",
        )


def _refuse_other_formats(content: bytes, where: str) -> None:
    save_as = "Open it in Excel and save it as an .xlsx workbook."
    if not content:
        raise BookError("the file is empty.", where, "Choose an .xlsx workbook.")
    if content.startswith(_OLE2):
        if "EncryptedPackage".encode("utf-16-le") in content:
            fix = "Take the password off in Excel and try again."
            raise BookError("the workbook is encrypted with a password.", where, fix)
        raise BookError("this is an old Excel file (.xls), not an .xlsx.", where, save_as)
    if not content.startswith(b"PK"):
        raise BookError("this is not an Excel workbook (not a zip file).", where, save_as)
    if len(content) > LARGEST_FILE:
        raise BookError("the file is larger than 2 GB.", where, "Split it and try again.")


def _plain(info: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """A copy for a header of our own: sizes stand in it, so no data descriptor, no zip64."""
    plain = zipfile.ZipInfo(info.filename, info.date_time)
    plain.flag_bits = info.flag_bits & ~_DESCRIPTOR
    plain.compress_type, plain.CRC = info.compress_type, info.CRC
    plain.compress_size, plain.file_size = info.compress_size, info.file_size
    plain.create_version, plain.create_system = info.create_version, info.create_system
    plain.internal_attr, plain.external_attr = info.internal_attr, info.external_attr
    plain.comment, plain.extra = info.comment, _without_zip64(info.extra)
    return plain


def _deflated(info: zipfile.ZipInfo, data: bytes) -> tuple[zipfile.ZipInfo, bytes]:
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    packed = packer.compress(data) + packer.flush()
    plain = _plain(info)
    plain.compress_type = zipfile.ZIP_DEFLATED
    plain.flag_bits &= ~0x06  # the level that the first writer used
    plain.CRC, plain.file_size, plain.compress_size = zlib.crc32(data), len(data), len(packed)
    return plain, packed


def _without_zip64(extra: bytes) -> bytes:
    kept, rest = b"", extra
    while len(rest) >= 4:
        kind, size = struct.unpack_from("<HH", rest)
        if kind != _ZIP64:
            kept += rest[: 4 + size]
        rest = rest[4 + size :]
    return kept


def put(stream: BinaryIO, info: zipfile.ZipInfo, packed: bytes) -> zipfile.ZipInfo:
    info.header_offset = stream.tell()
    name, date, time = _name_and_time(info)
    stream.write(
        _LOCAL.pack(
            b"PK\x03\x04", 20, info.flag_bits, info.compress_type, time, date,
            info.CRC, info.compress_size, info.file_size, len(name), 0,
        )
    )  # fmt: skip
    stream.write(name)
    stream.write(packed)
    return info


def _name_and_time(info: zipfile.ZipInfo) -> tuple[bytes, int, int]:
    year, month, day, hour, minute, second = info.date_time
    date = (max(year, 1980) - 1980) << 9 | month << 5 | day
    name = info.filename.encode("utf-8" if info.flag_bits & 0x800 else "cp437", "replace")
    return name, date, hour << 11 | minute << 5 | second // 2


def put_directory(stream: BinaryIO, infos: list[zipfile.ZipInfo], comment: bytes) -> None:
    start = stream.tell()
    for info in infos:
        name, date, time = _name_and_time(info)
        stream.write(
            _CENTRAL.pack(
                b"PK\x01\x02", info.create_version | info.create_system << 8, 20, info.flag_bits,
                info.compress_type, time, date, info.CRC, info.compress_size, info.file_size,
                len(name), len(info.extra), len(info.comment), 0, info.internal_attr,
                info.external_attr, info.header_offset,
            )
        )  # fmt: skip
        stream.write(name + info.extra + info.comment)
    size = stream.tell() - start
    count = len(infos)
    end = _END.pack(b"PK\x05\x06", 0, 0, count, count, size, start, len(comment))
    stream.write(end + comment)
