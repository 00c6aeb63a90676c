"""The comparison is not blind: a stale value and an error are seen, by either engine."""

import pytest

from tests.judges.recalculated import Error, Place, by_ironcalc, by_libreoffice, unlike_cached
from tests.judges.specimen import altered, sound_workbook

KPIS = "xl/worksheets/sheet1.xml"
SUM = Place("KPIs", 2, 5)


def libreoffice(path):
    return by_libreoffice([path])[path]


ENGINES = pytest.mark.parametrize(
    "engine",
    (pytest.param(libreoffice, marks=pytest.mark.judge("libreoffice")), by_ironcalc),
)


@pytest.fixture
def sound(tmp_path):
    return altered(sound_workbook(tmp_path / "sound.xlsx"), KPIS, "<v></v>", "<v>3.5</v>")


@ENGINES
def test_a_true_value_passes(sound, engine):
    cells = engine(sound)
    assert cells[SUM] == 3.5
    assert list(unlike_cached(sound, cells)) == []


@ENGINES
def test_a_stale_value_is_named(sound, engine):
    stale = altered(sound, KPIS, "<v>3.5</v>", "<v>3.500001</v>")
    assert list(unlike_cached(stale, engine(stale))) == ["KPIs!E2 is 3.5, the file holds 3.500001"]


@ENGINES
def test_an_error_is_named(sound, engine):
    broken = altered(sound, KPIS, "SUM(KPIs[Actual])", "1/0")
    cells = engine(broken)
    assert cells[SUM] == Error("#DIV/0!")
    assert list(unlike_cached(broken, cells)) == ["KPIs!E2 is #DIV/0!"]


@ENGINES
def test_an_empty_text_is_a_blank(sound, engine):
    blank = altered(sound, KPIS, "<f>SUM(KPIs[Actual])</f><v>3.5</v>", '<f>""</f><v></v>')
    assert list(unlike_cached(blank, engine(blank))) == []
