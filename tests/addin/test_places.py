"""Where Excel and the add-in look, on systems other than this one."""

from pathlib import Path

from okrsheet.addin.places import Places

HOME = Path("/home/ann")


def windows(**environment):
    return Places.of("win32", HOME, environment)


def test_on_windows_excel_opens_what_lies_in_xlstart_of_the_roaming_profile():
    places = windows(APPDATA="/profiles/ann")
    assert places.startup == Path("/profiles/ann/Microsoft/Excel/XLSTART")
    assert places.addin == places.startup / "okrsheet.xlam"


def test_without_an_appdata_the_roaming_profile_is_the_homes():
    assert windows().startup == HOME / "AppData/Roaming/Microsoft/Excel/XLSTART"


def test_on_windows_the_configuration_lies_where_the_macros_find_the_profile():
    places = windows(USERPROFILE="/users/ann")
    assert places.configuration == Path("/users/ann/.okrsheet/okrsheet.conf")
    assert windows().configuration == HOME / ".okrsheet/okrsheet.conf"
    assert (places.newline, places.interpreter_key) == ("\r\n", "INTERPRETER_WIN")


def test_on_a_mac_everything_lies_where_excels_sandbox_lets_it_read():
    places = Places.of("darwin", HOME, {})
    group = HOME / "Library/Group Containers/UBF8T346G9.Office"
    assert places.startup == group / "User Content.localized/Startup.localized/Excel"
    container = HOME / "Library/Containers/com.microsoft.Excel/Data"
    assert places.configuration == container / "okrsheet.conf"
    assert places.scripts == HOME / "Library/Application Scripts/com.microsoft.Excel"
    assert (places.newline, places.interpreter_key) == ("\n", "INTERPRETER_MAC")


def test_elsewhere_there_is_no_excel():
    assert Places.of("linux", HOME, {}) is None


def test_the_places_here_are_those_of_this_system(monkeypatch):
    monkeypatch.setattr("sys.platform", "darwin")
    monkeypatch.setattr(Path, "home", lambda: HOME)
    assert Places.here() == Places.of("darwin", HOME, {})
