"""The sheet Conflicts: what it shows, and what somebody decides on it."""

from dataclasses import replace
from datetime import datetime

from okrsheet.books.book import Formula, Table
from okrsheet.books.memory import MemoryBook
from okrsheet.departments.conflicts import (
    conflict_edits,
    decisions,
    decisions_waiting,
    lines_waiting,
    takes_at_odds,
    words_typed,
)
from okrsheet.departments.difference import Remark
from okrsheet.departments.merged import WHOLE_ROW, Conflict
from okrsheet.sheets.generated import CONFLICTS
from tests.workbooks import snapshot

ONE = Conflict(
    "IT", "sub/it.xlsx", "KPIs", "KPIs", "K-1", ("Owner",), ("Ann",), ("Bob",), ("Eve",), 0
)
GOAL = replace(
    ONE,
    fields=("Unit of measure", "Baseline", "Target", "Direction"),
    sent=("h", 24.0, 12.0, "Decrease"),
    came=("h", 24.0, 10.0, "Decrease"),
    stands=("h", None, 12.0, "Decrease"),
)
PLAN = snapshot({"KPIs": [{"ID": "K-1", "KPI": "Speed", "Owner": "Eve"}]})


def sheet_of(*conflicts, book=PLAN):
    (edit,) = conflict_edits(conflicts, book)
    return edit


def decided(*choices, conflicts=(ONE,)):
    """The plan with these conflicts on its sheet, and these choices typed in."""
    host = MemoryBook(PLAN)
    host.apply([sheet_of(*conflicts)])
    table = host.snapshot.table("Conflicts")
    rows = tuple((*row[:-1], said) for row, said in zip(table.rows, choices, strict=True))
    tables = (*PLAN.tables, replace(table, rows=rows))
    return replace(host.snapshot, tables=tables)


def test_a_conflict_shows_what_was_sent_what_came_back_and_what_stands():
    (row,) = sheet_of(ONE).rows
    place = ("IT", "KPIs", "K-1", "Owner")
    assert (*row[:7], *row[8:]) == (*place, "Ann", "Bob", "Eve", "sub/it.xlsx", None)


def test_a_conflict_links_to_the_cell_that_stands():
    (row,) = sheet_of(ONE).rows
    assert isinstance(row[7], Formula)
    assert 'MATCH("K-1",KPIs[ID],0)' in row[7].text
    assert row[7].value == "O5"  # Owner is the fifteenth column


def test_a_conflict_over_a_reading_links_to_it_wherever_it_is_sorted():
    reading = {"KPI": "K-1", "Date": datetime(2026, 3, 31), "Value": 20}
    one = replace(ONE, table="Readings", sheet="Readings", fields=("Value",))
    link = sheet_of(one, book=snapshot({"Readings": [reading]})).rows[0][7]
    assert '(Readings[KPI]="K-1")*(Readings[Date]>DATE(2026,3,31)' in link.text


def test_a_single_value_stays_what_it_is():
    day = datetime(2026, 12, 31)
    one = replace(ONE, fields=("Due",), sent=(day,), came=(12.5,), stands=(None,))
    assert sheet_of(one).rows[0][4:7] == (day, 12.5, None)


def test_cells_that_count_as_one_stand_in_one_row_as_text():
    shown = sheet_of(GOAL).rows[0]
    assert shown[3] == "Unit of measure, Baseline, Target, Direction"
    assert shown[4:7] == ("h; 24; 12; Decrease", "h; 24; 10; Decrease", "h; ; 12; Decrease")


def test_a_row_that_is_gone_is_said_to_be():
    one = replace(ONE, fields=(WHOLE_ROW,), came=(None,), stands=("K-1; Speed",))
    assert sheet_of(one).rows[0][4:7] == ("Ann", "(no such row)", "K-1; Speed")


def test_a_row_that_the_plan_does_not_have_has_no_link():
    assert sheet_of(replace(ONE, row=None)).rows[0][7] is None


def test_text_that_looks_like_a_formula_is_text():
    one = replace(ONE, came=('=HYPERLINK("x")',), sent=("@SUM",), stands=("+1",))
    assert sheet_of(one).rows[0][4:7] == ("@SUM", '=HYPERLINK("x")', "+1")


def test_without_conflicts_one_line_says_so():
    book = decided(None)
    (row,) = sheet_of(book=book).rows
    assert [cell for cell in row if cell] == ["Nothing is in conflict."]


def test_a_plan_that_never_had_a_conflict_gets_no_sheet():
    assert list(conflict_edits((), PLAN)) == []


def test_only_the_decision_can_be_typed_and_from_a_list():
    columns = {column.header: column for column in CONFLICTS.sheet.columns}
    assert [header for header, look in columns.items() if not look.style.locked] == ["Decide"]
    assert columns["Decide"].validation.formula == '"keep,take"'
    assert CONFLICTS.sheet.protected


def test_a_decision_is_found_again():
    assert decisions([ONE], decided(" Take ")) == {ONE.key: "take"}
    assert decisions([GOAL], decided("keep", conflicts=(GOAL,))) == {GOAL.key: "keep"}


def test_anything_else_decides_nothing():
    assert decisions([ONE], decided("perhaps")) == {}
    assert decisions([ONE], PLAN) == {}


def test_what_changed_once_more_is_not_decided():
    assert decisions([replace(ONE, came=("Cy",))], decided("take")) == {}


def test_what_is_decided_stays_on_the_sheet_while_the_conflict_stands():
    other = replace(ONE, fields=("Source",))
    rows = sheet_of(other, ONE, book=decided("keep")).rows
    assert [row[-1] for row in rows] == [None, "keep"]


def test_a_table_of_that_name_without_our_columns_decides_nothing():
    table = Table("Conflicts", "Mine", 1, 1, ("Topic",), (("take",),))
    assert decisions([ONE], replace(PLAN, tables=(*PLAN.tables, table))) == {}


def test_the_lines_of_a_unit_whose_file_is_not_there_stay_as_they_are():
    book, other = decided("take"), replace(ONE, unit="HR")
    waiting = lines_waiting([other], book, absent={"it"}, files={"hr.xlsx"})
    (edit,) = conflict_edits([other], book, waiting)
    assert [(row[0], row[7] is None, row[-1]) for row in edit.rows] == [
        ("HR", False, None),
        ("IT", True, "take"),
    ]


def test_of_a_unit_with_another_file_there_only_what_is_decided_waits():
    for said, count in (("take", 1), ("perhaps", 0), (None, 0)):
        assert len(lines_waiting([], decided(said), absent=(), files={"copy.xlsx"})) == count


def test_a_conflict_that_its_file_no_more_has_does_not_wait():
    assert lines_waiting([], decided("take"), absent=(), files={ONE.file}) == []


def test_a_conflict_that_stands_still_is_not_waited_for():
    renamed = replace(ONE, file="renamed.xlsx")
    assert lines_waiting([renamed], decided("take"), absent=(), files={"renamed.xlsx"}) == []


def test_what_waits_is_told_with_its_unit_and_cell():
    waiting = lines_waiting([], decided("take"), absent={"it"}, files=())
    said = "take for K-1 Owner of IT waits until its file is back in the folder."
    assert list(decisions_waiting(waiting)) == [
        Remark("IT", ONE.file, said, "KPIs", "K-1", "Owner")
    ]
    assert list(decisions_waiting(lines_waiting([], decided(None), {"it"}, ()))) == []


def test_another_word_stays_as_it_was_typed_and_is_told():
    book = decided("Yes")
    assert [row[-1] for row in sheet_of(ONE, book=book).rows] == ["Yes"]
    said = "'Yes' under Decide (IT, K-1 Owner) is neither keep nor take."
    assert list(words_typed([ONE], [], book)) == [
        Remark("IT", ONE.file, said, "KPIs", "K-1", "Owner")
    ]


def test_no_word_is_told_of_a_line_that_goes():
    assert list(words_typed([replace(ONE, stands=("Cy",))], [], decided("yes"))) == []
    assert list(words_typed([ONE], [], decided("Keep"))) == []


def test_two_values_to_be_taken_are_named():
    other = replace(ONE, unit="HR", file="hr.xlsx", came=("Cy",))
    chosen = {one.key: "take" for one in (ONE, other)}
    (remark,) = takes_at_odds([ONE, other, replace(ONE, id="K-2")], chosen)
    values = "Bob (sub/it.xlsx) and Cy (hr.xlsx)"
    said = f"take is chosen for two different values of K-1 Owner: {values}. Choose one."
    assert (remark.message, remark.id, remark.field) == (said, "K-1", "Owner")
    assert list(takes_at_odds([ONE, other], {})) == []
