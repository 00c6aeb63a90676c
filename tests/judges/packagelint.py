"""Faults of a workbook's package: members, content types, relationships."""

import posixpath
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from tests.judges.package import RELATIONSHIPS, STRICT_RELATIONSHIPS, Package

CONTENT_TYPES = "[Content_Types].xml"


def package_faults(package: Package) -> Iterator[str]:
    """Members that stand twice, parts without a type, references that lead nowhere."""
    seen = Counter(name.lower() for name in package.names)
    yield from (f"{name}: stands in the package twice" for name, n in seen.items() if n > 1)
    parts = [name for name in package.members if not name.endswith("/")]
    yield from content_type_faults(package, [part for part in parts if part != CONTENT_TYPES])
    for part in ["", *parts]:
        yield from relationship_faults(package, part)
        if part.endswith(".xml"):
            yield from link_faults(package, part)


def content_type_faults(package: Package, parts: list[str]) -> Iterator[str]:
    """Parts without a content type, and content types of parts that are not there."""
    types = package.xml(CONTENT_TYPES)
    extensions = {entry.get("Extension", "").lower() for entry in types.iterfind("{*}Default")}
    overrides = [entry.get("PartName", "") for entry in types.iterfind("{*}Override")]
    for part in parts:
        extension = part.rpartition(".")[2].lower()
        if f"/{part}" not in overrides and extension not in extensions:
            yield f"{part}: has no content type"
    for override, times in Counter(overrides).items():
        if times > 1:
            yield f"{CONTENT_TYPES}: {override} has {times} types"
        if override.lstrip("/") not in package.members:
            yield f"{CONTENT_TYPES}: {override} is not in the package"


def relationship_faults(package: Package, part: str) -> Iterator[str]:
    """Relationships of a part to members that are not there, and ids that stand twice."""
    folder, name = posixpath.split(part)
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    if rels not in package.members:
        return
    ids = Counter(entry.get("Id", "") for entry in package.xml(rels).iterfind("{*}Relationship"))
    yield from (f"{rels}: the id {link} stands twice" for link, times in ids.items() if times > 1)
    for link, relationship in package.relationships(part).items():
        # "#Sheet!A1" is a place in this very workbook, "NULL" Excel's word for a lost picture.
        if relationship.external or relationship.target.split("#")[0] in ("", "NULL"):
            continue
        if relationship.target not in package.members:
            yield f"{rels}: {link} leads to {relationship.target}, which is not in the package"


def link_faults(package: Package, part: str) -> Iterator[str]:
    """Attributes such as r:id that name no relationship of their part."""
    known, root = package.relationships(part), package.xml(part)
    for space in (RELATIONSHIPS, STRICT_RELATIONSHIPS):
        for link in root.xpath("//@r:*", namespaces={"r": space.strip("{}")}):
            if link and link not in known:
                tag = etree.QName(link.getparent()).localname
                yield f"{part}: <{tag}> refers to {link}, which is no relationship of it"
