"""A workbook's window: it shows, and freezes, the sheet that is active."""

from typing import TYPE_CHECKING, Any

from openpyxl.utils import get_column_letter

from tests.excel.com import counted

if TYPE_CHECKING:
    from tests.excel.book import Book


@counted
class Window:
    """A window of COM."""

    def __init__(self, book: "Book") -> None:
        self.machine, self.book = book.machine, book

    @property
    def sheet(self) -> Any:
        """openpyxl's sheet that is shown."""
        return self.book.workbook.active

    @property
    def _pane(self) -> Any:
        return self.sheet.sheet_view.pane

    @property
    def DisplayGridlines(self) -> bool:
        return self.sheet.sheet_view.showGridLines is not False

    @DisplayGridlines.setter
    def DisplayGridlines(self, value: bool) -> None:
        self.sheet.sheet_view.showGridLines = bool(value)

    @property
    def SplitRow(self) -> int:
        return self._split[0]

    @SplitRow.setter
    def SplitRow(self, value: int) -> None:
        self._split = (value, self._split[1])

    @property
    def SplitColumn(self) -> int:
        return self._split[1]

    @SplitColumn.setter
    def SplitColumn(self, value: int) -> None:
        self._split = (self._split[0], value)

    @property
    def FreezePanes(self) -> bool:
        return self.sheet.freeze_panes is not None

    @FreezePanes.setter
    def FreezePanes(self, value: bool) -> None:
        """Freeze at the split; without one above and left of the active cell."""
        active = self.book.sheet_of(self.sheet).selected[0]
        rows, columns = self._split if any(self._split) else (active.row - 1, active.column - 1)
        frozen = value and (rows or columns)
        self.sheet.freeze_panes = f"{get_column_letter(columns + 1)}{rows + 1}" if frozen else None

    @property
    def _split(self) -> tuple[int, int]:
        if self._pane is None:
            return self.book.splits.get(self.sheet, (0, 0))
        return int(self._pane.ySplit or 0), int(self._pane.xSplit or 0)

    @_split.setter
    def _split(self, value: tuple[int, int]) -> None:
        self.book.splits[self.sheet] = value
        if self.FreezePanes:
            self.sheet.freeze_panes = f"{get_column_letter(value[1] + 1)}{value[0] + 1}"
