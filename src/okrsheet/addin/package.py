"""The add-in as a file: an Open XML package around a VBA project, a ribbon and one sheet.

The ribbon is a customUI14 part, which Excel 2010 and later and Excel for Mac 2016 and later read
(MS-CUSTOMUI2). Excel shows title and description in its list of add-ins.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

from okrsheet.addin.project import SHEET, WORKBOOK
from okrsheet.books.celltext import text_markup

SETTINGS_SHEET = "okrsheet.conf"
_MADE = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip file knows
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_MICROSOFT = "http://schemas.microsoft.com/office"

_SHEET_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_CONTENT_TYPES = f"""\
<Types xmlns="{_PACKAGE}/content-types">\
<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>\
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
<Default Extension="xml" ContentType="application/xml"/>\
<Override PartName="/xl/workbook.xml" \
ContentType="application/vnd.ms-excel.addin.macroEnabled.main+xml"/>\
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SHEET_TYPES}.worksheet+xml"/>\
<Override PartName="/xl/styles.xml" ContentType="{_SHEET_TYPES}.styles+xml"/>\
<Override PartName="/docProps/core.xml" \
ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>\
<Override PartName="/docProps/app.xml" \
ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/>\
</Types>"""
_RELATIONS = {
    "xl/workbook.xml": f"{_OFFICE}/relationships/officeDocument",
    "docProps/core.xml": f"{_PACKAGE}/relationships/metadata/core-properties",
    "docProps/app.xml": f"{_OFFICE}/relationships/extended-properties",
    "customUI/customUI14.xml": f"{_MICROSOFT}/2007/relationships/ui/extensibility",
}
_WORKBOOK_RELATIONS = {
    "worksheets/sheet1.xml": f"{_OFFICE}/relationships/worksheet",
    "styles.xml": f"{_OFFICE}/relationships/styles",
    "vbaProject.bin": f"{_MICROSOFT}/2006/relationships/vbaProject",
}
_WORKBOOK = f"""\
<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}/relationships">\
<workbookPr codeName="{WORKBOOK}"/><bookViews><workbookView/></bookViews>\
<sheets><sheet name="{SETTINGS_SHEET}" sheetId="1" r:id="rId1"/></sheets></workbook>"""
_STYLES = f"""\
<styleSheet xmlns="{_MAIN}">\
<fonts count="1"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>\
<fills count="2"><fill><patternFill patternType="none"/></fill>\
<fill><patternFill patternType="gray125"/></fill></fills>\
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>\
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>\
</styleSheet>"""
_CORE = f"""\
<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" \
xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>okrsheet</dc:title>\
<dc:creator>okrsheet</dc:creator><dc:description>Turns a strategy into a workbook that checks \
itself, scores itself and explains itself.</dc:description></cp:coreProperties>"""
_APP = f"""\
<Properties xmlns="{_OFFICE}/extended-properties"><Application>Microsoft Excel</Application>\
</Properties>"""


def xlam(project: bytes, ribbon: bytes, settings: Mapping[str, str]) -> bytes:
    """The .xlam with this vbaProject.bin and this customUI14 markup.

    The settings stand on the sheet okrsheet.conf from A1 down, name and value, without headers.
    Equal arguments give equal bytes.
    """
    texts = {
        "[Content_Types].xml": _CONTENT_TYPES,
        "_rels/.rels": _relations(_RELATIONS),
        "docProps/app.xml": _APP,
        "docProps/core.xml": _CORE,
        "xl/workbook.xml": _WORKBOOK,
        "xl/_rels/workbook.xml.rels": _relations(_WORKBOOK_RELATIONS),
        "xl/worksheets/sheet1.xml": _sheet(settings),
        "xl/styles.xml": _STYLES,
    }
    parts = {name: (_DECLARATION + text).encode() for name, text in texts.items()}
    parts |= {"customUI/customUI14.xml": ribbon, "xl/vbaProject.bin": project}
    return _zipped(parts)


def _relations(targets: Mapping[str, str]) -> str:
    links = (
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (target, kind) in enumerate(targets.items(), 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(links)}</Relationships>'


def _sheet(settings: Mapping[str, str]) -> str:
    rows = (
        f'<row r="{row}">{_cell(f"A{row}", name)}{_cell(f"B{row}", value)}</row>'
        for row, (name, value) in enumerate(settings.items(), 1)
    )
    return (
        f'<worksheet xmlns="{_MAIN}"><sheetPr codeName="{SHEET}"/>'
        f'<sheetViews><sheetView workbookViewId="0"/></sheetViews>'
        f"<sheetData>{''.join(rows)}</sheetData></worksheet>"
    )


def _cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is>{text_markup(b"", text).decode()}</is></c>'


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        for name, content in parts.items():
            member = zipfile.ZipInfo(name, _MADE)
            # Said here, or it would be the system's on which the add-in is built.
            member.create_system = 0
            package.writestr(member, content, zipfile.ZIP_DEFLATED, 9)
    return packed.getvalue()
