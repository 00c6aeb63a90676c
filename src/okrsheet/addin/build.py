"""The add-in okrsheet.xlam, built from its sources: the same bytes every time."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version

from okrsheet import __version__
from okrsheet.addin.package import xlam
from okrsheet.addin.project import Module, vba_project
from okrsheet.addin.sources import modules, ribbon_xml
from okrsheet.addin.standalone import installed, xlwings_module
from okrsheet.addin.wrapper import wrapper
from okrsheet.functions import FUNCTIONS

PROJECT = "okrsheet"


def build() -> bytes:
    """The bytes of okrsheet.xlam.

    Raises BookError where xlwings is missing, or is not one that okrsheet knows.
    """
    return xlam(vba_project(PROJECT, project_modules()), ribbon_xml(), settings())


def project_modules() -> tuple[Module, ...]:
    """All modules of the project: ours, the cell functions, and what stays of xlwings' own."""
    return (*modules(), wrapper(FUNCTIONS), xlwings_module(installed()))


def settings() -> Mapping[str, str]:
    """What the add-in's own sheet says. A setting of xlwings here would go before the user's."""
    return {"OKRSHEET VERSION": __version__, "XLWINGS VERSION": version("xlwings")}
