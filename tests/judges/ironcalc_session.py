"""Run in a process of its own: recalculates a workbook with IronCalc and prints it as JSON.

Argument: the workbook. Prints {sheet: [[row, column, value, is an error]]}, places from 1.
"""

import json
import sys

import ironcalc


def main(workbook: str) -> None:
    """Recalculate and print."""
    model = ironcalc.load_from_xlsx(workbook)
    model.evaluate()
    names = [sheet["name"] for sheet in model.get_worksheets_properties()]
    found: dict[str, list[list[object]]] = {name: [] for name in names}
    for sheet, row, column in model.get_all_cells():
        value = model.get_cell_value(sheet, row, column)
        if value not in ("", None):
            is_error = model.get_cell_type(sheet, row, column) == ironcalc.CellType.ErrorValue
            found[names[sheet]].append([row, column, value, is_error])
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1])
