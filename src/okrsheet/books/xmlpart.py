"""A small part of the package, parsed: read by its tree, changed by splicing its bytes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache
from typing import TypeVar

from okrsheet.books.book import BookError
from okrsheet.books.xmltext import SMALL, Node, Splices, prefix_of, start_tag, tree, utf8

Told = TypeVar("Told")


@lru_cache(maxsize=256)  # the workbooks of a plan's departments have most small parts in common
def _known_tree(data: bytes) -> Node:
    return tree(data, "")


@lru_cache(maxsize=512)
def _known_told(telling: Callable[[Node], Told], data: bytes) -> Told:
    return telling(_known_tree(data))


class XmlPart:
    """A small part of the package: its bytes, its tree, and changes to it."""

    def __init__(self, data: bytes, where: str) -> None:
        self.where = where
        self.data = utf8(data, where)
        self.changed = False

    @cached_property
    def root(self) -> Node:
        """Its document element. It may be another part's too, which says the same: change none."""
        if len(self.data) > SMALL:
            return tree(self.data, self.where)
        try:
            return _known_tree(self.data)
        except BookError:
            return tree(self.data, self.where)  # which says where

    def told(self, telling: Callable[[Node], Told]) -> Told:
        """What a function tells of the document element; of equal parts it is asked once."""
        root = self.root  # says where, if it cannot be read
        return telling(root) if len(self.data) > SMALL else _known_told(telling, self.data)

    @property
    def prefix(self) -> bytes:
        """The prefix of its document element, colon included."""
        return prefix_of(self.data, self.root)

    def splice(self, splices: Splices) -> None:
        """Carry out replacements; all nodes taken before are out of date."""
        new = splices.over(self.data)
        if new != self.data:
            self.data, self.changed = new, True
            self.__dict__.pop("root", None)

    def set_attributes(self, node: Node, changes: Mapping[str, str | None]) -> None:
        """Set attributes of one node."""
        splices = Splices()
        splices.put(node.start, node.inner, start_tag(self.data, node, changes))
        self.splice(splices)

    def append(self, parent: Node, new: bytes, changes: Mapping[str, str | None]) -> None:
        """Put new markup at the end of a node, and set attributes of it."""
        splices = Splices()
        put_inside(splices, self.data, parent, new, changes)
        self.splice(splices)


def put_inside(
    splices: Splices, data: bytes, parent: Node, new: bytes, changes: Mapping[str, str | None]
) -> None:
    """Splice markup in at the end of a node, which may be an empty-element tag."""
    tag = start_tag(data, parent, changes)
    if parent.close == parent.inner == parent.end:
        name = re.match(rb"<([^\s/>]+)", tag)
        closing = b"</" + (name[1] if name else b"") + b">"
        splices.put(parent.start, parent.end, tag[:-2].rstrip() + b">" + new + closing)
        return
    splices.put(parent.start, parent.inner, tag)
    splices.put(parent.close, parent.close, new)
