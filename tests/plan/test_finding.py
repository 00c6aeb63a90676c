"""Severities, in order and in words."""

from okrsheet.plan.finding import Severity


def test_an_error_is_graver_than_a_warning_and_that_than_an_information():
    assert Severity.ERROR > Severity.WARNING > Severity.INFO


def test_a_severity_is_called_by_the_word_of_the_contract():
    assert [str(severity) for severity in Severity] == ["info", "warning", "error"]
