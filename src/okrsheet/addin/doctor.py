"""What the add-in needs on this computer, whether it is there, and what to do where it is not."""

from __future__ import annotations

import plistlib
from os.path import normcase
from pathlib import Path

from okrsheet.addin import trust
from okrsheet.addin.configuration import settings_in
from okrsheet.addin.install import MAKE_PLAIN, is_callable, is_from_store
from okrsheet.addin.line import Check, Line
from okrsheet.addin.machine import Machine, program_bits
from okrsheet.addin.places import Places
from okrsheet.books.book import BookError

INSTALL = "Run  okrsheet addin install"
REQUIRE = 'Run  python -m pip install "okrsheet[excel]"'
EXCEL_PATH = r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
ONEDRIVE_VARIABLES = ("OneDriveCommercial", "OneDriveConsumer", "OneDrive")
NO_EXCEL = Line(
    None,
    "Excel runs on Windows and on a Mac only; this computer is neither.",
    "`okrsheet addin build` makes the add-in for another computer. All else works here.",
)


def report(machine: Machine | None = None) -> tuple[Line, ...]:
    """The doctor's lines, in the order in which to mend things; of this computer by default."""
    machine = machine or Machine.this()
    if machine.places is None:
        return (NO_EXCEL,)
    checks: dict[str, tuple[Check, ...]] = {
        "Windows": (_python, _xlwings, _bridge, _excel, _dll, _addin, _configuration, _unmarked),
        "Mac": (_python, _xlwings, _bridge, _mac_excel, _script, _addin, _configuration, _unmarked),
    }
    own = (*checks[machine.places.system], *trust.CHECKS[machine.places.system], _onedrive)
    return tuple(_looked(check, machine, machine.places) for check in own)


def _looked(check: Check, machine: Machine, places: Places) -> Line:
    """A check's line; macOS and some organisations do not let everybody look everywhere."""
    try:
        return check(machine, places)
    except OSError as fault:
        what = f"This could not be looked at ({fault.strerror}): {fault.filename}"
        return Line(None, what, "Allow your terminal to read it, or look yourself.")


def _python(machine: Machine, places: Places) -> Line:
    """Python's bits need not be Excel's: they are two programs."""
    what = f"Python {machine.python}, {machine.bits}-bit: {machine.executable}"
    if is_from_store(machine.base):
        fix = "Excel cannot see what the Store's Python writes: install Python from python.org."
        return Line(False, f"{what}, from the Microsoft Store", fix)
    if not is_callable(places, machine.executable):
        return Line(False, f"{what}, whose path has spaces or signs in it", MAKE_PLAIN)
    if places.system == "Windows" and (machine.executable.parent / "conda-meta").is_dir():
        fix = (
            "Excel starts it without activating its environment. Where a click says that numpy "
            "cannot be loaded, install okrsheet for a Python from python.org instead."
        )
        return Line(None, f"{what}, from conda", fix)
    return Line(True, what)


def _xlwings(machine: Machine, places: Places) -> Line:
    version = machine.package("xlwings")
    if version is None:
        return Line(False, "xlwings, which connects Excel and Python, is not installed.", REQUIRE)
    return Line(True, f"xlwings {version}")


def _bridge(machine: Machine, places: Places) -> Line:
    needed = "pywin32" if places.system == "Windows" else "appscript"
    version = machine.package(needed)
    if version is None:
        return Line(False, f"{needed}, through which xlwings works, is not installed.", REQUIRE)
    return Line(True, f"{needed} {version}")


def _excel(machine: Machine, places: Places) -> Line:
    program = _excel_program(machine)
    if program is None:
        fix = "Install Excel 2019 or later; Excel on the web runs no such add-in."
        return Line(False, "Excel is not registered on this computer.", fix)
    bits = program_bits(program)
    return Line(True, f"Excel, {f'{bits}-bit' if bits else 'bits unknown'}: {program}")


def _excel_program(machine: Machine) -> Path | None:
    for hive in ("HKCU", "HKLM"):
        program = machine.registry.values(f"{hive}\\{EXCEL_PATH}").get("")
        if isinstance(program, str) and program:
            return Path(program.strip('"'))
    return None


def _mac_excel(machine: Machine, places: Places) -> Line:
    for folder in places.applications:
        about = folder / "Microsoft Excel.app" / "Contents" / "Info.plist"
        try:
            version = plistlib.loads(about.read_bytes())["CFBundleShortVersionString"]
        except (OSError, KeyError, plistlib.InvalidFileException):
            continue
        return Line(True, f"Excel {version}: {about.parent.parent}")
    return Line(False, "There is no Microsoft Excel among the applications.", "Install it.")


def _dll(machine: Machine, places: Places) -> Line:
    """The macros load xlwings' DLL of Excel's bits, from beside Python or the folder above."""
    version = machine.package("xlwings")
    if version is None:
        return Line(None, "xlwings' DLL comes with xlwings.", REQUIRE)
    program = _excel_program(machine)
    bits = (program_bits(program) if program else None) or 64
    name = f"xlwings{bits}-{version}.dll"
    for folder in (machine.executable.parent, machine.executable.parent.parent):
        if (folder / name).is_file():
            return Line(True, f"{name} stands where Excel looks for it: {folder}")
    return Line(
        False,
        f"{name} stands neither beside Python nor in the folder above, where Excel looks.",
        "Install okrsheet in a virtual environment (python -m venv), not with --user and not "
        f"into the Store's Python; or  python -m pip install --force-reinstall xlwings=={version}",
    )


def _script(machine: Machine, places: Places) -> Line:
    name = f"xlwings-{machine.package('xlwings')}.applescript"
    if places.scripts and (places.scripts / name).is_file():
        return Line(True, f"The script through which Excel calls Python: {places.scripts / name}")
    return Line(False, f"The script {name}, through which Excel calls Python, is missing.", INSTALL)


def _addin(machine: Machine, places: Places) -> Line:
    from okrsheet.addin.build import build

    if not places.addin.is_file():
        return Line(
            False, f"The add-in is not in Excel's start-up folder, {places.startup}", INSTALL
        )
    if trust.is_signed(places.addin):
        what = "The add-in is signed, so it cannot be compared with what okrsheet builds today."
        return Line(None, what, "After an update of okrsheet or xlwings, build and sign it anew.")
    try:
        fresh = build()
    except BookError as fault:
        return Line(None, f"The add-in cannot be built for comparison: {fault.what}", fault.fix)
    if places.addin.read_bytes() != fresh:
        what = "The add-in was made by another version of okrsheet or xlwings."
        return Line(False, what, f"Close Excel. {INSTALL}")
    return Line(True, f"The add-in, of this version: {places.addin}")


def _configuration(machine: Machine, places: Places) -> Line:
    path = places.configuration
    content = path.read_bytes() if path.is_file() else b""
    named = settings_in(content, places.encoding).get(places.interpreter_key)
    if named is None:
        return Line(False, f"The add-in is not told which Python to call, in {path}", INSTALL)
    if not Path(named).is_file():
        return Line(
            False, f"The add-in calls a Python that is not there any more: {named}", INSTALL
        )
    if normcase(named) == normcase(machine.executable):
        return Line(True, f"The add-in calls this Python, says {path}")
    what = f"The add-in calls another Python: {named}"
    return Line(False, what, f"{INSTALL}  with the Python that it shall call.")


def _unmarked(machine: Machine, places: Places) -> Line:
    if not places.addin.is_file() or not machine.is_marked(places.addin):
        return Line(True, "The add-in is not marked as a file from the internet.")
    fix = (
        "In the Explorer: right-click okrsheet.xlam > Properties > Unblock."
        if places.system == "Windows"
        else f'In a terminal:  xattr -d com.apple.quarantine "{places.addin}"'
    )
    return Line(
        False, f"The system holds the add-in for a file from the internet: {places.addin}", fix
    )


def _onedrive(machine: Machine, places: Places) -> Line:
    """New plans go to the documents, which Windows may keep below OneDrive's folder."""
    folders = {machine.environment.get(name) for name in ONEDRIVE_VARIABLES}
    named = sorted(folder for folder in folders if folder)
    missing = [folder for folder in named if not Path(folder).is_dir()]
    if missing:
        fix = "Sign in to OneDrive again: your documents may stand below that folder."
        return Line(False, f"OneDrive's folder is not there: {', '.join(missing)}", fix)
    if named:
        return Line(True, f"OneDrive's folder: {', '.join(named)}")
    return Line(True, "No OneDrive is set up here, and none is needed.")
