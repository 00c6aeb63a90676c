"""The add-in's plain sources: its ribbon and the modules that people write."""

from __future__ import annotations

from typing import Literal

from okrsheet.addin.project import SHEET, WORKBOOK, Module
from okrsheet.resources import addin_sources

KINDS: dict[str, Literal["standard", "document"]] = {".bas": "standard", ".cls": "document"}


def modules() -> tuple[Module, ...]:
    """The modules by name, those of the workbook and of its sheet first.

    Raises BookError where the sources are missing.
    """
    read = [
        Module(path.stem, path.read_text(encoding="ascii"), KINDS[path.suffix])
        for path in addin_sources().iterdir()
        if path.suffix in KINDS
    ]
    first = (WORKBOOK, SHEET)
    return tuple(sorted(read, key=lambda module: (module.name not in first, module.name)))


def ribbon_xml() -> bytes:
    """The ribbon: a customUI14 part.

    Raises BookError where the sources are missing.
    """
    return (addin_sources() / "ribbon.xml").read_bytes()
