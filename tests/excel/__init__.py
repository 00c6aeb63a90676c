"""An Excel for tests: xlwings' own code runs over workbooks that openpyxl holds.

    with excel(path) as app:
        app.books.active.sheets["KPIs"]["A5"].value = 3
        app.impl.calls          # how often each call was made: {"Range.raw_value set": 1}
        app.impl.busy = "cell-edit"

It goes wrong where Excel does: text is read as typed, locked cells refuse, an address may be too
long, a formula put into a blank column of a table fills it, a colour rule is seen from the active
cell, Excel may be busy (`busy`) or refuse the n-th call from now (`fails_in`). What Excel on
Windows has and xlwings has no name for is there as `.api`, as far as okrsheet uses it.

It calculates nothing: `app.impl.recalculate()` asks LibreOffice. Nor does it insert, delete, sort
or copy cells, or rename in formulas what is renamed. One test must not open two of it at a time.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import xlwings

from tests.excel import com
from tests.excel.com import Alert
from tests.excel.engine import Engine

__all__ = ["Alert", "excel"]


@contextmanager
def excel(*workbooks: Path | str) -> Iterator[xlwings.App]:
    """An app with these workbooks open, the first of them active."""
    engines, own = xlwings.engines, Engine()
    before = engines.active, list(engines.engines), dict(engines.engines_by_name)
    pywintypes = sys.modules.get("pywintypes")
    sys.modules["pywintypes"] = com.pywintypes()
    engine = xlwings.Engine(impl=own)
    engines.add(engine)
    engine.activate()
    try:
        app = xlwings.App(impl=own.app)
        for workbook in reversed(workbooks):
            app.books.open(workbook)
        own.app.calls.clear()
        yield app
    finally:
        engines.active, engines.engines, engines.engines_by_name = before
        if "_mock_caller" in vars(xlwings.Book):
            delattr(xlwings.Book, "_mock_caller")
        del sys.modules["pywintypes"]
        if pywintypes is not None:
            sys.modules["pywintypes"] = pywintypes
