"""The add-in's file as the Open XML SDK, python-calamine, olevba and LibreOffice read it."""

import io
import zipfile

import pytest
import python_calamine

from okrsheet.addin.package import SETTINGS_SHEET, xlam
from okrsheet.addin.project import Module, vba_project
from tests.judges import openxml, vba
from tests.judges.package import Package

RIBBON = b"""<customUI xmlns="http://schemas.microsoft.com/office/2009/07/customui"><ribbon>
<tabs><tab id="okrsheet" label="okrsheet"><group id="check" label="Check">
<button id="validate" tag="validate" label="Check plan" size="large"
 imageMso="SpellingAndGrammar" onAction="OkrAction"/></group></tab></tabs></ribbon></customUI>"""
SETTINGS = {"USE UDF SERVER": "True", "UDF MODULES": "okrsheet.udf", "NOTE": " =1+1 <&> _x000D_"}
MODULES = (
    Module("ThisWorkbook", "Private Sub Workbook_Open()\nEnd Sub\n", "document"),
    Module("Sheet1", "", "document"),
    Module("Ribbon", "Sub OkrAction(control As IRibbonControl)\nEnd Sub\n", "standard"),
)
PROJECT = vba_project("okrsheet", MODULES)


@pytest.fixture(scope="module")
def addin(tmp_path_factory):
    path = tmp_path_factory.mktemp("addin") / "okrsheet.xlam"
    path.write_bytes(xlam(PROJECT, RIBBON, SETTINGS))
    return path


@pytest.fixture(scope="module")
def package(addin):
    return Package.open(addin)


@pytest.mark.judge("openxml")
def test_the_open_xml_sdk_finds_no_fault(addin):
    assert openxml.faults([addin]) == {addin: []}


@pytest.mark.judge("openxml")
def test_the_open_xml_sdk_judges_the_ribbon_too(tmp_path):
    broken = tmp_path / "broken.xlam"
    broken.write_bytes(xlam(PROJECT, RIBBON.replace(b"imageMso", b"image-mso"), SETTINGS))
    assert any("customUI" in fault for fault in openxml.faults([broken])[broken])


def test_project_and_ribbon_are_in_it_byte_for_byte_by_the_kinds_of_their_relationships(package):
    (project,) = package.related(package.book, "vbaProject")
    (ribbon,) = package.related("", "extensibility")
    assert package.members[project] == PROJECT
    assert package.members[ribbon] == RIBBON


def test_content_types_and_relationships_are_those_of_an_addin_that_excel_opens(addin):
    def kinds(path) -> set[str]:
        with zipfile.ZipFile(path) as read:
            texts = [
                read.read(name).decode()
                for name in ("[Content_Types].xml", "_rels/.rels", "xl/_rels/workbook.xml.rels")
            ]
        marks = ("macroEnabled", "vbaProject", "2007/relationships/ui/extensibility")
        return {
            word.split('"')[1]
            for word in " ".join(texts).split()
            if word.startswith(("Type=", "ContentType=")) and any(mark in word for mark in marks)
        }

    assert len(kinds(addin)) == 4
    assert kinds(addin) == kinds(vba.shipped_addin())


def test_every_part_has_a_content_type_and_every_relationship_a_part(package):
    types = package.xml("[Content_Types].xml")
    extensions = {entry.get("Extension") for entry in types.iterfind("{*}Default")}
    named = {entry.get("PartName").lstrip("/") for entry in types.iterfind("{*}Override")}
    assert named < set(package.names)
    assert {name.rsplit(".", 1)[-1] for name in package.names} == extensions
    for part in ("", package.book):
        targets = {link.target for link in package.relationships(part).values()}
        assert targets <= set(package.names)


def test_the_code_names_are_those_of_the_document_modules(package):
    book = package.xml(package.book).find("{*}workbookPr").get("codeName")
    sheets = [sheet.root.find("{*}sheetPr").get("codeName") for sheet in package.sheets]
    assert [book, *sheets] == [one.name for one in MODULES if one.kind == "document"]


def test_the_settings_stand_on_their_sheet_as_text_from_a1_down(addin):
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(addin.read_bytes()))
    assert book.sheet_names == [SETTINGS_SHEET] == ["okrsheet.conf"]
    rows = book.get_sheet_by_name(SETTINGS_SHEET).to_python(skip_empty_area=False)
    assert rows == [list(setting) for setting in SETTINGS.items()]


def test_excels_list_of_addins_shows_a_title_and_what_it_is_for(package):
    (part,) = package.related("", "core-properties")
    properties = package.xml(part)
    assert properties.findtext("{*}title") == "okrsheet"
    assert "strategy" in properties.findtext("{*}description")


def test_olevba_finds_the_modules(addin):
    found = vba.extracted(addin)
    assert list(found) == ["ThisWorkbook.cls", "Sheet1.cls", "Ribbon.bas"]
    assert found["Ribbon.bas"].endswith("Sub OkrAction(control As IRibbonControl)\r\nEnd Sub\r\n")


@pytest.mark.judge("libreoffice")
def test_libreoffice_lists_sheet_project_and_modules_each_by_its_kind(addin):
    macros = vba.in_libreoffice(addin)
    assert (macros.sheets, macros.project) == (("okrsheet.conf",), "okrsheet")
    kinds = {
        name: text.partition("VBA_ModuleType=")[2].split()[0]
        for name, text in macros.modules.items()
    }
    assert kinds == {
        "ThisWorkbook": "VBADocumentModule",
        "Sheet1": "VBADocumentModule",
        "Ribbon": "VBAModule",
    }
    assert "Sub OkrAction(control As IRibbonControl)\nEnd Sub\n" in macros.modules["Ribbon"]


@pytest.mark.judge("libreoffice")
def test_libreoffice_reads_the_shipped_addin_in_the_same_way():
    modules = vba.in_libreoffice(vba.shipped_addin()).modules
    assert {"RibbonMyAddin", "ThisWorkbook"} <= modules.keys()


def test_equal_arguments_give_equal_bytes_without_time_or_system(addin):
    content = xlam(PROJECT, RIBBON, SETTINGS)
    assert content == addin.read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as read:
        members = read.infolist()
    assert members[0].filename == "[Content_Types].xml"
    assert {(one.date_time, one.create_system) for one in members} == {((1980, 1, 1, 0, 0, 0), 0)}
