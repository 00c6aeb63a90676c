"""The dialect of Apple events, spoken to a double that notes what it is told."""

import sys
from types import ModuleType, SimpleNamespace

import pytest

from okrsheet.books.book import Validation
from okrsheet.books.live.excel import OURS, Source
from okrsheet.books.live.mac import Mac
from okrsheet.sheets.generated import CASCADE


class CommandError(Exception):
    """What appscript raises."""

    errornumber = -50


class Reference:
    """An object of Excel's: any name below it can be asked for, told, or called."""

    def __init__(self, told, path="", answers=None, unknown=()):
        self._told, self._path = told, path
        self._answers, self._unknown = answers or {}, unknown

    def __getattr__(self, name):
        if name in self._unknown:
            raise AttributeError(name)
        return self._below(f"{self._path}.{name}")

    def __getitem__(self, index):
        return self._below(f"{self._path}[{index}]")

    def _below(self, path):
        return Reference(self._told, path.lstrip("."), self._answers, self._unknown)

    def get(self):
        if self._path not in self._answers:
            raise CommandError(self._path)
        return self._answers[self._path]

    def set(self, value):
        self._told.append((self._path, value))

    def __call__(self, **given):
        if self._path.endswith("get_address"):
            return self.get()
        self._told.append((self._path, given))
        return None


@pytest.fixture(autouse=True)
def appscript(monkeypatch):
    package, reference = ModuleType("appscript"), ModuleType("appscript.reference")
    vars(package)["k"] = type("Keywords", (), {"__getattr__": lambda _, name: f"k.{name}"})()
    vars(reference)["CommandError"] = CommandError
    monkeypatch.setitem(sys.modules, "appscript", package)
    monkeypatch.setitem(sys.modules, "appscript.reference", reference)


@pytest.fixture
def told():
    return []


def over(told, answers=None, unknown=(), **more):
    """A range, sheet or book of xlwings over such an object."""
    return SimpleNamespace(api=Reference(told, "", answers, unknown), **more)


def test_errors_are_taken_from_what_the_cells_show(told):
    """xlwings' own way of it fails for more than one row."""
    held = SimpleNamespace(value=[["K1", None], ["K2", 3.0]])
    cells = over(
        told,
        {"string_value": [["K1", "#N/A"], ["K2", "3"]]},
        options=lambda **given: held if given == {"ndim": 2} else None,
    )
    assert Mac().values(cells) == [["K1", "#N/A"], ["K2", 3.0]]


@pytest.mark.parametrize(("shown", "value"), [("#REF!", [[None]]), (["#REF!"], [[None]])])
def test_one_cell_and_one_row_come_in_other_shapes(told, shown, value):
    cells = over(told, {"string_value": shown}, options=lambda **_: SimpleNamespace(value=value))
    assert Mac().values(cells) == [["#REF!"]]


def test_what_a_workbook_says_of_itself(told):
    book = over(
        told,
        {
            "date_1904": True,
            "read_only": False,
            "multi_user_editing": True,
            "protect_structure": False,
        },
    )
    assert Mac().counts_from_1904(book) and not Mac().keeps_sheets(book)
    assert Mac().why_closed(book) == "the workbook is shared."
    closed = over(told, {"read_only": True})
    assert Mac().why_closed(closed) == "the workbook is open for reading only."


def test_a_sheet_is_protected_again_as_it_was(told):
    answers = {
        "protect_contents": True,
        "protect_drawing_objects": False,
        "protect_scenarios": False,
    }
    for name, on in OURS.allowed:
        snake = "".join(f"_{c.lower()}" if c.isupper() else c for c in name)[1:]
        answers[f"protection_object.{snake}"] = on
    sheet = over(told, answers)
    how = Mac().protection(sheet)
    assert how == OURS
    Mac().unprotect(sheet)
    Mac().protect(sheet, how)
    assert told[0] == ("unprotect", {"password": ""})
    path, given = told[1]
    assert path == "protect_worksheet" and given["worksheet_contents"] is True
    assert [name for name, on in given.items() if on is True] == [
        "worksheet_contents",
        "allow_formatting_columns",
        "allow_formatting_rows",
        "allow_sorting",
        "allow_filtering",
    ]
    assert "allow_using_pivot_table" in given
    assert Mac().protection(over(told, {"protect_contents": False})) is None


def test_a_table_is_filtered_where_a_criterion_is_set():
    def table(*types):
        criteria = [SimpleNamespace(type=type) for type in types]
        return SimpleNamespace(show_autofilter=True, autofilter=SimpleNamespace(criteria=criteria))

    assert Mac().is_filtered(table("none", "values")) and not Mac().is_filtered(table("none"))
    assert not Mac().is_filtered(SimpleNamespace(show_autofilter=False))


def test_the_filter_of_a_sheet_is_moved(told):
    answers = {
        "autofilter_mode": True,
        "autofilter_object.range_object.get_address": "$A$4:$M$9",
        "filter_mode": True,
    }
    sheet = over(told, answers, range=lambda address: over(told))
    assert Mac().block_filter(sheet) == ("$A$4:$M$9", True)
    Mac().filter_block(sheet, "$A$4:$M$12")
    assert told == [("autofilter_mode", False), ("autofilter_range", {"field": 1})]
    assert Mac().block_filter(over(told, {"autofilter_mode": False})) is None


def test_looks_are_told(told):
    cells = over(told, {"indent_level": 3, "merge_cells": False})
    mac = Mac()
    mac.indent(cells, 2)
    mac.underline(cells, True)
    mac.lock(cells, False)
    mac.outline(cells, 4)
    mac.rule_format(cells, "0%")
    assert told == [
        ("indent_level", 2),
        ("font_object.underline", "k.underline_style_single"),
        ("locked", False),
        ("entire_row.outline_level", 5),
        ("format_conditions[1].number_format", "0%"),
    ]
    assert mac.indented(cells) == 3 and not mac.has_merged(cells)


def test_a_look_that_this_excel_does_not_know_is_left(told):
    cells = over(told, unknown=("indent_level",))
    Mac().indent(cells, 2)
    assert told == [] and Mac().indented(cells) is None


def test_a_new_sheet_is_dressed(told):
    sheet = over(told, book=over(told))
    Mac().dress(sheet, CASCADE)
    said = dict(told)
    assert said["outline_object.summary_row"] == "k.summary_above"
    assert (said["windows[1].split_column"], said["windows[1].split_row"]) == (1, 4)
    assert said["windows[1].freeze_panes"] is True
    assert said["page_setup_object.print_title_rows"] == "$3:$4"
    assert said["page_setup_object.page_orientation"] == "k.orientation_landscape"
    assert said["sheet_tab.color"] == [0x3A, 0x7D, 0x6B]


@pytest.mark.parametrize(
    ("validation", "wanted"),
    [
        (
            Validation("list", '"Yes,No"', strict=True),
            ("k.validate_list", "k.valid_alert_stop", "k.operator_between", "Yes,No"),
        ),
        (
            Validation("date", "32874", "greaterThanOrEqual"),
            ("k.validate_date", "k.valid_alert_warning", "k.operator_greater_equal", "=32874"),
        ),
    ],
)
def test_a_validation_is_laid_with_its_hint(told, validation, wanted):
    Mac().validate(over(told), validation)
    path, given = told[0]
    assert path == "validation.add_data_validation" and tuple(given.values()) == wanted
    assert [path for path, _ in told[1:]] == [
        "validation.input_title",
        "validation.input_message",
        "validation.error_title",
        "validation.error_message",
    ]


def test_a_hint_alone_checks_nothing(told):
    Mac().validate(over(told), Validation("any", prompt="Prompt"))
    assert "validation.add_data_validation" not in dict(told)
    assert dict(told)["validation.input_message"] == "Prompt"


def test_a_chart_is_led_to_its_cells(told):
    def cells(address):
        last = SimpleNamespace(address=address.rpartition(":")[2])
        return SimpleNamespace(address=address, last_cell=last, sheet=sheet)

    given, sheet = {}, SimpleNamespace(range=cells)
    chart = over(
        told,
        parent=SimpleNamespace(book=SimpleNamespace(sheets={"Summary": sheet})),
        set_source_data=lambda cells, by: given.update(source=cells.address, by=by),
        set_x_axis_values=lambda cells: given.update(categories=cells.address),
    )
    Mac().lead(
        chart,
        [
            Source("Summary!$L$6", "Summary!$K$7:$K$9", "Summary!$L$7:$L$9"),
            Source("Summary!$M$6", "Summary!$K$7:$K$9", "Summary!$M$7:$M$9"),
        ],
    )
    assert given == {"source": "$L$6:$L$9,$M$6:$M$9", "by": "columns", "categories": "$K$7:$K$9"}


def test_what_else_is_told_of_charts(told):
    drawn = SimpleNamespace(api=(None, Reference(told)))
    Mac().dress_chart(drawn, 60)
    Mac().dress_chart(drawn, None)
    assert told == [
        ("plot_visible_only", False),
        ("chart_groups[1].gap_width", 60),
        ("plot_visible_only", False),
    ]
    series = over(told, {"formula": "=SERIES(a,b,c,1)"})
    assert Mac().source(series) == "=SERIES(a,b,c,1)"
    Mac().dash(series)
    assert told[-1] == ("chart_format.line_format.dash_style", "k.line_dash_style_dash")


def test_a_table_is_dissolved_and_formulas_cannot_be_kept_from_spreading(told):
    Mac().dissolve(over(told))
    assert told == [("unlist", {})]
    assert Mac().spreads(SimpleNamespace()) is None
    Mac().spread(SimpleNamespace(), True)
