"""What the eye sees: each status in LibreOffice has the colour that belongs to its word."""

import pytest

from okrsheet.sheets.looks import STATUS_TINTS
from tests.judges import libreoffice
from tests.judges.chartlint import chart_faults, charts
from tests.judges.colours import below
from tests.judges.libreoffice import Job
from tests.judges.package import Package
from tests.live.subject import told

NAMES = ("demo", "Worst within Worst", "generated 11")
FILLS = {label: tint.fill for label, tint in STATUS_TINTS.items()}


@pytest.fixture(scope="module")
def pages(subjects, tmp_path_factory):
    """The page that LibreOffice makes of each workbook once it has calculated it."""
    folder = tmp_path_factory.mktemp("pages")
    made = {name: folder / f"{number}.html" for number, name in enumerate(NAMES)}
    libreoffice.do(Job(subjects[name].path, True, page=page) for name, page in made.items())
    return made


@pytest.mark.judge("libreoffice")
@pytest.mark.parametrize("header", ("Status", "Worst"))
@pytest.mark.parametrize("name", NAMES)
def test_a_status_has_its_own_colour(name, header, pages):
    shown = list(below(pages[name], header))
    words = {text for text, _ in shown}
    assert len(words & FILLS.keys()) > 1
    assert [cell for cell in shown if cell[0] in FILLS and cell[1] != FILLS[cell[0]]] == []
    assert [cell for cell in shown if not cell[0] and cell[1] in FILLS.values()] == []


@pytest.mark.parametrize("name", NAMES)
def test_charts_show_filled_cells(name, subjects):
    path = subjects[name].path
    fault = told(chart_faults(path))
    assert not fault, fault


def test_the_demo_has_charts(subjects):
    assert list(charts(Package.open(subjects["demo"].path)))
