"""Where the files stand that go with the package: the templates and the example plan."""

from __future__ import annotations

from pathlib import Path

from okrsheet.books.book import BookError

PACKAGE = Path(__file__).resolve().parent


def templates(package: Path = PACKAGE) -> Path:
    """The folder of the templates: inside an installed package, else at the top of its checkout.

    Raises BookError where there is none.
    """
    checkout = package.parent.parent
    for folder in (package / "templates", checkout / "templates"):
        if folder.is_dir():
            return folder
    raise BookError("The templates are missing.", str(package), "Install okrsheet anew.")


def template(name: str, package: Path = PACKAGE) -> bytes:
    """The template workbook of that name: `company` or `department`.

    Raises BookError where it is not there.
    """
    path = templates(package) / f"{name}.xlsx"
    try:
        return path.read_bytes()
    except OSError as trouble:
        told = f"The template {name} cannot be read."
        raise BookError(told, str(path), "Install okrsheet anew.") from trouble
