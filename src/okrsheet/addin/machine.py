"""What the doctor can ask of a computer; tests answer in its place."""

from __future__ import annotations

import importlib
import os
import re
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Protocol

from okrsheet.addin.places import Places

INTERNET_ZONE = 3  # of Windows' zones; 4, restricted, is worse
MACHINES = {0x014C: 32, 0x8664: 64, 0xAA64: 64}  # of a Windows program's header


class Registry(Protocol):
    """Windows' registry; keys begin with `HKCU\\` or `HKLM\\`, what is missing is empty."""

    def values(self, key: str) -> Mapping[str, object]:
        """The values of a key by name in lower case; the key's own has the name ''."""

    def keys(self, key: str) -> tuple[str, ...]:
        """The names of the keys below a key."""


@dataclass(frozen=True, slots=True)
class Machine:
    """A computer and its user.

    `base` is where its Python itself stands, be `executable` that of a virtual environment.
    `python` is the version of the running Python, `bits` its 32 or 64. `package` gives an
    installed package's version or None, `preference` one of Office's on a Mac or None, `is_marked`
    whether the system thinks that a file came from the internet.
    """

    places: Places | None
    executable: Path
    base: Path
    environment: Mapping[str, str]
    python: str
    bits: int
    package: Callable[[str], str | None]
    registry: Registry
    preference: Callable[[str], str | None]
    is_marked: Callable[[Path], bool]

    @classmethod
    def this(cls) -> Machine:
        """This computer. Nothing is looked up before it is asked for."""
        is_windows = sys.platform == "win32"
        return cls(
            places=Places.here(),
            executable=Path(sys.executable),
            base=Path(sys.base_prefix),
            environment=os.environ,
            python=".".join(map(str, sys.version_info[:3])),
            bits=struct.calcsize("P") * 8,
            package=installed,
            registry=WindowsRegistry(),
            preference=office_preference,
            is_marked=has_zone_mark if is_windows else has_quarantine,
        )


class WindowsRegistry:
    """The registry of this computer."""

    def values(self, key: str) -> Mapping[str, object]:
        """The values of a key by name in lower case."""
        return {name.lower(): value for name, value, _ in self._each(key, "EnumValue")}

    def keys(self, key: str) -> tuple[str, ...]:
        """The names of the keys below a key."""
        return tuple(self._each(key, "EnumKey"))

    def _each(self, key: str, enumerator: str) -> Iterator[Any]:
        """All that is in a key; the end, like a missing key, is told by an OSError."""
        winreg = importlib.import_module("winreg")  # there is none but on Windows
        hive, _, path = key.partition("\\")
        root = {"HKCU": winreg.HKEY_CURRENT_USER, "HKLM": winreg.HKEY_LOCAL_MACHINE}[hive]
        with suppress(OSError), winreg.OpenKey(root, path) as handle:
            at = 0
            while True:
                yield getattr(winreg, enumerator)(handle, at)
                at += 1


def installed(package: str) -> str | None:
    """The version of an installed package, or None."""
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def office_preference(key: str) -> str | None:
    """A preference of Office on a Mac, its organisation's before the user's own."""
    return _answer("/usr/bin/defaults", "read", "com.microsoft.office", key)


def has_quarantine(path: Path) -> bool:
    """Whether macOS holds a file for one from the internet."""
    return _answer("/usr/bin/xattr", "-p", "com.apple.quarantine", str(path)) is not None


def has_zone_mark(path: Path) -> bool:
    """Whether Windows holds a file for one from the internet: the mark of the web."""
    try:
        mark = Path(f"{path}:Zone.Identifier").read_bytes()
    except OSError:
        return False
    zone = re.search(rb"ZoneId\s*=\s*(\d)", mark)
    return zone is not None and int(zone[1]) >= INTERNET_ZONE


def program_bits(program: Path) -> int | None:
    """For how many bits a Windows program is made, 32 or 64; None where it does not say.

    Source: Microsoft's PE format: the header's place at 0x3C, then a signature, then the machine.
    """
    try:
        with program.open("rb") as stream:
            stream.seek(0x3C)
            (header,) = struct.unpack("<I", stream.read(4))
            stream.seek(header)
            signature, machine = struct.unpack("<4sH", stream.read(6))
    except (OSError, struct.error):
        return None
    return MACHINES.get(machine) if signature == b"PE\0\0" else None


def _answer(*command: str) -> str | None:
    """What a program of the system says; None where it fails or is not there."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=10, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip()
