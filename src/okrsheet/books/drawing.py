"""The drawing of a sheet: our charts on it, and what a user drew beside them.

A chart of ours is told by the name of its frame, `okrsheet: <title>`. Charts are put in the place
of the ones that were there; pictures, shapes and charts of the user's keep their bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from okrsheet.books.book import Chart, DrawCharts
from okrsheet.books.celltext import encode_escapes
from okrsheet.books.changes import Changes
from okrsheet.books.chartxml import CHART, MAIN, PLACING, XML, chart_markup, spaced
from okrsheet.books.oursheet import block_sheet, print_whole
from okrsheet.books.package import Package, office_space
from okrsheet.books.xmlpart import put_inside
from okrsheet.books.xmltext import Node, Splices, attribute_text

OURS = "okrsheet: "  # how the name of a chart of ours begins
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.drawing+xml"
_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A chart of ours that stands in a drawing: its anchor, relationship, number and part."""

    anchor: Node
    link: str
    number: int
    part: str


def draw_charts(changes: Changes, edit: DrawCharts) -> None:
    """Plan the charts of a sheet of ours, making sheet and drawing where they are missing."""
    draft = block_sheet(changes, edit.sheet)
    package = changes.package
    drawing = next(iter(package.related_parts(draft.part, "drawing")), None)
    if drawing is None and edit.charts:
        drawing = package.free_name("xl/drawings/drawing{}.xml")
        package.add(drawing, empty_drawing(package.is_strict), _DRAWING_TYPE)
        link = package.relate(draft.part, "drawing", drawing).encode()
        space = office_space(package.is_strict).encode()
        names = (draft.grid.prefix, space, link)
        draft.elements["drawing"] = b'<%sdrawing xmlns:r="%s" r:id="%s"/>' % names
    if drawing is not None:
        changes.charts[drawing] = edit.charts
    if edit.charts:
        right = max(chart.column + chart.columns - 1 for chart in edit.charts)
        bottom = max(chart.row + chart.rows - 1 for chart in edit.charts)
        print_whole(changes, draft, right, bottom)


def write_charts(package: Package, drawing: str, charts: Sequence[Chart]) -> None:
    """Put charts into a drawing in place of ours that stand there; equal ones change nothing."""
    part, splices = package.part(drawing), Splices()
    old = _drawn(package, drawing)
    taken = [node.number("id") for node in part.root.walk() if node.name == "cNvPr"]
    fresh, gone = b"", set()
    for chart, drawn in zip_longest(charts, old):
        if chart is None:
            splices.put(drawn.anchor.start, drawn.anchor.end, b"")
            gone.add(drawn.link)
            continue
        name, link = (drawn.part, drawn.link) if drawn else _new_chart(package, drawing)
        number = drawn.number if drawn else max([0, *taken]) + 1
        taken.append(number)
        package.put(name, chart_markup(chart, package.date1904, package.is_strict))
        anchor = anchor_markup(chart, link, number, package.is_strict)
        if drawn:
            splices.put(drawn.anchor.start, drawn.anchor.end, anchor)
        else:
            fresh += anchor
    if fresh:
        put_inside(splices, part.data, part.root, fresh, {})
    part.splice(splices)
    package.keep(drawing)
    _remove_charts(package, drawing, gone)


def _drawn(package: Package, drawing: str) -> list[_Drawn]:
    """The charts of ours in a drawing, in order."""
    parts = {link.id: link.target for link in package.relationships(drawing)}
    found = []
    for anchor in package.part(drawing).root.children:
        nodes = list(anchor.walk())
        frame = next((node for node in nodes if node.name == "cNvPr"), None)
        link = next((node.attributes.get(" id", "") for node in nodes if node.name == "chart"), "")
        if frame and frame.attributes.get("name", "").startswith(OURS) and link in parts:
            found.append(_Drawn(anchor, link, frame.number("id"), parts[link]))
    return found


def _new_chart(package: Package, drawing: str) -> tuple[str, str]:
    """A chart part, still empty, and its relationship."""
    name = package.free_name("xl/charts/chart{}.xml")
    package.add(name, b"", _CHART_TYPE)
    return name, package.relate(drawing, "chart", name)


def _remove_charts(package: Package, drawing: str, links: set[str]) -> None:
    """Take out charts with what only they are linked to: the colours and styles Excel adds."""
    for chart in package.unrelate(drawing, "chart", links):
        for link in package.relationships(chart):
            package.remove(link.target)
        package.remove(chart)


def anchor_markup(chart: Chart, link: str, number: int, strict: bool) -> bytes:
    """The anchor of a chart: `link` is its relationship, `number` its own in the drawing."""
    top, left = chart.row - 1, chart.column - 1
    title = attribute_text(encode_escapes(chart.title)).decode()
    markup = (
        f'<xdr:twoCellAnchor xmlns:xdr="{PLACING}" xmlns:a="{MAIN}" editAs="oneCell">'
        f"{_corner('from', top, left)}{_corner('to', top + chart.rows, left + chart.columns)}"
        f'<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="{number}"'
        f' name="{OURS}{title}" descr="{title}"/><xdr:cNvGraphicFramePr/>'
        '</xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm>'
        f'<a:graphic><a:graphicData uri="{CHART}"><c:chart xmlns:c="{CHART}"'
        f' xmlns:r="{office_space(strict)}" r:id="{link}"/></a:graphicData></a:graphic>'
        "</xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor>"
    )
    return spaced(markup, strict)


def empty_drawing(strict: bool) -> bytes:
    """A drawing part without anything on it."""
    return spaced(f'{XML}<xdr:wsDr xmlns:xdr="{PLACING}" xmlns:a="{MAIN}"></xdr:wsDr>', strict)


def _corner(name: str, row: int, column: int) -> str:
    place = f"<xdr:col>{column}</xdr:col><xdr:colOff>0</xdr:colOff>"
    place += f"<xdr:row>{row}</xdr:row><xdr:rowOff>0</xdr:rowOff>"
    return f"<xdr:{name}>{place}</xdr:{name}>"
