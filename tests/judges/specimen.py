"""A sound workbook made by openpyxl, and the surgery that breaks it on purpose."""

import datetime as dt
import zipfile
from pathlib import Path

from openpyxl import Workbook
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table


def sound_workbook(path: Path) -> Path:
    """Write a workbook without a fault: two tables, a rule, a validation, a name, merged cells."""
    book = Workbook()
    book.remove(book.worksheets[0])
    kpis = book.create_sheet("KPIs", 0)
    for row in (
        ["ID", "Actual", "Read on"],
        ["K-1", 1.5, dt.datetime(2026, 1, 31)],
        ["K-2", 2, dt.datetime(2026, 2, 28)],
    ):
        kpis.append(row)
    kpis["A1"].font = Font(bold=True, color="FF0000")
    kpis["E2"] = "=SUM(KPIs[Actual])"
    kpis.add_table(Table(displayName="KPIs", ref="A1:C3"))
    choice = DataValidation(type="list", formula1='"K-1,K-2"', promptTitle="ID", prompt="Choose")
    choice.add("A2:A3")
    kpis.add_data_validation(choice)
    red = PatternFill(bgColor="FF0000")
    kpis.conditional_formatting.add(
        "B2:B3", Rule("expression", formula=["$B2>1"], dxf=DifferentialStyle(fill=red))
    )
    units = book.create_sheet("The units")
    units.append(["ID", "Unit"])
    units.append(["U-1", "Roastery"])
    units.add_table(Table(displayName="Units", ref="A1:B2", id=2))
    units["D1"] = "merged"
    units.merge_cells("D1:E2")
    book.defined_names["First"] = DefinedName("First", attr_text="'The units'!$A$2")
    book.save(path)
    return path


def altered(workbook: Path, member: str, old: str, new: str) -> Path:
    """A copy of a workbook, beside it, with a text in one member replaced wherever it stands.

    Raises ValueError where the text does not stand there: a surgery that changes nothing.
    """
    copy = workbook.with_stem(f"{workbook.stem}-altered")
    with zipfile.ZipFile(workbook) as source, zipfile.ZipFile(copy, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == member:
                if old.encode() not in content:
                    raise ValueError(f"{old!r} does not stand in {member}")
                content = content.replace(old.encode(), new.encode())
            target.writestr(name, content)
    return copy


def without(workbook: Path, member: str) -> Path:
    """A copy of a workbook, beside it, without one member of its package."""
    copy = workbook.with_stem(f"{workbook.stem}-altered")
    with zipfile.ZipFile(workbook) as source, zipfile.ZipFile(copy, "w") as target:
        for name in source.namelist():
            if name != member:
                target.writestr(name, source.read(name))
    return copy


def with_more(workbook: Path, member: str, content: str) -> Path:
    """A copy of a workbook, beside it, with one member more; it may be there already."""
    copy = workbook.with_stem(f"{workbook.stem}-altered")
    copy.write_bytes(workbook.read_bytes())
    with zipfile.ZipFile(copy, "a") as target:
        target.writestr(member, content)
    return copy
