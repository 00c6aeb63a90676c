"""VBA projects read back: by olefile and oletools, and by LibreOffice.

The real file to compare with is an add-in that xlwings ships. Excel opens it every day.
"""

import importlib.util
import json
import struct
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import olefile  # type: ignore[import-untyped]

from tests.judges import libreoffice

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # it calls pyparsing by old names
    from oletools.olevba import (  # type: ignore[import-untyped]
        VBA_Parser,
        decompress_stream,
    )

MODULES_SESSION = Path(__file__).with_name("libreoffice_modules.py")
SECONDS_ALLOWED = 150
VERSION_RECORD, VERSION_SIZE = 0x0009, 6  # this record tells a size of 4 and has 6 bytes
NAME, TEXT_OFFSET = 0x0019, 0x0031


def shipped_addin() -> Path:
    """The ribbon add-in that stands in the installed xlwings."""
    spec = importlib.util.find_spec("xlwings")
    assert spec and spec.origin
    return Path(spec.origin).with_name("quickstart_addin_ribbon.xlam")


def project_in(workbook: Path) -> bytes:
    """The vbaProject.bin of a workbook."""
    with zipfile.ZipFile(workbook) as package:
        return package.read("xl/vbaProject.bin")


def opened(compound: bytes) -> olefile.OleFileIO:
    """A compound file; raises where olefile sees the slightest defect."""
    return olefile.OleFileIO(compound, raise_defects=olefile.DEFECT_UNSURE)


def streams(compound: bytes) -> dict[str, bytes]:
    """The streams of a compound file by path."""
    with opened(compound) as file:
        assert not file.parsing_issues
        return {"/".join(path): file.openstream(path).read() for path in file.listdir()}


def decompressed(content: bytes) -> bytes:
    """What oletools makes of a compressed container."""
    return bytes(decompress_stream(bytearray(content)))


def records(project: bytes) -> list[tuple[int, bytes]]:
    """The records of a project's directory: identifier and content."""
    return list(_records(decompressed(streams(project)["VBA/dir"])))


def _records(directory: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(directory):
        identifier, size = struct.unpack_from("<HI", directory, at)
        size = VERSION_SIZE if identifier == VERSION_RECORD else size
        yield identifier, directory[at + 6 : at + 6 + size]
        at += 6 + size
    assert at == len(directory)


def modules(project: bytes) -> dict[str, bytes]:
    """The text of each module as it stands in the project, attributes included."""
    found = records(project)
    names = [content.decode() for identifier, content in found if identifier == NAME]
    offsets = [struct.unpack("<I", data)[0] for kind, data in found if kind == TEXT_OFFSET]
    contents = streams(project)
    return {
        name: decompressed(contents[f"VBA/{name}"][offset:])
        for name, offset in zip(names, offsets, strict=True)
    }


def extracted(workbook: Path) -> dict[str, str]:
    """The modules that olevba finds in a workbook: file name and text."""
    parser = VBA_Parser(str(workbook))
    try:
        return {name: text for _, _, name, text in parser.extract_macros()}
    finally:
        parser.close()


def properties(project: bytes) -> dict[str, str]:
    """The lines `name="value"` of the stream PROJECT."""
    lines = streams(project)["PROJECT"].decode("ascii").split("\r\n")
    return {
        name: value.strip('"')
        for name, mark, value in (line.partition("=") for line in lines)
        if mark and value.startswith('"')
    }


def decrypted(value: str, identifier: str) -> bytes:
    """What an encrypted property of a project says (MS-OVBA 2.4.3.3)."""
    seed, version, key, *rest = bytes.fromhex(value)
    assert (seed ^ version, seed ^ key) == (2, sum(identifier.encode()) % 256)
    plain = [seed ^ key]
    written = [version, key]
    for byte in rest:
        plain.append(byte ^ (written[-2] + plain[-1]) % 256)
        written.append(byte)
    padding = (seed & 6) // 2
    size = int.from_bytes(plain[1 + padding : 5 + padding], "little")
    data = bytes(plain[5 + padding :])
    assert len(data) == size
    return data


@dataclass(frozen=True)
class Macros:
    """What LibreOffice finds in a macro workbook."""

    sheets: tuple[str, ...]
    project: str
    modules: dict[str, str]


def in_libreoffice(workbook: Path) -> Macros:
    """The sheets and the modules that LibreOffice finds, without running anything.

    Raises FileNotFoundError where LibreOffice is not installed.
    """
    told = libreoffice.printed(MODULES_SESSION, str(workbook.resolve()), seconds=SECONDS_ALLOWED)
    answer = json.loads(told)
    return Macros(tuple(answer["sheets"]), answer["project"], answer["modules"])
