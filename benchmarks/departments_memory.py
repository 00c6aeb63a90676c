"""What splitting and collecting need beyond the plan itself: run as a process of its own.

Arguments: how many departments, an empty folder. Each has an objective, two KPIs, four readings and
an action, so that the plan of ten thousand fits beside them. Prints three numbers of megabytes: how
far memory rises from the first fifty workbooks to the last while they are written, and while they
are read back; and the whole peak.
"""

import gc
import re
import sys
from pathlib import Path

from benchmarks.departments import AS_OF, plan_with, touch_all
from okrsheet.books.memory import MemoryBook
from okrsheet.exchange.folder import listing
from okrsheet.exchange.reading import Read, read, tasks
from okrsheet.exchange.split import split_book
from okrsheet.exchange.store import Store

STATUS, CLEAR_REFS = Path("/proc/self/status"), Path("/proc/self/clear_refs")
PEAK_ANEW = "5"


def megabytes(what: str) -> float:
    """A line of this process's status: VmRSS, what it holds; VmHWM, the most it held."""
    found = re.search(rf"{what}:\s+(\d+)", STATUS.read_text())
    assert found is not None
    return int(found[1]) / 1024


class Rise:
    """How far memory rises above where it stood after the first batch."""

    def __init__(self) -> None:
        self.before: float | None = None
        self.peak = 0.0

    def batch(self) -> None:
        """A batch is done."""
        if self.before is None:
            gc.collect()
            self.peak = max(self.peak, megabytes("VmHWM"))
            CLEAR_REFS.write_text(PEAK_ANEW)
            self.before = megabytes("VmRSS")

    def risen(self) -> float:
        """Megabytes, to be asked when the last batch is done."""
        assert self.before is not None
        return megabytes("VmHWM") - self.before


def main(units: int, folder: Path) -> None:
    """Split, collect, and print."""
    master, out = folder / "plan.xlsx", folder / "out"
    master.touch()
    book = MemoryBook(plan_with(units, objectives=1, kpis=2, readings=4))
    splitting, collecting = Rise(), Rise()
    risen = []

    def batch_sent(done: int, count: int) -> None:
        splitting.batch()
        risen[:] = [splitting.risen()]

    split_book(book, master, out, jobs=1, as_of=AS_OF, progress=batch_sent)
    touch_all(out)
    parts: list[Read] = []
    for task in tasks(Store.of(master), listing(out)):
        parts.append(read(task))
        collecting.batch()
    assert sum(len(part.returns) for part in parts) == units
    peak = max(splitting.peak, collecting.peak, megabytes("VmHWM"))
    print(*(f"{value:.1f}" for value in (risen[0], collecting.risen(), peak)))


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
