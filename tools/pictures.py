"""Draw every visible sheet of a workbook, as it would be printed, for people to look at.

`python -m tools.pictures WORKBOOK FOLDER [PAGES]` writes NN-sheet-page.png: NN is the sheet's
number (from 01, hidden sheets counted), then its name, then the page (from 1); of each sheet all
pages, or the first PAGES. LibreOffice lays out the pages
with each sheet's own print set-up; a sheet with nothing to print has no picture.
"""

import html
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from lxml import etree

DOTS_PER_INCH = 110
SECONDS_ALLOWED = 300
HEADER_OR_FOOTER = re.compile(rb"<(\w+:)?(odd|even|first)(Header|Footer)>[^<]*<")
FILE_NAME_CODE = b"&amp;F"


def draw(workbook: Path, folder: Path, most: int = 9999) -> list[Path]:
    """Draw the workbook's visible sheets into the folder, in place of those of an earlier run.

    `most` is how many pages of a sheet are drawn at the most.

    Returns the pictures in the order of the sheets. Raises CalledProcessError where LibreOffice
    or poppler fails, FileNotFoundError where one of them is not installed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for stale in folder.glob("[0-9][0-9]-*.png"):
        stale.unlink()
    with tempfile.TemporaryDirectory() as scratch:
        copies = single_sheet_copies(workbook, Path(scratch))
        print_to_pdf(copies, Path(scratch))
        return [
            picture
            for copy in copies
            if copy.with_suffix(".pdf").exists()
            for picture in draw_pages(copy.with_suffix(".pdf"), folder, most)
        ]


def single_sheet_copies(workbook: Path, scratch: Path) -> list[Path]:
    """Copies of the workbook with all sheets but one hidden, one for each visible sheet.

    LibreOffice prints no hidden sheet, unless it has a print area: so each copy, with its own
    alone, becomes the pages of one sheet.
    """
    with zipfile.ZipFile(workbook) as package:
        members = {
            name: under_its_own_name(package.read(name), workbook.name)
            for name in package.namelist()
        }
    copies = []
    for number, sheet in enumerate(sheets_of(etree.fromstring(members["xl/workbook.xml"]))):
        if sheet.get("state", "visible") != "visible":
            continue
        book = etree.fromstring(members["xl/workbook.xml"])
        for other, entry in enumerate(sheets_of(book)):
            entry.set("state", "visible" if other == number else "hidden")
        for name in list(book.iterfind("{*}definedNames/{*}definedName")):
            is_own = name.get("localSheetId") == str(number)
            if name.get("name") == "_xlnm.Print_Area" and not is_own:
                name.getparent().remove(name)
        for view in book.iter("{*}workbookView"):
            view.set("activeTab", str(number))
            view.attrib.pop("firstSheet", None)
        name = re.sub(r"[^\w.]+", "-", sheet.get("name")).strip("-").lower()
        copies.append(scratch / f"{number + 1:02d}-{name}.xlsx")
        with zipfile.ZipFile(copies[-1], "w", zipfile.ZIP_DEFLATED) as copy:
            for member, content in (members | {"xl/workbook.xml": etree.tostring(book)}).items():
                copy.writestr(member, content)
    return copies


def under_its_own_name(part: bytes, workbook: str) -> bytes:
    """A part whose headers and footers say the workbook's name, where a copy would say its own."""
    name = html.escape(workbook.replace("&", "&&"), quote=False).encode()
    return HEADER_OR_FOOTER.sub(lambda line: line[0].replace(FILE_NAME_CODE, name), part)


def sheets_of(book: etree._Element) -> list[etree._Element]:
    """The sheet entries of a workbook part, in the order of the tabs."""
    return list(book.iterfind("{*}sheets/{*}sheet"))


def print_to_pdf(workbooks: list[Path], scratch: Path) -> None:
    """Print each workbook to a PDF beside it, in one LibreOffice with a profile of its own."""
    command = ["soffice", f"-env:UserInstallation={(scratch / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(scratch), *map(str, workbooks)]
    subprocess.run(command, check=True, capture_output=True, timeout=SECONDS_ALLOWED)


def draw_pages(pdf: Path, folder: Path, most: int) -> list[Path]:
    """Draw the first pages of a PDF, each as a picture with its number, from 1."""
    pages = pdf.with_suffix("")
    pages.mkdir()
    command = ["pdftoppm", "-png", "-r", str(DOTS_PER_INCH), "-l", str(most)]
    command += [str(pdf), str(pages / "page")]
    subprocess.run(command, check=True, capture_output=True, timeout=SECONDS_ALLOWED)
    return [
        Path(shutil.move(page, folder / f"{pdf.stem}-{number}.png"))
        for number, page in enumerate(sorted(pages.iterdir()), start=1)
    ]


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit("usage: python -m tools.pictures WORKBOOK FOLDER [PAGES]")
    for drawn in draw(Path(sys.argv[1]), Path(sys.argv[2]), *map(int, sys.argv[3:])):
        print(drawn)
