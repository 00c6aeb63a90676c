"""The built add-in: the same every time, and read back by others."""

import re
import subprocess
import sys
from importlib.metadata import version

import pytest

from okrsheet import __version__
from okrsheet.addin import build as building
from okrsheet.addin.build import PROJECT, build, project_modules, settings
from okrsheet.addin.sources import ribbon_xml
from okrsheet.books.book import BookError
from tests.judges import openxml, vba
from tests.judges.package import Package


@pytest.fixture(scope="module")
def addin(tmp_path_factory):
    path = tmp_path_factory.mktemp("addin") / "okrsheet.xlam"
    path.write_bytes(build())
    return path


def test_two_builds_are_equal_in_two_processes_too(addin, tmp_path):
    program = f"""
import pathlib
from okrsheet.addin.build import build
pathlib.Path({str(tmp_path / "second.xlam")!r}).write_bytes(build())
"""
    subprocess.run([sys.executable, "-c", program], check=True, cwd=tmp_path)
    assert build() == addin.read_bytes() == (tmp_path / "second.xlam").read_bytes()


def test_olevba_finds_every_module_as_it_was_written(addin):
    found = {name.partition(".")[0]: text for name, text in vba.extracted(addin).items()}
    assert found.keys() == {
        *("ThisWorkbook", "Sheet1", "Ribbon", "Python", "OkrFunctions", "xlwings"),
    }
    for module in project_modules():
        text = re.sub(r"(?m)^Attribute VB_.*\n", "", found[module.name].replace("\r\n", "\n"))
        assert text.rstrip("\n") == module.source.rstrip("\n")


@pytest.mark.judge("openxml")
def test_the_open_xml_sdk_finds_no_fault_in_package_and_ribbon(addin):
    assert openxml.faults([addin]) == {addin: []}


def test_the_ribbon_is_in_it_byte_for_byte(addin):
    package = Package.open(addin)
    (part,) = package.related("", "extensibility")
    assert package.members[part] == ribbon_xml()


def test_the_own_sheet_says_the_versions_and_overrides_no_setting_of_the_users():
    assert settings() == {"OKRSHEET VERSION": __version__, "XLWINGS VERSION": version("xlwings")}


def test_the_project_has_the_name_of_the_product():
    assert PROJECT == "okrsheet"


def test_without_xlwings_it_says_what_to_install(monkeypatch):
    def missing() -> str:
        raise BookError("xlwings is not installed.", "okrsheet.xlam", "Install it.")

    monkeypatch.setattr(building, "installed", missing)
    with pytest.raises(BookError, match="xlwings is not installed"):
        build()
