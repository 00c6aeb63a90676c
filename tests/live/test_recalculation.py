"""Every workbook that okrsheet writes, calculated anew by LibreOffice and by IronCalc."""

import pytest

from tests.judges.circularity import circular
from tests.judges.livelint import live_faults
from tests.judges.recalculated import unlike_cached
from tests.live.figures import differences
from tests.live.subject import NAMES, PARTS, told

# The names beside its readings are looked up by IDs that engines read differently: that is D11.
MISREAD = "IDs that engines misread"
# By the module: all that is asked of one workbook comes together, and it is taken apart once.
each = pytest.mark.parametrize("name", (*NAMES, *PARTS), scope="module")
# The plan decides on the figures, but its size and depth alone on the formulas.
FORMS = (
    *("demo", "department", "cycles of 5", "11 levels", "generated 11", "nothing but settings"),
    *("MKT of the demo and what is below", "U1 of cycles of 5"),
)


def without_misread(name, faults):
    """The faults, but for the names of KPIs whose IDs nobody can rely on."""
    return (one for one in faults if name != MISREAD or not one.startswith("Readings!G"))


@each
@pytest.mark.judge("libreoffice")
def test_libreoffice_calculates_what_the_cells_hold(name, subjects, in_libreoffice):
    path = subjects[name].path
    fault = told(without_misread(name, unlike_cached(path, in_libreoffice[path])))
    assert not fault, fault


@each
@pytest.mark.judge("libreoffice")
def test_libreoffice_equals_both_engines(name, subjects, in_libreoffice):
    subject = subjects[name]
    fault = told(differences(subject.path, in_libreoffice[subject.path], subject.deep))
    assert not fault, fault


@each
def test_ironcalc_calculates_what_the_cells_hold(name, subjects, in_ironcalc):
    path = subjects[name].path
    fault = told(without_misread(name, unlike_cached(path, in_ironcalc(path))))
    assert not fault, fault


@each
def test_ironcalc_equals_both_engines(name, subjects, in_ironcalc):
    subject = subjects[name]
    fault = told(differences(subject.path, in_ironcalc(subject.path), subject.deep))
    assert not fault, fault


@pytest.mark.parametrize("name", FORMS)
def test_no_range_depends_on_itself(name, subjects):
    assert circular(subjects[name].path) == []


@pytest.mark.parametrize("name", FORMS)
def test_formulas_hold_only_what_every_engine_calculates(name, subjects):
    fault = told(live_faults(subjects[name].path))
    assert not fault, fault
