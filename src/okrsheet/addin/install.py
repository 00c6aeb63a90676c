"""Putting the add-in where Excel opens it, telling it which Python to call, and taking it away."""

from __future__ import annotations

import importlib.util
import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

from okrsheet.addin.configuration import settings_in, with_settings
from okrsheet.addin.places import Places
from okrsheet.books.book import BookError
from okrsheet.books.save import explained

THE_ADDIN = "the add-in, which Excel opens when it starts"
THE_CONFIGURATION = "which Python the add-in calls"
THE_SCRIPT = "the script through which Excel on a Mac calls Python"
# xlwings' script for a Mac hands the path to a shell as it stands, and parts its words at bars.
PLAIN_PATH = re.compile(r"[\w/.@%+,-]+")
MAKE_PLAIN = "Install okrsheet in a virtual environment, in a folder without spaces and signs."
SCRIPTS_PUT = "APPLESCRIPTS"  # ours to take away; xlwings' own add-in uses scripts of these names


@dataclass(frozen=True, slots=True)
class Step:
    """One file that was dealt with, what it is, and what was done."""

    path: Path
    what: str
    done: Literal["written", "unchanged", "removed"]


def install(
    places: Places, addin: bytes, interpreter: Path, script: Path | None
) -> tuple[Step, ...]:
    """Put the add-in, the path of its Python and (on a Mac) xlwings' AppleScript in their places.

    A second time changes nothing but what is new. Raises BookError.
    """
    if not is_callable(places, interpreter):
        what = "Excel on a Mac cannot call a Python whose path has spaces or signs in it."
        raise BookError(what, str(interpreter), MAKE_PLAIN)
    before = _content(places.configuration)
    settings: dict[str, str | None] = {places.interpreter_key: str(interpreter)}
    if script and places.scripts:
        settings[SCRIPTS_PUT] = _scripts_put(places, before, script.name)
    after = _configured(places, before, settings)
    steps = [_put(places, places.addin, addin, THE_ADDIN)]
    if script and places.scripts:
        steps.append(_put(places, places.scripts / script.name, script.read_bytes(), THE_SCRIPT))
    return (*steps, _put(places, places.configuration, after, THE_CONFIGURATION))


def uninstall(places: Places) -> tuple[Step, ...]:
    """Take away what `install` put there, and nothing else. Raises BookError."""
    before = _content(places.configuration)
    scripts = settings_in(before, places.encoding).get(SCRIPTS_PUT, "").split(";")
    gone = [(places.addin, THE_ADDIN)]
    if places.scripts:
        gone += [(places.scripts / name, THE_SCRIPT) for name in scripts if name]
    steps = [_remove(places, path, what) for path, what in gone if path.exists()]
    after = _configured(places, before, {places.interpreter_key: None, SCRIPTS_PUT: None})
    if after == before:
        return tuple(steps)
    if after:
        _put(places, places.configuration, after, THE_CONFIGURATION)
        return (*steps, Step(places.configuration, THE_CONFIGURATION, "removed"))
    return (*steps, _remove(places, places.configuration, THE_CONFIGURATION))


def refuse_hidden(base: Path) -> None:
    """Refuse the Python of the Microsoft Store (`base` is `sys.base_prefix`): BookError.

    Windows shows what it writes into the user's folders to itself alone, and not to Excel.
    """
    if is_from_store(base):
        what = "this Python comes from the Microsoft Store, and Excel cannot see what it writes."
        fix = "Install Python from python.org, okrsheet into it, and try again with that one."
        raise BookError(what, str(base), fix)


def is_from_store(base: Path) -> bool:
    """Whether a Python is an app of the Microsoft Store, a virtual environment's base too."""
    return "windowsapps" in (part.casefold() for part in base.parts)


def is_callable(places: Places, interpreter: Path) -> bool:
    """Whether the add-in can call a Python, by what stands in its path."""
    return places.system == "Windows" or PLAIN_PATH.fullmatch(str(interpreter)) is not None


def applescript() -> Path:
    """The AppleScript of the installed xlwings, whose version is in its name.

    Raises BookError where there is none.
    """
    fix = 'Install it:  python -m pip install "okrsheet[excel]"'
    package = importlib.util.find_spec("xlwings")
    try:
        name = f"xlwings-{version('xlwings')}.applescript"
    except PackageNotFoundError as missing:
        raise BookError("xlwings is not installed.", "okrsheet addin", fix) from missing
    for folder in package.submodule_search_locations or () if package else ():
        if (Path(folder) / name).is_file():
            return Path(folder) / name
    raise BookError(f"xlwings is installed without its script {name}.", "okrsheet addin", fix)


def put(path: Path, content: bytes, workshop: Path) -> None:
    """Write a file at once or not at all; `workshop` is a folder on the same disk for the draft.

    Excel opens whatever lies in its start-up folder, so that no draft may be left there.
    Raises OSError.
    """
    for folder in (path.parent, workshop):
        folder.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(".tmp", ".okrsheet-", workshop)
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        draft.chmod(0o644)
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def _put(places: Places, path: Path, content: bytes, what: str) -> Step:
    with _allowed(places, path):
        if path.is_file() and path.read_bytes() == content:
            return Step(path, what, "unchanged")
        put(path, content, path.parent.parent if path == places.addin else path.parent)
    return Step(path, what, "written")


def _remove(places: Places, path: Path, what: str) -> Step:
    with _allowed(places, path):
        path.unlink()
        if path.parent.name == ".okrsheet" and not any(path.parent.iterdir()):
            path.parent.rmdir()
    return Step(path, what, "removed")


def _content(path: Path) -> bytes:
    with explained(path, "read"):
        return path.read_bytes() if path.exists() else b""


def _scripts_put(places: Places, before: bytes, name: str) -> str | None:
    """The scripts that okrsheet put there, this one too unless somebody else's stands there."""
    known = settings_in(before, places.encoding).get(SCRIPTS_PUT, "")
    names = [one for one in known.split(";") if one]
    if name not in names and places.scripts and not (places.scripts / name).exists():
        names.append(name)
    return ";".join(names) or None


def _configured(places: Places, before: bytes, settings: Mapping[str, str | None]) -> bytes:
    try:
        return with_settings(before, settings, places.encoding, places.newline)
    except UnicodeEncodeError as error:
        what = f"{error.object} has letters that Excel's macros cannot read on this computer."
        fix = "Install okrsheet for a Python in a folder with plain letters, such as C:\\okrsheet."
        raise BookError(what, str(places.configuration), fix) from error


@contextmanager
def _allowed(places: Places, path: Path) -> Iterator[None]:
    """Say what to do where the system refuses, which has one usual reason on each."""
    try:
        with explained(path, "written"):
            yield
    except BookError as refused:
        if not isinstance(refused.__cause__, PermissionError):
            raise
        what, fix = {
            "Windows": (
                "it cannot be replaced, most likely because Excel has it open.",
                "Close Excel (all its windows) and try again; else ask IT for the right to write "
                "there.",
            ),
            "Mac": (
                "macOS did not allow it.",
                "Quit Excel; then allow your terminal under System Settings > Privacy & Security "
                "> App Management (or Full Disk Access), and try again.",
            ),
        }[places.system]
        raise BookError(what, str(path), fix) from refused
