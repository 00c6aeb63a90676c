"""The rule book is run: what a rule shows as flagged is flagged, and what passes passes."""

from datetime import datetime

import pytest

from okrsheet.books.book import CellError, Formula, Snapshot
from okrsheet.plan.model import Plan
from okrsheet.sheets.parse import parse
from okrsheet.smart import registry
from okrsheet.smart.doc import Example
from okrsheet.smart.registry import CODES, RULES, Rule, lint
from tests.workbooks import AS_OF, snapshot

each_rule = pytest.mark.parametrize("rule", RULES.values(), ids=RULES)


def typed(text: str) -> object:
    """What a cell holds when a planner types the text."""
    if not text:
        return None
    if text.startswith("#"):
        return CellError(text)
    if text.startswith('"'):
        return text.strip('"')
    if text.startswith("="):
        return Formula("1", text.removeprefix("=").strip())
    for read in (float, datetime.fromisoformat):
        try:
            return read(text)
        except ValueError:
            pass
    return text


def workbook(example: Example) -> Snapshot:
    tables = {
        name: [dict(zip(headers, map(typed, row), strict=True)) for row in rows]
        for name, (headers, rows) in example.tables.items()
    }
    return snapshot(tables, example.missing)


def plan(example: Example) -> Plan:
    return parse(workbook(example), as_of=AS_OF)


def codes(example: Example) -> set[str]:
    return {finding.code for finding in lint(plan(example))}


@each_rule
def test_its_flagged_example_gives_the_code(rule: Rule):
    assert rule.code in codes(rule.flagged)


@each_rule
def test_its_passing_example_does_not_give_the_code(rule: Rule):
    assert rule.code not in codes(rule.passes)


@each_rule
def test_switched_off_its_flagged_example_no_longer_gives_the_code(rule: Rule, monkeypatch):
    others = {code: other for code, other in RULES.items() if code != rule.code}
    monkeypatch.setattr(registry, "RULES", others)
    assert rule.code not in codes(rule.flagged)


@each_rule
def test_every_finding_points_at_a_place_of_its_flagged_example(rule: Rule):
    book = workbook(rule.flagged)
    for finding in lint(parse(book, as_of=AS_OF)):
        table = book.table(finding.table)
        assert (table is None) == (finding.code == "D01")
        if table is not None:
            assert (finding.field in table.headers) == (finding.code != "D02")
            assert finding.row is None or finding.row < len(table.rows)


@each_rule
def test_it_says_what_is_wrong_and_how_to_mend_it_in_whole_sentences(rule: Rule):
    found = [finding for finding in lint(plan(rule.flagged)) if finding.code == rule.code]
    for finding in found:
        assert finding.message.endswith(".") and "None" not in finding.message
        assert finding.fix.endswith(".") and "None" not in finding.fix


@each_rule
def test_it_has_a_code_of_the_rule_book_a_reason_and_both_examples(rule: Rule):
    assert rule.code in CODES
    assert rule.fault and not rule.fault.endswith(".")
    assert rule.why.endswith(".")
    assert rule.flagged.tables or rule.flagged.missing
    assert rule.passes.tables


@each_rule
def test_its_examples_use_columns_of_the_contract_only(rule: Rule):
    contract = {table.name: table.headers for table in snapshot({}).tables}
    for example in (rule.flagged, rule.passes):
        for name, (headers, rows) in example.tables.items():
            assert set(headers) <= set(contract[name])
            assert rows


def test_every_code_of_the_rule_book_has_its_rule():
    assert list(RULES) == sorted(CODES)


def test_no_two_rules_have_one_name():
    assert len({rule.name for rule in RULES.values()}) == len(RULES)
