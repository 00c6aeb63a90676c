from datetime import datetime

from okrsheet.departments.arrival import Arrival
from okrsheet.departments.difference import Added, Cell, CheckIn, Edited, Return
from okrsheet.departments.entered import ENTERED, Row

DAY = datetime(2026, 6, 30)


def kpi(id: str | None, objective: str) -> Row:
    cells = {"ID": id, "KPI": "Sales", "Objective": objective}
    return tuple(cells.get(header) for header in ENTERED["KPIs"].headers)


def arrival(edited: tuple[Edited, ...] = ()) -> Arrival:
    return Arrival(Return("a-plan", "IT", "f00", "IT.xlsx", edited=edited))


def test_a_new_row_is_remembered_by_its_text_or_its_own_id():
    one = arrival()
    one.name(Added("KPIs", None, kpi(None, "O-1"), "KPIs/Sales"), "K-5")
    one.name(Added("KPIs", "K-9", kpi("K-9", "O-1")), "K-6")
    one.name(Added("KPIs", "K-7", kpi("K-7", "O-1")), "k-7")
    assert one.blank == {"KPIs/Sales": "K-5"}
    assert one.given == {"KPIs/k-9": "K-6"}


def test_references_follow_but_the_rows_own_id_stays_as_it_came():
    one = arrival()
    one.given = {"Objectives/o-9": "O-12", "KPIs/k-9": "K-6"}
    assert one.row(Added("KPIs", "K-9", kpi("K-9", "O-9"))) == kpi("K-9", "O-12")


def test_edited_references_follow():
    cell = Cell(("Objective",), ("O-1",), ("O-9",))
    one = arrival(edited=(Edited("KPIs", ("k-1",), "K-1", (cell,), kpi("K-1", "O-9")),))
    assert next(one.edited()) == one.back.edited[0]
    one.given = {"Objectives/o-9": "O-12"}
    (row,) = one.edited()
    assert row.cells == (Cell(("Objective",), ("O-1",), ("O-12",)),)
    assert row.row == kpi("K-1", "O-12")


def test_the_check_in_of_a_new_kpi_goes_by_the_id_that_it_has_in_the_master():
    check_in = CheckIn(("",), "", (None,) * 3, (4.0, None, None), 4.0, DAY, None)
    one = arrival()
    one.new.append(Added("KPIs", None, kpi("K-5", "O-1"), check_in=check_in))
    (found,) = one.check_ins()
    assert (found.key, found.kpi, found.value) == (("k-5",), "K-5", 4.0)
