"""Compression: what a decompressor after the specification, and that of oletools, give back."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from okrsheet.addin.ovba import compressed
from tests.judges import vba

# No three bytes of it stand in it twice.
NOISE = b"".join(number.to_bytes(2, "big") for number in range(3 * 2048))
EXAMPLES = {  # of MS-OVBA 3.2, as the specification prints them
    b"abcdefghijklmnopqrstuv.": "01 19 B0 00 61 62 63 64 65 66 67 68 00 69 6A 6B 6C 6D 6E 6F 70 00"
    " 71 72 73 74 75 76 2E",
    b"#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa": "01 2F B0 00 23 61 61 61 62 63 64"
    " 65 82 66 00 70 61 67 68 69 6A 01 38 08 61 6B 6C 00 30 6D 6E 6F 70 06 71 02 70 04 10 72 73 74"
    " 75 76 10 77 78 79 7A 00 3C",
    b"a" * 73: "01 03 B0 02 61 45 00",
}


def decompressed(container: bytes) -> bytes:
    """The content of a container (MS-OVBA 2.4.1.3)."""
    assert container[0] == 1
    chunks, at = [], 1
    while at < len(container):
        header = int.from_bytes(container[at : at + 2], "little")
        assert header >> 12 & 7 == 3
        end = at + (header & 0xFFF) + 3
        assert end <= len(container)
        body = container[at + 2 : end]
        chunks.append(unpacked(body) if header >> 15 else body)
        at = end
    assert all(len(chunk) == 4096 for chunk in chunks[:-1])
    return b"".join(chunks)


def unpacked(body: bytes) -> bytes:
    """The content of one chunk."""
    plain, at = bytearray(), 0
    while at < len(body):
        flags, at = body[at], at + 1
        for place in range(8):
            if at == len(body):
                break
            if flags >> place & 1:
                token = int.from_bytes(body[at : at + 2], "little")
                bits = max((len(plain) - 1).bit_length(), 4)
                back, length = (token >> (16 - bits)) + 1, (token & 0xFFFF >> bits) + 3
                assert back <= len(plain)
                for _ in range(length):
                    plain.append(plain[-back])
                at += 2
            else:
                plain.append(body[at])
                at += 1
    assert len(plain) <= 4096
    return bytes(plain)


@pytest.mark.parametrize("plain", EXAMPLES)
def test_the_examples_of_the_specification_read_as_printed_and_come_out_as_short(plain):
    printed = bytes.fromhex(EXAMPLES[plain])
    assert decompressed(printed) == plain
    assert len(compressed(plain)) == len(printed)


@given(
    st.binary(max_size=3600)
    | st.lists(st.sampled_from([b"End ", b"Sub ", b"\r\n"]), max_size=2000).map(b"".join)
)
@example(b"")
@example(b"\0" * 4096)
@example(b"\0" * 4097)
@example(NOISE[:4096])
@example(NOISE[:4096] + b"End Sub")
@example(NOISE)
@example(b"End Sub\r\n" * 2000)
@example(NOISE[:1000] * 9)
def test_any_content_comes_back(plain):
    assert decompressed(compressed(plain)) == plain
    assert vba.decompressed(compressed(plain)) == plain


def test_a_chunk_that_would_grow_is_left_as_it_is():
    assert compressed(NOISE[:4096]) == b"\x01\xff\x3f" + NOISE[:4096]


def test_text_that_excel_compressed_comes_back_and_is_no_larger():
    real = vba.streams(vba.project_in(vba.shipped_addin()))["VBA/xlwings"]
    plain = vba.decompressed(real)
    assert decompressed(real) == plain
    assert len(compressed(plain)) <= len(real)


@pytest.mark.parametrize("size", [3641, 4095, 4096 + 4000])
def test_an_end_that_does_not_compress_is_refused_rather_than_padded(size):
    with pytest.raises(ValueError, match="do not compress"):
        compressed(NOISE[:size])


def test_the_longest_end_that_does_not_compress_and_still_fits_comes_back():
    # 3640 bytes and a byte of flags for every 8 of them make 4095.
    assert decompressed(compressed(NOISE[:3640])) == NOISE[:3640]
