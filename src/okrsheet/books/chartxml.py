"""Chart parts as they are written.

Excel 2007's chart markup (ECMA-376, part 1, 21.2) and nothing newer, so that every program that
draws charts draws these. Each series can be told in grey print too: a dashed one is an outline
among bars and a broken line among lines, and stacked parts have white edges.
"""

from __future__ import annotations

from datetime import datetime

from okrsheet.books.book import Chart, ChartCells, ChartSeries, Value
from okrsheet.books.celltext import encode_escapes
from okrsheet.books.serial import to_serial
from okrsheet.books.xmltext import escaped

FONT, INK, MUTED, GRID = "Calibri", "1F2933", "52606D", "D9E2EC"
TITLE_SIZE, TEXT_SIZE = 1200, 900  # hundredths of a point
GAP = {"bar": 60, "column": 60, "stacked": 40}  # between the bars, in percent of a bar
CATEGORY_AXIS, VALUE_AXIS = 10, 100
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
PLACING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
_LOOSE, _STRICT = "http://schemas.openxmlformats.org", "http://purl.oclc.org/ooxml"


def chart_markup(chart: Chart, date1904: bool, strict: bool) -> bytes:
    """A chart part, with what its cells hold as cached values."""
    kind = _lines if chart.kind == "line" else _bars
    markup = (
        f'{XML}<c:chartSpace xmlns:c="{CHART}" xmlns:a="{MAIN}"><c:roundedCorners val="0"/>'
        f'<c:chart>{_title(chart.title)}<c:autoTitleDeleted val="0"/><c:plotArea><c:layout/>'
        f"{kind(chart, date1904, strict)}{_category_axis(chart)}{_value_axis(chart)}"
        "<c:spPr><a:noFill/></c:spPr></c:plotArea>"
        '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>'
        '<c:plotVisOnly val="0"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr>{_fill('FFFFFF')}{_line(GRID)}</c:spPr>"
        f"{_text(INK)}</c:chartSpace>"
    )
    return spaced(markup, strict)


def spaced(markup: str, strict: bool) -> bytes:
    """Markup in the namespaces of either form of the format."""
    for space in (CHART, MAIN, PLACING) if strict else ():
        told = space.replace(_LOOSE, _STRICT).replace("/2006", "")
        markup = markup.replace(f'"{space}"', f'"{told}"')
    return markup.encode()


def _title(title: str) -> str:
    font = f'sz="{TITLE_SIZE}" b="1"'
    shown = escaped(encode_escapes(title)).decode()
    return (
        "<c:title><c:tx><c:rich><a:bodyPr/><a:lstStyle/>"
        f"<a:p><a:pPr><a:defRPr {font}/></a:pPr>"
        f'<a:r><a:rPr lang="en-GB" {font}>{_face(INK)}</a:rPr><a:t>{shown}</a:t></a:r></a:p>'
        '</c:rich></c:tx><c:overlay val="0"/></c:title>'
    )


def _bars(chart: Chart, date1904: bool, strict: bool) -> str:
    stacked = chart.kind == "stacked"
    percent = "%" if strict else ""
    overlap = f'<c:overlap val="{100 if stacked else 0}{percent}"/>'
    return (
        f'<c:barChart><c:barDir val="{"col" if chart.kind == "column" else "bar"}"/>'
        f'<c:grouping val="{"stacked" if stacked else "clustered"}"/><c:varyColors val="0"/>'
        + "".join(
            f"{_named(at, series, date1904)}{_bar_look(series, stacked)}"
            f'<c:invertIfNegative val="0"/>{_data(chart, series, date1904)}</c:ser>'
            for at, series in enumerate(chart.series)
        )
        + f'<c:gapWidth val="{GAP[chart.kind]}{percent}"/>{overlap}{_axes()}</c:barChart>'
    )


def _lines(chart: Chart, date1904: bool, _strict: bool) -> str:
    return (
        '<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>'
        + "".join(
            f"{_named(at, series, date1904)}{_line_look(series)}"
            f'{_data(chart, series, date1904)}<c:smooth val="0"/></c:ser>'
            for at, series in enumerate(chart.series)
        )
        + f'<c:marker val="1"/>{_axes()}</c:lineChart>'
    )


def _named(at: int, series: ChartSeries, date1904: bool) -> str:
    order = f'<c:idx val="{at}"/><c:order val="{at}"/>'
    return f"<c:ser>{order}<c:tx>{_reference(series.name, date1904, 'str')}</c:tx>"


def _bar_look(series: ChartSeries, stacked: bool) -> str:
    if series.dashed:
        return f"<c:spPr>{_fill('FFFFFF')}{_line(series.color, 12700, dashed=True)}</c:spPr>"
    edge = _line("FFFFFF") if stacked else ""
    return f"<c:spPr>{_fill(series.color)}{edge}</c:spPr>"


def _line_look(series: ChartSeries) -> str:
    line = _line(series.color, 25400, series.dashed)
    shape, inside = ("diamond", "FFFFFF") if series.dashed else ("circle", series.color)
    marker = f"{_fill(inside)}{_line(series.color)}"
    return (
        f'<c:spPr>{line}</c:spPr><c:marker><c:symbol val="{shape}"/><c:size val="6"/>'
        f"<c:spPr>{marker}</c:spPr></c:marker>"
    )


def _data(chart: Chart, series: ChartSeries, date1904: bool) -> str:
    known = [value for value in chart.categories.values if value is not None]
    dates = known and all(isinstance(value, datetime) for value in known)
    categories = _reference(chart.categories, date1904, "num" if dates else "str", "yyyy\\-mm\\-dd")
    code = "0%" if chart.shares else "General"
    values = _reference(series.values, date1904, "num", code)
    return f"<c:cat>{categories}</c:cat><c:val>{values}</c:val>"


def _reference(cells: ChartCells, date1904: bool, kind: str, code: str = "") -> str:
    """A reference with its cache: `kind` is `num` or `str`; a cell with no such value is a gap."""
    said = _number if kind == "num" else _words
    points = "".join(
        f'<c:pt idx="{at}"><c:v>{text}</c:v></c:pt>'
        for at, value in enumerate(cells.values)
        if (text := said(value, date1904))
    )
    form = f"<c:formatCode>{code}</c:formatCode>" if kind == "num" else ""
    cache = f'{form}<c:ptCount val="{len(cells.values)}"/>{points}'
    formula = escaped(cells.reference).decode()
    return f"<c:{kind}Ref><c:f>{formula}</c:f><c:{kind}Cache>{cache}</c:{kind}Cache></c:{kind}Ref>"


def _number(value: Value, date1904: bool) -> str:
    if isinstance(value, datetime):
        value = to_serial(value, date1904)
    return repr(value + 0.0) if isinstance(value, float | int) else ""


def _words(value: Value, date1904: bool) -> str:
    if isinstance(value, str):
        return escaped(encode_escapes(value)).decode()
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}"
    return f"{value:g}" if isinstance(value, float | int) else ""


def _axes() -> str:
    return f'<c:axId val="{CATEGORY_AXIS}"/><c:axId val="{VALUE_AXIS}"/>'


def _category_axis(chart: Chart) -> str:
    lying = chart.kind in ("bar", "stacked")
    line = "<a:ln><a:noFill/></a:ln>" if lying else _line(MUTED)
    return (
        f'<c:catAx><c:axId val="{CATEGORY_AXIS}"/>'
        f'<c:scaling><c:orientation val="{"maxMin" if lying else "minMax"}"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{"l" if lying else "b"}"/>'
        '<c:numFmt formatCode="General" sourceLinked="1"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f"<c:spPr>{line}</c:spPr>"
        f'<c:crossAx val="{VALUE_AXIS}"/><c:crosses val="autoZero"/><c:auto val="0"/>'
        '<c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def _value_axis(chart: Chart) -> str:
    lying = chart.kind in ("bar", "stacked")
    bounds = '<c:max val="1"/><c:min val="0"/>' if chart.shares else _base(chart)
    step = '<c:majorUnit val="0.25"/>' if chart.shares else ""
    code = "0%" if chart.shares else "General"
    return (
        f'<c:valAx><c:axId val="{VALUE_AXIS}"/>'
        f'<c:scaling><c:orientation val="minMax"/>{bounds}</c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{"b" if lying else "l"}"/>'
        f"<c:majorGridlines><c:spPr>{_line(GRID)}</c:spPr></c:majorGridlines>"
        f'<c:numFmt formatCode="{code}" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f"<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>{_text(MUTED)}"
        f'<c:crossAx val="{CATEGORY_AXIS}"/><c:crosses val="{"max" if lying else "autoZero"}"/>'
        f'<c:crossBetween val="between"/>{step}</c:valAx>'
    )


def _base(chart: Chart) -> str:
    """Bars are read by their length, so that they begin at 0."""
    values = [value for series in chart.series for value in series.values.values]
    sinks = any(isinstance(value, float) and value < 0 for value in values)
    return "" if chart.kind == "line" or sinks else '<c:min val="0"/>'


def _text(color: str) -> str:
    font = f'<a:defRPr sz="{TEXT_SIZE}">{_face(color)}</a:defRPr>'
    paragraph = f'<a:p><a:pPr>{font}</a:pPr><a:endParaRPr lang="en-GB"/></a:p>'
    return f"<c:txPr><a:bodyPr/><a:lstStyle/>{paragraph}</c:txPr>"


def _face(color: str) -> str:
    return f'{_fill(color)}<a:latin typeface="{FONT}"/>'


def _fill(color: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{color}"/></a:solidFill>'


def _line(color: str, width: int = 9525, dashed: bool = False) -> str:
    dash = '<a:prstDash val="dash"/>' if dashed else ""
    return f'<a:ln w="{width}">{_fill(color)}{dash}</a:ln>'
