"""The user's configuration file of the add-in: lines `"KEY","value"`, read by its macros.

The macros are those of xlwings' standalone module, which read pair after pair with VBA's Input
statement: a blank line or a line that ends otherwise than the system's would shift all pairs.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping

KEEPING = "surrogateescape"  # what we cannot read stays as it is, byte for byte


def settings_in(content: bytes, encoding: str) -> dict[str, str]:
    """The settings of a configuration file, by key in upper case."""
    pairs = (_pair(line) for line in content.decode(encoding, KEEPING).splitlines())
    return {key: value for key, value in pairs if key}


def with_settings(
    content: bytes, changes: Mapping[str, str | None], encoding: str, newline: str
) -> bytes:
    """The file with these settings changed, or taken out where they are None.

    Other lines stay, but blank ones. Raises UnicodeEncodeError where the encoding has no such
    letter.
    """
    lines = content.decode(encoding, KEEPING).splitlines()
    kept = [line for line in lines if line.strip() and _pair(line)[0] not in changes]
    added = [f'"{key}","{value}"' for key, value in changes.items() if value is not None]
    for line in added:
        line.encode(encoding)
    return "".join(line + newline for line in (*kept, *added)).encode(encoding, KEEPING)


def _pair(line: str) -> tuple[str, str]:
    fields = next(csv.reader([line], skipinitialspace=True), [])
    key, value = (*fields, "", "")[:2]
    return key.strip().upper(), value
