"""What was sent, line by line."""

from dataclasses import replace
from datetime import datetime, timedelta

from okrsheet.exchange.records import Advanced, Round, add_records, read_records
from tests.exchange.sents import a_line


def test_lines_come_back_as_they_were_noted(tmp_path):
    line = a_line("base.zip", digest="ff")
    add_records(tmp_path / "sent.jsonl", [line])
    found = read_records(tmp_path / "sent.jsonl")
    assert found.latest == {"it": line}
    assert found.base("s1") == "base.zip"
    assert found.base("s2") is None
    assert found.digests == {b"\xff"}


def test_the_last_line_of_a_unit_counts_whatever_the_case_of_its_id(tmp_path):
    last = a_line("b.zip", "s2", unit="it", digest="01")
    add_records(tmp_path / "sent.jsonl", [a_line("a.zip"), last])
    found = read_records(tmp_path / "sent.jsonl")
    assert found.latest == {"it": last}
    assert found.digests == {b"\x00", b"\x01"}


def recorded(tmp_path, *lines):
    add_records(tmp_path / "sent.jsonl", lines)
    return read_records(tmp_path / "sent.jsonl")


def bases(records, *rounds):
    return [records.base("s1", round) for round in rounds]


def test_every_round_has_the_base_that_it_left(tmp_path):
    found = recorded(
        tmp_path,
        a_line("0"),
        Round(1, 0),
        Advanced(("s1", "s2"), "1", 1),
        Round(2, 1),
        Advanced(("s2",), "2", 2),
        Round(3, 2),
        Advanced(("s1",), "3", 3),
    )
    assert bases(found, 0, 1, 2, 3) == ["0", "1", "1", "3"]
    assert found.base("s2", 3) == "2"
    assert (found.base("s1"), found.newest, found.advanced) == ("3", 3, 3)


def test_the_bases_before_are_those_of_earlier_rounds_newest_first(tmp_path):
    found = recorded(
        tmp_path,
        a_line("0"),
        Round(1, 0),
        Advanced(("s1",), "1", 1),
        Round(2, 1),
        Advanced(("s1",), "2", 2),
    )
    assert (found.before("s1"), found.before("s1", 1)) == (["1", "0"], ["0"])
    assert (found.before("s1", 0), found.before("s2")) == ([], [])


def test_rounds_that_follow_the_same_one_know_nothing_of_each_other(tmp_path):
    found = recorded(
        tmp_path,
        a_line("0"),
        Round(1, 0),
        Advanced(("s1",), "1", 1),
        Round(2, 1),
        Advanced(("s1",), "2", 2),
        Round(3, 1),
        Round(4, 3),
        Advanced(("s1",), "4", 4),
        Round(5, 2),
    )
    assert bases(found, 3, 4, 2, 5) == ["1", "4", "2", "2"]


def test_a_round_that_was_killed_before_its_bases_has_those_before(tmp_path):
    found = recorded(tmp_path, a_line("0"), Round(1, 0), Advanced(("s1",), "1", 1), Round(2, 1))
    assert (found.base("s1", 2), found.newest, found.advanced) == ("1", 2, 1)


def test_records_that_are_older_than_the_plan_give_the_latest_that_they_have(tmp_path):
    found = recorded(tmp_path, a_line("0"), Round(1, 0), Advanced(("s1",), "1", 1))
    assert bases(found, 7) == ["1"]


def test_what_is_sent_once_more_is_as_it_was_sent_in_every_round(tmp_path):
    found = recorded(
        tmp_path, a_line("0"), Round(1, 0), Advanced(("s1",), "1", 1), a_line("0 again")
    )
    assert bases(found, 0, 1, None) == ["0 again"] * 3


def test_a_torn_line_is_left_out(tmp_path):
    path, line = tmp_path / "sent.jsonl", a_line("a.zip")
    add_records(path, [line])
    path.write_text(path.read_text() + replace(line, unit="HR").told()[:50])
    assert read_records(path).latest.keys() == {"it"}


def test_new_lines_are_seen_at_once(tmp_path):
    path = tmp_path / "sent.jsonl"
    assert not read_records(path).latest
    add_records(path, [a_line("a.zip")])
    assert read_records(path).latest.keys() == {"it"}
    add_records(path, [a_line("a.zip", "s2", "HR")])
    assert read_records(path).latest.keys() == {"it", "hr"}


def test_what_was_saved_since_it_was_sent_once_more_has_no_base_from_before_that(tmp_path):
    first, again = a_line("0"), replace(a_line("0 again"), at=datetime(2026, 7, 2, 9, 0, 0, 500))
    found = recorded(
        tmp_path,
        first,
        Round(1, 0),
        Advanced(("s1",), "1", 1),
        again,
        Round(2, 1),
        Advanced(("s1",), "2", 2),
    )
    assert found.sent == {"s1": again.at}
    saved = datetime(2026, 7, 2, 9)
    assert found.before("s1", 2, saved) == ["0 again"]
    assert found.before("s1", 2, saved - timedelta(seconds=1)) == ["0 again", "1", "0"]
    assert found.before("s1", 2) == ["0 again", "1", "0"]
    assert found.before("s1", 0, saved) == []
