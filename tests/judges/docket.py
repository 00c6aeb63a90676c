"""The workbooks that the tests of one run made and that are still to be judged."""

import hashlib
import shutil
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

JUDGES = frozenset({"openxml", "tablelint", "crossread", "ironcalc", "libreoffice"})


@dataclass(frozen=True)
class Docket:
    """Copies of workbooks in a folder, one for each content, each with the test that made it."""

    folder: Path
    whole_run: bool
    makers: dict[Path, str] = field(default_factory=dict)
    excused: dict[Path, frozenset[str]] = field(default_factory=dict)

    def add(self, workbook: Path, maker: str, except_for: Collection[str] = ()) -> Path:
        """Copy a workbook as it is now, unless its content is here already; returns its path.

        `except_for` names judges that cannot read it by its nature. Raises ValueError for a name
        that is no judge's.
        """
        if not set(except_for) <= JUDGES:
            raise ValueError(f"the judges are {sorted(JUDGES)}, not {sorted(except_for)}")
        content = hashlib.sha256(workbook.read_bytes()).hexdigest()[:16]
        copy = self.folder / f"{content}{workbook.suffix}"
        if copy not in self.makers:
            shutil.copyfile(workbook, copy)
            self.makers[copy] = f"{workbook.name} of {maker}"
            self.excused[copy] = frozenset(except_for)
        return workbook

    def before(self, judge: str) -> list[Path]:
        """The copies that go before a judge."""
        return [copy for copy in self.makers if judge not in self.excused[copy]]

    def verdict(self, faults: dict[Path, list[str]]) -> str:
        """One line for each fault: the workbook, the test that made it, the fault."""
        return "\n".join(
            f"{self.makers[copy]}: {fault}" for copy, found in faults.items() for fault in found
        )
