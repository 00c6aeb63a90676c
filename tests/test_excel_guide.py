"""docs/excel.md names what the ribbon and the function wizard show, as they show it."""

import inspect
from pathlib import Path

import pytest
from lxml import etree

from okrsheet.functions import FUNCTIONS

ROOT = Path(__file__).resolve().parent.parent
GUIDE = (ROOT / "docs" / "excel.md").read_text(encoding="utf-8")
RIBBON = etree.parse(ROOT / "addin" / "ribbon.xml")


def labels(kind):
    return [control.get("label") for control in RIBBON.iter(f"{{*}}{kind}")]


@pytest.mark.parametrize("label", labels("button"))
def test_every_button_is_in_the_guide_by_its_label(label):
    assert f"**{label}**" in GUIDE


@pytest.mark.parametrize("label", labels("group"))
def test_every_group_has_its_row_in_the_guide(label):
    assert f"\n| {label} | " in GUIDE


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_cell_function_is_in_the_guide_with_its_arguments_in_order(name):
    parameters = inspect.signature(FUNCTIONS[name]).parameters.values()
    told = [one.name if one.default is one.empty else f"[{one.name}]" for one in parameters]
    row = next(line for line in GUIDE.splitlines() if line.startswith(f"| `{name}("))
    said = row.split("(")[1].split(")")[0].removesuffix(", …").split(", ")
    assert said == told[: len(said)]
    assert len(said) == len(told) or ", …)" in row
