"""What Excel and the organisation allow, setting by setting."""

import zipfile

import pytest

from okrsheet.addin.places import Places
from okrsheet.addin.trust import CHECKS, is_signed
from tests.addin.machines import DEFAULT_LOCATION, LOCATIONS, POLICY, USER, mac, windows

FOLDER, MACROS, ADDINS, DISABLED, STARTED = range(5)
SECURITY = r"\Excel\Security"
UNTRUSTED = {DEFAULT_LOCATION: {"path": r"C:\elsewhere"}}


@pytest.fixture
def line(tmp_path):
    """The line of a check, where the registry holds this besides what Excel writes."""

    def look(check, registry=None, **changes):
        machine = windows(tmp_path, registry, **changes)
        return CHECKS["Windows"][check](machine, machine.places)

    return look


@pytest.fixture
def signed(tmp_path):
    """A signed add-in in its place."""
    path = windows(tmp_path).places.addin
    path.parent.mkdir(parents=True)
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("xl/vbaProjectSignature.bin", b"")
    return path


def test_the_start_up_folder_is_trusted_as_excel_sets_it_up(line):
    assert line(FOLDER).ok is True


def test_a_folder_above_trusts_the_start_up_folder_only_with_its_subfolders(line, tmp_path):
    above = {"path": str(tmp_path / "AppData")}
    assert line(FOLDER, {DEFAULT_LOCATION: above}).ok is False
    assert line(FOLDER, {DEFAULT_LOCATION: above | {"allowsubfolders": 1}}).ok is True


def test_a_folder_whose_name_only_begins_alike_does_not_trust(line, tmp_path):
    alike = {"path": str(tmp_path / "AppData" / "Roaming" / "Micro"), "allowsubfolders": 1}
    assert line(FOLDER, {DEFAULT_LOCATION: alike}).ok is False


def test_a_list_without_the_start_up_folder_says_where_to_add_it(line, tmp_path):
    told = line(FOLDER, UNTRUSTED)
    assert told.ok is False
    assert "Add new location" in told.fix
    assert told.fix.endswith(str(windows(tmp_path).places.startup))


def test_before_excels_first_start_its_list_is_unclear(tmp_path):
    machine = windows(tmp_path)
    machine.registry.content.clear()
    told = CHECKS["Windows"][FOLDER](machine, machine.places)
    assert told.ok is None
    assert told.fix.startswith("Start Excel once")


@pytest.mark.parametrize("root", [USER, POLICY])
def test_trusted_locations_may_be_switched_off(line, root):
    told = line(FOLDER, {root + LOCATIONS: {"alllocationsdisabled": 1}})
    assert told.ok is False
    assert "sign" in told.fix


def test_an_organisation_may_trust_its_own_locations_only(line, tmp_path):
    own_only = {rf"{POLICY}\Common\Security\Trusted Locations": {"allow user locations": 0}}
    assert line(FOLDER, own_only).ok is False
    startup = str(windows(tmp_path).places.startup)
    by_policy = own_only | {rf"{POLICY}{LOCATIONS}\Location5": {"path": startup + "\\"}}
    assert line(FOLDER, by_policy).ok is True


def test_a_start_up_folder_on_the_network_wants_a_setting_of_its_own(tmp_path):
    places = Places.of("win32", tmp_path, {"APPDATA": r"\\server\ann"})
    told = CHECKS["Windows"][FOLDER](windows(tmp_path), places)
    assert told.ok is False
    assert "on the network" in told.what


def test_from_a_trusted_folder_macros_run_whatever_the_setting(line):
    assert line(MACROS, {USER + SECURITY: {"vbawarnings": 4}}).ok is True


@pytest.mark.parametrize(("setting", "ok"), [(None, None), (1, True), (2, None), (3, False)])
def test_from_another_folder_the_macro_setting_decides(line, setting, ok):
    assert line(MACROS, UNTRUSTED | {USER + SECURITY: {"vbawarnings": setting}}).ok is ok


def test_the_organisations_macro_setting_goes_before_the_users(line):
    both = {USER + SECURITY: {"vbawarnings": 1}, POLICY + SECURITY: {"vbawarnings": 4}}
    told = line(MACROS, UNTRUSTED | both)
    assert told.ok is False
    assert told.what.startswith("All macros are disabled")


def test_signed_macros_run_where_only_those_do(line, signed):
    assert line(MACROS, UNTRUSTED | {USER + SECURITY: {"vbawarnings": 3}}).ok is True


def test_vba_may_be_switched_off_altogether(line):
    machine_wide = r"HKLM\Software\Policies\Microsoft\Office\16.0\Common"
    told = line(MACROS, {machine_wide: {"vbaoff": 1}})
    assert told.ok is False
    assert "switched VBA off" in told.what


def test_nothing_is_set_against_add_ins_as_a_rule(line):
    assert line(ADDINS).ok is True


def test_all_add_ins_may_be_switched_off(line):
    assert line(ADDINS, {USER + SECURITY: {"disablealladdins": 1}}).ok is False


@pytest.mark.parametrize(
    ("key", "name"),
    [(r"\Common\Security", "requirealwaysonmacrosig"), (SECURITY, "requireaddinsig")],
)
def test_an_unsigned_add_in_stops_where_signatures_are_required(line, key, name):
    told = line(ADDINS, {POLICY + key: {name: 1}})
    assert told.ok is False
    assert told.fix.startswith("Ask IT to sign it")


def test_a_signed_add_in_passes_where_signatures_are_required(line, signed):
    assert line(ADDINS, {POLICY + SECURITY: {"requireaddinsig": 1}}).ok is True


@pytest.mark.parametrize(
    ("closed", "listed", "ok"),
    [(1, None, False), (1, "0", False), (1, "1", True), (1, "2", True), (0, "0", False)],
)
def test_a_list_of_managed_add_ins_decides(line, closed, listed, ok):
    resiliency = POLICY + r"\Excel\Resiliency"
    registry = {
        resiliency: {"restricttolist": closed},
        resiliency + r"\AddinList": {} if listed is None else {"okrsheet.xlam": listed},
    }
    assert line(ADDINS, registry).ok is ok


def test_an_add_in_that_excel_has_disabled_is_found_by_its_name(line):
    items = USER + r"\Excel\Resiliency\DisabledItems"
    other = b"\x01\0\0\0" + r"c:\addins\other.xlam".encode("utf-16-le")
    ours = b"\x01\0\0\0" + r"C:\XLSTART\OKRSHEET.XLAM".encode("utf-16-le")
    assert line(DISABLED, {items: {"3a": other, "3b": "no bytes"}}).ok is True
    told = line(DISABLED, {items: {"3a": other, "3b": ours}})
    assert told.ok is False
    assert "Disabled Items" in told.fix


@pytest.mark.parametrize(("state", "ok"), [("1", None), ("6", None), ("2", True), ("0", True)])
def test_defender_may_keep_excel_from_starting_python(line, state, ok):
    exploits = r"HKLM\Software\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard"
    rule = {"d4f940ab-401b-4efc-aadc-ad5f3c50688a": state}
    told = line(STARTED, {exploits + r"\ASR\Rules": rule})
    assert told.ok is ok
    assert line(STARTED).ok is True


@pytest.mark.parametrize(
    ("preferences", "ok"),
    [
        ({}, True),
        ({"VisualBasicMacroExecutionState": "DisabledWithWarnings"}, True),
        ({"VisualBasicMacroExecutionState": "DisabledWithoutWarnings"}, False),
        ({"VisualBasicEntirelyDisabled": "1"}, False),
        ({"VisualBasicEntirelyDisabled": "0"}, True),
    ],
)
def test_on_a_mac_the_preferences_of_office_decide(tmp_path, preferences, ok):
    machine = mac(tmp_path, preferences)
    (macros,) = CHECKS["Mac"]
    assert macros(machine, machine.places).ok is ok


def test_what_is_no_package_is_not_signed(tmp_path):
    path = tmp_path / "okrsheet.xlam"
    assert not is_signed(path)
    path.write_bytes(b"no package")
    assert not is_signed(path)
