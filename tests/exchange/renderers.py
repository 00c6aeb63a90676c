"""Stand-ins for the renderer, where a test is not about what a workbook looks like."""

import time
from collections.abc import Iterator, Sequence

from okrsheet.departments.sending import Sending


def plain(sendings: Sequence[Sending]) -> Iterator[bytes]:
    """Bytes that differ where sendings do."""
    for sending in sendings:
        yield f"{sending.sent.unit} {sending.sent.sending}".encode()


def slow(sendings: Sequence[Sending]) -> Iterator[bytes]:
    """The same, with time enough to be killed."""
    for content in plain(sendings):
        time.sleep(0.002)
        yield content * 100


def not_it(sendings: Sequence[Sending]) -> Iterator[bytes]:
    """All but the workbook of IT."""
    for sending, content in zip(sendings, plain(sendings), strict=True):
        if sending.sent.unit == "IT":
            raise ZeroDivisionError("no such shape")
        yield content
