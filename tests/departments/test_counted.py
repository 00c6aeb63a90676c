from okrsheet.departments.counted import counted
from okrsheet.departments.difference import Counts
from okrsheet.departments.entered import ENTERED
from okrsheet.departments.filed import filed
from tests.workbooks import snapshot


def test_a_kpi_is_measured_by_a_reading_or_a_new_value():
    book = snapshot(
        {
            "Objectives": [{"ID": "O-1"}],
            "KPIs": [{"ID": "K-1"}, {"ID": "K-2", "New value": 3}, {"ID": "K-3"}],
            "Readings": [{"KPI": "k-1 ", "Value": 2}, {"KPI": "K-3", "Value": "soon"}],
        }
    )
    tables = {name: filed(book, entered) for name, entered in ENTERED.items()}
    assert counted(tables) == Counts(objectives=1, kpis=3, measured=2, readings=2, actions=0)


def test_missing_tables_count_nothing():
    assert counted(dict.fromkeys(ENTERED)) == Counts()
