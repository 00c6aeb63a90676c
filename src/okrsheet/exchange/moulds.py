"""The moulds of departments' workbooks: a template compiled once for each kind of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from io import BytesIO
from itertools import chain

from okrsheet.books.book import FillBlock
from okrsheet.books.mould import Filling, Mould
from okrsheet.books.package import Package
from okrsheet.books.reader import Reader
from okrsheet.books.template import blank, department_plan
from okrsheet.books.writer import write_edits
from okrsheet.departments.sending import Sending
from okrsheet.departments.sent import Rows
from okrsheet.plan.model import Plan, Settings
from okrsheet.score.scores import score_plan
from okrsheet.sheets.context import CONTEXT
from okrsheet.sheets.generated import CALCULATION
from okrsheet.sheets.layout import ACTIONS, DRIVERS, KPIS, OBJECTIVES, READINGS, UNITS
from okrsheet.sheets.live.department import Calculated, calculate, department_edits
from okrsheet.sheets.live.shape import Shape
from okrsheet.sheets.names import department_layout, department_names
from okrsheet.sheets.values import as_text

# In the order of the sheets.
OWN = (UNITS, OBJECTIVES, KPIS, READINGS, ACTIONS, DRIVERS)
TABLES = (department_plan(), CONTEXT, *map(department_layout, OWN))
FEWEST_SETTINGS = 2  # rows, so that a column of them is a range and not a cell


@dataclass(frozen=True)
class Kind:
    """What departments' workbooks of one mould have in common: shape, settings and day."""

    shape: Shape
    rows: Rows  # of the table Settings
    settings: Settings
    as_of: date

    @classmethod
    def of(cls, sending: Sending) -> Kind:
        """The kind of a department's workbook."""
        rows = sending.sent.tables.get("Settings", Rows((), ()))
        shape = Shape.of(sending.plan, max(FEWEST_SETTINGS, len(rows.rows)))
        return cls(shape, rows, sending.plan.settings, sending.plan.as_of)

    @property
    def is_living(self) -> bool:
        """Whether its cells hold formulas: those whose plan wants none get values alone."""
        return self.settings.live_formulas == "Yes"


@lru_cache(maxsize=16)  # a plan's departments have a handful of shapes
def mould(kind: Kind) -> Mould:
    """The mould for departments of a kind: blank rows say what they say under its settings."""
    if not kind.is_living:
        return Mould.of(blank_workbook(kind))
    living = Mould.of(blank_workbook(kind), CALCULATION.title)
    _, *columns = blank_values(kind).columns(0)  # the first are labels, no formulas
    said = dict(enumerate(chain.from_iterable(columns)))
    return Mould.of(living.cast(Filling({}, said)), CALCULATION.title)


@lru_cache(maxsize=16)
def blank_values(kind: Kind) -> Calculated:
    """What formulas give in the mould for departments of a kind."""
    plan = Plan(as_of=kind.as_of, settings=kind.settings)
    return calculate([plan], [score_plan(plan)], kind.shape, [{"Settings": kind.rows}])


def blank_workbook(kind: Kind) -> bytes:
    """A department's workbook without a row, but with all formulas it is to have, as an .xlsx."""
    names = [as_text(name) for name, *_ in kind.rows.rows]
    names += [""] * (kind.shape.of_table("Settings") - len(names))
    content = blank(TABLES, dict(kind.shape.rows), names, department_names())
    package = Package(content, "the template")
    reader = Reader(package)
    # Without formulas the sheet is empty, but there: names refer to it.
    living = department_edits(kind.shape, reader.snapshot())
    write_edits(package, reader, tuple(living) if kind.is_living else (FillBlock(CALCULATION, ()),))
    stream = BytesIO()
    package.write(stream)
    return stream.getvalue()
