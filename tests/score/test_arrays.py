from datetime import datetime

import numpy as np

from okrsheet.score.arrays import moments, numbers, serial_days, told


def test_missing_numbers_go_in_and_out_as_none():
    assert told(numbers([1.5, None, 0.0])) == [1.5, None, 0.0]


def test_moments_keep_every_microsecond():
    given = [datetime(2026, 6, 30, 13, 5, 7, 123457), None, datetime(9999, 12, 31)]
    assert moments(given).tolist() == given


def test_no_moments_are_an_empty_column():
    assert moments([]).dtype == np.dtype("datetime64[us]")


def test_serial_days_are_those_of_a_spreadsheet():
    # Excel: =DATE(1900,3,1) is 61, =DATE(2026,1,1) is 46023, and noon adds a half.
    found = serial_days(moments([datetime(1900, 3, 1), datetime(2026, 1, 1, 12), None]))
    np.testing.assert_array_equal(found, [61, 46023.5, np.nan])
