import json
import time

import pytest

from okrsheet.console import patience, print_failure, print_text


def test_markup_in_a_name_stands_as_it_is(capsys):
    print_text(["plan[red].xlsx :smile:"])
    assert capsys.readouterr().out == "plan[red].xlsx :smile:\n"


def test_a_long_path_stays_on_one_line(capsys):
    path = "/plans/" + "x" * 300 + ".xlsx"
    print_text([path])
    assert capsys.readouterr().out == path + "\n"


@pytest.mark.parametrize("arguments", [["--format", "json"], ["--format=json"]])
def test_a_failure_is_told_in_json_too_where_that_was_asked(capsys, monkeypatch, arguments):
    monkeypatch.setattr("sys.argv", ["okrsheet", "check", "a.xlsx", *arguments])
    print_failure("It is open.", "a.xlsx", "Close it.")
    printed = capsys.readouterr()
    assert json.loads(printed.out) == {
        "error": {"what": "It is open.", "where": "a.xlsx", "fix": "Close it."}
    }
    assert printed.err == "a.xlsx: It is open. Close it.\n"


def test_work_shows_no_bar_where_nobody_looks(capsys):
    with patience("Working"):
        pass
    assert capsys.readouterr().err == ""


def test_work_that_nobody_watches_may_still_say_how_far_it_is(capsys):
    with patience("Working") as progress:
        progress(1, 2)
    assert capsys.readouterr().err == ""


def test_the_bar_shows_the_share_and_the_count(capsys, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "100")
    with patience("Working") as progress:
        time.sleep(1.2)
        progress(50, 200)
        time.sleep(0.3)
    assert "25%, 50 of 200" in capsys.readouterr().err


def test_a_bar_of_no_work_at_all_is_a_bar(capsys, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    with patience("Working") as progress:
        progress(0, 0)
