"""No judge is blind: each passes a sound workbook and flags one broken on purpose."""

import pytest

from tests.judges import crossread, libreoffice, openxml
from tests.judges.specimen import altered, sound_workbook, without
from tools import pictures

KPIS = "xl/worksheets/sheet1.xml"


@pytest.fixture
def sound(tmp_path):
    return sound_workbook(tmp_path / "sound.xlsx")


@pytest.mark.judge("openxml")
def test_the_sdk_passes_a_sound_workbook_in_spite_of_openpyxls_font_order(sound):
    assert openxml.faults([sound]) == {sound: []}


@pytest.mark.judge("openxml")
def test_the_sdk_flags_an_element_out_of_place(sound):
    broken = altered(sound, KPIS, "<sheetData>", "<mergeCells/><sheetData>")
    found = openxml.faults([broken])[broken]
    assert any(fault.startswith("/xl/worksheets/sheet1.xml") for fault in found)


@pytest.mark.judge("openxml")
def test_the_sdk_still_flags_a_font_with_a_stray_child(sound):
    broken = altered(sound, "xl/styles.xml", '<b val="1"/>', '<b val="1"/><b val="1"/>')
    assert "font[2]" in openxml.faults([broken])[broken][0]


@pytest.mark.judge("openxml")
def test_the_sdk_flags_what_is_not_a_package(tmp_path):
    paper = tmp_path / "plan.xlsx"
    paper.write_text("not a zip")
    assert openxml.faults([paper])[paper] == ["the file: File contains corrupted data."]


def test_calamine_and_openpyxl_agree_on_a_sound_workbook(sound):
    assert crossread.differences(sound) == []


def test_outer_spaces_that_one_reader_drops_are_a_difference(sound):
    broken = altered(sound, KPIS, "<t>K-2</t>", "<t> K-2</t>")
    assert crossread.differences(broken) == [
        "KPIs!A3: python-calamine reads 'K-2', openpyxl ' K-2'"
    ]


def test_a_value_that_one_reader_refuses_is_a_difference(sound):
    broken = altered(sound, KPIS, 'r="B3" t="n"', 'r="B3" t="b"')
    (fault,) = crossread.differences(broken)
    assert fault.startswith("python-calamine does not read it")


def test_a_workbook_that_openpyxl_does_not_open_is_a_difference(sound):
    (fault,) = crossread.differences(without(sound, "xl/workbook.xml"))
    assert fault.startswith("openpyxl does not open it")


def test_ironcalc_opens_a_sound_workbook(sound):
    assert crossread.ironcalc_faults(sound) == []


def test_ironcalc_flags_a_workbook_without_a_sheet_it_names(sound):
    (fault,) = crossread.ironcalc_faults(without(sound, KPIS))
    assert fault.startswith("IronCalc does not open it")


@pytest.mark.judge("libreoffice")
def test_libreoffice_opens_a_sound_workbook_and_reads_what_openpyxl_reads(sound):
    assert crossread.libreoffice_faults(libreoffice.read([sound])) == {sound: []}


@pytest.mark.judge("libreoffice")
def test_libreoffice_gives_each_cell_calculated_anew(sound):
    stale = altered(sound, KPIS, "<v></v>", "<v>99</v>")
    kept, anew = (libreoffice.read([stale], again)[stale].sheets[0] for again in (False, True))
    assert (kept.values[2, 5], anew.values[2, 5]) == (99, 3.5)


@pytest.mark.judge("libreoffice")
def test_libreoffice_gives_errors_apart_from_values(sound):
    broken = altered(sound, KPIS, "<f>SUM(KPIs[Actual])</f>", "<f>1/0</f>")
    sheet = libreoffice.read([broken], recalculate=True)[broken].sheets[0]
    assert sheet.errors == {(2, 5): "#DIV/0!"}
    assert (2, 5) not in sheet.values


@pytest.mark.judge("libreoffice")
def test_libreoffice_flags_what_it_does_not_open_and_reads_on(sound, tmp_path):
    broken = without(sound, "xl/workbook.xml")
    faults = crossread.libreoffice_faults(libreoffice.read([broken, sound]))
    assert faults[broken][0].startswith("LibreOffice")
    assert faults[sound] == []


@pytest.mark.judge("libreoffice", "poppler")
def test_each_visible_sheet_has_a_picture(sound, tmp_path):
    drawn = pictures.draw(sound, tmp_path / "pictures")
    assert [picture.name for picture in drawn] == ["01-kpis-1.png", "02-the-units-1.png"]


def test_a_picture_says_the_workbooks_name_where_a_footer_does():
    footer = b"<oddFooter>&amp;L%s&amp;R&amp;P</oddFooter>"
    named = pictures.under_its_own_name(footer % b"&amp;F", "Bean & Co.xlsx")
    assert named == footer % b"Bean &amp;&amp; Co.xlsx"


@pytest.mark.judge("libreoffice", "poppler")
def test_a_hidden_sheet_has_no_picture(sound, tmp_path):
    hidden = altered(
        sound, "xl/workbook.xml", 'sheetId="2" state="visible"', 'sheetId="2" state="hidden"'
    )
    drawn = pictures.draw(hidden, tmp_path / "pictures")
    assert [picture.name for picture in drawn] == ["01-kpis-1.png"]
