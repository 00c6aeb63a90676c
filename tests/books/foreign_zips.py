"""The same package as other programs write zip archives. Each form writes a file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.books.foreign_package import Package


def streamed(package: Package, path: Path) -> Path:
    """Sizes after the data, in data descriptors, as programs write that cannot seek."""

    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.sent = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, data: bytes) -> int:  # type: ignore[override]
            self.sent += data
            return len(data)

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in package.parts.items():
            archive.writestr(name, data)
    path.write_bytes(pipe.sent)
    return path


def zip64(package: Package, path: Path) -> Path:
    """Local headers with 64-bit sizes, as .NET writes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in package.parts.items():
            with archive.open(zipfile.ZipInfo(name), "w", force_zip64=True) as member:
                member.write(data)
    return path


def stored(package: Package, path: Path) -> Path:
    """Nothing compressed, folders as members, a comment at the end."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.mkdir("xl")
        for name, data in package.parts.items():
            archive.writestr(name, data)
        archive.comment = b"made by hand"
    return path


ZIP_FORMS: dict[str, Callable[[Package, Path], Path]] = {
    form.__name__: form for form in (streamed, zip64, stored)
}
