"""The ribbon's front door: what each button does in the workbook that is in front.

Excel calls `run` with the tag of the button. It never raises: whatever happens, the user is told in
one message.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from okrsheet import __version__
from okrsheet.books.book import BookError, Snapshot
from okrsheet.books.live.excel import explained
from okrsheet.clicks import around, departments, findings, plan, rows
from okrsheet.clicks.answer import Answer, paragraphs
from okrsheet.clicks.click import Click
from okrsheet.clicks.desk import Desk, say_without_excel
from okrsheet.clicks.folders import own_folder, write_privately
from okrsheet.clicks.selection import Here


@dataclass(frozen=True)
class Action:
    """A button: what it does, whether it needs an okrsheet workbook in front, and its title."""

    run: Callable[[Click], Answer]
    needs_plan: bool
    title: str


def _pure(title: str, command: Callable[[Snapshot, Here], Answer]) -> Action:
    """An action that asks nothing of Excel but the workbook as it stands and where the user is."""
    return Action(lambda click: command(click.snapshot, click.here), True, title)


# By tag, in the order of the ribbon.
ACTIONS: Mapping[str, Action] = MappingProxyType(
    {
        "new": Action(around.new, False, "New"),
        "add-objective": _pure("Add objective", rows.add_objective),
        "add-kpi": _pure("Add KPI", rows.add_kpi),
        "add-action": _pure("Add action", rows.add_action),
        "validate": _pure("Check plan", plan.validate),
        "next-finding": _pure("Next finding", findings.next_finding),
        "clear-findings": _pure("Clear findings", plan.clear_findings),
        "check-in": _pure("Check in", rows.check_in),
        "take-in": _pure("Take in", plan.take_in_new_values),
        "roll-up": _pure("Roll up", plan.roll_up),
        "explain": _pure("Explain", plan.explain),
        "watermelons": _pure("Watermelons", plan.watermelons),
        "send": Action(departments.send, True, "Send"),
        "collect": Action(departments.collect, True, "Collect"),
        "conflicts": Action(departments.conflicts, True, "Conflicts"),
        "resolve": Action(departments.resolve, True, "Resolve"),
        "summary": Action(around.visit("Summary"), True, "Summary"),
        "dashboard": Action(around.visit("Dashboard"), True, "Dashboard"),
        "print": Action(around.print_report, True, "Print"),
        "rule": _pure("Rule", findings.rule_of_finding),
        "undo": Action(around.undo, True, "Undo"),
        "about": Action(around.about, False, "About"),
    }
)


def run(tag: str) -> None:
    """Do what the button with that tag does, in the workbook in front, and say what came of it."""
    say = say_without_excel
    try:
        with explained("", "done"):
            desk = Desk.found()
            say = desk.say
            said = _clicked(desk, tag)
    except BookError as fault:
        said = _sentence(fault)
    except Exception as fault:
        said = _unexpected(tag, fault)
    if said:
        say(said)


def _clicked(desk: Desk, tag: str) -> str:
    """Carry out an action; gives what is to be said in a message box."""
    action = ACTIONS.get(tag)
    if action is None:
        fix = "Run  okrsheet addin install  and start Excel again."
        raise BookError(f"This okrsheet has no action {tag!r}.", "okrsheet", fix)
    click, bar = Click(desk), ""
    if action.needs_plan:
        click.require_plan()
    desk.bar(f"okrsheet: {action.title} ...")
    try:
        answer = action.run(click)
        said = click.carry_out(action.title, answer)
        bar = answer.bar
    finally:
        desk.bar(bar)
    return said


def _sentence(fault: BookError) -> str:
    """What is wrong and what to do, then where."""
    what = fault.what
    if not what.startswith(fault.where):
        what = what[:1].upper() + what[1:]
    return paragraphs(f"{what} {fault.fix}", "" if fault.where in what else fault.where)


def _unexpected(tag: str, fault: Exception) -> str:
    """The sentence for what nobody thought of; the details go into a file of the user's."""
    what = f"Something that okrsheet did not expect: {type(fault).__name__}."
    path = own_folder() / "error.txt"
    told = f"{datetime.now():%Y-%m-%d %H:%M:%S}  okrsheet {__version__}  {tag}\n\n"
    try:
        write_privately(path, (told + "".join(traceback.format_exception(fault))).encode())
    except BookError:
        return f"{what} Nothing was half written. Please report it."
    return f"{what} Nothing was half written. Please report it, with the details in {path}"
