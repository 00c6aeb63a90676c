"""VBA projects as oletools and LibreOffice read them back, beside one that Excel opens."""

import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsheet.addin.project import Module, vba_project
from tests.judges import vba

SOURCE = 'Option Explicit\n\nSub Greet()\n    MsgBox "Hello"\nEnd Sub\n'
MODULES = (
    Module("ThisWorkbook", "Private Sub Workbook_Open()\nEnd Sub\n", "document"),
    Module("Sheet1", "", "document"),
    Module("Ribbon", SOURCE, "standard"),
    Module("Watch", "Public Count As Long\n", "class"),
)
BLANK = (Module("ThisWorkbook", "", "document"), Module("Sheet1", "", "document"))
REPEATED = {0x0016, 0x003E, 0x0033, 0x002F, 0x0030, 0x000D}  # the records of references
LINES = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=200).filter(
    lambda line: not line.startswith(("Attribute", "VERSION"))
)


@pytest.fixture(scope="module")
def project():
    return vba_project("okrsheet", MODULES)


@pytest.fixture(scope="module")
def real():
    return vba.project_in(vba.shipped_addin())


def only(source: str, kind="standard", name="Ribbon") -> bytes:
    """The text that a project holds of one module."""
    return vba.modules(vba_project("okrsheet", [*BLANK, Module(name, source, kind)]))[name]


def test_the_streams_are_those_of_the_specification_and_one_for_each_module(project):
    assert vba.streams(project).keys() == {
        *("PROJECT", "PROJECTwm", "VBA/_VBA_PROJECT", "VBA/dir"),
        *(f"VBA/{module.name}" for module in MODULES),
    }


def test_no_compiled_code_is_in_it(project):
    assert vba.streams(project)["VBA/_VBA_PROJECT"].hex(" ").upper() == "CC 61 FF FF 00 00 00"
    offsets = [data for identifier, data in vba.records(project) if identifier == vba.TEXT_OFFSET]
    assert offsets == [bytes(4)] * len(MODULES)


def test_a_standard_module_comes_back_byte_for_byte_with_its_name_and_windows_line_ends():
    assert only(SOURCE) == (
        b'Attribute VB_Name = "Ribbon"\r\nOption Explicit\r\n\r\nSub Greet()\r\n'
        b'    MsgBox "Hello"\r\nEnd Sub\r\n'
    )


def test_workbook_and_sheet_bear_the_attributes_that_excel_gives_them(real):
    ours, theirs = vba.modules(vba_project("okrsheet", BLANK)), vba.modules(real)
    assert ours["ThisWorkbook"].rstrip() == theirs["ThisWorkbook"].rstrip()
    assert ours["Sheet1"].rstrip() == theirs["Sheet2"].rstrip().replace(b"Sheet2", b"Sheet1")


def test_a_class_module_bears_the_base_of_a_class(real):
    theirs = vba.modules(real)["Dictionary"].splitlines()
    ours = only("", "class", "Dictionary").splitlines()
    # Theirs may be seen from other projects (VB_Exposed), ours only from its own.
    assert ours[:5] == theirs[:5]
    assert ours[5:8] == [
        b"Attribute VB_Exposed = False",
        b"Attribute VB_TemplateDerived = False",
        b"Attribute VB_Customizable = False",
    ]


@given(st.lists(LINES, max_size=40))
def test_any_ascii_text_comes_back_line_by_line(lines):
    read = only("\n".join([*lines, "End"])).decode("ascii").split("\r\n")
    assert read == ['Attribute VB_Name = "Ribbon"', *lines, "End", ""]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_any_system_become_those_of_windows(end):
    assert only(f"Option Explicit{end}Dim Last{end}").endswith(b"Explicit\r\nDim Last\r\n")


def test_the_attributes_of_a_procedure_stay():
    source = 'Sub Greet()\nAttribute Greet.VB_Description = "Says hello"\nEnd Sub'
    assert b'\r\nAttribute Greet.VB_Description = "Says hello"\r\n' in only(source)


def test_olevba_finds_every_module_by_its_kind(project, tmp_path):
    book = tmp_path / "book.xlsm"
    with zipfile.ZipFile(book, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("xl/vbaProject.bin", project)
    found = vba.extracted(book)
    assert list(found) == ["ThisWorkbook.cls", "Sheet1.cls", "Ribbon.bas", "Watch.cls"]
    assert found["Ribbon.bas"].encode("ascii") == vba.modules(project)["Ribbon"]


def test_the_directory_has_the_records_of_one_that_excel_opens_in_their_order(project, real):
    def kinds(one: bytes) -> list[int]:
        """The records without the references, up to the end of the first module."""
        kept = [identifier for identifier, _ in vba.records(one) if identifier not in REPEATED]
        return kept[: kept.index(0x002B) + 1]

    assert kinds(project) == kinds(real)
    assert vba.records(project)[-1] == vba.records(real)[-1] == (0x0010, b"")


def test_it_refers_to_the_libraries_of_every_excel_workbook(project, real):
    def office(one: bytes) -> bytes:
        """The identifier and the version of Office's library."""
        (found,) = [data for kind, data in vba.records(one) if kind == 0x000D and b"MSO" in data]
        size, *_ = struct.unpack_from("<I", found)
        assert len(found) == 4 + size + 6
        return found[4:].split(b"#C:")[0]

    names = [data for identifier, data in vba.records(project) if identifier == 0x0016]
    assert names == [b"stdole", b"Office"]
    assert office(project) == office(real)


def test_the_directory_counts_the_modules_and_tells_text_of_windows(project):
    found = dict(vba.records(project))
    assert found[0x000F] == b"\x04\x00"
    assert found[0x0003] == struct.pack("<H", 1252)
    assert found[0x0001] == struct.pack("<I", 1)


def test_the_properties_name_every_module_by_its_kind(project):
    lines = vba.streams(project)["PROJECT"].decode("ascii").split("\r\n")
    assert lines[1:5] == [
        "Document=ThisWorkbook/&H00000000",
        "Document=Sheet1/&H00000000",
        "Module=Ribbon",
        "Class=Watch",
    ]
    assert lines[lines.index("[Workspace]") + 1 :] == [
        *(f"{module.name}=0, 0, 0, 0, C" for module in MODULES),
        "",
    ]


def test_the_names_stand_in_both_alphabets_as_excel_writes_them(project, real):
    assert vba.streams(real)["PROJECTwm"].startswith(b"ThisWorkbook\0T\0h\0i\0s\0")
    assert vba.streams(project)["PROJECTwm"] == (
        b"ThisWorkbook\0" + "ThisWorkbook\0".encode("utf-16-le")
        + b"Sheet1\0" + "Sheet1\0".encode("utf-16-le")
        + b"Ribbon\0" + "Ribbon\0".encode("utf-16-le")
        + b"Watch\0" + "Watch\0".encode("utf-16-le")
        + b"\0\0"
    )  # fmt: skip


def test_the_project_is_unprotected_without_password_and_visible_as_one_that_excel_wrote(
    project, real
):
    for one in (project, real):
        told = vba.properties(one)
        values = [vba.decrypted(told[name], told["ID"]) for name in ("CMG", "DPB", "GC")]
        assert values == [bytes(4), b"\x00", b"\xff"]


def test_the_project_has_its_name_and_the_same_identifier_at_every_build(project):
    told = vba.properties(project)
    assert told["Name"] == "okrsheet"
    assert told["VersionCompatible32"] == "393222000"
    assert told["ID"] == vba.properties(vba_project("okrsheet", BLANK))["ID"]
    assert told["ID"] != vba.properties(vba_project("other", BLANK))["ID"]


def test_two_builds_are_equal(project):
    assert vba_project("okrsheet", MODULES) == project


def test_text_beyond_ascii_is_refused_with_its_line():
    with pytest.raises(ValueError, match="Ribbon, line 2: VBA text is ASCII only"):
        only("Option Explicit\n' Übersicht\n")


@pytest.mark.parametrize("line", ['Attribute VB_Name = "Ribbon"', "VERSION 1.0 CLASS"])
def test_lines_that_the_build_adds_are_refused(line):
    with pytest.raises(ValueError, match=r"Ribbon, line 1: .* is added by the build"):
        only(f"{line}\nOption Explicit\n")


@pytest.mark.parametrize("name", ["", "1st", "my module", "_own", "Über", "x" * 32])
def test_a_name_that_vba_does_not_take_is_refused(name):
    with pytest.raises(ValueError, match="cannot be the name of a VBA module"):
        only("", name=name)
    with pytest.raises(ValueError, match="cannot be the name of a VBA project"):
        vba_project(name, BLANK)


# VBA reports a name conflict with the project or a library; the directory's stream is named dir.
@pytest.mark.parametrize("name", ["sheet1", "OKRsheet", "Dir", "Office", "VBA", "excel"])
def test_a_name_that_is_taken_is_refused(name):
    with pytest.raises(ValueError, match=f"name {name} .* already taken"):
        only("", name=name)


@pytest.mark.parametrize("names", [[], ["ThisWorkbook"], ["ThisWorkbook", "Sheet1", "Sheet2"]])
def test_a_project_without_the_modules_of_workbook_and_sheet_is_refused(names):
    with pytest.raises(ValueError, match="document modules are ThisWorkbook and Sheet1"):
        vba_project("okrsheet", [Module(name, "", "document") for name in names])
