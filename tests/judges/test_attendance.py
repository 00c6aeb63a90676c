import pytest

from tools import fetch_judges


@pytest.fixture
def one_missing(monkeypatch):
    monkeypatch.setattr(fetch_judges, "absent_judges", lambda: {"openxml": "install it"})


def test_a_missing_judge_is_named_and_fails_on_a_ci_machine(one_missing, monkeypatch, capsys):
    monkeypatch.setenv("CI", "true")
    assert fetch_judges.report() == 1
    assert "JUDGE MISSING: openxml" in capsys.readouterr().out


def test_a_missing_judge_is_named_and_no_failure_elsewhere(one_missing, monkeypatch, capsys):
    monkeypatch.delenv("CI", raising=False)
    assert fetch_judges.report() == 0
    assert "JUDGE MISSING: openxml" in capsys.readouterr().out


def test_with_every_judge_here_nothing_is_said(monkeypatch, capsys):
    monkeypatch.setenv("CI", "true")
    monkeypatch.setattr(fetch_judges, "absent_judges", dict)
    assert fetch_judges.report() == 0
    assert capsys.readouterr().out == ""
