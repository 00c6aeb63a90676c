"""Where Excel looks for add-ins, and the add-in for its settings, on Windows and on a Mac."""

from __future__ import annotations

import locale
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

ADDIN = "okrsheet.xlam"
CONFIGURATION = "okrsheet.conf"


@dataclass(frozen=True, slots=True)
class Places:
    """The folders and files of one user, and how his settings are written.

    Excel opens whatever lies in `startup`. `scripts` holds the AppleScripts that Excel may run and
    `applications` are the folders of programs: both on a Mac only.
    """

    system: Literal["Windows", "Mac"]
    startup: Path
    configuration: Path
    encoding: str
    newline: str
    scripts: Path | None = None
    applications: tuple[Path, ...] = ()

    @property
    def addin(self) -> Path:
        """The installed add-in."""
        return self.startup / ADDIN

    @property
    def interpreter_key(self) -> str:
        """The setting that names the Python which the add-in calls."""
        return "INTERPRETER_WIN" if self.system == "Windows" else "INTERPRETER_MAC"

    @classmethod
    def of(cls, platform: str, home: Path, environment: Mapping[str, str]) -> Places | None:
        """The places on `platform` (as in `sys.platform`); None where there is no Excel."""
        if platform == "win32":
            return cls._on_windows(home, environment)
        return cls._on_a_mac(home) if platform == "darwin" else None

    @classmethod
    def here(cls) -> Places | None:
        """The places of this user on this computer; None where there is no Excel."""
        return cls.of(sys.platform, Path.home(), os.environ)

    @classmethod
    def _on_windows(cls, home: Path, environment: Mapping[str, str]) -> Places:
        """Macros find the profile in USERPROFILE and read files in the ANSI code page."""
        roaming = environment.get("APPDATA")
        data = Path(roaming) if roaming else home / "AppData" / "Roaming"
        profile = Path(environment.get("USERPROFILE") or home)
        return cls(
            system="Windows",
            startup=data / "Microsoft" / "Excel" / "XLSTART",
            configuration=profile / ".okrsheet" / CONFIGURATION,
            encoding=locale.getencoding(),
            newline="\r\n",
        )

    @classmethod
    def _on_a_mac(cls, home: Path) -> Places:
        """Excel lives in a sandbox: it may read its own container and its group's, no more."""
        library = home / "Library"
        content = library / "Group Containers" / "UBF8T346G9.Office" / "User Content.localized"
        return cls(
            system="Mac",
            startup=content / "Startup.localized" / "Excel",
            configuration=library / "Containers" / "com.microsoft.Excel" / "Data" / CONFIGURATION,
            encoding="utf-8",
            newline="\n",
            scripts=library / "Application Scripts" / "com.microsoft.Excel",
            applications=(Path("/Applications"), home / "Applications"),
        )
