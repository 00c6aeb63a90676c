"""The add-in's macros run by LibreOffice, which knows much of VBA.

It knows neither `#If` nor Windows' libraries nor a ribbon: a module may be given in another form,
and stand-ins in its place. An error ends a procedure without a word, so stand-ins tell theirs.
"""

import json
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.judges import libreoffice

SESSION = Path(__file__).with_name("basic_session.py")
SECONDS_ALLOWED = 150
STANDARD = "Option VBASupport 1\n"
CLASS = "Rem Attribute VBA_ModuleType=VBAClassModule\nOption VBASupport 1\nOption ClassModule\n"


@dataclass(frozen=True)
class Desk:
    """An add-in with the modules that are put in (None: taken away), and the workbooks open."""

    addin: Path
    modules: Mapping[str, str | None]
    workbooks: tuple[Path, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)

    def answers(self, calls: Iterable[str]) -> list[object]:
        """What procedures without arguments give back, one after the other.

        Raises FileNotFoundError where LibreOffice is not installed.
        """
        with tempfile.TemporaryDirectory() as folder:
            job = Path(folder) / "job.json"
            job.write_text(json.dumps(self._told(calls)))
            told = libreoffice.printed(
                SESSION, str(job), seconds=SECONDS_ALLOWED, **self.environment
            )
        answers: list[object] = json.loads(told)
        return answers

    def _told(self, calls: Iterable[str]) -> dict[str, object]:
        return {
            "addin": str(self.addin.resolve()),
            "modules": dict(self.modules),
            "open": [str(workbook.resolve()) for workbook in self.workbooks],
            "calls": list(calls),
        }
