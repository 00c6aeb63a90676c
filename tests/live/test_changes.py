"""Workbooks that were changed without okrsheet, calculated anew: both engines equal ours."""

from shutil import copyfile

import pytest

from okrsheet.books.file import FileBook
from tests.judges import libreoffice
from tests.judges.libreoffice import Job
from tests.judges.recalculated import by_ironcalc, by_libreoffice, cells_of
from tests.live.changes import by_hand, case_of, in_libreoffice
from tests.live.figures import differences
from tests.live.subject import told

BY_HAND = {change.name: change for change in by_hand()}
IN_LIBREOFFICE = {change.name: change for change in in_libreoffice()}


@pytest.fixture(scope="module")
def changed(subjects, tmp_path_factory):
    """The files changed by hand, by the name of the change."""
    folder = tmp_path_factory.mktemp("by-hand")
    paths = {}
    for number, change in enumerate(BY_HAND.values()):
        path = folder / f"{number}.xlsx"
        copyfile(subjects[case_of(change).name].path, path)
        change.change(path)
        paths[change.name] = path
    return paths


@pytest.fixture(scope="module")
def changed_in_libreoffice(changed):
    """The cells of those files as LibreOffice calculates them, by path."""
    return by_libreoffice(changed.values())


@pytest.fixture(scope="module")
def saved(subjects, tmp_path_factory):
    """The file that LibreOffice saved, and the cells that it calculated, by the change's name."""
    folder = tmp_path_factory.mktemp("saved")
    jobs = {
        change.name: Job(
            subjects[case_of(change).name].path, True, change.edits, folder / f"{number}.xlsx"
        )
        for number, change in enumerate(IN_LIBREOFFICE.values())
    }
    readings = libreoffice.do(jobs.values())
    return {
        name: (job.saved, cells_of(reading))
        for (name, job), reading in zip(jobs.items(), readings, strict=True)
    }


@pytest.mark.judge("libreoffice")
@pytest.mark.parametrize("name", BY_HAND)
def test_libreoffice_follows_what_was_typed(name, changed, changed_in_libreoffice):
    path = changed[name]
    fault = told(differences(path, changed_in_libreoffice[path], deep=True))
    assert not fault, fault


@pytest.mark.parametrize("name", BY_HAND)
def test_ironcalc_follows_what_was_typed(name, changed):
    fault = told(differences(changed[name], by_ironcalc(changed[name]), deep=True))
    assert not fault, fault


@pytest.mark.judge("libreoffice")
@pytest.mark.parametrize("name", IN_LIBREOFFICE)
def test_libreoffice_did_what_it_was_asked(name, saved, subjects):
    change = IN_LIBREOFFICE[name]
    before, after = (
        {table.name: table.rows for table in FileBook(path).read().tables}
        for path in (subjects[case_of(change).name].path, saved[name][0])
    )
    asked = {table for what, table, *_ in change.edits if what != "filter"}
    assert [table for table in asked if before[table] == after[table]] == []


@pytest.mark.judge("libreoffice")
@pytest.mark.parametrize("name", IN_LIBREOFFICE)
def test_libreoffice_follows_what_was_done_in_it(name, saved):
    path, cells = saved[name]
    fault = told(differences(path, cells, deep=True))
    assert not fault, fault


@pytest.mark.judge("libreoffice")
@pytest.mark.parametrize("name", IN_LIBREOFFICE)
def test_ironcalc_follows_what_was_done_in_libreoffice(name, saved):
    path, _ = saved[name]
    fault = told(differences(path, by_ironcalc(path), deep=True))
    assert not fault, fault
