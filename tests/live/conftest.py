"""The workbooks of all cases, rolled up once, and what the two engines calculate in them."""

from functools import cache

import pytest

from tests.judges.recalculated import by_ironcalc, by_libreoffice
from tests.live.subject import Subjects


@pytest.fixture(scope="session")
def subjects(tmp_path_factory) -> Subjects:
    """The rolled-up workbooks, by name."""
    return Subjects(tmp_path_factory.mktemp("live"))


@pytest.fixture(scope="session")
def in_libreoffice(subjects, request):
    """The cells as LibreOffice calculates them, by path, of the subjects of all tests to come."""
    wanted = (item for item in request.session.items if "in_libreoffice" in item.fixturenames)
    names = dict.fromkeys(item.callspec.params["name"] for item in wanted)
    return by_libreoffice([subjects[name].path for name in names])


@pytest.fixture(scope="session")
def in_ironcalc():
    """Call it with a path: the cells as IronCalc calculates them, once a path."""
    return cache(by_ironcalc)
