"""Names of departments' files."""

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from okrsheet.departments.filenames import compared, file_names

DEVICES = {"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(10))}
texts = st.one_of(
    st.text(max_size=150),
    st.text("aA. -_/\\:~$vtiVTI\u0301ﬁ", max_size=30),
    st.sampled_from(["CON", "com1", "_vti_", "__vti__", "~$x", "desktop.ini", "Forms", "…", "ß"]),
)
some_units = st.lists(
    st.tuples(texts, texts), max_size=8, unique_by=lambda unit: unit[0].casefold()
)


def name(id, name):
    return file_names([(id, name)])[0]


def test_a_name_says_id_and_name():
    assert name("IT", "Information technology") == "IT - Information technology.xlsx"


def test_a_unit_without_a_name_is_called_by_its_id():
    assert name("IT", "") == "IT.xlsx"


def test_a_name_that_is_the_id_is_not_said_twice():
    assert name("IT", "it") == "IT.xlsx"


def test_signs_that_windows_refuses_become_dashes():
    assert name("U1", 'Sales: "EU"/US') == "U1 - Sales- -EU--US.xlsx"


def test_a_question_mark_at_the_end_just_goes():
    assert name("U1", "Who?") == "U1 - Who.xlsx"


def test_an_ampersand_stays():
    assert name("RD", "R&D") == "RD - R&D.xlsx"


def test_dots_and_spaces_around_a_name_go():
    assert name("U1", "  ..Sales. . ") == "U1 - Sales.xlsx"


def test_lines_become_one():
    assert name("U1", "Sales\nand\tservice") == "U1 - Sales and service.xlsx"


def test_signs_that_nobody_sees_go():
    assert name("U1", "Sa\u202eles\u200b\ufeff") == "U1 - Sales.xlsx"


def test_letters_are_composed():
    assert name("U1", "Bu\u0308ro") == "U1 - B\u00fcro.xlsx"


def test_a_device_of_windows_is_no_name_of_a_file():
    assert re.fullmatch(r"Unit \([0-9a-f]{8}\)\.xlsx", name("CON", ""))
    assert re.fullmatch(r"Unit \([0-9a-f]{8}\)\.xlsx", name("COM1.north", "Sales"))


def test_a_device_with_a_name_behind_it_is_one():
    assert name("CON", "Consulting") == "CON - Consulting.xlsx"


def test_what_sharepoint_keeps_for_itself_is_not_in_a_name():
    assert name("U1", "my_vti_cnf") == "U1 - my-vti_cnf.xlsx"


def test_a_long_name_is_cut_at_100_characters():
    cut = name("U1", "x" * 200)
    assert cut == f"U1 - {'x' * 90}.xlsx"
    assert len(cut) == 100


def test_a_sign_outside_the_basic_plane_counts_as_two_and_is_not_halved():
    assert name("U1", "😀" * 100) == f"U1 - {'😀' * 45}.xlsx"


def test_a_letter_keeps_its_marks_where_a_name_is_cut():
    letter = "q\u0323\u0307"  # has no composed form
    assert name("U1", letter * 50) == f"U1 - {letter * 30}.xlsx"
    assert name("U12", letter * 50) == f"U12 - {letter * 29}.xlsx"


def test_a_name_of_chinese_signs_fits_on_a_disk_that_counts_bytes():
    cut = name("U1", "部" * 100)
    assert len(cut.encode()) <= 240
    assert cut.startswith("U1 - 部部部")


def test_an_id_that_no_file_can_have_is_told_apart_by_a_mark():
    first, second = file_names([("a/b", "Sales"), ("a-b", "Sales")])
    assert second == "a-b - Sales.xlsx"
    assert re.fullmatch(r"a-b - Sales \([0-9a-f]{8}\)\.xlsx", first)


def test_two_ids_in_two_forms_of_one_letter_have_two_names():
    first, second = file_names([("ﬁx", "Sales"), ("fix", "Sales")])
    assert compared(first) != compared(second)


def test_a_mark_does_not_hang_on_the_case_of_an_id():
    assert name("a b", "Sales")[-14:] == name("A B", "Sales")[-14:]


def test_a_unit_that_is_called_otherwise_now_keeps_its_file():
    kept = {"it": "IT - Old.xlsx"}
    assert file_names([("HR", "People"), ("IT", "New")], kept) == [
        "HR - People.xlsx",
        "IT - Old.xlsx",
    ]


def test_a_kept_name_is_not_given_to_another_unit():
    assert file_names([("IT", "New")], {"hr": "it - new.xlsx"}) == ["IT - New (2).xlsx"]


@given(some_units)
def test_no_two_files_are_one_on_any_system(units):
    names = file_names(units)
    assert len({compared(one) for one in names}) == len(units)


@given(some_units)
def test_every_name_is_one_on_every_system(units):
    for one in file_names(units):
        assert not set(one) & set('"*:<>?/\\|#%~')
        assert not any(unicodedata.category(sign) in ("Cc", "Cf", "Cs") for sign in one)
        assert one == one.strip(" .") and not one.removesuffix(".xlsx").endswith((" ", "."))
        assert one.partition(".")[0].strip().casefold() not in DEVICES | {"forms", "desktop"}
        assert "_vti_" not in one.casefold()
        assert one == unicodedata.normalize("NFC", one)
        assert len(one.encode("utf-16-le")) <= 200
        assert len(one.encode()) <= 240


@given(some_units, st.data())
def test_a_new_unit_renames_no_other(units, data):
    names = file_names(units)
    if units:
        gone = data.draw(st.integers(0, len(units) - 1))
        fewer = file_names(units[:gone] + units[gone + 1 :])
        assert fewer == names[:gone] + names[gone + 1 :]
