"""The tables of terms that the text rules go by, kept as data: terms/<language>/*.txt and *.toml.

Each is read once, when it is first asked for. Another language is another folder.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

LANGUAGE = "en"


@cache
def listed(name: str) -> tuple[str, ...]:
    """The lines of a list of terms, without its comments. Raises FileNotFoundError."""
    lines = (line.partition("#")[0].strip() for line in _text(f"{name}.txt").splitlines())
    return tuple(line for line in lines if line)


@cache
def terms(name: str) -> frozenset[str]:
    """A list of terms as a set. Raises FileNotFoundError."""
    return frozenset(listed(name))


@cache
def table(name: str) -> Mapping[str, Mapping[str, Any]]:
    """A table of terms by section. Raises FileNotFoundError."""
    return MappingProxyType(tomllib.loads(_text(f"{name}.toml")))


@cache
def words(name: str, section: str) -> frozenset[str]:
    """One list of words out of a table's part `text`."""
    return frozenset(table(name)["text"][section])


def _text(file: str) -> str:
    return (files("okrsheet.smart") / "terms" / LANGUAGE / file).read_text(encoding="utf-8")
