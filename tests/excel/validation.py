"""Validations of cells: one rule for a range, none, or several."""

from typing import TYPE_CHECKING, Any

from openpyxl.worksheet import datavalidation as file
from openpyxl.worksheet.cell_range import MultiCellRange
from xlwings import base_classes as base

from tests.excel.area import Area, spaced
from tests.excel.com import counted, refused
from tests.excel.conditions import areas_of, grown
from tests.excel.grid import PROTECTED
from tests.excel.relative import kept, seen

if TYPE_CHECKING:
    from tests.excel.range import Range

KINDS = {
    None: 0,
    "whole": 1,
    "decimal": 2,
    "list": 3,
    "date": 4,
    "time": 5,
    "textLength": 6,
    "custom": 7,
}
NAMES = {"whole": "whole_number", "textLength": "text_length", None: "unknown"}
OPERATORS = {
    "between": 1,
    "notBetween": 2,
    "equal": 3,
    "notEqual": 4,
    "greaterThan": 5,
    "lessThan": 6,
    "greaterThanOrEqual": 7,
    "lessThanOrEqual": 8,
}
OPERATOR_NAMES = {
    "between": "between",
    "not_between": "notBetween",
    "equal_to": "equal",
    "not_equal_to": "notEqual",
    "greater_than": "greaterThan",
    "less_than": "lessThan",
    "greater_than_or_equal": "greaterThanOrEqual",
    "less_than_or_equal": "lessThanOrEqual",
}
ALERTS = {"stop": 1, "warning": 2, "information": 3}


def _key(names: dict[Any, Any], value: Any) -> Any:
    return next(key for key, held in names.items() if held == value)


def rules_on(rng: "Range") -> list[file.DataValidation]:
    """The rules whose cells the range meets."""
    return [
        rule
        for rule in rng.sheet_impl.ws.data_validations.dataValidation
        if any(area.meets(own) for area in areas_of(rule.sqref) for own in rng.areas)
    ]


def only_rule(rng: "Range") -> file.DataValidation | None:
    """The one rule of all cells; None where there is none. Excel's error where cells differ."""
    rules = rules_on(rng)
    if not rules:
        return None
    if len(rules) > 1 or any(
        not any(area.holds(own) for area in areas_of(rules[0].sqref)) for own in rng.areas
    ):
        raise refused("The cells have different validations.")
    return rules[0]


def grow(sheet: Any, body: Area, last_row: int) -> None:
    """Let the validations of a table's columns reach over its new rows."""
    for rule in sheet.data_validations.dataValidation:
        rule.sqref = MultiCellRange(spaced(grown(areas_of(rule.sqref), body, last_row)))


def _common(name: str) -> property:
    """What the one rule of all cells says; None where they have none or several."""

    def read(validation: "DataValidation") -> Any:
        is_one = validation.type not in ("none", "inconsistent", "mixed_criteria")
        return getattr(rules_on(validation.range)[0], name) if is_one else None

    return property(read)


@counted
class DataValidation(base.DataValidation):
    """The validation of a range."""

    ignore_blank = _common("allowBlank")
    input_title = _common("promptTitle")
    input_message = _common("prompt")
    show_input = _common("showInputMessage")
    error_title = _common("errorTitle")
    error_message = _common("error")
    show_error = _common("showErrorMessage")
    alert_style = _common("errorStyle")

    def __init__(self, rng: "Range") -> None:
        self.machine, self.range = rng.machine, rng

    @property
    def api(self) -> "Validation":
        return Validation(self.range)

    @property
    def type(self) -> Any:
        rules = rules_on(self.range)
        if len(rules) > 1:
            return "inconsistent"
        if not rules:
            return "none"
        held = areas_of(rules[0].sqref)
        if any(not any(area.holds(own) for area in held) for own in self.range.areas):
            return "mixed_criteria"
        return NAMES.get(rules[0].type, rules[0].type)

    @property
    def source(self) -> str | None:
        return Validation(self.range).Formula1 if self.type == "list" else None

    @property
    def formula1(self) -> str | None:
        compared = ("whole_number", "decimal", "date", "time", "text_length")
        return Validation(self.range).Formula1 if self.type in compared else None

    @property
    def operator(self) -> str | None:
        known = self.formula1 is not None
        told = rules_on(self.range)[0].operator or "between" if known else None
        return _key(OPERATOR_NAMES, told) if known else None

    def set_list(self, source: Any, in_cell_dropdown: bool) -> None:
        if hasattr(source, "areas"):
            sheet = source.sheet_impl.ws.title.replace("'", "''")
            formula = f"='{sheet}'!{source.area.address()}"
        else:
            formula = f"={source.name}" if isinstance(source, base.Name) else ",".join(source)
        self._replace("list", None, formula, None)
        rules_on(self.range)[0].showDropDown = not in_cell_dropdown

    def set_rule(self, rule_type: str, operator: str, formula1: str, formula2: str) -> None:
        kind = {"whole_number": "whole", "text_length": "textLength"}.get(rule_type, rule_type)
        self._replace(kind, OPERATOR_NAMES.get(operator), formula1, formula2)

    def _replace(self, kind: str, operator: Any, formula1: Any, formula2: Any) -> None:
        validation = Validation(self.range)
        if only_rule(self.range) is not None:
            validation.Delete()
        number = OPERATORS[operator] if operator else 1
        validation.Add(KINDS[kind], 1, number, formula1, formula2)

    def delete(self) -> None:
        Validation(self.range).Delete()


def _told_by(name: str) -> property:
    """A property of COM that a file keeps under that name."""

    def read(validation: "Validation") -> Any:
        return getattr(validation.rule(), name)

    def write(validation: "Validation", value: Any) -> None:
        longest = {"promptTitle": 32, "errorTitle": 32, "prompt": 255, "error": 225}
        if isinstance(value, str) and len(value) > longest.get(name, 255):
            raise refused(f"{value!r} is too long.")
        setattr(validation.rule(), name, value)

    return property(read, write)


@counted
class Validation:
    """A validation of COM."""

    InputTitle = _told_by("promptTitle")
    InputMessage = _told_by("prompt")
    ErrorTitle = _told_by("errorTitle")
    ErrorMessage = _told_by("error")
    ShowInput = _told_by("showInputMessage")
    ShowError = _told_by("showErrorMessage")
    IgnoreBlank = _told_by("allowBlank")

    def __init__(self, rng: "Range") -> None:
        self.machine, self.range = rng.machine, rng

    def rule(self) -> file.DataValidation:
        """The rule there is; Excel's error where there is none."""
        rule = only_rule(self.range)
        if rule is None:
            raise refused("The cells have no validation.")
        return rule

    @property
    def Type(self) -> int:
        return KINDS[self.rule().type]

    @property
    def Formula1(self) -> str | None:
        rule = self.rule()
        if rule.formula1 is None:
            return None
        if rule.formula1.startswith('"'):
            return rule.formula1.strip('"')
        return seen(self.range, rule.formula1)

    @property
    def InCellDropdown(self) -> bool:
        return not self.rule().showDropDown

    @InCellDropdown.setter
    def InCellDropdown(self, value: bool) -> None:
        self.rule().showDropDown = not value

    @property
    def AlertStyle(self) -> int:
        return ALERTS[self.rule().errorStyle or "stop"]

    def Add(
        self,
        Type: int,
        AlertStyle: int = 1,
        Operator: int = 1,
        Formula1: str | None = None,
        Formula2: str | None = None,
    ) -> None:
        """A rule for cells that have none; its formulas are seen from the active cell."""
        if self.range.sheet_impl.grid.is_protected:
            raise refused(PROTECTED)
        if rules_on(self.range) or (Type != 0 and not Formula1):
            raise refused("The cells have a validation, or the new one has no formula.")
        kind = _key(KINDS, Type)
        compares = kind not in ("list", "custom", None)
        rule = file.DataValidation(
            type=kind,
            operator=_key(OPERATORS, Operator) if compares and Operator != 1 else None,
            errorStyle=_key(ALERTS, AlertStyle) if AlertStyle != 1 else None,
            formula1=self._kept(kind, Formula1),
            formula2=self._kept(kind, Formula2),
            allowBlank=True,
            showInputMessage=True,
            showErrorMessage=True,
            sqref=spaced(self.range.areas),
        )
        self.range.sheet_impl.ws.data_validations.dataValidation.append(rule)

    def _kept(self, kind: str | None, formula: str | None) -> str | None:
        if formula is None:
            return None
        if kind == "list" and not formula.startswith("="):
            if len(formula) > 255:
                raise refused("A list of more than 255 characters.")
            return f'"{formula}"'
        return kept(self.range, formula)

    def Delete(self) -> None:
        """Take the validation of these cells away, and leave it to the others of its range."""
        if self.range.sheet_impl.grid.is_protected:
            raise refused(PROTECTED)
        held = self.range.sheet_impl.ws.data_validations.dataValidation
        for rule in rules_on(self.range):
            left = areas_of(rule.sqref)
            for own in self.range.areas:
                left = tuple(part for area in left for part in area.without(own))
            rule.sqref = MultiCellRange(spaced(left))
            if not left:
                held.remove(rule)
