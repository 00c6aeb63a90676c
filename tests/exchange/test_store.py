"""The records of a plan, beside its master."""

import pickle
import shutil
import zipfile

import pytest

from okrsheet import resources
from okrsheet.books.book import AppendRows, BookError
from okrsheet.books.file import FileBook
from okrsheet.exchange import durable
from okrsheet.exchange.store import BrokenRecord, Store
from tests.exchange.sents import a_line, a_sent


@pytest.fixture
def master(tmp_path):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(resources.template("company"))
    FileBook(path).apply([AppendRows("Units", ("ID", "Unit"), (("IT", "IT"), ("HR", "HR")))])
    return path


@pytest.fixture
def store(master):
    """Records of a plan that has sent its unit IT a workbook."""
    own = Store.of(master)
    with own.begin(master, master.parent / "out"):
        own.note([a_line(own.hold([a_sent()]))])
    return own


def test_nothing_stands_on_disk_before_something_is_sent(master):
    assert Store.of(master).is_new
    assert Store.of(master).latest() == {}
    assert Store.of(master).sent("s1") is None
    assert not list(master.parent.glob(".okrsheet/departments"))


def test_a_master_finds_its_records_again(master, store):
    assert Store.of(master) == store
    assert not Store.of(master).is_new
    assert Store.of(master).latest()["it"].sending == "s1"


def test_a_base_comes_back_as_it_was(store):
    assert store.sent("s1") == a_sent()
    assert store.sent("s2") is None


def test_records_work_in_another_process_too(store):
    assert pickle.loads(pickle.dumps(store)).sent("s1") == a_sent()


def test_a_collected_department_advances_its_base(store):
    store.advance([a_sent(baseline=12.0)])
    assert store.sent("s1") == a_sent(baseline=12.0)
    assert store.latest()["it"].sending == "s1"


def test_every_round_of_the_plan_finds_the_base_that_it_left(store):
    first = store.at(0).next_round()
    first.advance([a_sent(baseline=12.0)])
    second = first.next_round()
    second.advance([a_sent(baseline=6.0)])
    assert [one.round for one in (first, second)] == [1, 2]
    found = [store.at(round).sent("s1") for round in (0, 1, 2)]
    assert found == [a_sent(), a_sent(baseline=12.0), a_sent(baseline=6.0)]
    assert store.sent("s1") == a_sent(baseline=6.0)


def test_a_round_after_an_older_copy_has_a_number_that_was_never_used(store):
    for round in range(3):
        store.at(round).next_round().advance([a_sent(baseline=12.0 - round)])
    again = store.at(1).next_round()
    assert again.round == 4
    assert again.sent("s1") == a_sent(baseline=12.0)
    assert store.at(9).next_round().round == 10


def test_records_are_ahead_of_a_plan_that_lacks_what_was_taken_in(store):
    assert not store.at(0).is_ahead
    begun = store.at(0).next_round()
    assert not store.at(0).is_ahead  # nothing was taken in yet
    begun.advance([a_sent(baseline=12.0)])
    assert store.at(0).is_ahead
    assert not begun.is_ahead


def test_many_bases_are_kept_in_several_files(store, monkeypatch):
    monkeypatch.setattr("okrsheet.exchange.store.BATCH", 2)
    store.advance(a_sent(f"s{at}") for at in range(5))
    assert [store.sent(f"s{at}") for at in range(5)] == [a_sent(f"s{at}") for at in range(5)]
    assert len(list((store.folder / "bases").iterdir())) == 4


def test_nothing_collected_advances_nothing(master, store):
    before = store.records()
    store.advance([])
    assert store.records() is before


def test_bases_that_nothing_names_are_swept_away(master, store):
    store.hold([a_sent("s9")])
    store.at(1).advance([a_sent(baseline=12.0)])
    assert len(list((store.folder / "bases").iterdir())) == 3
    with store.begin(master, master.parent / "out"):
        assert len(list((store.folder / "bases").iterdir())) == 2
    found = [store.at(round).sent("s1") for round in (0, 1)]
    assert found == [a_sent(), a_sent(baseline=12.0)]


def test_a_renamed_master_takes_its_records_along(master, store):
    renamed = master.rename(master.with_name("plan 2027.xlsx"))
    assert Store.of(renamed) == store


def test_a_copy_of_the_master_beside_it_is_another_plan(master, store):
    copy = shutil.copy(master, master.with_name("copy.xlsx"))
    assert Store.of(copy) != store
    assert Store.of(copy).is_new


def test_another_plan_does_not_take_over_records_that_lost_their_master(master, store):
    other = master.rename(master.with_name("other.xlsx"))
    other.write_bytes(resources.template("company"))
    assert Store.of(other).is_new


def test_of_two_masters_that_are_gone_nothing_is_guessed(master, store):
    copy = shutil.copy(master, master.with_name("copy.xlsx"))
    with Store.of(copy).begin(copy, copy.parent / "out"):
        pass
    copy.unlink()
    renamed = master.rename(master.with_name("renamed.xlsx"))
    assert Store.of(renamed).is_new


def test_a_master_is_the_same_through_a_link(master, store, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "elsewhere" / "link.xlsx"
    link.symlink_to(master)
    assert Store.of(link) == store


def test_a_strange_folder_among_the_records_is_passed_over(master, store):
    strange = store.folder.parent / "strange"
    strange.mkdir()
    (strange / "plan.json").write_text("[]")
    assert Store.of(master) == store


def test_two_at_a_time_do_not_send(master, store, monkeypatch):
    monkeypatch.setattr(durable, "PATIENCE", 0.1)
    with (
        store.begin(master, master.parent),
        pytest.raises(BookError, match="another okrsheet"),
        store.begin(master, master.parent),
    ):
        pass


def test_a_damaged_base_is_said_in_one_sentence(store):
    (path,) = (store.folder / "bases").iterdir()
    path.write_bytes(b"no zip")
    with pytest.raises(BookError, match="damaged"):
        store.sent("s1")


def test_a_base_that_is_gone_is_said_in_one_sentence(store):
    (path,) = (store.folder / "bases").iterdir()
    path.unlink()
    with pytest.raises(BookError, match="what was sent is gone"):
        store.sent("s1")


@pytest.mark.parametrize("at", [40, -30, -60])
def test_a_base_with_bytes_that_are_wrong_is_said_in_one_sentence(store, at):
    (path,) = (store.folder / "bases").iterdir()
    content = bytearray(path.read_bytes())
    content[at : at + 8] = b"\xff" * 8
    path.write_bytes(content)
    with pytest.raises(BrokenRecord, match="what was sent is damaged"):
        store.sent("s1")


def test_a_base_that_is_no_json_of_ours_is_damaged(store):
    (path,) = (store.folder / "bases").iterdir()
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("s1.json", "[]")
    with pytest.raises(BrokenRecord, match="damaged"):
        store.sent("s1")


def test_a_base_that_may_not_be_read_says_why(store, monkeypatch):
    def refused(path):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("pathlib.Path.read_bytes", refused)
    with pytest.raises(BrokenRecord, match=r"cannot be read \(Permission denied\)"):
        store.sent("s1")
