"""Document properties: what a workbook says of itself beside its sheets."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from okrsheet.books.celltext import decode_escapes, encode_escapes
from okrsheet.books.package import Package
from okrsheet.books.xmltext import attribute_text, escaped

CUSTOM = "docProps/custom.xml"
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_FORMAT = b"{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # of all properties that users name
_FIRST = 2  # the number of the first one: the format keeps 0 and 1 for itself


def properties(package: Package) -> dict[str, str]:
    """The custom document properties by name, as text; none where the workbook has none.

    Raises BookError where their part is broken.
    """
    name = _part(package)
    if name is None or not package.has(name):
        return {}
    return {
        node.attributes.get("name", ""): decode_escapes(held.text)
        for node in package.part(name).root.all("property")
        for held in node.children[:1]
    }


def saved(package: Package) -> datetime | None:
    """When the workbook was last saved, in UTC, as the program that saved it says; else None."""
    name = next(iter(package.related_parts("", "core-properties")), None)
    if name is None or not package.has(name):
        return None
    node = package.part(name).root.first("modified")
    try:
        moment = datetime.fromisoformat(node.text.strip()) if node else None
    except ValueError:
        return None
    if moment is None or moment.tzinfo is None:
        return moment
    return moment.astimezone(UTC).replace(tzinfo=None)


def make_room(package: Package) -> None:
    """Add the part of the custom properties, with nothing in it, unless it is there."""
    if _part(package) is None:
        package.add(CUSTOM, properties_part({}), _CONTENT_TYPE)
        package.relate("", "custom-properties", CUSTOM)


def _part(package: Package) -> str | None:
    """The part of the custom properties, by its name in either form of the format."""
    kinds = ("custom-properties", "customProperties")
    return next((name for kind in kinds for name in package.related_parts("", kind)), None)


def properties_part(told: Mapping[str, str]) -> bytes:
    """The part that says such properties, in their order."""
    return (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
        b"<Properties"
        b' xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
        b' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">%s'
        b"</Properties>"
        % b"".join(_property(at, *one) for at, one in enumerate(told.items(), _FIRST))
    )


def _property(number: int, name: str, text: str) -> bytes:
    held = escaped(encode_escapes(text))
    return b'<property fmtid="%s" pid="%d" name="%s"><vt:lpwstr>%s</vt:lpwstr></property>' % (
        _FORMAT, number, attribute_text(name), held,
    )  # fmt: skip
