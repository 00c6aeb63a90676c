"""How pytest-xlsx runs a case: each row is a step, handed to the phrase that it begins with."""

import pytest

from tests.acceptance.cases import Step
from tests.acceptance.scenario import CaseError, Scenario
from tests.acceptance.steps import finish, take

SCENARIO = pytest.StashKey[Scenario]()


@pytest.hookimpl
def pytest_xlsx_run_step(item):
    row = item.current_step
    # A Mark that pytest-xlsx does not know would join its case to the one above.
    if row["Mark"]:
        raise CaseError(f'A row is marked "name" or not at all, not "{row["Mark"]}".')
    before = Scenario() if item.is_first_step else item.stash[SCENARIO]
    after = take(before, Step(row["Step"] or "", row["Value"] or ""))
    item.stash[SCENARIO] = finish(after) if item.is_last_step else after
    return True
