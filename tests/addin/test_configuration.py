"""The user's configuration file, as the macros read it."""

import pytest

from okrsheet.addin.configuration import settings_in, with_settings


def changed(content, changes, newline="\n", encoding="cp1252"):
    return with_settings(content, changes, encoding, newline)


def test_a_setting_is_a_key_and_a_value_in_quotes():
    assert settings_in(b'"INTERPRETER_WIN","C:\\py\\python.exe"\r\n', "cp1252") == {
        "INTERPRETER_WIN": "C:\\py\\python.exe"
    }


def test_keys_are_read_whatever_their_case_and_values_without_quotes_too():
    assert settings_in(b"show console, True\n\nlone\n", "utf-8") == {
        "SHOW CONSOLE": "True",
        "LONE": "",
    }


def test_a_new_setting_comes_last_and_lines_end_as_the_system_does():
    before = b'"SHOW CONSOLE","True"\n'
    after = changed(before, {"INTERPRETER_WIN": "C:\\py, 3\\python.exe"}, newline="\r\n")
    assert after == b'"SHOW CONSOLE","True"\r\n"INTERPRETER_WIN","C:\\py, 3\\python.exe"\r\n'


def test_a_setting_that_stands_is_replaced_and_the_others_stay():
    before = b'"interpreter_win","old"\n"A","1"\n'
    assert changed(before, {"INTERPRETER_WIN": "new"}) == b'"A","1"\n"INTERPRETER_WIN","new"\n'


def test_none_takes_a_setting_out():
    assert changed(b'"A","1"\n"B","2"\n', {"A": None}) == b'"B","2"\n'


def test_blank_lines_go_since_they_would_shift_what_the_macros_read():
    assert changed(b'"A","1"\n\n  \n"B","2"\n', {}) == b'"A","1"\n"B","2"\n'


def test_bytes_that_the_code_page_does_not_know_stay_as_they_are():
    before = b'"A","\x81\x8d"\n'
    assert changed(before, {"B": "2"}).startswith(before)


def test_a_letter_that_the_code_page_does_not_have_is_refused():
    with pytest.raises(UnicodeEncodeError):
        changed(b"", {"INTERPRETER_WIN": "C:\\Łukasz\\python.exe"})
    assert "ü".encode("cp1252") in changed(b"", {"INTERPRETER_WIN": "C:\\Jürgen\\python.exe"})
