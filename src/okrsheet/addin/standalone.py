"""The part of xlwings' own VBA module that the add-in needs, from the xlwings installed here.

It is taken at build time, so that it fits the library that comes with the same xlwings. What reads
the settings or the code of an open workbook is left out; what looks settings up and starts Python
is okrsheet's own module Python. All that stays was read and is known by a digest: where xlwings
changes a part of it, the build stops and says which.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from okrsheet.addin.project import Module
from okrsheet.books.book import BookError

HEAD = "the declarations"
PROCEDURE = re.compile(r"(?:Public |Private )?(?:Function|Sub) (\w+)\(")
END = re.compile(r"End (?:Function|Sub)")
VERSION = re.compile(r"\d+\.\d+\.\d+")
DIGITS = 16
INSTALL = 'Run python -m pip install "okrsheet[excel]".'

# What stays, as it was read: the first digits of the SHA-256 of its text without version numbers.
KEPT = {
    HEAD: "fb0bb1d541f92625",
    "ExecuteMac": "7af09c1fae9afbc8",
    "ExpandEnvironmentStrings": "d3f92c0e1897cf64",
    "FileExists": "bdb3d47ebb0a584a",
    "FileExistsOnWindows": "1f94afa58e15c3cf",
    "FileOrFolderExistsOnMac": "f878e74632f1f457",
    "GetConfigFilePath": "b6c094e5c53d1c74",
    "GetConfigFromFile": "535be69bd0884d8d",
    "GetMacDir": "80314f4cc0c69ed7",
    "ParentFolder": "65e0b8e248ad1b76",
    "ReadFile": "dafb083bbe84153f",
    "SheetExists": "8069a80a375fe2f7",
    "ShowError": "3d77e163fc664be3",
    "ToMacPath": "08b8b481982ac702",
    "ToPosixPath": "bffb69932a60ef10",
    "WScript": "aa73f238e5c6c2c2",
    "XLPy": "10cc55f9d5babc81",
    "XLPyLoadDLL": "6f93da0e6917ed52",
}

# What the modules Python (the first three) and Ribbon have in a form of their own.
OURS = frozenset({"GetConfig", "RunPython", "XLPyCommand", "CleanUp"})

# What goes: configuration files beside a workbook, cell functions and code that a workbook brings,
# Python as a new process at each click, and what nothing calls any more.
LEFT_OUT = frozenset(
    {
        *("GetConfigFromSheet", "GetDirectory", "GetDirectoryConfigFilePath", "GetDirectoryPath"),
        *("GetFullName", "SaveConfigToFile", "IsFullName", "GetBaseName"),
        *("GetUdfModules", "ImportPythonUDFs", "ImportPythonUDFsBase", "ImportPythonUDFsToAddin"),
        *("ImportXlwingsUdfsModule", "NDims", "sql", "has_dynamic_array"),
        *("CheckConda", "CreateGUID", "ExecuteWindows", "RunFrozenPython"),
        *("GetDLLVersion", "KillFileOnMac", "KillPy"),
    }
)

# What is said in another way in what stays. The first line keeps the procedures out of Excel's
# function wizard; the name of the module is written into the project.
REPLACED = (
    ('Attribute VB_Name = "xlwings"\n', "Option Private Module\n"),
    ('PROJECT_NAME As String = "xlwings"', 'PROJECT_NAME As String = "okrsheet"'),
    ("run 'xlwings runpython install'", "run 'okrsheet addin install'"),
)


def installed() -> str:
    """The text of the VBA module of the xlwings that is installed here.

    Raises BookError where there is none.
    """
    package = find_spec("xlwings")
    if package is None or package.origin is None:
        told = "xlwings is not installed, and the add-in carries a part of it."
        raise BookError(told, "okrsheet.xlam", INSTALL)
    return Path(package.origin).with_name("xlwings.bas").read_text(encoding="ascii")


def xlwings_module(text: str) -> Module:
    """The module `xlwings` of the add-in, from the text of xlwings' own.

    Raises BookError where something in it is new or missing, or other than it was read.
    """
    parts = dict(procedures(text))
    if strange := sorted(parts.keys() ^ (KEPT.keys() | LEFT_OUT | OURS)):
        raise _changed(f"{', '.join(strange)}: new or missing")
    if strange := [name for name, digest in KEPT.items() if _digest(parts[name]) != digest]:
        raise _changed(f"{', '.join(strange)}: not as it was read")
    source = "\n".join(part for name, part in parts.items() if name in KEPT)
    for piece, other in REPLACED:
        if source.count(piece) != 1:
            raise _changed(f"{piece.strip()}: not there once")
        source = source.replace(piece, other)
    return Module("xlwings", source, "standard")


def procedures(text: str) -> Iterator[tuple[str, str]]:
    """The name and text of what stands before the first procedure, and of each procedure.

    What stands between procedures (comments, and conditions for other Office programs) is left out.
    """
    name: str | None = HEAD
    lines: list[str] = []
    for line in text.splitlines(keepends=True):
        begun = PROCEDURE.match(line)
        if begun and name in (None, HEAD):
            if name:
                yield name, "".join(lines)
            name, lines = begun[1], []
        lines.append(line)
        if name and END.match(line):
            yield name, "".join(lines)
            name = None


def _digest(part: str) -> str:
    return hashlib.sha256(VERSION.sub("VERSION", part).encode()).hexdigest()[:DIGITS]


def _changed(what: str) -> BookError:
    told = f"The xlwings installed here has changed in a part that the add-in carries ({what})."
    return BookError(told, "xlwings.bas", INSTALL)
