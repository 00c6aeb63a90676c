"""What XlsxWriter cannot write, put into its workbook by hand: minimal parts, valid by schema.

A table slicer, a pivot table over the KPIs, threaded comments, x14 drop-downs, custom XML, printer
settings, phonetic text, a filter, shared formulas, a calculation chain, a macro project.
"""

from __future__ import annotations

import re

from lxml import etree

from tests.books.foreign import KPIS, OWN, READINGS, SHEETS, workbook
from tests.books.foreign_package import (
    MAIN,
    MICROSOFT,
    ML,
    OFFICE,
    X14,
    XM,
    Package,
    sheet_part,
    table_part,
)
from tests.books.foreign_pivot import add_pivot_table, add_slicer

CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
THREADED = f"{MICROSOFT}/spreadsheetml/2018/threadedcomments"
ANN = "{11111111-2222-3333-4444-555555555555}"


def rich_package() -> Package:
    """The plan with everything a user may have put in and around its tables."""
    package = Package(workbook())
    package.edit("xl/workbook.xml", ' fullCalcOnLoad="1"', "")
    package.parts["xl/sharedStrings.xml"] = _phonetic(package.parts["xl/sharedStrings.xml"])
    _filter(package)
    _drop_downs(package)
    _shared_formulas(package)
    _threaded_comments(package)
    _printer_settings(package)
    _custom_xml(package)
    add_pivot_table(package)
    add_slicer(package)
    add_calc_chain(package)
    return package


def plain_package() -> Package:
    """The plan and nothing else."""
    return Package(workbook(rich=False))


def add_macros(package: Package) -> Package:
    """Make it a workbook with macros; their project is bytes that nobody may touch."""
    package.edit(
        "[Content_Types].xml",
        f"{ML}.spreadsheetml.sheet.main+xml",
        "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    project, kind = bytes(range(256)) * 8, f"{MICROSOFT}/2006/relationships/vbaProject"
    content = "application/vnd.ms-office.vbaProject"
    package.add("xl/vbaProject.bin", project, content, "xl/workbook.xml", kind)
    return package


def add_calc_chain(package: Package) -> None:
    """The calculation chain over every formula that stands in a sheet."""
    cells = []
    for number in range(1, len(SHEETS) + 1):
        root = etree.fromstring(package.parts[f"xl/worksheets/sheet{number}.xml"])
        for cell in root.iter(f"{{{MAIN}}}c"):
            if cell.find(f"{{{MAIN}}}f") is not None:
                cells.append(f'<c r="{cell.get("r")}" i="{number}"/>')
    chain = f'<calcChain xmlns="{MAIN}">{"".join(cells)}</calcChain>'
    kind = f"{ML}.spreadsheetml.calcChain+xml"
    package.add("xl/calcChain.xml", chain, kind, "xl/workbook.xml", f"{OFFICE}/calcChain")


def _phonetic(shared: bytes) -> bytes:
    """Furigana over the Japanese text."""
    reading = '<rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/>'
    return shared.replace("<t>東京</t>".encode(), f"<t>東京</t>{reading}".encode())


def _filter(package: Package) -> None:
    """A filter on the readings of Ann and Bob, as hides the row of Cid."""
    chosen = '<filterColumn colId="5"><filters><filter val="Ann"/><filter val="Bob"/></filters>'
    ref = f'<autoFilter ref="{READINGS.ref}"'
    new = f"{ref}>{chosen}</filterColumn></autoFilter>"
    package.edit(table_part("Readings"), ref + "/>", new)
    package.edit(sheet_part("Readings"), '<row r="9" ', '<row r="9" hidden="1" ')


def _drop_downs(package: Package) -> None:
    """A drop-down of another sheet's cells over a column, and over a range beside the table."""
    package.extend(
        sheet_part("Readings"),
        f'<ext uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}" xmlns:x14="{X14}">'
        f'<x14:dataValidations xmlns:xm="{XM}" count="1">'
        '<x14:dataValidation type="list" allowBlank="1" showErrorMessage="1">'
        f"<x14:formula1><xm:f>'{OWN}'!$A$2:$A$4</xm:f></x14:formula1>"
        f"<xm:sqref>{READINGS.cells('Confidence')} N5:N10</xm:sqref>"
        "</x14:dataValidation></x14:dataValidations></ext>",
    )


def _shared_formulas(package: Package) -> None:
    """Shared formulas in the KPIs' Status, declared for the column, and in a user's column."""
    part = sheet_part("KPIs")
    first, last = KPIS.row + 1, KPIS.last_row
    status = KPIS.letter("Status")
    text = package.parts[part].decode()
    for place in range(first, last + 1):
        shared = f'<f t="shared" ref="{{}}{first}:{{}}{last}" si="{{}}">{{}}</f>'
        is_first = place == first
        own = shared.format("AG", "AG", 1, f"K{first}*2") if is_first else '<f t="shared" si="1"/>'
        text = text.replace(f"<f>K{place}*2</f>", own)
        formula = f'IF(K{first}&gt;0,"On track","")'
        ours = shared.format(status, status, 0, formula) if is_first else '<f t="shared" si="0"/>'
        text = re.sub(
            rf'<c r="{status}{place}" t="s"><v>\d+</v>',
            f'<c r="{status}{place}" t="str">{ours}<v>On track</v>',
            text,
        )
    package.parts[part] = text.encode()
    declared = '<calculatedColumnFormula>IF(KPIs[[#This Row],[Mood]]&gt;0,"On track","")'
    table = package.parts[table_part("KPIs")].decode()
    column = re.search(r'<tableColumn id="\d+" name="Status"', table)
    assert column is not None
    package.edit(
        table_part("KPIs"),
        column[0] + "/>",
        f"{column[0]}>{declared}</calculatedColumnFormula></tableColumn>",
    )


def _threaded_comments(package: Package) -> None:
    """A conversation about the cell that has a note already."""
    package.add(
        "xl/threadedComments/threadedComment1.xml",
        f'<ThreadedComments xmlns="{THREADED}"><threadedComment ref="C6" '
        f'dT="2026-03-01T10:00:00.00" personId="{ANN}" id="{ANN.replace("1", "9")}">'
        "<text>Is it the median?</text></threadedComment></ThreadedComments>",
        "application/vnd.ms-excel.threadedcomments+xml",
        sheet_part("KPIs"),
        f"{MICROSOFT}/2017/10/relationships/threadedComment",
    )
    package.add(
        "xl/persons/person.xml",
        f'<personList xmlns="{THREADED}">'
        f'<person displayName="Ann" id="{ANN}" userId="ann" providerId="None"/></personList>',
        "application/vnd.ms-excel.person+xml",
        "xl/workbook.xml",
        f"{MICROSOFT}/2017/10/relationships/person",
    )
    identity = ANN.replace("1", "9")
    package.edit("xl/comments1.xml", "<author>Ann</author>", f"<author>tc={identity}</author>")


def _printer_settings(package: Package) -> None:
    """What Excel keeps of the printer, as bytes of the printer's own."""
    part, settings = sheet_part("Readings"), "xl/printerSettings/printerSettings1.bin"
    content, kind = f"{ML}.spreadsheetml.printerSettings", f"{OFFICE}/printerSettings"
    number = package.add(settings, b"\0PRINTER\xff" * 40, content, part, kind)
    package.edit(part, 'orientation="landscape"/>', f'orientation="landscape" r:id="{number}"/>')


def _custom_xml(package: Package) -> None:
    """Data that an organisation's document system keeps in the workbook."""
    item, store = "customXml/item1.xml", "{6F1C3A1B-0000-4000-8000-000000000001}"
    package.parts[item] = b'<?xml version="1.0"?><case xmlns="urn:example">  <id>7</id></case>'
    package.relate("xl/workbook.xml", f"{OFFICE}/customXml", "../customXml/item1.xml")
    package.add(
        "customXml/itemProps1.xml",
        f'<ds:datastoreItem ds:itemID="{store}" xmlns:ds="{CUSTOM}"><ds:schemaRefs/>'
        "</ds:datastoreItem>",
        f"{ML}.customXmlProperties+xml",
        item,
        f"{OFFICE}/customXmlProps",
    )
