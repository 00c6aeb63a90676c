from okrsheet.books.book import Snapshot, Table
from okrsheet.departments.identity import Identity, identity_of

HEADERS = ("Kind", "ID", "Name", "Parent")
NOTHING = Snapshot("it.xlsx", ())


def with_context(*rows: tuple[str | None, ...], headers: tuple[str, ...] = HEADERS) -> Snapshot:
    return Snapshot("it.xlsx", (Table("Context", "Context", 4, 1, headers, rows),))


def test_the_document_properties_say_whose_a_workbook_is():
    told = {"okrsheet plan": "a1", "okrsheet unit": "IT", "okrsheet sending": "f00"}
    assert identity_of(told, NOTHING) == Identity("a1", "IT", "f00")


def test_property_names_are_read_in_any_case():
    told = {"Okrsheet Plan": "a1", "OKRSHEET UNIT": " IT ", "okrsheet sending": "f00"}
    assert identity_of(told, NOTHING) == Identity("a1", "IT", "f00")


def test_without_properties_the_context_says_it():
    book = with_context(("Company", None, "Tidewell", None), ("Sending", "IT", "f00", "a1"))
    assert identity_of({}, book) == Identity("a1", "IT", "f00")


def test_where_a_property_is_lost_the_context_says_all_of_it():
    book = with_context(("Sending", "IT", "f00", "a1"))
    assert identity_of({"okrsheet plan": "other"}, book) == Identity("a1", "IT", "f00")


def test_a_stranger_has_no_identity():
    assert identity_of({"Author": "Ann"}, NOTHING) is None
    assert identity_of({}, with_context(("Company", None, "Tidewell", None))) is None


def test_a_context_without_its_columns_says_nothing():
    assert identity_of({}, with_context(("Sending", "IT"), headers=("Kind", "ID"))) is None
