"""What an edit of a table does beside the table: the line above its header."""

from dataclasses import replace

import openpyxl
import pytest

from okrsheet.books.book import Formula, LayTable
from tests.books.plain import SCORE, plan, write

OWNER = Formula('"Tide"&"well"', "Tidewell")


def with_line(path, line):
    book = openpyxl.load_workbook(path)
    book["KPIs"]["B3"] = line
    book.save(path)
    return path


def line(path, as_calculated=True):
    return openpyxl.load_workbook(path, data_only=as_calculated)["KPIs"]["B3"].value


@pytest.fixture
def path(tmp_path):
    return plan(tmp_path / "plan.xlsx")


def test_the_line_that_says_whose_plan_it_is_is_refreshed(path):
    with_line(path, f"={OWNER.text}")
    assert line(path) is None
    write(path, LayTable("KPIs", (SCORE,), OWNER))
    assert line(path) == "Tidewell"
    write(path, LayTable("KPIs", (SCORE,), replace(OWNER, value="Bean")))
    assert line(path) == "Bean"


@pytest.mark.parametrize("own", ["Quarterly figures", '="Somebody"', None])
def test_a_line_of_a_users_own_stays(path, own):
    with_line(path, own)
    write(path, LayTable("KPIs", (SCORE,), OWNER))
    assert line(path, as_calculated=False) == own


def test_without_an_owner_the_line_stays(path):
    with_line(path, f"={OWNER.text}")
    write(path, LayTable("KPIs", (SCORE,)))
    assert line(path) is None
