"""What the add-in carries of xlwings, and that a change of xlwings' source stops the build."""

import re
from importlib.metadata import version

import pytest

from okrsheet.addin import standalone
from okrsheet.addin.standalone import KEPT, LEFT_OUT, OURS, installed, procedures, xlwings_module
from okrsheet.books.book import BookError

TEXT = installed()
SOURCE = xlwings_module(TEXT).source


def test_it_is_of_the_version_that_is_installed_and_names_its_library():
    assert f'XLWINGS_VERSION As String = "{version("xlwings")}"' in SOURCE
    assert f'"xlwings64-{version("xlwings")}.dll"' in SOURCE


def test_its_licence_stands_in_it_whole():
    begin, end = "'xlwings is distributed under a BSD", "POSSIBILITY OF SUCH DAMAGE."
    notice = TEXT[TEXT.index(begin) : TEXT.index(end) + len(end)]
    assert notice in SOURCE


def test_what_is_kept_is_there_and_nothing_else():
    there = {name for name, _ in procedures(SOURCE)}
    assert there == set(KEPT)


@pytest.mark.parametrize("name", sorted(LEFT_OUT))
def test_nothing_calls_what_is_left_out(name):
    assert not re.search(rf"\b{name}\b", SOURCE)


@pytest.mark.parametrize("name", sorted(KEPT.keys() - {standalone.HEAD, "ExecuteMac"}))
def test_what_is_kept_is_word_for_word_what_xlwings_has(name):
    assert dict(procedures(SOURCE))[name] == dict(procedures(TEXT))[name]


def test_the_users_configuration_is_okrsheets_own():
    assert 'PROJECT_NAME As String = "okrsheet"' in SOURCE


def test_on_a_mac_the_advice_is_okrsheets_own():
    assert "run 'okrsheet addin install' in a terminal" in SOURCE
    assert "xlwings runpython" not in SOURCE


def test_another_version_number_alone_changes_nothing():
    later = TEXT.replace(version("xlwings"), "0.37.99")
    assert xlwings_module(later).source == SOURCE.replace(version("xlwings"), "0.37.99")


@pytest.mark.parametrize("name", sorted(KEPT))
def test_a_change_in_what_is_kept_stops_the_build(name):
    part = dict(procedures(TEXT))[name]
    changed = TEXT.replace(part, part.replace(" As ", "  As ", 1).replace("=", " =", 1))
    with pytest.raises(BookError, match=re.escape(f"({name}: not as it was read)")):
        xlwings_module(changed)


def test_a_new_procedure_stops_the_build():
    with pytest.raises(BookError, match=r"\(Spy: new or missing\)"):
        xlwings_module(TEXT + "Public Function Spy()\nEnd Function\n")


@pytest.mark.parametrize("name", sorted(OURS))
def test_a_procedure_that_is_gone_stops_the_build(name):
    part = dict(procedures(TEXT))[name]
    with pytest.raises(BookError, match=rf"\({name}: new or missing\)"):
        xlwings_module(TEXT.replace(part, ""))


def test_a_piece_to_replace_that_is_not_there_stops_the_build(monkeypatch):
    monkeypatch.setattr(standalone, "REPLACED", (("the piece", "another"),))
    with pytest.raises(BookError, match=r"\(the piece: not there once\)"):
        xlwings_module(TEXT)


def test_the_fault_says_what_to_install():
    with pytest.raises(BookError) as refused:
        xlwings_module("")
    assert refused.value.fix == 'Run python -m pip install "okrsheet[excel]".'


def test_without_xlwings_the_fault_says_what_to_install(monkeypatch):
    monkeypatch.setattr(standalone, "find_spec", lambda name: None)
    with pytest.raises(BookError, match="xlwings is not installed") as refused:
        installed()
    assert refused.value.fix == 'Run python -m pip install "okrsheet[excel]".'
