"""Whatever departments do with their workbooks: nothing is lost, and nothing happens twice."""

import os
from collections.abc import Iterator
from datetime import datetime, timedelta

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from okrsheet.books.book import CellError, Value
from okrsheet.departments.merged import Merged
from okrsheet.sheets.layout import table_layout
from okrsheet.sheets.values import as_text
from tests.departments.rounds import Filled, Round, put
from tests.workbooks import Tables

Cells = dict[str, Value]
WITH_IDS = ("Units", "Objectives", "KPIs", "Actions")
WORDS = ("Sell", "Train", "=HYPERLINK(1)", "+1", "@SUM", "two\nlines", "Weighted", "Lagging")
DAY = datetime(2026, 4, 1)
EXAMPLES = int(os.environ.get("OKRSHEET_EXAMPLES", "40"))

values = st.one_of(
    st.none(),
    st.sampled_from(WORDS),
    st.integers(-3, 40).map(float),
    st.integers(0, 90).map(lambda days: DAY + timedelta(days=days)),
    st.just(CellError("#REF!")),
)
relaxed = settings(
    max_examples=EXAMPLES,
    deadline=None,
    phases=[phase for phase in Phase if phase is not Phase.shrink],  # a round shrinks for minutes
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@st.composite
def plans(draw: st.DrawFn) -> Tables:
    """A plan of two or three units, each with some rows."""
    units = ["IT", "HR", "OPS"][: draw(st.integers(2, 3))]
    tables: dict[str, list[dict[str, object]]] = {
        "Settings": [{"Setting": "As of", "Value": datetime(2026, 6, 30)}],
        "Pillars": [{"ID": "P1", "Pillar": "Guests"}],
        "Units": [{"ID": unit, "Unit": f"Unit {unit}"} for unit in units],
        **{name: [] for name in ("Objectives", "KPIs", "Readings", "Actions", "Drivers")},
    }
    for unit in units:
        for number in range(draw(st.integers(0, 3))):
            own = f"{unit}-{number}"
            tables["Objectives"].append(
                {"ID": f"O-{own}", "Objective": f"Reach {own}", "Pillar": "P1", "Unit": unit}
            )
            kpi: dict[str, object] = {"Direction": "Increase", "Baseline": 0}
            kpi |= {"ID": f"K-{own}", "KPI": f"Count {own}", "Objective": f"O-{own}"}
            kpi |= {"Target": draw(st.integers(5, 9))}
            kpi |= {"New value": draw(st.sampled_from([None, None, 4]))}
            tables["KPIs"].append(kpi)
            tables["Actions"].append({"ID": f"A-{own}", "Objective": f"O-{own}", "Action": own})
            for day in draw(st.lists(st.integers(0, 5), max_size=3)):
                moment = DAY + timedelta(days=day)
                tables["Readings"].append({"KPI": f"K-{own}", "Date": moment, "Value": day})
    return tables


def edit(draw: st.DrawFn, file: Filled) -> None:
    """One thing that somebody does with a department's workbook."""
    table = draw(
        st.sampled_from([name for name in file.rows if name not in ("Settings", "Context")])
    )
    rows = file.rows[table]
    what = draw(st.sampled_from(DEEDS))
    if what == "type" and rows:
        row = draw(st.sampled_from(rows))
        header = draw(st.sampled_from(typable(table)))
        row[header] = draw(values)
    elif what == "check in" and file.rows["KPIs"]:
        row = draw(st.sampled_from(file.rows["KPIs"]))
        row |= {
            "New value": draw(st.integers(0, 9).map(float)),
            "New note": draw(st.sampled_from(WORDS)),
        }
    elif what == "sort":
        file.rows[table] = draw(st.permutations(rows))
    elif what == "move columns":
        file.headers[table] = draw(st.permutations(file.headers[table]))
    elif what == "rename headers":
        renamed = {header: header.upper() for header in file.headers[table]}
        file.headers[table] = list(renamed.values())
        file.rows[table] = [{renamed.get(h, h): v for h, v in row.items()} for row in rows]
    elif what == "remove column":
        file.headers[table] = file.headers[table][:-1]
    elif what == "own column" and rows:
        file.headers[table] = ["Mine", *[h for h in file.headers[table] if h != "Mine"]]
        rows[0]["Mine"] = "note"
    elif what == "add":
        file.rows[table].append(new_row(draw, file, table))
    elif what == "copy" and rows:
        row = dict(draw(st.sampled_from(rows)))
        if draw(st.booleans()):
            row.pop("ID", None)
        rows.append(row)
    elif what == "delete" and rows:
        rows.remove(draw(st.sampled_from(rows)))
    elif what == "change ID" and rows and table in WITH_IDS:
        draw(st.sampled_from(rows))["ID"] = draw(st.sampled_from(["X-1", "X-2", None]))


DEEDS = (
    *("type", "type", "type", "check in", "check in", "sort", "move columns", "remove column"),
    *("own column", "add", "add", "copy", "delete", "change ID"),
)


def typable(table: str) -> list[str]:
    """The entered columns of a table, but for its ID."""
    return [c.header for c in table_layout(table).entered if c.header != "ID"]


def new_row(draw: st.DrawFn, file: Filled, table: str) -> dict[str, Value]:
    """A new row, with an ID that others may have too, or none."""
    row = {h: draw(values) for h in draw(st.lists(st.sampled_from(typable(table)), max_size=4))}
    if table in WITH_IDS:
        row["ID"] = draw(st.sampled_from([None, None, "N-1", "N-2", "O-HR-0", "K-IT-0"]))
    if table == "Objectives":
        row |= {"Objective": draw(st.sampled_from(WORDS)), "Unit": file.sent.unit}
    if table == "Readings":
        kpi = draw(st.sampled_from(["K-IT-0", "K-HR-0", "N-1", None]))
        row |= {"KPI": kpi, "Date": DAY, "Value": draw(st.integers(0, 3).map(float))}
    return row


def touch(draw: st.DrawFn, plan: Round) -> Iterator[tuple[str, str, str, Value]]:
    """The coordinator changes a cell of the master meanwhile."""
    table = draw(st.sampled_from(WITH_IDS))
    rows = plan.rows(table)
    if rows:
        id = str(draw(st.sampled_from(rows))["ID"])
        header = draw(st.sampled_from(typable(table)))
        value = draw(values)
        put(plan.book, table, id, header, value)
        yield table, id, header, value


@st.composite
def rounds(draw: st.DrawFn) -> tuple[Round, list[Filled]]:
    """A plan that was split, and its departments' workbooks as they come back."""
    plan = Round(draw(plans()))
    files = list(plan.split().values())
    for _ in range(draw(st.integers(0, 8))):
        edit(draw, draw(st.sampled_from(files)))
    for _ in range(draw(st.integers(0, 3))):
        list(touch(draw, plan))
    return plan, files


@relaxed
@given(st.data())
def test_departments_that_come_back_unedited_change_nothing(data):
    plan = Round(data.draw(plans()))
    files = list(plan.split().values())
    for file in files:
        for table in file.rows:
            file.rows[table] = data.draw(st.permutations(file.rows[table]))
            file.headers[table] = data.draw(st.permutations(file.headers[table]))
    merged = plan.collect(*files)
    assert merged == Merged()


@relaxed
@given(rounds(), st.randoms())
def test_the_order_of_collecting_is_irrelevant(made, random):
    plan, files = made
    before = plan.book.snapshot
    merged = plan.collect(*files, crash=True)
    plan.book.snapshot = before
    random.shuffle(files)
    assert plan.collect(*files, crash=True) == merged


@relaxed
@given(rounds())
def test_collecting_twice_changes_nothing(made):
    plan, files = made
    first = plan.collect(*files)
    again = plan.collect(*files)
    assert again.edits == ()
    assert {one.key for one in again.conflicts} == {one.key for one in first.conflicts}


@relaxed
@given(rounds())
def test_a_collect_that_could_not_finish_is_completed_by_the_next(made):
    plan, files = made
    plan.collect(*files, crash=True)
    stands = plan.book.snapshot
    plan.collect(*files)
    assert plan.book.snapshot == stands
    assert plan.collect(*files).edits == ()


@relaxed
@given(rounds())
def test_no_edited_cell_is_lost(made):
    plan, files = made
    sent = {file.file: plan.bases[file.sent.sending] for file in files}
    merged = plan.collect(*files)
    for file in files:
        base = Filled(sent[file.file], file.file)
        for table in WITH_IDS:
            for row in file.rows[table]:
                assert lost(plan, merged, file, table, row, base) == {}


def lost(
    plan: Round, merged: Merged, file: Filled, table: str, row: dict[str, Value], base: Filled
) -> dict[str, Value]:
    """The changed cells of a row that neither the master nor a conflict nor a remark has."""
    said = {h: v for h, v in row.items() if h in typable(table) and h in file.headers[table]}
    was = sent_as(row, file.rows[table], base.rows[table])
    changed = {h: v for h, v in said.items() if v != was.get(h) and not isinstance(v, CellError)}
    told = [remark.message for remark in merged.remarks if remark.file == file.file]
    conflicts = [one for one in merged.conflicts if one.file == file.file and one.table == table]

    def stands(header: str, value: Value) -> bool:
        text = as_text(value)
        if header in ("New value", "New date", "New note"):
            readings = plan.rows("Readings")
            if any(text in map(as_text, reading.values()) for reading in readings):
                return True
        if any(header in one.fields or one.fields == ("(row)",) for one in conflicts):
            return True
        found = (as_text(one.get(header)) for one in plan.rows(table))
        return text in found or any(text in message for message in told)

    return {header: value for header, value in changed.items() if not stands(header, value)}


def sent_as(row: Cells, came: list[Cells], base: list[Cells]) -> Cells:
    """The row of the base that a row is: by its ID or, where that was changed, by what it says."""
    left = {one.get("ID") for one in came}
    gone = [one for one in base if one.get("ID") not in left]
    near = max(gone, key=lambda one: sum(row.get(h) == v for h, v in one.items()), default={})
    return next((one for one in base if one.get("ID") == row.get("ID")), near)


@relaxed
@given(st.data())
def test_what_the_coordinator_changed_stands(data):
    plan = Round(data.draw(plans()))
    files = list(plan.split().values())
    for _ in range(data.draw(st.integers(0, 6))):
        file = data.draw(st.sampled_from(files))
        rows = file.rows["Objectives"]
        if rows:
            data.draw(st.sampled_from(rows))["Owner"] = data.draw(values)
    changed = {}
    for _ in range(3):
        for table, id, header, value in touch(data.draw, plan):
            changed[table, id, header] = value
    sent = {row["ID"]: row.get("Owner") for file in files for row in file.sent_rows("Objectives")}
    plan.collect(*files)
    for (table, id, header), value in changed.items():
        if (table, header) != ("Objectives", "Owner") or value != sent.get(id):
            assert plan.row(table, id).get(header) == value
