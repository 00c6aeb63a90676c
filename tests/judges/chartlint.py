"""What is wrong with the cells that charts show: none, all blank, not as many as labels."""

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from tests.judges.package import Area, Cell, Package, text_in
from tests.judges.references import References


def chart_faults(workbook: Path) -> Iterator[str]:
    """Each fault of each chart as a sentence."""
    package = Package.open(workbook)
    references = References(package)
    filled = {
        sheet.name: [_area(cell) for cell in sheet.cells() if len(cell.element)]
        for sheet in package.sheets
    }
    for part, root in charts(package):
        for series in root.iter("{*}ser"):
            sizes = {}
            for kind in ("tx", "cat", "val"):
                for formula in series.iterfind(f"{{*}}{kind}//{{*}}f"):
                    areas = list(references.of(text_in(formula), "", 1))
                    shown = [a for one in areas for a in filled[one.sheet] if one.area.holds(a)]
                    sizes[kind] = [_size(one.area) for one in areas]
                    if not shown:
                        yield f"{part}: {text_in(formula)} holds nothing"
            if "val" not in sizes:
                yield f"{part}: a series without values"
            elif sizes.get("cat", sizes["val"]) != sizes["val"]:
                yield f"{part}: labels {sizes['cat']} for values {sizes['val']}"


def charts(package: Package) -> Iterator[tuple[str, etree._Element]]:
    """Every chart of a workbook: its part and its root."""
    for sheet in package.sheets:
        for drawing in package.related(sheet.part, "drawing"):
            for part in package.related(drawing, "chart"):
                yield part, package.xml(part)


def _area(cell: Cell) -> Area:
    return Area(cell.row, cell.column, cell.row, cell.column)


def _size(area: Area) -> int:
    return (area.bottom - area.top + 1) * (area.right - area.left + 1)
