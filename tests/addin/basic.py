"""The add-in's macros run by LibreOffice, which knows much of VBA.

It knows neither `#If` nor Windows' libraries nor a ribbon: a module may be given in another form,
and stand-ins in its place. An error ends a procedure without a word, so stand-ins tell theirs.
"""

import json
import os
import signal
import subprocess
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
        found = libreoffice.programs()
        if found is None:
            raise FileNotFoundError("the judge libreoffice is not installed: run 'make test'")
        office, python = found
        with tempfile.TemporaryDirectory() as scratch:
            job = Path(scratch) / "job.json"
            job.write_text(json.dumps(self._told(calls)))
            told = self._session([python, str(SESSION), office, scratch, str(job)])
        answers: list[object] = json.loads(told)
        return answers

    def _told(self, calls: Iterable[str]) -> dict[str, object]:
        return {
            "addin": str(self.addin.resolve()),
            "modules": dict(self.modules),
            "open": [str(workbook.resolve()) for workbook in self.workbooks],
            "calls": list(calls),
        }

    def _session(self, command: list[str]) -> bytes:
        """What a session prints; it is ended with all its children where it hangs."""
        session = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            start_new_session=True,
            env=os.environ | dict(self.environment),
        )
        try:
            told, _ = session.communicate(timeout=SECONDS_ALLOWED)
        except subprocess.TimeoutExpired:
            os.killpg(session.pid, signal.SIGKILL)
            session.wait()
            raise
        return told
