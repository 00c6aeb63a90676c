"""Installing the add-in into made-up homes of Windows and of a Mac."""

from dataclasses import replace
from pathlib import Path

import pytest

from okrsheet.addin import install as installing
from okrsheet.addin.install import applescript, install, put, uninstall
from okrsheet.addin.places import Places
from okrsheet.books.book import BookError

PYTHON = Path("/opt/python/python.exe")


@pytest.fixture
def windows(tmp_path):
    return replace(Places.of("win32", tmp_path, {}), encoding="cp1252")


@pytest.fixture
def mac(tmp_path):
    return Places.of("darwin", tmp_path, {})


@pytest.fixture
def script(tmp_path):
    path = tmp_path / "package" / "xlwings-0.37.8.applescript"
    path.parent.mkdir()
    path.write_bytes(b"on VbaHandler")
    return path


def files(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def done(steps):
    return [(step.path.name, step.done) for step in steps]


def refuse_to_replace(monkeypatch):
    def refused(*_):
        raise PermissionError(13, "The process cannot access the file")

    monkeypatch.setattr("os.replace", refused)


def test_on_windows_the_add_in_and_its_pythons_path_are_put_in_place(windows):
    steps = install(windows, b"add-in", PYTHON, None)
    assert windows.addin.read_bytes() == b"add-in"
    line = b'"INTERPRETER_WIN","/opt/python/python.exe"\r\n'
    assert windows.configuration.read_bytes() == line
    assert done(steps) == [("okrsheet.xlam", "written"), ("okrsheet.conf", "written")]


def test_a_second_install_changes_nothing(windows, tmp_path):
    install(windows, b"add-in", PYTHON, None)
    before = files(tmp_path)
    steps = install(windows, b"add-in", PYTHON, None)
    assert {step.done for step in steps} == {"unchanged"}
    assert files(tmp_path) == before


def test_an_update_replaces_the_add_in_and_keeps_the_users_own_settings(windows):
    install(windows, b"old", PYTHON, None)
    with windows.configuration.open("ab") as stream:
        stream.write(b'"SHOW CONSOLE","True"\r\n')
    steps = install(windows, b"new", PYTHON.with_name("python3.exe"), None)
    assert windows.addin.read_bytes() == b"new"
    assert windows.configuration.read_bytes() == (
        b'"SHOW CONSOLE","True"\r\n"INTERPRETER_WIN","/opt/python/python3.exe"\r\n'
    )
    assert {step.done for step in steps} == {"written"}


def test_no_draft_is_ever_left_or_made_where_excel_opens_everything(windows, monkeypatch):
    made = []
    make = installing.tempfile.mkstemp
    monkeypatch.setattr(
        "tempfile.mkstemp",
        lambda suffix, prefix, folder: made.append(folder) or make(suffix, prefix, folder),
    )
    install(windows, b"add-in", PYTHON, None)
    assert windows.startup not in made
    assert [path.name for path in windows.startup.iterdir()] == ["okrsheet.xlam"]


def test_while_excel_has_the_add_in_open_one_sentence_says_to_close_it(
    windows, monkeypatch, tmp_path
):
    install(windows, b"old", PYTHON, None)
    before = files(tmp_path)
    refuse_to_replace(monkeypatch)
    with pytest.raises(BookError) as refused:
        install(windows, b"new", PYTHON.with_name("other.exe"), None)
    assert refused.value.where == str(windows.addin)
    assert refused.value.fix.startswith("Close Excel")
    assert files(tmp_path) == before


def test_a_mac_that_refuses_is_told_where_to_allow_it(mac, script, monkeypatch):
    refuse_to_replace(monkeypatch)
    with pytest.raises(BookError, match="System Settings > Privacy & Security"):
        install(mac, b"add-in", PYTHON, script)


def test_a_full_disk_is_told_as_such(windows, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    with pytest.raises(BookError, match="the disk is full"):
        install(windows, b"add-in", PYTHON, None)


def test_a_path_that_macros_cannot_read_is_refused_before_anything_is_written(windows, tmp_path):
    with pytest.raises(BookError, match="letters that Excel's macros cannot read"):
        install(windows, b"add-in", Path("/Łukasz/python.exe"), None)
    assert files(tmp_path) == {}


@pytest.mark.parametrize("folder", ["/Users/ann/Application Support", "/a|b", "/a;b", "/it's"])
def test_on_a_mac_a_path_that_a_shell_would_tear_apart_is_refused(mac, tmp_path, script, folder):
    before = files(tmp_path)
    with pytest.raises(BookError, match="spaces or signs"):
        install(mac, b"add-in", Path(folder, "bin", "python3"), script)
    assert files(tmp_path) == before


def test_on_windows_a_path_may_have_spaces_and_signs(windows):
    install(windows, b"add-in", Path("/Program Files (x86)/R&D/python.exe"), None)
    assert windows.configuration.read_bytes() == (
        b'"INTERPRETER_WIN","/Program Files (x86)/R&D/python.exe"\r\n'
    )


def test_a_mac_gets_the_script_through_which_excel_calls_python(mac, script):
    steps = install(mac, b"add-in", Path("/opt/bin/python3"), script)
    assert (mac.scripts / script.name).read_bytes() == b"on VbaHandler"
    assert done(steps) == [
        ("okrsheet.xlam", "written"),
        (script.name, "written"),
        ("okrsheet.conf", "written"),
    ]
    assert mac.configuration.read_bytes() == (
        b'"INTERPRETER_MAC","/opt/bin/python3"\n"APPLESCRIPTS","xlwings-0.37.8.applescript"\n'
    )


def test_uninstalling_leaves_no_file_behind(windows, mac, script):
    for places, its_script in ((windows, None), (mac, script)):
        install(places, b"add-in", PYTHON, its_script)
        steps = uninstall(places)
        assert {step.done for step in steps} == {"removed"}
        assert not places.addin.exists()
        assert not places.configuration.exists()
    assert not windows.configuration.parent.exists()
    assert list(mac.scripts.iterdir()) == []


def test_uninstalling_leaves_what_is_the_users_own(windows):
    install(windows, b"add-in", PYTHON, None)
    own = windows.startup / "personal.xlsb"
    own.write_bytes(b"own")
    with windows.configuration.open("ab") as stream:
        stream.write(b'"SHOW CONSOLE","True"\r\n')
    steps = uninstall(windows)
    assert own.exists()
    assert windows.configuration.read_bytes() == b'"SHOW CONSOLE","True"\r\n'
    assert done(steps) == [("okrsheet.xlam", "removed"), ("okrsheet.conf", "removed")]


def test_a_script_that_somebody_else_put_there_stays(mac, script):
    theirs = mac.scripts / script.name
    theirs.parent.mkdir(parents=True)
    theirs.write_bytes(b"on VbaHandler")
    install(mac, b"add-in", PYTHON, script)
    assert script.name not in [step.path.name for step in uninstall(mac)]
    assert theirs.exists()


def test_the_scripts_of_all_versions_that_were_put_there_go(mac, script):
    install(mac, b"add-in", PYTHON, script)
    install(mac, b"add-in", PYTHON, script)
    newer = script.with_name("xlwings-0.38.0.applescript")
    newer.write_bytes(b"on VbaHandler")
    install(mac, b"add-in", PYTHON, newer)
    removed = [name for name, _ in done(uninstall(mac))]
    assert removed == ["okrsheet.xlam", script.name, newer.name, "okrsheet.conf"]


def test_where_nothing_is_installed_nothing_is_removed(windows, mac):
    assert uninstall(windows) == uninstall(mac) == ()


def test_the_stores_python_is_refused_since_excel_cannot_see_what_it_writes():
    with pytest.raises(BookError, match="Microsoft Store"):
        installing.refuse_hidden(Path("/Program Files/WindowsApps/PythonSoftwareFoundation.3.11"))
    installing.refuse_hidden(Path("/Program Files/Python311"))


def test_the_script_is_that_of_the_installed_xlwings():
    path = applescript()
    assert path.name == f"xlwings-{installing.version('xlwings')}.applescript"
    assert b"VbaHandler" in path.read_bytes()


def test_without_xlwings_or_its_script_it_says_what_to_install(monkeypatch):
    monkeypatch.setattr(installing, "version", lambda _: "0.0.0")
    with pytest.raises(BookError, match=r"without its script xlwings-0\.0\.0"):
        applescript()

    def missing(_):
        raise installing.PackageNotFoundError

    monkeypatch.setattr(installing, "version", missing)
    with pytest.raises(BookError, match=r"xlwings is not installed\. .*pip install"):
        applescript()


def test_a_file_is_put_at_once_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "new" / "okrsheet.xlam"
    put(path, b"one", tmp_path)
    refuse_to_replace(monkeypatch)
    with pytest.raises(PermissionError):
        put(path, b"two", tmp_path)
    assert path.read_bytes() == b"one"
    assert [entry.name for entry in tmp_path.iterdir()] == ["new"]
