"""Each rule is switched off in turn: whatever expects it must fail, or its cases prove nothing."""

from functools import cache

import pytest

from okrsheet.smart import registry
from okrsheet.smart.registry import CODES, RULES
from tests.acceptance.cases import Case, read_sheets
from tests.acceptance.steps import play

ALL = [case for sheet in read_sheets() for case in sheet.cases]


@cache
def found_codes(case: Case) -> frozenset[str]:
    """The codes that a case has with all rules on, as it expects."""
    return frozenset(finding.split()[0] for finding in play(case).found or ())


@pytest.mark.parametrize("code", CODES)
def test_without_its_rule_every_case_that_expects_it_fails(code, monkeypatch):
    flagged = [case for case in ALL if code in found_codes(case)]
    assert any(case.code == code for case in flagged)
    others = {other: rule for other, rule in RULES.items() if other != code}
    monkeypatch.setattr(registry, "RULES", others)
    for case in flagged:
        with pytest.raises(AssertionError):
            play(case)


def test_without_any_rule_every_case_that_expects_a_finding_fails(monkeypatch):
    monkeypatch.setattr(registry, "RULES", {})
    for case in ALL:
        if case.steps[-1].phrase == "expect nothing":
            play(case)
        else:
            with pytest.raises(AssertionError):
                play(case)
