"""A plan out to its departments."""

import shutil
from pathlib import Path

import pytest
from distributed import LocalCluster

from okrsheet.books.book import BookError, CellChange, SetCells
from okrsheet.books.file import FileBook
from okrsheet.books.memory import MemoryBook
from okrsheet.exchange.collect import collect_workbook
from okrsheet.exchange.split import split_book, split_workbook
from tests.departments.split_plan import MASTER, with_row
from tests.exchange.masters import many_units, write_master
from tests.exchange.renderers import plain
from tests.exchange.returning import add, put
from tests.workbooks import snapshot


@pytest.fixture(scope="session")
def small(tmp_path_factory):
    """A plan of three units as a file; copy it before changing it."""
    return write_master(tmp_path_factory.mktemp("small") / "plan.xlsx", MASTER)


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """A plan of 52 units as a file: a whole batch and a bit."""
    path = tmp_path_factory.mktemp("many") / "plan.xlsx"
    return write_master(path, snapshot(many_units(52)))


@pytest.fixture
def master(small, tmp_path):
    return Path(shutil.copy(small, tmp_path / "plan.xlsx"))


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_dry_run_writes_nothing_at_all(master, tmp_path):
    before = contents(tmp_path)
    report = split_workbook(master, tmp_path / "out", dry_run=True)
    assert report.is_dry_run and report.plan is None
    assert [(unit.file, str(unit.status)) for unit in report.units] == [
        ("SALES.xlsx", "to write"),
        ("EAST.xlsx", "to write"),
        ("IT.xlsx", "to write"),
    ]
    assert contents(tmp_path) == before
    assert not (tmp_path / "out").exists()


def test_a_dry_run_foresees_what_the_next_run_does(master, tmp_path):
    out = tmp_path / "out"
    split_workbook(master, out, render=plain)
    (out / "EAST.xlsx").write_bytes(b"filled in")
    (out / "IT.xlsx").unlink()
    report = split_workbook(master, out, dry_run=True)
    assert [str(unit.status) for unit in report.units] == ["unchanged", "kept", "to write"]
    assert report.plan is not None


def test_rows_without_an_id_are_given_one_in_the_master_and_told(master, tmp_path):
    report = split_workbook(master, tmp_path / "out", render=plain)
    assert [change.message for change in report.changes] == ["New ID O-IT-1 for 'New here'."]
    table = FileBook(master).read().table("Objectives")
    assert table is not None
    assert [row[0] for row in table.rows[:4]] == ["O1", "O2", "O3", "O-IT-1"]


def test_a_dry_run_tells_the_ids_and_gives_none(master, tmp_path):
    before = master.read_bytes()
    report = split_workbook(master, tmp_path / "out", dry_run=True)
    assert [change.id for change in report.changes] == ["O-IT-1"]
    assert master.read_bytes() == before


def test_a_master_whose_rows_have_ids_is_not_touched(master, tmp_path):
    split_workbook(master, tmp_path / "out", render=plain)
    before = master.read_bytes(), master.stat().st_mtime_ns
    split_workbook(master, tmp_path / "out", render=plain)
    assert (master.read_bytes(), master.stat().st_mtime_ns) == before


def test_rows_that_belong_to_nobody_are_counted(master, tmp_path):
    report = split_workbook(master, tmp_path / "out", dry_run=True)
    assert report.left_out == {"Objectives": 1}
    assert report.notes == ("Rows that belong to no department stay in the plan: 1 of Objectives.",)


def test_a_unit_without_a_usable_id_is_named(master, tmp_path):
    add(master, "Units", {"ID": "R&D", "Unit": "Research"})
    report = split_workbook(master, tmp_path / "out", dry_run=True)
    (told,) = (note for note in report.notes if "Research" in note)
    assert told.startswith("No workbook for Research: the ID cannot be used")


def test_the_whole_counts_as_left_out_also_where_one_unit_is_asked_for(master, tmp_path):
    report = split_workbook(master, tmp_path / "out", dry_run=True, units=["IT"])
    assert [unit.unit for unit in report.units] == ["IT"]
    assert report.left_out == {"Objectives": 1}


def test_a_level_has_one_workbook_for_all_below(master, tmp_path):
    report = split_workbook(master, tmp_path / "out", dry_run=True, level=1)
    assert [(unit.unit, unit.objectives) for unit in report.units] == [("SALES", 2), ("IT", 1)]


def test_a_plan_is_split_wherever_it_lives(tmp_path):
    book = MemoryBook(MASTER)
    split_book(book, tmp_path / "plan.xlsx", tmp_path / "out", render=plain)
    assert book.applied == [
        SetCells("Objectives", (CellChange(3, "O-IT-1", "ID", None, "O-IT-1"),))
    ]


def test_an_unknown_unit_is_refused_before_anything_is_written(master, tmp_path):
    before = contents(tmp_path)
    with pytest.raises(BookError, match="There is no unit"):
        split_workbook(master, tmp_path / "out", units=["XX"])
    assert contents(tmp_path) == before


def test_a_file_is_no_folder(master, tmp_path):
    with pytest.raises(BookError, match="this is a file"):
        split_workbook(master, master)


@pytest.mark.parametrize("below", [".", "departments", "departments/p/bases"])
def test_okrsheets_own_folder_is_no_folder_for_workbooks(master, tmp_path, below):
    with pytest.raises(BookError, match="own records"):
        split_workbook(master, tmp_path / ".okrsheet" / below)


@pytest.mark.parametrize("up", [0, 1])
def test_the_plans_own_folder_is_not_the_one_that_is_shared(master, up):
    with pytest.raises(BookError, match="departments would see them"):
        split_workbook(master, master.parents[up])


def test_a_folder_that_cannot_be_made_is_said(master, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(BookError, match="should be a folder is a file"):
        split_workbook(master, tmp_path / "file" / "out", render=plain)


def test_it_is_heard_how_far_it_is(master, tmp_path):
    heard = []
    split_workbook(
        master,
        tmp_path / "out",
        render=plain,
        progress=lambda done, count: heard.append((done, count)),
    )
    assert heard[-1] == (3, 3)


def test_a_renamed_master_goes_on_where_it_was(master, tmp_path):
    out = tmp_path / "out"
    split_workbook(master, out, render=plain)
    renamed = master.rename(tmp_path / "plan 2.xlsx")
    report = split_workbook(renamed, out, render=plain)
    assert {str(unit.status) for unit in report.units} == {"unchanged"}
    assert len(list((tmp_path / ".okrsheet" / "departments").iterdir())) == 1


def test_a_copy_of_the_master_is_another_plan(master, tmp_path):
    out = tmp_path / "out"
    split_workbook(master, out, render=plain)
    copy = Path(shutil.copy(master, tmp_path / "copy.xlsx"))
    report = split_workbook(copy, out, render=plain)
    assert {str(unit.status) for unit in report.units} == {"kept"}


@pytest.fixture(scope="module")
def cluster():
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as made:
        yield made.scheduler_address


def test_whoever_works_makes_the_same_bytes_and_reads_the_same_out_of_them(many, tmp_path, cluster):
    hands = {"serial": {"jobs": 1}, "two": {"jobs": 2}, "dask": {"dask": cluster}}
    made = {}
    for name, wishes in hands.items():
        report = split_workbook(many, tmp_path / name, force=True, **wishes)
        assert {str(unit.status) for unit in report.units} == {"written"}
        made[name] = contents(tmp_path / name)
    assert len(made["serial"]) == 52
    assert made["serial"] == made["two"] == made["dask"]
    put(tmp_path / "dask" / "U7 - Unit U7.xlsx", "KPIs", "K-U7", "Owner", "Eve")
    came = collect_workbook(many, tmp_path / "dask", dask=cluster, dry_run=True)
    assert [change.id for change in came.changes if change.new == "Eve"] == ["K-U7"]
    assert came == collect_workbook(many, tmp_path / "dask", jobs=1, dry_run=True)


def test_a_unit_more_renames_and_rewrites_no_other(tmp_path):
    path, out = tmp_path / "plan.xlsx", tmp_path / "out"
    split_book(MemoryBook(MASTER), path, out, render=plain)
    before = contents(out)
    more = with_row("Units", ID="HR", Unit="People")
    report = split_book(MemoryBook(more), path, out, render=plain)
    assert [str(unit.status) for unit in report.units] == [*["unchanged"] * 3, "written"]
    after = contents(out)
    assert after.pop("HR - People.xlsx")
    assert after == before
