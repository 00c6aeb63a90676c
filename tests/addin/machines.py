"""Made-up computers for the doctor: everything is as it should be but what a test says."""

from dataclasses import replace
from pathlib import Path

from okrsheet.addin.machine import Machine
from okrsheet.addin.places import Places

USER = r"HKCU\Software\Microsoft\Office\16.0"
POLICY = r"HKCU\Software\Policies\Microsoft\Office\16.0"
LOCATIONS = r"\Excel\Security\Trusted Locations"
DEFAULT_LOCATION = rf"{USER}{LOCATIONS}\Location1"
EXCEL_PATH = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
VERSIONS = {"xlwings": "0.37.8", "pywin32": "308", "appscript": "1.3.0"}


class FakeRegistry:
    """A registry of these keys; keys are told apart without regard to case, as Windows does."""

    def __init__(self, content):
        self.content = {key.casefold(): (key, values) for key, values in content.items()}

    def values(self, key):
        return self.content.get(key.casefold(), ("", {}))[1]

    def keys(self, key):
        below = key.casefold() + "\\"
        return tuple(
            name[len(below) :].split("\\")[0]
            for folded, (name, _) in self.content.items()
            if folded.startswith(below)
        )


def windows(home, registry=None, **changes):
    """A Windows computer on which Excel has run once; `registry` adds to what it wrote."""
    environment = {"APPDATA": str(home / "AppData" / "Roaming")}
    content = {DEFAULT_LOCATION: {"path": r"%APPDATA%\Microsoft\Excel\XLSTART"}}
    usual = {
        "places": replace(Places.of("win32", home, environment), encoding="cp1252"),
        "executable": home / "venv" / "Scripts" / "python.exe",
        "environment": environment,
        "registry": FakeRegistry(content | (registry or {})),
    }
    return _machine(usual | changes)


def mac(home, preferences=None, **changes):
    """A Mac whose applications stand in its user's folder."""
    places = Places.of("darwin", home, {})
    own = {
        "places": replace(places, applications=(home / "Applications",)),
        "executable": home / "venv" / "bin" / "python3",
        "environment": {},
        "registry": FakeRegistry({}),
        "preference": (preferences or {}).get,
    }
    return _machine(own | changes)


def _machine(changes):
    usual = {
        "base": Path("/opt/python"),
        "python": "3.11.9",
        "bits": 64,
        "package": VERSIONS.get,
        "preference": {}.get,
        "is_marked": lambda _: False,
    }
    return Machine(**(usual | changes))
