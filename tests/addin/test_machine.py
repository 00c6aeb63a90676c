"""The probes of a computer, as far as this one can stand in for others."""

import struct
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from okrsheet.addin import machine as probes
from okrsheet.addin.machine import Machine, WindowsRegistry

KEY = r"HKCU\Software\Ours"


class FakeWinreg:
    """Windows' module of that name, with one key that holds one value and one key."""

    HKEY_CURRENT_USER, HKEY_LOCAL_MACHINE = "user", "machine"

    class Handle:
        def __enter__(self):
            return self

        def __exit__(self, *_):
            pass

    def OpenKey(self, root, path):
        if (root, path) != ("user", r"Software\Ours"):
            raise FileNotFoundError(2, "there is no such key")
        return self.Handle()

    def EnumValue(self, _, at):
        return [("VBAWarnings", 2, 4)][at] if at < 1 else self.end()

    def EnumKey(self, _, at):
        return ["Location1"][at] if at < 1 else self.end()

    @staticmethod
    def end():
        raise OSError(259, "no more data")


@pytest.fixture
def registry(monkeypatch):
    monkeypatch.setitem(sys.modules, "winreg", FakeWinreg())
    return WindowsRegistry()


def test_values_come_with_their_names_in_lower_case(registry):
    assert registry.values(KEY) == {"vbawarnings": 2}


def test_keys_come_by_name(registry):
    assert registry.keys(KEY) == ("Location1",)


def test_a_key_that_is_not_there_is_empty(registry):
    assert registry.values(r"HKLM\Software\Ours") == {}
    assert registry.keys(r"HKCU\Software\Theirs") == ()


@pytest.mark.parametrize(
    ("machine", "bits"), [(0x8664, 64), (0xAA64, 64), (0x014C, 32), (0x0200, None)]
)
def test_a_program_says_in_its_header_for_how_many_bits_it_is_made(tmp_path, machine, bits):
    program = tmp_path / "excel.exe"
    start = b"MZ".ljust(0x3C, b"\0") + struct.pack("<I", 0x80)
    program.write_bytes(start.ljust(0x80, b"\0") + struct.pack("<4sH", b"PE\0\0", machine))
    assert probes.program_bits(program) == bits


def test_what_is_no_program_has_no_bits(tmp_path):
    path = tmp_path / "excel.exe"
    assert probes.program_bits(path) is None
    path.write_bytes(b"MZ")
    assert probes.program_bits(path) is None
    path.write_bytes(bytes(0x100))
    assert probes.program_bits(path) is None


@pytest.mark.parametrize(
    ("mark", "marked"),
    [
        (b"[ZoneTransfer]\r\nZoneId=3\r\n", True),
        (b"[ZoneTransfer]\r\nZoneId=1\r\n", False),
        (b"", False),
    ],
)
def test_the_mark_of_the_web_is_a_zone_beside_the_file(tmp_path, mark, marked):
    (tmp_path / "okrsheet.xlam:Zone.Identifier").write_bytes(mark)
    assert probes.has_zone_mark(tmp_path / "okrsheet.xlam") is marked


def test_a_file_without_a_zone_has_no_mark(tmp_path):
    assert not probes.has_zone_mark(tmp_path / "okrsheet.xlam")


@pytest.fixture
def answers(monkeypatch):
    """What programs of the system answer, by their command; they are not there otherwise."""
    given = {}

    def run(command, **_):
        if command not in given:
            raise FileNotFoundError(2, "no such program")
        return SimpleNamespace(stdout=given[command])

    monkeypatch.setattr(subprocess, "run", run)
    return given


def test_a_preference_of_office_is_asked_of_the_mac(answers):
    command = ("/usr/bin/defaults", "read", "com.microsoft.office", "VisualBasicEntirelyDisabled")
    assert probes.office_preference("VisualBasicEntirelyDisabled") is None
    answers[command] = "1\n"
    assert probes.office_preference("VisualBasicEntirelyDisabled") == "1"


def test_a_quarantine_is_asked_of_the_mac(answers):
    path = Path("okrsheet.xlam")
    assert not probes.has_quarantine(path)
    answers["/usr/bin/xattr", "-p", "com.apple.quarantine", "okrsheet.xlam"] = "0083;..."
    assert probes.has_quarantine(path)


def test_a_package_has_a_version_where_it_is_installed():
    assert probes.installed("click")
    assert probes.installed("no-such-package-here") is None


def test_this_computer_is_the_one_that_runs():
    this = Machine.this()
    assert this.executable == Path(sys.executable)
    assert this.python == ".".join(map(str, sys.version_info[:3]))
    assert this.bits in (32, 64)
