"""The user's own folders: where new workbooks go, and what okrsheet keeps for itself."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from okrsheet.books.book import BookError


def own_folder(
    system: str = sys.platform, environ: Mapping[str, str] = os.environ, home: Path | None = None
) -> Path:
    """Where okrsheet keeps what is for this user and this machine alone; it may not exist yet.

    `system` is as `sys.platform` says it.
    """
    home = home or Path.home()
    if system == "win32":
        return Path(environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "okrsheet"
    if system == "darwin":
        return home / "Library" / "Application Support" / "okrsheet"
    return Path(environ.get("XDG_STATE_HOME") or home / ".local" / "state") / "okrsheet"


def documents(home: Path | None = None, redirected: str | None = None) -> Path:
    """The user's documents, wherever Windows was told to keep them (`redirected`)."""
    home, place = home or Path.home(), redirected or _redirected()
    return Path(os.path.expandvars(place)) if place else home / "Documents"


def write_privately(path: Path, content: bytes) -> None:
    """Write a file that only its user may read, at once or not at all. Raises BookError."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.draft")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(content)
        draft.replace(path)
    except OSError as trouble:
        with suppress(OSError):
            draft.unlink()
        what = f"It cannot be written ({trouble.strerror or trouble})."
        raise BookError(what, str(path), "Make room there, or free the folder.") from trouble


def _redirected() -> str | None:
    """The documents folder as the registry of Windows has it; nothing elsewhere."""
    if sys.platform != "win32":
        return None
    import winreg

    folders = r"Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"
    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, folders) as entry:
            return str(winreg.QueryValueEx(entry, "Personal")[0])
    except OSError:
        return None
