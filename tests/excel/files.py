"""Workbooks out of files and into them, with what openpyxl itself does not keep."""

import pickle
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

from lxml import etree
from openpyxl import Workbook, load_workbook
from openpyxl.compat import safe_string
from openpyxl.utils import coordinate_to_tuple
from openpyxl.utils.bound_dictionary import BoundDictionary
from openpyxl.worksheet.dimensions import DimensionHolder
from openpyxl.worksheet.table import TableList

from tests.excel.grid import Calculated, Place
from tests.excel.measures import spread
from tests.judges.package import Package, unescape

Values = dict[str, Calculated]


def opened(path: Path) -> tuple[Workbook, Values]:
    """The workbook in a file, and the values of its formula cells by sheet."""
    pickled, values = _loaded(path.read_bytes())
    return pickle.loads(pickled), values


@lru_cache(maxsize=16)
def _loaded(file: bytes) -> tuple[bytes, Values]:
    """The same with the workbook pickled, which is opened many times faster than a file."""
    book = load_workbook(BytesIO(file))
    values: Values = {}
    package = _package(file)
    for part, sheet in zip(package.sheets, _sheets(book), strict=True):
        values[sheet.title] = dict(_calculated(package.members[part.part]))
        spread(sheet)
        for drawing in package.related(part.part, "drawing"):
            for chart, frame in zip(sheet._charts, _frames(package.xml(drawing)), strict=True):
                chart.frame_name = frame.get("name")
    pickled = BytesIO()
    pickler = pickle.Pickler(pickled)
    kinds = (BoundDictionary, DimensionHolder, TableList)
    pickler.dispatch_table = dict.fromkeys(kinds, _reduced)
    pickler.dump(book)
    return pickled.getvalue(), values


def _calculated(sheet: bytes) -> Iterator[tuple[Place, Any]]:
    """The values of a sheet's formula cells, as openpyxl would read them but dates as numbers."""
    for _, cell in etree.iterparse(BytesIO(sheet), tag="{*}c"):
        value = cell.find("{*}v")
        if value is not None and cell.find("{*}f") is not None:
            yield coordinate_to_tuple(cell.get("r")), _read(cell.get("t", "n"), value.text or "")
        cell.clear()


def _read(kind: str, text: str) -> Any:
    match kind:
        case "n":
            return float(text) if text else None
        case "b":
            return text == "1"
        case _:
            return unescape(text)


def _reduced(held: Any) -> tuple[Any, ...]:
    """A mapping of openpyxl's for pickle, which goes by what items() gives and __init__ takes."""
    is_default = isinstance(held, defaultdict)
    factory = {"default_factory": held.default_factory} if is_default else {}
    items = iter(list(dict.items(held)))
    return type(held).__new__, (type(held),), (vars(held), factory), None, items


def save(book: Workbook, path: Path) -> None:
    """Write a workbook; numbers keep all their digits, charts their names."""
    with patch("openpyxl.cell._writer.safe_string", _in_full):
        book.save(path)
    package = _package(path.read_bytes())
    for part, sheet in zip(package.sheets, _sheets(book), strict=True):
        for drawing in package.related(part.part, "drawing"):
            root = package.xml(drawing)
            for frame, chart in zip(_frames(root), sheet._charts, strict=True):
                frame.set("name", getattr(chart, "frame_name", frame.get("name")))
            package.members[drawing] = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, member in package.members.items():
            archive.writestr(name, member)


def _sheets(book: Workbook) -> list[Any]:
    return list(book.worksheets)


def _in_full(value: Any) -> str | None:
    """A number with as many digits as it has, where openpyxl writes 16."""
    return repr(value) if isinstance(value, float) else safe_string(value)


def _package(file: bytes) -> Package:
    with zipfile.ZipFile(BytesIO(file)) as archive:
        return Package(tuple(archive.namelist()), {n: archive.read(n) for n in archive.namelist()})


def _frames(drawing: etree._Element) -> list[etree._Element]:
    """What bears the names of a drawing's charts, in their order."""
    return drawing.findall(".//{*}graphicFrame/{*}nvGraphicFramePr/{*}cNvPr")
