"""The engine that xlwings is given, and what it does to values on their way in and out."""

from datetime import UTC, date, datetime
from typing import Any

from tests.excel.app import App, Apps
from tests.excel.grid import ERROR_NUMBERS

_ERROR_CODES = {number: code for code, number in ERROR_NUMBERS.items()}


class Engine:
    """Excel on Windows, as far as xlwings can tell."""

    name = "excel"
    type = "desktop"

    def __init__(self) -> None:
        self.app = App(self)

    @property
    def apps(self) -> Apps:
        return Apps(self.app)

    @staticmethod
    def prepare_xl_data_element(item: Any, options: Any) -> Any:
        """A value as it goes over COM: dates with a zone, NaN and None as an empty text."""
        if isinstance(item, datetime):
            return item.replace(tzinfo=UTC)
        if isinstance(item, date):
            return datetime(item.year, item.month, item.day, tzinfo=UTC)
        if item is None or (isinstance(item, float) and item != item):
            return ""
        return item

    @staticmethod
    def clean_value_data(
        data: Any, datetime_builder: Any, empty_as: Any, number_builder: Any, err_to_str: bool
    ) -> list[list[Any]]:
        """Values as they come over COM made Python's own, as the options say."""

        def clean(value: Any) -> Any:
            if value is None or value == "":
                return empty_as
            if isinstance(value, datetime):
                parts = (value.year, value.month, value.day, value.hour, value.minute)
                year, month, day, hour, minute = parts
                return datetime_builder(
                    year=year,
                    month=month,
                    day=day,
                    hour=hour,
                    minute=minute,
                    second=value.second,
                    microsecond=value.microsecond,
                    tzinfo=None,
                )
            if number_builder is not None and isinstance(value, float):
                return number_builder(value)
            if isinstance(value, int) and value in _ERROR_CODES:
                return _ERROR_CODES[value] if err_to_str else None
            return value

        return [[clean(value) for value in row] for row in data]
