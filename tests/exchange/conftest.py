"""A plan that was sent to its departments, and the workbook of one of them."""

import pytest

from tests.exchange.returning import department, sent


@pytest.fixture
def plan(tmp_path):
    """The plan in a folder, with its departments' workbooks in `out` beside it."""
    return sent(tmp_path)


@pytest.fixture
def it(plan):
    """The workbook of IT, as it was sent."""
    return department(plan, "IT")
