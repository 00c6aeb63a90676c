"""Sheets, windows and protection of the test engine."""

import pytest

from tests.excel.com import com_error


@pytest.fixture
def locked(app):
    return app.books.active.sheets["Locked"]


def test_a_locked_cell_of_a_protected_sheet_refuses(locked):
    locked["B1"].value = 1
    for write in (
        lambda: setattr(locked["A1"], "value", 1),
        lambda: setattr(locked["A9:B9"], "value", 1),
        lambda: locked["A1"].clear_contents(),
        lambda: setattr(locked["B1"], "color", "#ff0000"),
        lambda: setattr(locked["B1"], "column_width", 9),
        lambda: locked["B1"].conditional_formats.add_custom("=1"),
        lambda: locked["B1"].data_validation.set_list(["a"]),
    ):
        with pytest.raises(com_error):
            write()
    assert locked["A1:B1"].value == ["fixed", 1.0]


def test_protection_comes_off_and_on_again_with_what_it_allows(locked):
    locked.api.Unprotect()
    locked["A1"].value = 1
    locked.api.Protect(DrawingObjects=False, AllowFormattingColumns=True)
    assert locked.api.ProtectContents
    assert locked.api.Protection.AllowFormattingColumns
    assert not locked.api.Protection.AllowSorting
    locked["A1"].column_width = 9
    with pytest.raises(com_error):
        locked["A1"].value = 2


def test_protection_with_a_password_comes_off_with_it_only(locked):
    locked.api.Protect("secret")
    for password in (None, "", "other"):
        with pytest.raises(com_error):
            locked.api.Unprotect(password)
    locked.api.Unprotect("secret")
    assert not locked.api.ProtectContents


def test_a_hidden_sheet_is_not_gone_to(app):
    hidden = app.books.active.sheets["Hidden"]
    with pytest.raises(com_error):
        hidden.activate()
    with pytest.raises(ValueError, match="hidden"):
        hidden.show_gridlines = False


def test_one_sheet_stays_visible(app):
    sheets = app.books.active.sheets
    sheets["Plan"].visible = False
    assert sheets.active.name == "Locked"
    with pytest.raises(com_error):
        sheets["Locked"].visible = False


def test_cells_are_selected_on_the_active_sheet_only(app, plan, locked):
    plan["C3"].select()
    assert app.selection.address == "$C$3"
    with pytest.raises(com_error):
        locked["A1"].select()


def test_a_sheet_is_added_where_it_is_asked_for(app):
    sheets = app.books.active.sheets
    added = sheets.add("New", after=sheets["Plan"])
    assert [sheet.name for sheet in sheets] == ["Plan", "New", "Locked", "Hidden"]
    assert sheets.active == added
    with pytest.raises(com_error):
        added.name = "plan"


def test_panes_freeze_on_the_sheet_that_is_shown(app, plan, locked):
    locked.activate()
    window = app.books.active.api.Windows(1)
    window.SplitRow, window.SplitColumn = 4, 1
    window.FreezePanes = True
    assert (locked.impl.ws.freeze_panes, plan.impl.ws.freeze_panes) == ("B5", None)


def test_names_are_those_of_the_book_and_of_its_sheets(app, plan):
    plan.page_setup.print_area = "$A$1:$D$9"
    app.books.active.names.add("okr_IDs", "=Plan!$B$3:$B$4")
    told = {name.name: name.refers_to for name in app.books.active.names}
    assert told == {"okr_IDs": "=Plan!$B$3:$B$4", "Plan!Print_Area": "=Plan!$A$1:$D$9"}
    assert app.books.active.names["okr_IDs"].refers_to_range.value == ["K1", "K2"]


def test_outline_levels_begin_at_1(plan):
    plan["3:4"].api.EntireRow.OutlineLevel = 2
    assert plan["4:5"].api.EntireRow.OutlineLevel is None
    assert plan.impl.ws.row_dimensions[3].outlineLevel == 1


def test_a_range_tells_where_it_stands_in_points(plan):
    plan["A1"].column_width = 10
    plan["1:1"].row_height = 30
    assert (plan["B2"].left, plan["B2"].top) == (75 * 0.75, 30.0)
