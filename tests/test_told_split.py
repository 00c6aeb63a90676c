"""A split told to people."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from rich.console import Console

from okrsheet.exchange.mailing import SplitUnit, Status
from okrsheet.exchange.split import SplitReport
from okrsheet.sheets.change import Change
from okrsheet.told_split import split_text

IT = SplitUnit("IT", "IT", "IT.xlsx", "0" * 16, 2, 5, 27, 3, Status.WRITTEN)
KEPT = replace(IT, unit="HR", file="HR.xlsx", status=Status.KEPT, why="it was changed.")
REPORT = SplitReport("plan.xlsx", Path("out"), date(2026, 6, 30), "p", (IT,), {}, (), (), False)


def told(report):
    console = Console(width=120, markup=False, emoji=False)
    with console.capture() as said:
        for line in split_text(report):
            console.print(line)
    return said.get()


def test_each_workbook_has_a_line_with_its_rows():
    (line,) = (line for line in told(REPORT).splitlines() if "IT.xlsx" in line)
    assert line.split() == ["IT", "IT.xlsx", "2", "5", "27", "3", "written"]


def test_the_last_line_counts():
    assert told(REPORT).endswith("1 workbook in out: 1 written.\n")
    assert told(replace(REPORT, units=(IT, KEPT))).endswith(
        "2 workbooks in out: 1 written, 1 kept.\n"
    )


def test_what_was_kept_is_said_with_why():
    assert "HR.xlsx: it was changed." in told(replace(REPORT, units=(IT, KEPT)))


def test_of_thousands_only_those_that_want_looking_at_are_shown():
    units = (*(replace(IT, unit=f"U{at}", file=f"U{at}.xlsx") for at in range(5000)), KEPT)
    said = told(replace(REPORT, units=units))
    assert "U77" not in said
    assert "HR.xlsx" in said
    assert "5000 others as they should be." in said


def test_of_thousands_that_are_all_well_there_is_no_table():
    said = told(replace(REPORT, units=(IT,) * 50))
    assert said == "  50 others as they should be.\n\n50 workbooks in out: 50 written.\n"


def test_new_ids_and_notes_are_told():
    change = Change("Objectives", "O-IT-1", "ID", "", "O-IT-1", "New ID O-IT-1 for 'New here'.")
    said = told(replace(REPORT, changes=(change,), notes=("1 row stays.",)))
    assert "New ID O-IT-1 for 'New here'." in said
    assert "Note: 1 row stays." in said


def test_markup_in_a_name_is_text():
    odd = replace(IT, file="[red]:smile:.xlsx", status=Status.KEPT, why="[bold]why")
    said = told(replace(REPORT, units=(odd,)))
    assert "[red]:smile:.xlsx: [bold]why" in said
