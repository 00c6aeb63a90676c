"""The buttons of the group Departments, clicked in an Excel for tests."""

import openpyxl
import pytest

from okrsheet.books.book import AppendRows, CellChange, SetCells
from okrsheet.books.file import FileBook
from okrsheet.clicks.departments import NO_CONFLICT
from tests import clicking
from tests.clicking import click, column, contents, selected, type_new_value
from tests.excel import excel

demo, plan = clicking.demo, clicking.plan
home, opened = clicking.home, clicking.opened
pytestmark = pytest.mark.usefixtures("home", "opened")


@pytest.fixture
def out(tmp_path):
    return tmp_path / "out"


def send(app, folder):
    app.impl.folders.append(str(folder))
    return click(app, "send")


def collect(app, folder, tag="collect"):
    app.impl.folders.append(str(folder))
    return click(app, tag)


def workbook_of(folder, unit):
    """The department's file, which begins with its unit's ID."""
    (path,) = folder.glob(f"{unit} *.xlsx")
    return path


def retype(path, header, new):
    """Type another value into the first KPI of a workbook; gives its ID."""
    book = FileBook(path)
    kpis = book.read().table("KPIs")
    old = kpis.rows[0][kpis.headers.index(header)]
    book.apply([SetCells("KPIs", (CellChange(0, None, header, old, new),))])
    return kpis.rows[0][kpis.headers.index("ID")]


def units(plan):
    table = FileBook(plan).read().table("Units")
    return [id for row in table.rows if (id := row[table.headers.index("ID")])]


def test_send_writes_a_workbook_for_every_unit_into_the_chosen_folder(plan, out):
    with excel(plan) as app:
        box = send(app, out)
    count = len(units(plan))
    assert box.startswith(f"Workbooks for departments in {out}: {count} written.")
    assert len(list(out.glob("*.xlsx"))) == count


def test_a_second_send_says_that_nothing_has_changed(plan, out):
    with excel(plan) as app:
        send(app, out)
        assert f"{len(units(plan))} unchanged." in send(app, out)


def test_send_saves_the_plan_with_the_ids_that_it_gave(plan, out):
    book = FileBook(plan)
    book.apply([AppendRows("Units", ("Unit",), (("Night shift",),))])
    with excel(plan) as app:
        box = send(app, out)
        given = column(app, "Units", "ID")
    assert "IDs were given:" in box
    saved = openpyxl.load_workbook(plan)["Units"]
    assert given[-1] in {cell.value for cell in saved["A"]} | {cell.value for cell in saved["B"]}


@pytest.mark.parametrize("tag", ["send", "collect", "resolve"])
def test_without_a_folder_nothing_happens(plan, tag):
    with excel(plan) as app:
        before, bytes_before = contents(app), plan.read_bytes()
        app.impl.folders.append(None)
        assert click(app, tag) is None
        assert contents(app) == before
    assert plan.read_bytes() == bytes_before


@pytest.mark.parametrize("tag", ["send", "collect", "resolve"])
def test_a_plan_in_the_cloud_alone_has_no_place_for_its_records(plan, tag, monkeypatch):
    monkeypatch.setattr("okrsheet.clicks.desk.Desk.full_name", "https://example.org/plan.xlsx")
    with excel(plan) as app:
        assert "is in no folder of this computer" in click(app, tag)


def test_collect_before_anything_was_sent_is_told(plan, out):
    out.mkdir()
    with excel(plan) as app:
        assert "othing was ever sent from this plan" in collect(app, out)


def test_collect_takes_what_came_back_shows_who_returned_and_saves(plan, out):
    with excel(plan) as app:
        send(app, out)
        unit = next(one for one in units(plan) if kpis_of(out, one))
        id = retype(workbook_of(out, unit), "Source", "The new till")
        box = collect(app, out)
        at = column(app, "KPIs", "ID").index(id)
        assert column(app, "KPIs", "Source")[at] == "The new till"
        assert selected(app)[0] == "Returns"
    assert "1 change, 0 conflicts." in box
    assert "The new till" in {
        cell.value for row in openpyxl.load_workbook(plan)["KPIs"] for cell in row
    }


def kpis_of(folder, unit):
    """The IDs of the KPIs in a unit's workbook."""
    table = FileBook(workbook_of(folder, unit)).read().table("KPIs")
    return [id for row in table.rows if (id := row[table.headers.index("ID")])]


def test_a_conflict_is_shown_decided_and_resolved(plan, out):
    with excel(plan) as app:
        send(app, out)
        unit = next(one for one in units(plan) if kpis_of(out, one))
        id = retype(workbook_of(out, unit), "Source", "Theirs")
        at = column(app, "KPIs", "ID").index(id)
        put(app, "KPIs", "Source", at, "Ours")
        box = collect(app, out)
        assert "1 conflict." in box and "What stood here was kept." in box
        assert selected(app)[0] == "Conflicts"
        assert column(app, "KPIs", "Source")[at] == "Ours"
        put(app, "Conflicts", "Decide", 0, "take")
        assert "0 conflicts." in collect(app, out, "resolve")
        assert column(app, "KPIs", "Source")[at] == "Theirs"


def put(app, table, header, row, value):
    (found,) = (t for sheet in app.books.active.sheets for t in sheet.tables if t.name == table)
    place = found.range[row + 1, found.range.value[0].index(header)]
    place.value = value


def test_collect_is_not_taken_back_and_its_backup_stands_beside_the_plan(plan, out):
    with excel(plan) as app:
        send(app, out)
        unit = next(one for one in units(plan) if kpis_of(out, one))
        retype(workbook_of(out, unit), "Source", "The new till")
        collect(app, out)
        assert click(app, "undo") == "There is nothing to undo in this workbook."
    assert len(list((plan.parent / ".okrsheet").glob("coffee-shop_*.xlsx"))) == 2


def test_conflicts_goes_to_the_sheet_or_says_that_there_is_none(plan):
    with excel(plan) as app:
        assert click(app, "conflicts") == NO_CONFLICT
        app.books.active.sheets.add("Conflicts")
        app.books.active.sheets["KPIs"].activate()
        assert click(app, "conflicts") is None
        assert selected(app)[0] == "Conflicts"


def test_whoever_has_not_returned_is_named(plan, out):
    with excel(plan) as app:
        send(app, out)
        first = units(plan)[0]
        workbook_of(out, first).unlink()
        type_new_value(app)
        box = collect(app, out)
    assert f"Not returned:\n{first} " in box
