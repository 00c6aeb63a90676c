"""The cells of the Cascade as formulas: each row finds its node by ID, wherever that stands now.

The hidden column Place holds where the row of that ID stands in its table, from 1, or 0 once it is
gone; the other cells of the row look there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from okrsheet.books.book import Formula, Value
from okrsheet.sheets.generated import CASCADE
from okrsheet.sheets.live.calculation import Calculation
from okrsheet.sheets.live.entered import day
from okrsheet.sheets.live.expression import ROW, Column
from okrsheet.sheets.live.keys import Keys
from okrsheet.sheets.live.scored import TYPES
from okrsheet.sheets.owner import owner_line
from okrsheet.sheets.place import column_at, letters
from okrsheet.sheets.values import FIRST_SERIAL, LAST_SERIAL, as_formula_text, serial

HEADERS = tuple(column.header for column in CASCADE.columns)
GONE = "(removed since the last roll-up)"
COMPANY = "Company"
_PLACE = f"${letters(HEADERS.index('Place') + 1)}{ROW}"
_ID = f"${letters(HEADERS.index('ID') + 1)}{ROW}"


@dataclass(frozen=True)
class Told:
    """What a column tells of the nodes of a table: a formula, and its values by 0-based data row.

    `text` is the formula with ROW where the number of the Cascade's row goes.
    """

    text: str
    values: Sequence[Value]

    def cell(self, row: int, number: int) -> Formula:
        """The cell of one node in the sheet's 1-based row `number`."""
        return Formula(self.text.replace(ROW, str(number)), self.values[row])


Cells = Mapping[str, Told]  # by header


def cells_by_table(calculation: Calculation) -> Mapping[str, Cells]:
    """What the Cascade tells of the company and of the nodes of each table, by header."""
    return {
        COMPANY: _company(calculation),
        "Pillars": _pillars(calculation),
        "Units": _units(calculation),
        "Objectives": _objectives(calculation),
        "KPIs": _kpis(calculation),
    }


def _company(calculation: Calculation) -> Cells:
    owner = owner_line(calculation.tables.snapshot) or Formula(f'"{COMPANY}"', COMPANY)
    text = f'IF({owner.text}="","{COMPANY}",{owner.text})'
    name = Told(text, (owner.value or COMPANY,))
    effective = calculation.effective
    whole = Told(f"SUM({effective.from_outside})", (float(effective.values.sum()),))
    figures = {
        header: Told(f"INDEX({column.from_outside},1)", column.values.tolist())
        for header, column in calculation.company.company.shown.items()
    }
    return {"Node": name, "Share of plan": whole, **figures}


def _pillars(calculation: Calculation) -> Cells:
    return {
        **_entered(calculation, "Pillars", Node="Pillar", Owner="Owner", Weight="Weight"),
        **_place(calculation.pillars.keys),
        **_shown({"Share of plan": calculation.company.share}),
        **_shown(calculation.company.pillars.shown),
    }


def _units(calculation: Calculation) -> Cells:
    return {
        **_entered(calculation, "Units", Node="Unit", Owner="Head"),
        **_place(calculation.units.keys),
        **_shown(calculation.unit_figures.shown),
    }


def _objectives(calculation: Calculation) -> Cells:
    entered = {"Node": "Objective", "Owner": "Owner", "Due": "Due", "Weight": "Weight"}
    return {
        **_entered(calculation, "Objectives", **entered),
        **_place(calculation.lines.keys),
        **_shown(calculation.objective_figures.shown),
    }


def _kpis(calculation: Calculation) -> Cells:
    entered = {"Node": "KPI", "Owner": "Owner", "Due": "Due", "Weight": "Weight"}
    kpis = calculation.kpis
    figures = {"Share of plan": calculation.effective}
    figures |= {header: kpis.shown[header] for header in ("Expected", "Status")}
    raw = _at(kpis.shown["Attainment"])
    known = [value != "" for value in kpis.shown["Attainment"].values.tolist()]
    return {
        **_entered(calculation, "KPIs", **entered),
        **_place(kpis.keys),
        **_shown(figures),
        "Kind": _kind(kpis.kind),
        "Score": Told(
            _there(f'IF({raw}="","",MAX(0,MIN(1,{raw})))'),
            [
                max(0.0, min(1.0, value)) if has_score else ""
                for value, has_score in zip(kpis.shown["Attainment"].values, known, strict=True)
            ],
        ),
        "Coverage": Told(_there(f'IF({raw}="",0,1)'), [float(one) for one in known]),
    }


def _kind(kind: Column) -> Told:
    """A KPI's type, or just KPI."""
    leading, lagging = TYPES
    chosen = f'IF({_at(kind)}=1,"{leading}",IF({_at(kind)}=2,"{lagging}","KPI"))'
    words = ("KPI", *TYPES)
    return Told(_there(chosen), [words[int(place)] for place in kind.values])


def _place(keys: Keys) -> Cells:
    """Where the row of an ID stands: the place that all other cells of the row look at."""
    places = [float(at) for at in range(1, len(keys.id.values) + 1)]
    return {"Place": Told(f"IFERROR(MATCH({_ID},{keys.id.from_outside},0),0)", places)}


def _shown(columns: Mapping[str, Column]) -> Cells:
    """Columns of the sheet Calculation as they are."""
    return {
        header: Told(_there(_at(column)), column.values.tolist())
        for header, column in columns.items()
    }


def _entered(calculation: Calculation, table: str, **headers: str) -> Cells:
    """Entered columns of a table, those that it has, by the header that they have here."""
    found = calculation.tables.snapshot.table(table)
    places = {here: column_at(found, there) if found else None for here, there in headers.items()}
    told: dict[str, Told] = {}
    for here, at in places.items():
        if found is not None and at is not None:
            column = f"INDEX({calculation.tables.column(table, headers[here])},{_PLACE})"
            form, value = _FORMS.get(here, _TEXT)
            otherwise = f'"{GONE}"' if here == "Node" else '""'
            values = [value(row[at]) for row in found.rows]
            told[here] = Told(_there(form(column), otherwise), values)
    return told


def _at(column: Column) -> str:
    return f"INDEX({column.from_outside},{_PLACE})"


def _there(formula: str, otherwise: str = '""') -> str:
    """What a formula gives of a node that is there, else something else."""
    return f"IF({_PLACE}=0,{otherwise},{formula})"


def _number(held: Value) -> Value:
    number = serial(held) if isinstance(held, datetime) else held
    return number if isinstance(number, float) else ""


def _day(held: Value) -> Value:
    number = _number(held)
    is_day = isinstance(number, float) and FIRST_SERIAL <= number <= LAST_SERIAL
    return number if is_day else ""


BLANK = '""'
_Form = tuple[Callable[[str], str], Callable[[Value], Value]]
_TEXT: _Form = (lambda cell: f'IFERROR({cell}&"","")', as_formula_text)
# The formula that reads an entered cell and what it gives, by header here; else text.
_FORMS: Mapping[str, _Form] = {
    "Due": (lambda cell: f'IFERROR({day(cell, BLANK)},"")', _day),
    "Weight": (lambda cell: f'IF(ISNUMBER({cell}),{cell},"")', _number),
}
