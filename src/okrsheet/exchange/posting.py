"""What a worker does with a batch: keep the bases, render the workbooks, lay them down aside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from okrsheet.books.book import BookError
from okrsheet.books.save import explained
from okrsheet.departments.sending import Sending
from okrsheet.exchange.durable import put_aside
from okrsheet.exchange.standing import why_kept
from okrsheet.exchange.store import Store

Render = Callable[[Sequence[Sending]], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Order:
    """A workbook to be made; `in_doubt` where one stands there that was changed since."""

    sending: Sending
    in_doubt: bool = False


@dataclass(frozen=True, slots=True)
class Posted:
    """A workbook that stands in the folder under a passing name; or what became of it instead.

    `kept` says why what stands there stays, blank where that says all that is to be said.
    """

    sending: str
    aside: str = ""
    sha256: str = ""
    kept: str | None = None
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """Workbooks laid aside, and the file that holds their bases."""

    base: str
    posted: tuple[Posted, ...]


@dataclass(frozen=True)
class Post:
    """Lays a batch of workbooks aside in a folder, their bases first. It can be pickled.

    Where one stands that says something which the plan has not, that stays. A workbook that cannot
    be made or written stops no other. Raises BookError where the bases cannot be kept.
    """

    store: Store
    folder: Path
    render: Render

    def __call__(self, orders: Sequence[Order]) -> Batch:
        stays = {order.sending.sent.sending: self._stays(order) for order in orders}
        batch = [one.sending for one in orders if stays[one.sending.sent.sending] is None]
        with explained(self.store.folder, "written"):
            base = self.store.hold([sending.sent for sending in batch]) if batch else ""
        pairs = zip(batch, self._contents(batch), strict=True)
        laid = [self._laid(sending, content) for sending, content in pairs]
        kept = [Posted(number, kept=why) for number, why in stays.items() if why is not None]
        return Batch(base, (*laid, *kept))

    def _stays(self, order: Order) -> str | None:
        """Why the workbook that stands there stays; None where it does not."""
        if not order.in_doubt:
            return None
        return why_kept(self.store, self.folder, order.sending.file, order.sending.sent)

    def _contents(self, batch: Sequence[Sending]) -> Iterator[bytes | Exception]:
        try:
            contents = list(self.render(batch))
        except Exception:  # whatever it is, it is one workbook's, and the others are made
            yield from map(self._content, batch)
        else:
            yield from contents

    def _content(self, sending: Sending) -> bytes | Exception:
        try:
            (content,) = self.render([sending])
        except Exception as fault:
            return fault
        return content

    def _laid(self, sending: Sending, content: bytes | Exception) -> Posted:
        number = sending.sent.sending
        if isinstance(content, Exception):
            return Posted(number, fault=_told(content))
        aside = aside_name(self.store.plan, number)
        try:
            with explained(self.folder / sending.file, "written"):
                put_aside(self.folder / aside, content)
        except BookError as fault:
            return Posted(number, fault=_told(fault))
        return Posted(number, aside, sha256(content).hexdigest())


def aside_name(plan: str, sending: str) -> str:
    """How a workbook is called until it has its name; `*` as sending stands for all of a plan."""
    return f".okrsheet-{plan}-{sending}.tmp"


def _told(fault: Exception) -> str:
    if isinstance(fault, BookError):
        return f"{fault.what} {fault.fix}"
    return f"something that okrsheet did not expect: {type(fault).__name__}: {fault}."
