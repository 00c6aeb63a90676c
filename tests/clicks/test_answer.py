"""How an answer is put into words, and where a cell stands."""

from okrsheet.clicks.answer import Place, counted, listed, paragraphs, place_in
from tests.workbooks import snapshot

KPIS = snapshot({"KPIs": [{"ID": "K-1"}, {"ID": "K-2"}]}, {"KPIs/Source"}).table("KPIs")


def test_a_cell_stands_under_its_header_in_its_row():
    assert place_in(KPIS, 1, "KPI") == Place("KPIs", 6, 2)  # the header stands in row 4


def test_a_header_is_found_without_regard_to_case():
    assert place_in(KPIS, 0, "new VALUE") == place_in(KPIS, 0, "New value")


def test_a_missing_column_leads_to_the_first_cell_of_the_row():
    assert place_in(KPIS, 0, "Source") == Place("KPIs", 5, 1)


def test_one_cell_is_told_otherwise_than_many():
    assert [counted(n, "cell") for n in (0, 1, 1200)] == ["0 cells", "1 cell", "1,200 cells"]


def test_a_long_list_ends_with_how_many_more_there_are():
    assert listed(["a", "b", "c", "d"], 2) == "a\nb\n... and 2 more"
    assert listed(["a", "b"], 2) == "a\nb"


def test_paragraphs_that_say_nothing_are_left_out():
    assert paragraphs("One.", "", "Two.") == "One.\n\nTwo."
