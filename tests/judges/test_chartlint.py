import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference

from tests.judges.chartlint import chart_faults, charts
from tests.judges.package import Package


@pytest.fixture
def workbook(tmp_path):
    """Call it with the first and last row of labels and of values; 1 to 4 are filled."""

    def make(labels, values):
        book = Workbook()
        sheet = book.active
        for row in ("Pillar", "Score"), ("People", 0.4), ("Product", 0.9), ("Place", 0.1):
            sheet.append(row)
        chart = BarChart()
        chart.add_data(Reference(sheet, min_col=2, min_row=values[0], max_row=values[1]))
        chart.set_categories(Reference(sheet, min_col=1, min_row=labels[0], max_row=labels[1]))
        sheet.add_chart(chart, "D2")
        path = tmp_path / "charted.xlsx"
        book.save(path)
        return path

    return make


def test_a_chart_over_filled_cells_passes(workbook):
    made = workbook(labels=(2, 4), values=(2, 4))
    assert len(list(charts(Package.open(made)))) == 1
    assert list(chart_faults(made)) == []


def test_values_without_a_label_are_named(workbook):
    (fault,) = chart_faults(workbook(labels=(2, 3), values=(2, 4)))
    assert fault.endswith("labels [2] for values [3]")


def test_blank_cells_are_named(workbook):
    (fault,) = chart_faults(workbook(labels=(2, 4), values=(12, 14)))
    assert fault.endswith("'Sheet'!$B$12:$B$14 holds nothing")
