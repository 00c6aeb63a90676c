"""Two writes in one leave what one after the other leaves, on every host."""

from hypothesis import given
from hypothesis import strategies as st

from okrsheet import resources
from okrsheet.books.book import AppendRows, CellChange, SetCells, Snapshot, Table, Tell
from okrsheet.books.file import FileBook
from okrsheet.books.memory import MemoryBook
from okrsheet.departments.joined import joined


def book(*rows, height=0):
    blank = [(None, None)] * (height - len(rows))
    return Snapshot("plan.xlsx", (Table("KPIs", "KPIs", 4, 1, ("ID", "KPI"), (*rows, *blank)),))


def put(row, old, new, column="KPI"):
    return SetCells("KPIs", (CellChange(row, None, column, old, new),))


def add(*rows):
    return AppendRows("KPIs", ("ID", "KPI"), rows)


def after(before, *writes):
    host = MemoryBook(before)
    for edits in writes:
        host.apply(edits)
    return host.read()


def both(before, first, second):
    return joined(before, after(before, first, second), first, second)


def test_changes_of_both_are_one_edit_and_additions_are_one():
    before = book(("K1", "Speed"))
    found = both(before, [put(0, "Speed", "Pace"), add(("K2", "Cost"))], [add(("K3", "Churn"))])
    assert found == (
        SetCells("KPIs", (CellChange(0, "K1", "KPI", "Speed", "Pace"),)),
        AppendRows("KPIs", ("ID", "KPI"), (("K2", "Cost"), ("K3", "Churn"))),
    )


def test_what_the_second_changes_in_a_row_of_the_first_is_added_at_once():
    added = AppendRows("KPIs", ("KPI",), (("Cost",),))
    found = both(book(("K1", "Speed")), [added], [put(1, None, "K2", "ID")])
    assert found == (AppendRows("KPIs", ("ID", "KPI"), (("K2", "Cost"),)),)


def test_a_last_row_that_is_emptied_and_then_filled_is_one_row_changed():
    before = book(("K1", "Speed"), ("K2", "Cost"))
    emptied = [put(1, "K2", None, "ID"), put(1, "Cost", None)]
    (found,) = both(before, emptied, [add(("K3", "Churn"))])
    assert isinstance(found, SetCells)
    assert [(c.row, c.column, c.old, c.new) for c in found.changes] == [
        (1, "ID", "K2", "K3"),
        (1, "KPI", "Cost", "Churn"),
    ]


def test_a_cell_that_is_put_back_is_no_change():
    before = book(("K1", "Speed"))
    assert both(before, [put(0, "Speed", "Pace")], [put(0, "Pace", "Speed")]) == ()


def test_other_edits_follow_in_their_order():
    before = book(("K1", "Speed"))
    found = both(before, [Tell("first"), put(0, "Speed", "Pace")], [Tell("second")])
    assert found[1:] == (Tell("first"), Tell("second"))


@given(st.lists(st.booleans(), min_size=1, max_size=5), st.integers(0, 3), st.integers(0, 3))
def test_any_two_writes_in_one_leave_the_same_workbook(emptied, more, yet_more):
    rows = [(f"K{at}", "x") for at in range(len(emptied))]
    before = book(*rows, height=6)
    first = [
        SetCells(
            "KPIs", (CellChange(at, None, "ID", id, None), CellChange(at, None, "KPI", x, None))
        )
        for at, (id, x) in enumerate(rows)
        if emptied[at]
    ]
    first += [add(*((f"A{at}", "y") for at in range(more)))]
    second = [add(*((f"B{at}", "z") for at in range(yet_more)))]
    assert after(before, both(before, first, second)) == after(before, first, second)


def test_a_file_holds_what_one_write_after_the_other_leaves(tmp_path):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(resources.template("company"))
    host = FileBook(path)
    host.read()
    host.apply([add(("K1", "Speed"), ("K2", "Cost"))])
    before = FileBook(path).read()
    emptied = [put(1, "K2", None, "ID"), put(1, "Cost", None)]
    added = [add(*((f"N{at}", "=1+1") for at in range(20)))]
    host = FileBook(path)
    host.read()
    host.apply(both(before, emptied, added))
    rows = [row[:2] for row in FileBook(path).read().table("KPIs").rows]
    assert rows == [("K1", "Speed"), *((f"N{at}", "=1+1") for at in range(20))]
