"""A pivot table over the KPIs and a slicer on their table, part by part."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from tests.books.foreign import KPIS, OWN
from tests.books.foreign_package import (
    COMPATIBILITY,
    MAIN,
    MICROSOFT,
    ML,
    OFFICE,
    X14,
    X15,
    Package,
    sheet_part,
)


def add_pivot_table(package: Package) -> None:
    """On the own sheet: how many KPIs are leading and lagging, with a cache of the table."""
    cache = "xl/pivotCache/pivotCacheDefinition1.xml"
    number = package.add(
        cache,
        _pivot_cache(),
        f"{ML}.spreadsheetml.pivotCacheDefinition+xml",
        "xl/workbook.xml",
        f"{OFFICE}/pivotCacheDefinition",
    )
    pivots = f'<pivotCaches><pivotCache cacheId="7" r:id="{number}"/></pivotCaches>'
    package.edit("xl/workbook.xml", "</workbook>", pivots + "</workbook>")
    package.add(
        "xl/pivotCache/pivotCacheRecords1.xml",
        f'<pivotCacheRecords xmlns="{MAIN}" count="{len(KPIS.rows)}">{_pivot_records()}'
        "</pivotCacheRecords>",
        f"{ML}.spreadsheetml.pivotCacheRecords+xml",
        cache,
        f"{OFFICE}/pivotCacheRecords",
    )
    table = "xl/pivotTables/pivotTable1.xml"
    kind = f"{ML}.spreadsheetml.pivotTable+xml"
    package.add(table, _pivot_layout(), kind, sheet_part(OWN), f"{OFFICE}/pivotTable")
    package.relate(table, f"{OFFICE}/pivotCacheDefinition", f"../../{cache}")


def _pivot_cache() -> str:
    kinds = '<sharedItems count="2"><s v="Lagging"/><s v="Leading"/></sharedItems>'
    fields = "".join(
        f'<cacheField name={quoteattr(header)} numFmtId="0">'
        f"{kinds if header == 'Type' else '<sharedItems/>'}</cacheField>"
        for header in KPIS.headers
    )
    return (
        f'<pivotCacheDefinition xmlns="{MAIN}" xmlns:r="{OFFICE}" r:id="rId1" refreshedBy="Ann" '
        f'refreshedVersion="6" createdVersion="6" recordCount="{len(KPIS.rows)}">'
        '<cacheSource type="worksheet"><worksheetSource name="KPIs"/></cacheSource>'
        f'<cacheFields count="{len(KPIS.headers)}">{fields}</cacheFields></pivotCacheDefinition>'
    )


def _pivot_records() -> str:
    kind = KPIS.headers.index("Type")
    return "".join(
        "<r>"
        + "".join(
            f'<x v="{int(value == "Leading")}"/>' if place == kind else _pivot_value(value)
            for place, value in enumerate(row)
        )
        + "</r>"
        for row in KPIS.rows
    )


def _pivot_value(value: object) -> str:
    if value is None:
        return "<m/>"
    if isinstance(value, float):
        return f'<n v="{value!r}"/>'
    return f"<s v={quoteattr(str(value))}/>"


def _pivot_layout() -> str:
    items = '<items count="3"><item x="0"/><item x="1"/><item t="default"/></items>'
    special = {
        "ID": '<pivotField dataField="1" showAll="0"/>',
        "Type": f'<pivotField axis="axisRow" showAll="0">{items}</pivotField>',
    }
    fields = "".join(special.get(header, '<pivotField showAll="0"/>') for header in KPIS.headers)
    kind = KPIS.headers.index("Type")
    return (
        f'<pivotTableDefinition xmlns="{MAIN}" name="KPIs by type" cacheId="7" '
        'dataCaption="Values" createdVersion="6" updatedVersion="6" minRefreshableVersion="3" '
        'grandTotalCaption="Total Result" rowHeaderCaption="Type">'
        '<location ref="A20:B23" firstHeaderRow="1" firstDataRow="1" firstDataCol="1"/>'
        f'<pivotFields count="{len(KPIS.headers)}">{fields}</pivotFields>'
        f'<rowFields count="1"><field x="{kind}"/></rowFields>'
        '<rowItems count="3"><i><x/></i><i><x v="1"/></i><i t="grand"><x/></i></rowItems>'
        '<colItems count="1"><i/></colItems><dataFields count="1">'
        '<dataField name="Count of ID" fld="0" subtotal="count" baseField="0" baseItem="0"/>'
        "</dataFields></pivotTableDefinition>"
    )


def add_slicer(package: Package) -> None:
    """Buttons that filter the KPIs by type: slicer, cache, drawing and the sheet's list."""
    cache = package.add(
        "xl/slicerCaches/slicerCache1.xml",
        f'<slicerCacheDefinition xmlns="{X14}" xmlns:x="{MAIN}" name="Slicer_Type" '
        'sourceName="Type"><extLst><x:ext uri="{2F2917AC-EB37-4324-AD4E-5DD8C200BD13}" '
        f'xmlns:x15="{X15}"><x15:tableSlicerCache tableId="5" '
        f'column="{KPIS.headers.index("Type") + 1}"/></x:ext></extLst></slicerCacheDefinition>',
        "application/vnd.ms-excel.slicerCache+xml",
        "xl/workbook.xml",
        f"{MICROSOFT}/2007/relationships/slicerCache",
    )
    package.extend(
        "xl/workbook.xml",
        f'<ext uri="{{46BE6895-7355-4a93-B00E-2C351335B9C9}}" xmlns:x15="{X15}">'
        f'<x15:slicerCaches xmlns:x14="{X14}"><x14:slicerCache r:id="{cache}"/>'
        "</x15:slicerCaches></ext>",
    )
    name = '<definedName name="Slicer_Type">#N/A</definedName>'
    package.edit("xl/workbook.xml", "</definedNames>", name + "</definedNames>")
    _slicer_on_its_sheet(package)


def _slicer_on_its_sheet(package: Package) -> None:
    slicer = package.add(
        "xl/slicers/slicer1.xml",
        f'<slicers xmlns="{X14}"><slicer name="Type" cache="Slicer_Type" caption="Type" '
        'rowHeight="241300"/></slicers>',
        "application/vnd.ms-excel.slicer+xml",
        sheet_part("KPIs"),
        f"{MICROSOFT}/2007/relationships/slicer",
    )
    package.extend(
        sheet_part("KPIs"),
        f'<ext uri="{{3A4CF648-6AED-40f4-86FF-DC5316D8AED3}}" xmlns:x14="{X14}">'
        f'<x14:slicerList><x14:slicer r:id="{slicer}"/></x14:slicerList></ext>',
    )
    package.edit("xl/drawings/drawing1.xml", "</xdr:wsDr>", SLICER_SHAPE + "</xdr:wsDr>")


def _place(name: str, column: int, row: int) -> str:
    return (
        f"<xdr:{name}><xdr:col>{column}</xdr:col><xdr:colOff>0</xdr:colOff>"
        f"<xdr:row>{row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:{name}>"
    )


SLICER_SHAPE = (
    f'<xdr:twoCellAnchor editAs="oneCell">{_place("from", 36, 14)}{_place("to", 39, 22)}'
    f'<mc:AlternateContent xmlns:mc="{COMPATIBILITY}">'
    f'<mc:Choice xmlns:sle15="{MICROSOFT}/drawing/2012/slicer" Requires="sle15">'
    '<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="9" name="Type"/>'
    '<xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/>'
    '<a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic>'
    f'<a:graphicData uri="{MICROSOFT}/drawing/2010/slicer">'
    f'<sle:slicer xmlns:sle="{MICROSOFT}/drawing/2010/slicer" name="Type"/>'
    "</a:graphicData></a:graphic></xdr:graphicFrame></mc:Choice><mc:Fallback>"
    '<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="0" name=""/><xdr:cNvSpPr/>'
    '</xdr:nvSpPr><xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="9" cy="9"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:sp></mc:Fallback>'
    "</mc:AlternateContent><xdr:clientData/></xdr:twoCellAnchor>"
)
