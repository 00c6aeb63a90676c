"""Which plan a folder was sent from."""

import json

import pytest

from okrsheet.books.book import BookError
from okrsheet.exchange.masters import master_of
from okrsheet.exchange.store import Store


def sent(place, name, folder):
    """A plan in `place` that was sent to that folder."""
    place.mkdir(parents=True, exist_ok=True)
    folder.mkdir(parents=True, exist_ok=True)
    (place / name).touch()
    store = Store.of(place / name)
    with store.begin(place / name, folder):
        return place / name


def test_a_plan_beside_the_folder_is_found(tmp_path):
    plan = sent(tmp_path, "plan.xlsx", tmp_path / "out")
    assert master_of(tmp_path / "out") == plan


def test_a_plan_in_the_folder_is_found(tmp_path):
    plan = sent(tmp_path / "out", "plan.xlsx", tmp_path / "out")
    assert master_of(tmp_path / "out") == plan


def test_a_folder_is_found_by_any_path_to_it(tmp_path, monkeypatch):
    plan = sent(tmp_path, "plan.xlsx", tmp_path / "out")
    monkeypatch.chdir(tmp_path / "out")
    assert master_of(tmp_path / "out" / ".." / "out") == plan


def test_a_plan_that_was_sent_elsewhere_is_not_meant(tmp_path):
    sent(tmp_path, "other.xlsx", tmp_path / "elsewhere")
    plan = sent(tmp_path, "plan.xlsx", tmp_path / "out")
    assert master_of(tmp_path / "out") == plan


def test_a_folder_of_no_plan_is_one_clear_sentence(tmp_path):
    with pytest.raises(BookError, match="no plan near it was ever sent there"):
        master_of(tmp_path)


def test_two_plans_sent_there_are_one_clear_sentence(tmp_path):
    for name in ("one.xlsx", "two.xlsx"):
        sent(tmp_path, name, tmp_path / "out")
    with pytest.raises(BookError, match=r"several plans .* --plan FILE"):
        master_of(tmp_path / "out")


def test_a_plan_that_is_gone_is_not_meant(tmp_path):
    sent(tmp_path, "plan.xlsx", tmp_path / "out").unlink()
    with pytest.raises(BookError, match="no plan"):
        master_of(tmp_path / "out")


@pytest.mark.parametrize("text", ["torn", json.dumps({"plan": "p"}), "[]"])
def test_what_is_no_record_is_passed_over(tmp_path, text):
    plan = sent(tmp_path, "plan.xlsx", tmp_path / "out")
    strange = tmp_path / ".okrsheet" / "departments" / "strange"
    strange.mkdir()
    (strange / "plan.json").write_text(text)
    assert master_of(tmp_path / "out") == plan


def test_a_folder_that_is_not_there_is_one_clear_sentence(tmp_path):
    with pytest.raises(BookError, match="no such folder"):
        master_of(tmp_path / "nowhere")
