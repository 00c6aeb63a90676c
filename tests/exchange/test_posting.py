"""What a worker does with a batch."""

import pickle
from hashlib import sha256

import pytest

from okrsheet.books.book import BookError
from okrsheet.exchange.posting import Order, Post, aside_name
from okrsheet.exchange.standing import MOVE_AWAY
from okrsheet.exchange.store import Store
from tests.departments.split_plan import sent
from tests.exchange.renderers import not_it, plain


@pytest.fixture
def store(tmp_path):
    own = Store.of(tmp_path / "plan.xlsx")
    with own.begin(tmp_path / "plan.xlsx", tmp_path / "out"):
        yield own


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


def orders(*doubted):
    return [Order(one, one.sent.unit in doubted) for one in sent().values()]


def refused(sendings):
    raise BookError("it is too long.", "IT", "Cut it.")


def test_workbooks_are_laid_aside_and_not_yet_under_their_names(store, folder):
    batch = Post(store, folder, plain)(orders())
    names = {aside_name(store.plan, one.sent.sending) for one in sent().values()}
    assert {path.name for path in folder.iterdir()} == names
    assert {posted.aside for posted in batch.posted} == names


def test_what_was_laid_aside_is_told_with_its_digest(store, folder):
    (first, *_) = Post(store, folder, plain)(orders()).posted
    assert first.sha256 == sha256((folder / first.aside).read_bytes()).hexdigest()


def test_the_bases_of_a_batch_stand_in_one_file(store, folder):
    batch = Post(store, folder, plain)(orders())
    assert [path.name for path in (store.folder / "bases").iterdir()] == [batch.base]


def test_a_workbook_that_cannot_be_made_stops_no_other(store, folder):
    batch = Post(store, folder, not_it)(orders())
    assert [posted.fault for posted in batch.posted] == [
        None,
        None,
        "something that okrsheet did not expect: ZeroDivisionError: no such shape.",
    ]
    assert len(list(folder.iterdir())) == 2


def test_a_refusal_is_told_in_its_own_words(store, folder):
    batch = Post(store, folder, refused)(orders())
    assert {posted.fault for posted in batch.posted} == {"it is too long. Cut it."}


def test_a_workbook_that_cannot_be_written_is_said(store, tmp_path):
    batch = Post(store, tmp_path / "nowhere", plain)(orders())
    assert {posted.fault for posted in batch.posted} == {
        "there is no such file. Check the name and the folder."
    }


def test_where_bases_cannot_be_kept_no_workbook_is_made(store, folder):
    (store.folder / "bases").rmdir()
    with pytest.raises(BookError, match="no such file"):
        Post(store, folder, plain)(orders())
    assert not list(folder.iterdir())


def test_a_workbook_in_doubt_stays_and_the_others_are_made(store, folder):
    (folder / "IT.xlsx").write_bytes(b"theirs")
    batch = Post(store, folder, plain)(orders("IT"))
    *laid, kept = [posted.kept for posted in batch.posted]
    assert laid == [None, None]
    assert kept is not None and kept.endswith(MOVE_AWAY)
    assert len(list(folder.glob(".okrsheet-*"))) == 2


def test_of_a_batch_that_stays_whole_nothing_is_kept_on_record(store, folder):
    (folder / "IT.xlsx").write_bytes(b"theirs")
    batch = Post(store, folder, plain)([order for order in orders("IT") if order.in_doubt])
    assert (batch.base, len(batch.posted)) == ("", 1)
    assert not list((store.folder / "bases").iterdir())


def test_the_work_can_be_given_to_another_process(store, folder):
    post = Post(store, folder, plain)
    assert pickle.loads(pickle.dumps(post)) == post
