"""Where the files stand that go with the package: the templates and the add-in's sources."""

from __future__ import annotations

from pathlib import Path

from okrsheet.books.book import BookError

PACKAGE = Path(__file__).resolve().parent


def templates(package: Path = PACKAGE) -> Path:
    """The folder of the templates: inside an installed package, else at the top of its checkout.

    Raises BookError where there is none.
    """
    return _folder(package, package / "templates", "templates", "The templates")


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


def addin_sources(package: Path = PACKAGE) -> Path:
    """The folder of the add-in's sources: in an installed package, else at the top of its checkout.

    Raises BookError where there is none.
    """
    return _folder(package, package / "addin" / "sources", "addin", "The sources of the add-in")


def _folder(package: Path, inside: Path, at_the_top: str, what: str) -> Path:
    for folder in (inside, package.parent.parent / at_the_top):
        if folder.is_dir():
            return folder
    raise BookError(f"{what} are missing.", str(package), "Install okrsheet anew.")
