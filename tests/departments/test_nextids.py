from okrsheet.books.book import Value
from okrsheet.departments.arrival import Arrival
from okrsheet.departments.difference import Added, Return
from okrsheet.departments.entered import ENTERED
from okrsheet.departments.nextids import Waiting, next_ids
from okrsheet.departments.standing import Standing
from tests.workbooks import snapshot

MASTER = Standing(
    snapshot(
        {
            "Units": [{"ID": "IT"}],
            "Objectives": [{"ID": "O-IT-4", "Unit": "it"}, {"ID": "O-1"}],
            "Readings": [{"KPI": "K-IT-7"}],
        }
    )
)
FILE = Arrival(Return("a-plan", "IT", "f00", "IT.xlsx"))


def waiting(table: str, id: str | None = None, file: Arrival = FILE, **cells: Value) -> Waiting:
    entered = ENTERED[table]
    row = tuple({"ID": id, **cells}.get(header) for header in entered.headers)
    return Waiting(file, Added(table, id, row, entered.text(row)))


def test_an_objective_is_numbered_on_in_its_unit():
    new = [waiting("Objectives", Unit="IT"), waiting("Objectives", Unit="it")]
    assert next_ids(new, MASTER, {}, ()) == ["O-IT-5", "O-IT-6"]


def test_without_a_unit_that_exists_there_is_none_in_the_id():
    new = [waiting("Objectives", Unit="XX"), waiting("Objectives")]
    assert next_ids(new, MASTER, {}, ()) == ["O1", "O2"]
    assert next_ids([waiting("Units")], MASTER, {}, ()) == ["U1"]


def test_a_kpi_and_an_action_have_the_unit_of_their_objective():
    assert next_ids([waiting("KPIs", Objective="o-it-4")], MASTER, {}, ()) == ["K-IT-8"]
    assert next_ids([waiting("Actions", Objective="O-1")], MASTER, {}, ()) == ["A1"]


def test_the_objective_may_be_new_itself():
    fresh = {("Objectives", "o-9"): waiting("Objectives", "O-9", Unit="IT").added.row}
    assert next_ids([waiting("Actions", Objective="O-9")], MASTER, fresh, ()) == ["A-IT-1"]


def test_ids_that_are_mentioned_are_not_free():
    assert next_ids([waiting("Units")], MASTER, {}, {"u1"}) == ["U2"]


def test_a_row_of_another_file_of_the_unit_is_the_same_row_again():
    other = Arrival(Return("a-plan", "IT", "f00", "IT (1).xlsx"))
    one = waiting("Actions", Action="Call")
    assert waiting("Actions", file=other, Action="Call").is_one_of([one])
    assert not waiting("Actions", file=other, Action="Ring").is_one_of([one])
    assert not waiting("Actions", "A-1", file=other, Action="Call").is_one_of([one])
    assert not waiting("Actions", Action="Call").is_one_of([one])
