"""A VBA project from the text of its modules: the vbaProject.bin of a workbook (MS-OVBA).

It holds source text only. The version 0xFFFF in `_VBA_PROJECT` says so: Excel then compiles the
text by itself, whatever its version, its system and its bitness (MS-OVBA 1.6 and 2.3.4.1).
"""

from __future__ import annotations

import re
import struct
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from okrsheet.addin.compound import compound_file
from okrsheet.addin.ovba import compressed

WORKBOOK, SHEET = "ThisWorkbook", "Sheet1"  # the code names of the document modules
# A library is found by its identifier; the path is the one that Excel 2016 and later write.
_REFERENCES = {
    "stdole": r"*\G{00020430-0000-0000-C000-000000000046}#2.0#0"
    r"#C:\Windows\System32\stdole2.tlb#OLE Automation",
    "Office": r"*\G{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}#2.0#0"
    r"#C:\Program Files\Common Files\Microsoft Shared\OFFICE16\MSO.DLL"
    r"#Microsoft Office 16.0 Object Library",
}
_LIBRARIES = (*_REFERENCES, "VBA", "Excel")
_VBA_PROJECT = bytes.fromhex("CC61FFFF000000")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,30}")
_OWN_HEADER = re.compile(r"Attribute +VB_|VERSION +\d")
_WORKBOOK_BASE = "0{00020819-0000-0000-C000-000000000046}"
_SHEET_BASE = "0{00020820-0000-0000-C000-000000000046}"
_CLASS_BASE = "0{FCFB3D2A-A0FA-1068-A738-08002B3371B5}"
_CODE_PAGE, _ENGLISH, _WINDOWS = 1252, 0x0409, 1
_NO_COOKIE = b"\xff\xff"
# Any seed is allowed; with this one no byte of padding is asked for.
_SEED, _ENCRYPTION = 0x59, 2
_UNPROTECTED, _NO_PASSWORD, _VISIBLE = bytes(4), b"\x00", b"\xff"


@dataclass(frozen=True, slots=True)
class Module:
    """A module: its name, its text without `Attribute VB_...` lines, and what it is.

    A document module belongs to the workbook (by the name ThisWorkbook) or to a sheet.
    """

    name: str
    source: str
    kind: Literal["standard", "class", "document"]


def vba_project(name: str, modules: Sequence[Module]) -> bytes:
    """The project of that name with these modules, without password and open to view.

    The document modules are ThisWorkbook and Sheet1: Excel removes a project that lacks that of
    the workbook or of a sheet. Raises ValueError where they are others, for a name that VBA does
    not take or that is taken, and for text that is not ASCII or has lines that are added here.
    """
    _refuse_names(name, modules)
    names = [module.name for module in modules]
    wide = b"".join(one.encode() + b"\0" + one.encode("utf-16-le") + b"\0\0" for one in names)
    streams = {
        "PROJECT": _properties(name, modules),
        "PROJECTwm": wide + b"\0\0",
        "VBA/_VBA_PROJECT": _VBA_PROJECT,
        "VBA/dir": compressed(_directory(name, modules)),
    }
    texts = {f"VBA/{module.name}": compressed(_text(module)) for module in modules}
    return compound_file(streams | texts)


def _refuse_names(project: str, modules: Sequence[Module]) -> None:
    taken = {name.casefold() for name in (project, "dir", *_LIBRARIES)}
    if not _NAME.fullmatch(project):
        raise ValueError(f"{project!r} cannot be the name of a VBA project.")
    documents = {module.name for module in modules if module.kind == "document"}
    if documents != {WORKBOOK, SHEET}:
        raise ValueError(
            f"The document modules are {WORKBOOK} and {SHEET}, not {sorted(documents)}."
        )
    for module in modules:
        if not _NAME.fullmatch(module.name):
            raise ValueError(f"{module.name!r} cannot be the name of a VBA module.")
        if module.name.casefold() in taken:
            raise ValueError(f"The name {module.name} of a VBA module is already taken.")
        taken.add(module.name.casefold())


def _text(module: Module) -> bytes:
    """What a module's stream holds: its attributes, then its source, with Windows' line ends."""
    lines = re.split(r"\r\n|\r|\n", module.source.rstrip("\r\n"))
    for number, line in enumerate(lines, 1):
        if not line.isascii():
            raise ValueError(f"{module.name}, line {number}: VBA text is ASCII only: {line!r}.")
        if _OWN_HEADER.match(line):
            raise ValueError(f"{module.name}, line {number}: {line!r} is added by the build.")
    return "".join(f"{line}\r\n" for line in (*_attributes(module), *lines)).encode("ascii")


def _attributes(module: Module) -> list[str]:
    attributes: dict[str, object] = {"Name": f'"{module.name}"'}
    if module.kind != "standard":
        document = module.kind == "document"
        document_base = _WORKBOOK_BASE if module.name == WORKBOOK else _SHEET_BASE
        attributes |= {
            "Base": f'"{document_base if document else _CLASS_BASE}"',
            "GlobalNameSpace": False,
            "Creatable": False,
            "PredeclaredId": document,
            "Exposed": document,
            "TemplateDerived": False,
            "Customizable": document,
        }
    return [f"Attribute VB_{key} = {value}" for key, value in attributes.items()]


def _properties(name: str, modules: Sequence[Module]) -> bytes:
    """The stream PROJECT (2.3.1)."""
    words = {
        "standard": "Module={}",
        "class": "Class={}",
        "document": "Document={}/&H00000000",
    }
    # The same project always has the same identifier.
    identifier = f"{{{uuid.uuid5(uuid.NAMESPACE_OID, name)}}}".upper()
    lines = [
        f'ID="{identifier}"',
        *(words[module.kind].format(module.name) for module in modules),
        f'Name="{name}"',
        'HelpContextID="0"',
        'VersionCompatible32="393222000"',
        f'CMG="{_encrypted(_UNPROTECTED, identifier)}"',
        f'DPB="{_encrypted(_NO_PASSWORD, identifier)}"',
        f'GC="{_encrypted(_VISIBLE, identifier)}"',
        "",
        "[Host Extender Info]",
        "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000",
        "",
        "[Workspace]",
        *(f"{module.name}=0, 0, 0, 0, C" for module in modules),
    ]
    return "".join(f"{line}\r\n" for line in lines).encode("ascii")


def _encrypted(data: bytes, identifier: str) -> str:
    """Data encryption (2.4.3.2), keyed by the project's identifier; hexadecimal."""
    key = sum(identifier.encode()) & 0xFF
    written = [_SEED, _SEED ^ _ENCRYPTION, _SEED ^ key]
    before = key
    for byte in struct.pack("<I", len(data)) + data:
        written.append(byte ^ (written[-2] + before & 0xFF))
        before = byte
    return bytes(written).hex().upper()


def _directory(name: str, modules: Sequence[Module]) -> bytes:
    """The stream dir (2.3.4.2), before its compression."""
    return b"".join(
        [
            _record(0x0001, _WINDOWS.to_bytes(4, "little")),
            _record(0x0002, _ENGLISH.to_bytes(4, "little")),
            _record(0x0014, _ENGLISH.to_bytes(4, "little")),
            _record(0x0003, _CODE_PAGE.to_bytes(2, "little")),
            _record(0x0004, name.encode("ascii")),
            _twice(0x0005, 0x0040, ""),  # description
            _record(0x0006, b"") + _record(0x003D, b""),  # help file
            _record(0x0007, bytes(4)),  # help context
            _record(0x0008, bytes(4)),  # flags
            # The version is longer than the size that stands before it.
            struct.pack("<HIIH", 0x0009, 4, 1, 0),
            _twice(0x000C, 0x003C, ""),  # constants
            *(_reference(*reference) for reference in _REFERENCES.items()),
            _record(0x000F, len(modules).to_bytes(2, "little")),
            _record(0x0013, _NO_COOKIE),
            *(_module(module) for module in modules),
            _record(0x0010, b""),
        ]
    )


def _reference(name: str, library: str) -> bytes:
    place = library.encode("ascii")
    registered = struct.pack("<I", len(place)) + place + bytes(6)
    return _twice(0x0016, 0x003E, name) + _record(0x000D, registered)


def _module(module: Module) -> bytes:
    return b"".join(
        [
            _twice(0x0019, 0x0047, module.name),
            _twice(0x001A, 0x0032, module.name),  # its stream
            _twice(0x001C, 0x0048, ""),  # description
            _record(0x0031, bytes(4)),  # where its text begins: nothing stands before it
            _record(0x001E, bytes(4)),  # help context
            _record(0x002C, _NO_COOKIE),
            _record(0x0021 if module.kind == "standard" else 0x0022, b""),
            _record(0x002B, b""),
        ]
    )


def _record(identifier: int, content: bytes) -> bytes:
    return struct.pack("<HI", identifier, len(content)) + content


def _twice(identifier: int, wide: int, text: str) -> bytes:
    """A text in the code page, then in UTF-16."""
    return _record(identifier, text.encode("ascii")) + _record(wide, text.encode("utf-16-le"))
