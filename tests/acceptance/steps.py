"""The phrases of the cases, and what each does. A phrase that stands nowhere here is an error.

Values are as a planner types them: `12`, `2026-03-31`, `"12"` for text that looks like a number,
`#N/A`, `= On track` for a formula and what it gives, `(blank)` for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import cache

from okrsheet.books.book import CellError, Formula
from tests.acceptance.cases import Case, Step, read_sheets
from tests.acceptance.scenario import TABLE_OF, CaseError, Scenario

BLANK = "(blank)"
NUMBER = re.compile(r"-?\d+(\.\d+)?")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
KINDS = "|".join(TABLE_OF)

Handler = Callable[..., Scenario]  # (scenario, value, **groups of the pattern)


def play(case: Case) -> Scenario:
    """Run a case. Raises AssertionError where the linter says otherwise, CaseError if unclear."""
    return finish(_take_all(Scenario(), case.steps))


def take(scenario: Scenario, step: Step) -> Scenario:
    """The scenario after one more step. Raises as `play` does."""
    for pattern, handler in PHRASES.items():
        found = re.fullmatch(pattern, step.phrase)
        if found:
            return handler(scenario, step.value, **found.groupdict())
    raise CaseError(f'No step is called "{step.phrase}".')


def finish(scenario: Scenario) -> Scenario:
    """The scenario after its last step. Raises AssertionError unless all is as expected."""
    if not scenario.is_judged:
        raise CaseError("The case expects nothing: say what, or that there is no finding.")
    if scenario.expected is not None:
        assert sorted(scenario.found or ()) == sorted(scenario.expected), _found(scenario.found)
    return scenario


def typed(text: str) -> object:
    """What a cell holds when a planner types the text."""
    if text == BLANK:
        return None
    if text.startswith("#"):
        return CellError(text)
    if text.startswith('"'):
        return text.strip('"')
    if text.startswith("="):
        return Formula("1", text.removeprefix("=").strip())
    if NUMBER.fullmatch(text):
        return float(text)
    return datetime.fromisoformat(text) if DAY.fullmatch(text) else text


@cache
def plans() -> dict[str, Case]:
    """The plans that cases begin with, by name: the cases of the sheet Plans."""
    sheet = next(sheet for sheet in read_sheets() if sheet.title == "Plans")
    return {case.name: case for case in sheet.cases}


def _given_plan(scenario: Scenario, name: str) -> Scenario:
    if name not in plans():
        raise CaseError(f"There is no plan {name}.")
    told = [step for step in plans()[name].steps if not step.phrase.startswith(("when", "expect"))]
    return _take_all(scenario, told)


def _setting(scenario: Scenario, value: str, setting: str) -> Scenario:
    others = (row for row in scenario.rows("Settings") if row["Setting"] != setting)
    return scenario.with_rows("Settings", *others, {"Setting": setting, "Value": typed(value)})


def _given_row(scenario: Scenario, id: str, kind: str) -> Scenario:
    return scenario.with_row(TABLE_OF[kind], {"ID": typed(id)})


def _given_driver(scenario: Scenario, way: str) -> Scenario:
    driver, _, outcome = (end.strip() for end in way.partition(">"))
    return scenario.with_row("Drivers", {"Driver": driver, "Outcome": outcome})


def _given_reading(scenario: Scenario, told: str, kpi: str) -> Scenario:
    day, _, value = (part.strip() for part in told.partition("="))
    return scenario.with_row(
        "Readings", {"KPI": typed(kpi), "Date": typed(day), "Value": typed(value)}
    )


def _given_readings(scenario: Scenario, told: str, kpi: str) -> Scenario:
    for one in told.split(","):
        scenario = _given_reading(scenario, one, kpi)
    return scenario


def _users_cell(scenario: Scenario, value: str, header: str) -> Scenario:
    return scenario.with_cell(header, typed(value))


def _cell(scenario: Scenario, value: str, header: str) -> Scenario:
    scenario.known(scenario.last or "", header)
    return scenario.with_cell(header, typed(value))


def _altered(scenario: Scenario, value: str, header: str, id: str) -> Scenario:
    return scenario.altered(id, header, typed(value))


def _without(scenario: Scenario, part: str) -> Scenario:
    """Take one part away, said in one of the ways below."""
    if found := re.fullmatch(r"the table (\w+)", part):
        return replace(scenario, missing=scenario.missing | {found[1]})
    if found := re.fullmatch(r"the column (.+) of (\w+)", part):
        scenario.known(found[2], found[1])
        return replace(scenario, missing=scenario.missing | {f"{found[2]}/{found[1]}"})
    if found := re.fullmatch(r"the setting (.+)", part):
        return scenario.without("Settings", {"Setting": found[1]})
    if found := re.fullmatch(r"the readings of (\S+)", part):
        return scenario.without("Readings", {"KPI": found[1]})
    if found := re.fullmatch(rf"the ({KINDS}) (\S+)", part):
        return scenario.without(TABLE_OF[found[1]], {"ID": found[2]})
    if found := re.fullmatch(rf"all ({KINDS})s", part):
        return scenario.without(TABLE_OF[found[1]], {})
    if found := re.fullmatch(r"the ([A-Z].*) of (\S+)", part):
        return scenario.altered(found[2], found[1], None)
    raise CaseError(f'"{part}" names nothing that can be taken away.')


def _checked(scenario: Scenario, day: str) -> Scenario:
    scenario = replace(scenario, as_of=date.fromisoformat(day))
    return replace(scenario, found=scenario.findings())


def _expect(scenario: Scenario, finding: str) -> Scenario:
    if scenario.found is None:
        raise CaseError("Say first as of when it is checked.")
    assert finding in scenario.found, _found(scenario.found)
    return replace(scenario, expected=(*(scenario.expected or ()), finding), is_judged=True)


def _expect_nothing(scenario: Scenario, value: str) -> Scenario:
    if scenario.found is None:
        raise CaseError("Say first as of when it is checked.")
    assert scenario.found == (), _found(scenario.found)
    return replace(scenario, expected=(), is_judged=True)


def _taken_away(scenario: Scenario, codes: str, parts: str) -> Scenario:
    """Say which codes, each once, the plan gives without those parts; nothing else changes."""
    less = scenario
    for part in parts.split(" and "):
        less = _without(less, part)
    found = less.findings()
    gives = sorted({finding.split()[0] for finding in found})
    assert gives == ([] if codes == "nothing" else codes.split(", ")), _found(found)
    return replace(scenario, is_judged=True)


def _found(findings: Iterable[str] | None) -> str:
    """What was found instead, for the report of a failed case."""
    return "found " + ("; ".join(findings or ()) or "nothing")


def _take_all(scenario: Scenario, steps: Iterable[Step]) -> Scenario:
    for step in steps:
        scenario = take(scenario, step)
    return scenario


PHRASES: Mapping[str, Handler] = {
    "given the plan": _given_plan,
    r"the setting (?P<setting>[\w ]+)": _setting,
    "given an? (?P<kind>pillar|unit|objective|KPI|action)": _given_row,
    "given a driver": _given_driver,
    "given a reading of (?P<kpi>.+)": _given_reading,
    "given readings of (?P<kpi>.+)": _given_readings,
    r"its own column (?P<header>.+)": _users_cell,
    r"its (?!own column )(?P<header>.+)": _cell,
    r"the (?P<header>[A-Z].*) of (?P<id>\S+) is": _altered,
    "without": _without,
    "when it is checked as of": _checked,
    "expect": _expect,
    "expect nothing": _expect_nothing,
    "(?P<parts>.+) taken away gives": _taken_away,
}
