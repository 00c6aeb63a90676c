"""What an item of the styles says, so that equal ones are found however they are spelt."""

from __future__ import annotations

from okrsheet.books.xmltext import Node

Shape = tuple[str, tuple[tuple[str, str], ...], tuple["Shape", ...]]


def shape_of(node: Node) -> Shape:
    """What an item says, whatever the order and spelling of its marks."""
    children = [shape_of(child) for child in node.children]
    if node.name in ("font", "border", "xf", "dxf"):
        children = sorted(child for child in children if child[1] or child[2] or child[0] in "biu")
    if node.name == "patternFill":
        children = [child for child in children if child[0] != _unused_color(node)]
    return node.name, tuple(sorted(_said(node).items())), tuple(children)


def _unused_color(pattern: Node) -> str:
    return "bgColor" if pattern.attributes.get("patternType") == "solid" else "fgColor"


def _said(node: Node) -> dict[str, str]:
    """The attributes that say something: no defaults, colours without their alpha."""
    said = {}
    for name, value in node.attributes.items():
        value = {"true": "1", "false": "0"}.get(value, value)
        usual = "1" if name.startswith("apply") or name in ("locked", "count") else "0"
        if name == "rgb":
            value = value[-6:].upper()
        if name == "numFmtId" and node.name == "numFmt":
            continue
        if value != usual and not (node.name in "biu" and value in ("1", "single")):
            said[name] = value
    return said
