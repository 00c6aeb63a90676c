"""The doctor's lines, on computers made up to lack one thing each."""

import plistlib
import struct
import sys
import zipfile
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from okrsheet.addin.doctor import report
from okrsheet.addin.install import install
from okrsheet.books.book import BookError
from tests.addin.machines import EXCEL_PATH, POLICY, VERSIONS, mac, windows

FRESH = b"the add-in of this version"


@pytest.fixture(autouse=True)
def built(monkeypatch):
    """What a build of the add-in gives: FRESH; a test may set its `build`."""
    module = SimpleNamespace(build=lambda: FRESH)
    monkeypatch.setitem(sys.modules, "okrsheet.addin.build", module)
    return module


def put(path, content=b""):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


@pytest.fixture
def a_pc(tmp_path):
    """A Windows computer that lacks nothing."""
    program = put(tmp_path / "Office" / "EXCEL.EXE")
    start = b"MZ".ljust(0x3C, b"\0") + struct.pack("<I", 0x40)
    program.write_bytes(start + struct.pack("<4sH", b"PE\0\0", 0x8664))
    machine = windows(tmp_path, {EXCEL_PATH: {"": f'"{program}"'}})
    put(machine.executable)
    put(machine.executable.parent.parent / "xlwings64-0.37.8.dll")
    install(machine.places, FRESH, machine.executable, None)
    return machine


@pytest.fixture
def a_mac(tmp_path):
    """A Mac that lacks nothing."""
    machine = mac(tmp_path)
    about = tmp_path / "Applications" / "Microsoft Excel.app" / "Contents" / "Info.plist"
    put(about, plistlib.dumps({"CFBundleShortVersionString": "16.89"}))
    put(machine.executable)
    script = put(tmp_path / "package" / "xlwings-0.37.8.applescript")
    install(machine.places, FRESH, machine.executable, script)
    return machine


def faults(machine):
    """The lines that are not ok."""
    return [line for line in report(machine) if not line.ok]


def only_fault(machine):
    (line,) = faults(machine)
    return line


def without(machine, package):
    versions = {name: version for name, version in VERSIONS.items() if name != package}
    return replace(machine, package=versions.get)


def test_a_pc_that_lacks_nothing_is_well(a_pc):
    assert faults(a_pc) == []
    told = "\n".join(line.what for line in report(a_pc))
    for word in ("Python 3.11.9, 64-bit", "xlwings 0.37.8", "pywin32 308", "Excel, 64-bit"):
        assert word in told


def test_a_mac_that_lacks_nothing_is_well(a_mac):
    assert faults(a_mac) == []
    told = "\n".join(line.what for line in report(a_mac))
    assert "Excel 16.89" in told
    assert "appscript 1.3.0" in told


def test_every_line_that_is_not_ok_says_what_to_do(tmp_path):
    for machine in (windows(tmp_path), mac(tmp_path)):
        lines = report(machine)
        assert any(line.ok is False for line in lines)
        assert all(line.fix for line in lines if not line.ok)


def test_where_there_is_no_excel_one_line_says_so(a_pc):
    (line,) = report(replace(a_pc, places=None))
    assert line.ok is None
    assert line.what == "Excel runs on Windows and on a Mac only; this computer is neither."


def test_this_computer_is_looked_over_by_default():
    assert report()


def test_the_stores_python_cannot_put_anything_where_excel_sees_it(a_pc):
    line = only_fault(replace(a_pc, base=Path("/Program Files/WindowsApps/Python")))
    assert line.ok is False
    assert "python.org" in line.fix


def test_a_python_that_excel_on_a_mac_cannot_call_for_its_path_is_told(a_mac, tmp_path):
    spaced = put(tmp_path / "Application Support" / "bin" / "python3")
    first, _ = faults(replace(a_mac, executable=spaced))  # the other: not the one installed for
    assert first.ok is False
    assert "without spaces" in first.fix


def test_condas_python_may_miss_its_libraries(a_pc):
    put(a_pc.executable.parent / "conda-meta" / "history")
    assert only_fault(a_pc).ok is None


def test_without_xlwings_it_says_what_to_install(a_pc):
    first, second = faults(without(a_pc, "xlwings"))
    assert (first.ok, second.ok) == (False, None)
    assert 'pip install "okrsheet[excel]"' in first.fix


@pytest.mark.parametrize(("computer", "package"), [("a_pc", "pywin32"), ("a_mac", "appscript")])
def test_what_xlwings_works_through_is_named(request, computer, package):
    line = only_fault(without(request.getfixturevalue(computer), package))
    assert line.ok is False
    assert line.what.startswith(package)


def test_an_excel_that_is_not_registered_is_missed(a_pc):
    a_pc.registry.content.pop(EXCEL_PATH.casefold())
    assert only_fault(a_pc).what == "Excel is not registered on this computer."


def test_a_32_bit_excel_wants_the_32_bit_dll(a_pc, tmp_path):
    program = tmp_path / "Office" / "EXCEL.EXE"
    program.write_bytes(program.read_bytes()[:-2] + struct.pack("<H", 0x014C))
    assert only_fault(a_pc).what.startswith("xlwings32-0.37.8.dll stands neither")
    put(a_pc.executable.parent / "xlwings32-0.37.8.dll")
    assert faults(a_pc) == []


def test_a_mac_without_excel_is_told(a_mac, tmp_path):
    about = tmp_path / "Applications" / "Microsoft Excel.app" / "Contents" / "Info.plist"
    about.write_bytes(b"no list")
    assert only_fault(a_mac).what.startswith("There is no Microsoft Excel")


def test_a_mac_without_the_script_of_this_xlwings_is_told(a_mac):
    (a_mac.places.scripts / "xlwings-0.37.8.applescript").unlink()
    line = only_fault(a_mac)
    assert line.ok is False
    assert line.fix == "Run  okrsheet addin install"


def test_an_add_in_that_is_not_there_is_missed(a_pc):
    a_pc.places.addin.unlink()
    line = only_fault(a_pc)
    assert line.ok is False
    assert line.fix == "Run  okrsheet addin install"


def test_an_add_in_of_another_version_is_told(a_pc):
    a_pc.places.addin.write_bytes(b"older")
    line = only_fault(a_pc)
    assert line.ok is False
    assert "another version" in line.what


def test_a_signed_add_in_is_not_compared(a_pc):
    with zipfile.ZipFile(a_pc.places.addin, "w") as package:
        package.writestr("xl/vbaProjectSignature.bin", b"")
    assert only_fault(a_pc).ok is None


def test_an_add_in_that_cannot_be_built_is_not_compared(a_pc, built):
    def build():
        raise BookError("xlwings has changed.", "okrsheet addin build", "Install 0.37.8.")

    built.build = build
    line = only_fault(a_pc)
    assert (line.ok, line.fix) == (None, "Install 0.37.8.")
    assert line.what.endswith("xlwings has changed.")


def test_an_add_in_without_its_configuration_knows_no_python(a_pc):
    a_pc.places.configuration.unlink()
    line = only_fault(a_pc)
    assert line.ok is False
    assert "not told which Python" in line.what


def test_a_configuration_that_names_another_python_is_told(a_pc, tmp_path):
    other = put(tmp_path / "other" / "python.exe")
    install(a_pc.places, FRESH, other, None)
    assert only_fault(a_pc).what == f"The add-in calls another Python: {other}"
    other.unlink()
    assert "not there any more" in only_fault(a_pc).what


@pytest.mark.parametrize(("computer", "remedy"), [("a_pc", "Unblock"), ("a_mac", "xattr -d")])
def test_an_add_in_held_for_one_from_the_internet_is_told(request, computer, remedy):
    machine = request.getfixturevalue(computer)
    marked = replace(machine, is_marked=lambda path: path == machine.places.addin)
    line = only_fault(marked)
    assert line.ok is False
    assert remedy in line.fix


def test_what_the_organisation_forbids_is_among_the_lines(a_pc):
    key = POLICY + r"\Excel\Security"
    a_pc.registry.content[key.casefold()] = (key, {"disablealladdins": 1})
    assert only_fault(a_pc).what == "All add-ins are switched off in Excel."


def test_the_folder_of_onedrive_has_to_be_there_where_one_is_set_up(a_pc, tmp_path):
    folder = tmp_path / "OneDrive - Tidewell"
    machine = replace(a_pc, environment=a_pc.environment | {"OneDriveCommercial": str(folder)})
    line = only_fault(machine)
    assert line.ok is False
    assert str(folder) in line.what
    folder.mkdir()
    assert faults(machine) == []


def test_what_may_not_be_looked_at_is_unclear(a_mac):
    def refused(_):
        raise PermissionError(1, "Operation not permitted", "okrsheet.xlam")

    line = only_fault(replace(a_mac, is_marked=refused))
    assert line.ok is None
    assert "Operation not permitted" in line.what
