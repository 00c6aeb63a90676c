"""What Excel and the organisation allow: macros, add-ins, the start-up folder.

Source of the rules: Microsoft's administrative templates of Office 16.0 (2016 to 365) and its page
on Application.MacrosEnabled: macros of a trusted location run whatever the macro setting says.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

from okrsheet.addin.line import Check, Line
from okrsheet.addin.machine import Machine
from okrsheet.addin.places import ADDIN, Places

OFFICE = r"Microsoft\Office\16.0"
BY_POLICY = (
    r"HKCU\Software\Policies\Microsoft\Cloud\Office\16.0",
    rf"HKCU\Software\Policies\{OFFICE}",
    rf"HKLM\Software\Policies\{OFFICE}",
)
BY_USER = rf"HKCU\Software\{OFFICE}"
LOCATIONS = r"Excel\Security\Trusted Locations"
COMMON_LOCATIONS = r"Common\Security\Trusted Locations"
DISABLED_ITEMS = rf"{BY_USER}\Excel\Resiliency\DisabledItems"
DEFENDER_RULES = (
    r"HKLM\Software\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
)
NO_CHILDREN = "d4f940ab-401b-4efc-aadc-ad5f3c50688a"  # Office applications create no child process
BLOCKS = ("1", "6")  # 6: after a warning
ENABLED, ASKS, SIGNED_ONLY, DISABLED = 1, 2, 3, 4  # the macro setting, VBAWarnings
ALLOWED_BY_LIST = ("1", "2")  # of the policy's list of managed add-ins

TRUST_CENTER = "File > Options > Trust Center > Trust Center Settings"
ASK_IT = "Ask IT; what they can do stands in docs/excel.md, under Trust."
SIGN = "Ask IT to sign it, or to trust the start-up folder: docs/excel.md, under Trust."


def is_signed(addin: Path) -> bool:
    """Whether somebody has signed the macros of an add-in."""
    try:
        with zipfile.ZipFile(addin) as package:
            names = package.namelist()
    except (OSError, zipfile.BadZipFile):
        return False
    return any(name.startswith("xl/vbaProjectSignature") for name in names)


def _setting(machine: Machine, path: str, name: str) -> object:
    """A setting of Office's: the organisation's where it made one, else the user's, else None."""
    found = (machine.registry.values(rf"{root}\{path}").get(name) for root in (*BY_POLICY, BY_USER))
    return next((value for value in found if value is not None), None)


def _startup_folder(machine: Machine, places: Places) -> Line:
    folder = places.startup
    if _setting(machine, LOCATIONS, "alllocationsdisabled") == 1:
        return Line(False, "Trusted locations are switched off in Excel.", SIGN)
    is_remote = str(folder).startswith(r"\\")
    if is_remote and _setting(machine, LOCATIONS, "allownetworklocations") != 1:
        what = f"The start-up folder is on the network, which Excel does not trust: {folder}"
        return Line(False, what, ASK_IT)
    by_policy = [rf"{root}\{path}" for root in BY_POLICY for path in (LOCATIONS, COMMON_LOCATIONS)]
    own = rf"{BY_USER}\{LOCATIONS}"
    if any(_trusts(machine, key, folder) for key in by_policy):
        return Line(True, f"Excel trusts its start-up folder, by policy: {folder}")
    if _setting(machine, COMMON_LOCATIONS, "allow user locations") == 0:
        what = "Your organisation trusts its own locations only, not the start-up folder."
        return Line(False, what, SIGN)
    if _trusts(machine, own, folder):
        return Line(True, f"Excel trusts its start-up folder: {folder}")
    if not machine.registry.keys(own):
        what = "Excel has no list of trusted locations yet: it makes one when it first starts."
        return Line(None, what, "Start Excel once, close it, and ask the doctor again.")
    fix = f"In Excel: {TRUST_CENTER} > Trusted Locations > Add new location: {folder}"
    return Line(False, f"Excel does not trust its start-up folder: {folder}", fix)


def _trusts(machine: Machine, key: str, folder: Path) -> bool:
    """Whether one of the locations below a key is this folder, or above it with its subfolders."""
    wanted = _plain(str(folder))
    for name in machine.registry.keys(key):
        location = machine.registry.values(rf"{key}\{name}")
        path = _plain(_expanded(str(location.get("path", "")), machine.environment))
        if path == wanted:
            return True
        if path and location.get("allowsubfolders") == 1 and wanted.startswith(path + "\\"):
            return True
    return False


def _expanded(path: str, environment: Mapping[str, str]) -> str:
    """A path of the registry with `%APPDATA%` and the like replaced."""
    values = {name.casefold(): value for name, value in environment.items()}
    return re.sub(r"%([^%]+)%", lambda name: values.get(name[1].casefold(), name[0]), path)


def _plain(path: str) -> str:
    return path.replace("/", "\\").rstrip("\\").casefold()


def _macros(machine: Machine, places: Places) -> Line:
    if _setting(machine, "Common", "vbaoff") == 1:
        what = "Your organisation has switched VBA off in all of Office: no macro can run."
        return Line(False, what, f"{ASK_IT} The command line needs no macros.")
    setting = _setting(machine, r"Excel\Security", "vbawarnings") or ASKS
    if _startup_folder(machine, places).ok:
        return Line(True, "Macros run from the start-up folder, whatever the macro setting.")
    if setting == ENABLED:
        return Line(True, "Macros are enabled.")
    if setting == SIGNED_ONLY and is_signed(places.addin):
        return Line(True, "Macros that are signed run, and the add-in is signed.")
    if setting in (SIGNED_ONLY, DISABLED):
        what = (
            "Macros that are not signed are disabled"
            if setting == SIGNED_ONLY
            else ("All macros are disabled")
        )
        return Line(False, f"{what}, and the start-up folder is not exempt.", SIGN)
    what = "Excel asks at every start whether to enable macros."
    return Line(None, what, "Click Enable Macros, or have the start-up folder trusted.")


def _addins(machine: Machine, places: Places) -> Line:
    """What organisations set against add-ins as such, trusted location or not."""
    security = r"Excel\Security"
    if _setting(machine, security, "disablealladdins") == 1:
        return Line(False, "All add-ins are switched off in Excel.", ASK_IT)
    need = (
        _setting(machine, r"Common\Security", "requirealwaysonmacrosig"),
        _setting(machine, security, "requireaddinsig"),
    )
    if 1 in need and not is_signed(places.addin):
        return Line(False, "Excel loads signed add-ins only, and this one is not signed.", SIGN)
    listed = _setting(machine, r"Excel\Resiliency\AddinList", ADDIN)
    is_closed = _setting(machine, r"Excel\Resiliency", "restricttolist") == 1
    if str(listed) == "0" or (is_closed and str(listed) not in ALLOWED_BY_LIST):
        what = "Your organisation lists the add-ins that may be loaded, and this one is not on it."
        return Line(False, what, f"Ask IT to put {ADDIN} on the list of managed add-ins.")
    return Line(True, "No rule keeps the add-in from being loaded.")


def _started(machine: Machine, places: Places) -> Line:
    """Defender's rule against programs that Office starts, which may have exceptions."""
    if str(machine.registry.values(DEFENDER_RULES).get(NO_CHILDREN)) in BLOCKS:
        what = "Your organisation has Windows Defender block what Excel starts, so Python too."
        return Line(None, what, f"Does a click say that Python could not be created? {ASK_IT}")
    return Line(True, "No group policy has Windows Defender keep Excel from starting Python.")


def _disabled(machine: Machine, places: Places) -> Line:
    """Excel puts an add-in during which it broke down on a list, and loads it no more."""
    wanted = ADDIN.encode("utf-16-le")
    items = machine.registry.values(DISABLED_ITEMS).values()
    if any(isinstance(item, bytes) and wanted in item.lower() for item in items):
        fix = "In Excel: File > Options > Add-ins > Manage: Disabled Items > Go > Enable; restart."
        return Line(False, "Excel has disabled the add-in after a breakdown.", fix)
    return Line(True, "The add-in is not among Excel's disabled items.")


def _mac_macros(machine: Machine, places: Places) -> Line:
    """Source: Microsoft's page on preferences for macro security in Office for Mac."""
    if machine.preference("VisualBasicEntirelyDisabled") in ("1", "true"):
        what = "Your organisation has switched VBA off in all of Office: no macro can run."
        return Line(False, what, f"{ASK_IT} The command line needs no macros.")
    if machine.preference("VisualBasicMacroExecutionState") == "DisabledWithoutWarnings":
        fix = "In Excel: Excel > Settings > Security > Disable all macros with notification."
        return Line(False, "All macros are disabled without a question.", fix)
    return Line(True, "Macros are allowed; where Excel asks, click Enable Macros.")


CHECKS: Mapping[str, tuple[Check, ...]] = {
    "Windows": (_startup_folder, _macros, _addins, _disabled, _started),
    "Mac": (_mac_macros,),
}
