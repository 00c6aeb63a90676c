"""Prove the wheel: build it, install it alone with its pinned dependencies, run the demo from it.

`python -m tools.wheel_demo` works in build/wheel and fails with one sentence where the demo ends
with another exit code than 0, leaves no workbook, or was not run from the installed wheel. The same
for the add-in, which is built from what the wheel carries once its extra `excel` is there.
"""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "build" / "wheel"
ENVIRONMENT = FOLDER / "venv"
PROGRAMS = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")


def main() -> None:
    """Build, install, run the demo and look at what it left."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    python = str(PROGRAMS / "python")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(FOLDER), ".")
    wheels = [str(wheel) for wheel in FOLDER.glob("*.whl")]
    venv.create(ENVIRONMENT, with_pip=True)
    install = (python, "-m", "pip", "install", "--quiet", "--no-compile")
    run(*install, "-r", "requirements.txt")
    run(*install, "--no-deps", *wheels)
    demo = FOLDER / "demo"
    demo.mkdir()
    okrsheet = str(PROGRAMS / "okrsheet")
    run(okrsheet, "demo", str(demo), folder=demo)
    origin = output(python, "-c", "import okrsheet; print(okrsheet.__file__)", folder=demo)
    if ENVIRONMENT not in Path(origin).parents:
        sys.exit(f"The demo ran from {origin}, not from the wheel.")
    workbooks = sorted(path.name for path in demo.glob("*.xlsx"))
    if not workbooks:
        sys.exit("The demo of the wheel left no workbook.")
    print("The demo runs from the wheel and leaves", *workbooks)
    run(*install, pinned("xlwings"))
    run(okrsheet, "addin", "build", "okrsheet.xlam", folder=demo)
    print("The wheel builds the add-in")


def pinned(package: str) -> str:
    """A package with the version that the tests run with."""
    lines = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8").splitlines()
    return next(line for line in lines if line.startswith(f"{package}=="))


def run(*command: str, folder: Path = ROOT) -> None:
    """Run a command in a folder, without the development tree on Python's path."""
    print("$", *command, flush=True)
    ended = subprocess.run(command, cwd=folder, env=bare_environment(), check=False)
    if ended.returncode:
        sys.exit(f"'{' '.join(command)}' ended with exit code {ended.returncode}.")


def output(*command: str, folder: Path) -> str:
    """What a command prints, without outer spaces."""
    ended = subprocess.run(
        command, cwd=folder, env=bare_environment(), check=True, capture_output=True, text=True
    )
    return ended.stdout.strip()


def bare_environment() -> dict[str, str]:
    """This environment without PYTHONPATH, which would let src stand in for the wheel."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}


if __name__ == "__main__":
    main()
