"""The workbooks of all cases, rolled up once, and what the two engines calculate in them."""

from pathlib import Path

import pytest

from okrsheet.file_commands import demo_workbook
from tests.judges.recalculated import by_ironcalc, by_libreoffice
from tests.live.plans import all_cases
from tests.live.subject import Subject
from tests.live.workbook import rolled_up


@pytest.fixture(scope="session")
def subjects(tmp_path_factory) -> dict[str, Subject]:
    """The demo, the department template filled, and each case in the company template."""
    folder = tmp_path_factory.mktemp("live")
    made = [Subject("demo", demo_workbook(folder, force=True)[0])]
    for number, case in enumerate(all_cases()):
        made.append(Subject(case.name, rolled_up(case, folder / f"{number}.xlsx"), case.deep))
    department = rolled_up(all_cases()[-1], folder / "department.xlsx", "department")
    made.append(Subject("department", department))
    return {subject.name: subject for subject in made}


@pytest.fixture(scope="session")
def in_libreoffice(subjects):
    """The cells of each subject's file as LibreOffice calculates them, by path."""
    return by_libreoffice(subject.path for subject in subjects.values())


@pytest.fixture(scope="session")
def in_ironcalc():
    """Call it with a path: the cells as IronCalc calculates them, once a path."""
    known: dict[Path, object] = {}

    def calculated(path: Path):
        if path not in known:
            known[path] = by_ironcalc(path)
        return known[path]

    return calculated
