"""Departments' workbooks that were filled in without okrsheet: both engines equal ours."""

from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copyfile

import pytest

from okrsheet.books.book import Value
from okrsheet.books.file import FileBook
from tests.judges.recalculated import by_ironcalc, by_libreoffice
from tests.live.case import AS_OF
from tests.live.figures import differences
from tests.live.subject import told
from tests.live.workbook import add_rows, type_into

MARKETING, RING = "MKT of the demo and what is below", "U1 of cycles of 5"


def elsewhere(path: Path, kind: str) -> str:
    """The ID of a row of that kind in the context of a workbook."""
    table = FileBook(path).read().table("Context")
    assert table is not None
    return next(str(row[1]) for row in table.rows if row[0] == kind)


def check_in(path: Path) -> None:
    type_into(path, [("KPIs", row, "New value", 1e3 * row) for row in range(3)])


def other_weights(path: Path) -> None:
    weights = enumerate((0.0, 3.0, -1.0))
    type_into(path, [("Objectives", row, "Weight", weight) for row, weight in weights])


def hung_elsewhere(path: Path) -> None:
    above = elsewhere(path, "Objective")
    type_into(path, [("Objectives", row, "Parent", above) for row in range(2)])


def loose(path: Path) -> None:
    type_into(path, [("Objectives", row, "Parent", None) for row in range(2)])


def given_away(path: Path) -> None:
    type_into(path, [("Objectives", 0, "Unit", elsewhere(path, "Unit"))])


def an_id_taken_elsewhere(path: Path) -> None:
    type_into(path, [("Objectives", 0, "ID", elsewhere(path, "Objective"))])


def more_rows(path: Path) -> None:
    objective = FileBook(path).read().table("Objectives")
    assert objective is not None
    below = {"Objective": "Reach more", "Parent": str(objective.rows[0][0])}
    add_rows(path, "Objectives", [{"ID": f"O-NEW-{at}", **below} for at in range(14)])
    goal: dict[str, Value] = {
        "Direction": "Increase",
        "Baseline": 0.0,
        "Target": 1.0,
        "Objective": "O-NEW-3",
    }
    add_rows(path, "KPIs", [{"ID": f"K-NEW-{at}", **goal} for at in range(8)])
    add_rows(path, "Readings", [{"KPI": "K-NEW-5", "Date": AS_OF, "Value": 0.25}])


CHANGES: dict[str, tuple[str, Callable[[Path], None]]] = {
    "check-ins": (MARKETING, check_in),
    "weights": (MARKETING, other_weights),
    "hung elsewhere": (MARKETING, hung_elsewhere),
    "a cycle mended": (RING, loose),
    "given to another unit": (MARKETING, given_away),
    "an ID of another unit": (MARKETING, an_id_taken_elsewhere),
    "rows added": (MARKETING, more_rows),
}


@pytest.fixture(scope="module")
def changed(subjects, tmp_path_factory) -> dict[str, Path]:
    """The files, each filled in one way, by the name of the change."""
    return dict(_changed(subjects, tmp_path_factory.mktemp("departments")))


def _changed(subjects, folder: Path) -> Iterator[tuple[str, Path]]:
    for number, (name, (subject, change)) in enumerate(CHANGES.items()):
        path = folder / f"{number}.xlsx"
        copyfile(subjects[subject].path, path)
        change(path)
        yield name, path


@pytest.fixture(scope="module")
def by_office(changed):
    """The cells of those files as LibreOffice calculates them, by path."""
    return by_libreoffice(changed.values())


@pytest.mark.judge("libreoffice")
@pytest.mark.parametrize("name", CHANGES)
def test_libreoffice_follows_what_a_department_typed(name, changed, by_office):
    path = changed[name]
    fault = told(differences(path, by_office[path]))
    assert not fault, fault


@pytest.mark.parametrize("name", CHANGES)
def test_ironcalc_follows_what_a_department_typed(name, changed):
    fault = told(differences(changed[name], by_ironcalc(changed[name])))
    assert not fault, fault


def test_every_change_changes_something(changed, subjects):
    for name, (subject, _) in CHANGES.items():
        before, after = (
            FileBook(one).read().tables for one in (subjects[subject].path, changed[name])
        )
        assert before != after, name
