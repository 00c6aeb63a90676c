"""xlwings' way of calling a cell function on Windows, played on any system.

Run as a program with a list of calls as JSON on its input, it gives the answers as JSON. xlwings'
own code registers the functions of okrsheet.udf, reads the arguments and writes the answers; only
Windows' modules below it are stand-ins. A call is `[name, [argument ...]]`; an argument is a cell,
a list of rows as Excel hands over an array, {"date": "2026-01-05"}, {"money": "12.5"},
{"range": rows} for a reference, or "missing" for one that is left out. Answers are rows of cells.
"""

import ctypes
import json
import sys
from datetime import UTC, datetime
from decimal import Decimal
from unittest.mock import MagicMock

MISSING = -2147352572  # what stands for an argument that is left out


class TimeType(datetime):
    """A date as pywin32 gives it: a datetime in UTC."""


def pretend_windows():
    """Put stand-ins where xlwings looks for Windows."""
    for name in (
        "pythoncom",
        "pywintypes",
        "win32api",
        "win32com",
        "win32com.client",
        "win32com.server",
        "win32com.server.dispatcher",
        "win32com.server.policy",
        "win32com.server.util",
        "win32con",
        "win32event",
        "win32gui",
        "win32process",
        "win32timezone",
    ):
        sys.modules[name] = MagicMock(name=name)
    sys.modules["pywintypes"].TimeType = TimeType
    sys.modules["pywintypes"].com_error = type("com_error", (Exception,), {})
    sys.modules["pywintypes"].IID = str
    sys.modules["pythoncom"].__file__ = "pythoncom.dll"
    sys.modules["win32com"].client = sys.modules["win32com.client"]
    for name in ("CDispatch", "CoClassBaseClass", "DispatchBaseClass"):
        setattr(sys.modules["win32com.client"], name, type(name, (), {}))
    ctypes.oledll = ctypes.windll = ctypes.PyDLL = MagicMock()


def reference(rows):
    """A COM object that xlwings takes for a range of these cells."""
    cells = array(rows)
    made = MagicMock(name="Range")
    made._oleobj_.GetTypeInfo().GetTypeAttr().iid = "{00020846-0000-0000-C000-000000000046}"
    made.Rows.Count, made.Columns.Count = len(cells), len(cells[0])
    made.Value = cells[0][0] if len(cells) == len(cells[0]) == 1 else cells
    return made


def array(rows):
    return tuple(tuple(map(cell, row)) for row in rows)


def cell(said):
    """A cell as COM gives it."""
    match said:
        case {"date": day}:
            return TimeType.fromisoformat(day).replace(tzinfo=UTC)
        case {"money": amount}:
            return Decimal(amount)
        case _:
            return said


def argument(said):
    """An argument as Excel hands it over."""
    match said:
        case "missing":
            return MISSING
        case {"range": rows}:
            return reference(rows)
        case list():
            return array(said)
        case _:
            return cell(said)


def main():
    pretend_windows()
    import xlwings
    from xlwings import _xlwindows, udfs

    xlwings.engines.add(xlwings.Engine(impl=_xlwindows.engine))
    xlwings.func, xlwings.arg = udfs.xlfunc, udfs.xlarg
    answers = [
        udfs.call_udf("okrsheet.udf", name, tuple(map(argument, arguments)))
        for name, arguments in json.load(sys.stdin)
    ]
    json.dump(answers, sys.stdout)


if __name__ == "__main__":
    main()
