"""What was sent, line by line."""

from dataclasses import replace

from okrsheet.exchange.records import Advanced, add_records, read_records
from tests.exchange.sents import a_line


def test_lines_come_back_as_they_were_noted(tmp_path):
    line = a_line("base.zip", digest="ff")
    add_records(tmp_path / "sent.jsonl", [line])
    found = read_records(tmp_path / "sent.jsonl")
    assert found.latest == {"it": line}
    assert found.bases == {"s1": "base.zip"}
    assert found.digests == {b"\xff"}


def test_the_last_line_of_a_unit_counts_whatever_the_case_of_its_id(tmp_path):
    last = a_line("b.zip", "s2", unit="it", digest="01")
    add_records(tmp_path / "sent.jsonl", [a_line("a.zip"), last])
    found = read_records(tmp_path / "sent.jsonl")
    assert found.latest == {"it": last}
    assert found.digests == {b"\x00", b"\x01"}


def test_an_advanced_base_takes_the_place_of_the_first(tmp_path):
    add_records(tmp_path / "sent.jsonl", [a_line("a.zip"), Advanced("s1", "b.zip")])
    assert read_records(tmp_path / "sent.jsonl").bases == {"s1": "b.zip"}


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
