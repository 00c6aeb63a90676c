"""Run as a program: prints the cell functions as xlwings itself writes them for a workbook.

They are what xlwings would import into Excel from okrsheet.udf, on a pretended Windows.
"""

import importlib
import sys
from types import SimpleNamespace

from tests.windows import pretend_windows


def main():
    pretend_windows()
    import xlwings
    from xlwings import udfs

    xlwings.func, xlwings.arg = udfs.xlfunc, udfs.xlarg
    module = importlib.import_module("okrsheet.udf")
    udfs.generate_vba_wrapper(
        module.__name__, module, sys.stdout, SimpleNamespace(Name="okrsheet.xlsm")
    )


if __name__ == "__main__":
    main()
