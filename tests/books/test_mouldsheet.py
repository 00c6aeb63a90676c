"""What is cast, packed sheet by sheet by one compressor."""

import zlib

from hypothesis import given
from hypothesis import strategies as st

from okrsheet.books.mouldsheet import LIVE_LEVEL, LivePress


def alone(data):
    packer = zlib.compressobj(LIVE_LEVEL, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush(zlib.Z_FULL_FLUSH)


@given(st.lists(st.one_of(st.binary(max_size=99), st.just(b"<c r='A1'/>" * 9000)), max_size=5))
def test_each_sheet_is_packed_as_if_it_were_alone(sheets):
    press = LivePress()
    assert [press.packed(sheet) for sheet in sheets] == [alone(sheet) for sheet in sheets]
