"""The colour rules and validations of a sheet: grown with their tables, and ours laid anew."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from okrsheet.books.area import Area, areas_name, column_letters, parse_areas, without
from okrsheet.books.book import ColourRule, Validation
from okrsheet.books.changes import Laying
from okrsheet.books.draft import SheetDraft
from okrsheet.books.rulexml import colour_markup, validation_markup, validation_said
from okrsheet.books.sheetorder import insert_element
from okrsheet.books.tabledraft import TableDraft
from okrsheet.books.xmlpart import put_inside
from okrsheet.books.xmltext import Node, Splices, start_tag

_PLACEHOLDER = re.compile(r"\{([^}]+)\}")
_NAME = re.compile(r"[A-Za-z_\\][\w.]*")
_OUR_NAMES = re.compile(r"\bokr_\w+")  # an older workbook lacks some


@dataclass
class Ranged:
    """An element that holds for some areas of the sheet, and what is to become of it."""

    node: Node
    areas: list[Area]
    rules: list[Node] = field(default_factory=list)
    dropped: list[Node] = field(default_factory=list)

    @property
    def anchor(self) -> tuple[int, int]:
        """The row and column that its formulas are written for."""
        tops, lefts = [a.top for a in self.areas], [a.left for a in self.areas]
        return min(tops, default=1), min(lefts, default=1)

    def meets(self, area: Area) -> bool:
        """Whether it holds for a cell of the area."""
        return any(own.meets(area) for own in self.areas)

    def covers(self, area: Area) -> bool:
        """Whether it holds for all of the area."""
        return not without([area], self.areas)


class SheetRules:
    """All colour rules and validations of one sheet, as they are going to be."""

    def __init__(self, draft: SheetDraft, names: Iterable[str]) -> None:
        self.draft = draft
        self.names = {name.casefold() for name in names}
        root = draft.grid.root
        self.colours = [_ranged(node) for node in root.all("conditionalFormatting")]
        container = root.first("dataValidations")
        self.validations = [_ranged(node) for node in (container.children if container else [])]
        protected = root.first("protectedRanges")
        self.others = [_ranged(node) for node in (protected.children if protected else [])]
        extras = root.first("extLst")
        inner = list(extras.walk()) if extras else []
        self.extras = [
            Ranged(node, parse_areas(node.text)) for node in inner if node.name == "sqref"
        ]
        self._elsewhere = [
            Ranged(node, parse_areas(place.text))
            for node in inner
            if node.name == "dataValidation" and (place := node.first("sqref"))
        ]
        self._new_colours: list[tuple[Area, list[tuple[str, ColourRule]]]] = []
        self._new_validations: list[tuple[list[Area], Validation]] = []
        self._priorities = [
            node.number("priority") for node in root.walk() if node.name == "cfRule"
        ]

    def grow(self, table: TableDraft) -> None:
        """Let everything that covered all old rows of a table cover the new ones."""
        everything = (self.colours, self.validations, self.others, self.extras, self._elsewhere)
        for entry in (entry for group in everything for entry in group):
            entry.areas = [grown(area, table) for area in entry.areas]

    def lay(self, laying: Laying) -> None:
        """Lay the colour rules and validations of some looks over their columns, each once."""
        for look in laying.columns:
            column = laying.column(look.header)
            if column is None:
                continue
            area = Area(laying.area.top, column, laying.area.bottom, column)
            if look.rules:
                self._lay_colours(laying, area, look.rules)
            if look.validation and self._is_usable(look.validation):
                self._lay_validation(area, look.validation)

    def _lay_colours(self, laying: Laying, area: Area, rules: Iterable[ColourRule]) -> None:
        fresh = []
        for rule in rules:
            spelt = _spelling(laying, area.left, rule.formula)
            if spelt is None or not self.names.issuperset(_OUR_NAMES.findall(rule.formula.lower())):
                continue
            same = [
                (entry, node)
                for entry in self.colours
                if entry.meets(area)
                for node in entry.rules
                if node not in entry.dropped
                and _formula(node) == spelt(entry.anchor[0])
                and self.draft.styles.is_tint(node.attributes.get("dxfId", ""), rule.tint)
            ]
            if len(same) == 1 and same[0][0].covers(area):
                continue
            for entry, node in same:
                entry.dropped.append(node)
                for rest in without(entry.areas, [area]):
                    self._new_colours.append((rest, [(spelt(rest.top), rule)]))
            fresh.append((spelt(area.top), rule))
        if fresh:
            self._new_colours.append((area, fresh))

    def _is_usable(self, validation: Validation) -> bool:
        if validation.kind == "any":
            return bool(validation.prompt)
        formula = validation.formula or ""
        is_name = validation.kind == "list" and _NAME.fullmatch(formula) is not None
        return not is_name or formula.casefold() in self.names

    def _lay_validation(self, area: Area, validation: Validation) -> None:
        said = validation_said(validation)
        ours = [e for e in self.validations if e.meets(area) and _said(e.node) == said]
        others = [e for e in self.validations if e.meets(area) and e not in ours]
        others += [entry for entry in self._elsewhere if entry.meets(area)]
        wanted = without([area], [a for entry in others for a in entry.areas])
        if len(ours) == 1 and not without(wanted, ours[0].areas):
            return
        for entry in ours:
            entry.areas = without(entry.areas, [area])
        if ours:
            ours[0].areas += wanted
        elif wanted:
            self._new_validations.append((wanted, validation))

    def finish(self, splices: Splices) -> None:
        """Splice what changed; unchanged elements keep their bytes."""
        for entry in self.colours:
            self._put_colours(splices, entry)
        for entry in self.others:
            self._put_areas(splices, entry)
        for entry in self.extras:
            if entry.areas != parse_areas(entry.node.text):
                name = areas_name(entry.areas).encode()
                splices.put(entry.node.inner, entry.node.close, name)
        self._put_validations(splices)
        if self._new_colours:
            markup = b"".join(map(self._colours_markup, self._new_colours))
            insert_element(splices, self.draft.grid.root, "conditionalFormatting", markup)

    def _put_colours(self, splices: Splices, entry: Ranged) -> None:
        if len(entry.dropped) == len(entry.rules) and entry.dropped:
            splices.put(entry.node.start, entry.node.end, b"")
            return
        self._put_areas(splices, entry)
        for node in entry.dropped:
            splices.put(node.start, node.end, b"")

    def _put_areas(self, splices: Splices, entry: Ranged) -> None:
        node = entry.node
        if entry.areas != parse_areas(node.attributes.get("sqref", "")):
            changes = {"sqref": areas_name(entry.areas)}
            splices.put(node.start, node.inner, start_tag(self.draft.grid.data, node, changes))

    def _colours_markup(self, laid: tuple[Area, list[tuple[str, ColourRule]]]) -> bytes:
        area, rules = laid
        markup = b""
        for formula, rule in rules:
            priority = max([0, *self._priorities]) + 1
            self._priorities.append(priority)
            index = self.draft.styles.tint(rule.tint)
            markup += colour_markup(self.draft.grid.prefix, formula, index, priority)
        p, name = self.draft.grid.prefix, b"conditionalFormatting"
        return b'<%s%s sqref="%s">%s</%s%s>' % (p, name, area.name.encode(), markup, p, name)

    def _put_validations(self, splices: Splices) -> None:
        left = [entry for entry in self.validations if entry.areas]
        for entry in self.validations:
            if entry.areas:
                self._put_areas(splices, entry)
            else:
                splices.put(entry.node.start, entry.node.end, b"")
        if len(left) == len(self.validations) and not self._new_validations:
            return
        p, grid = self.draft.grid.prefix, self.draft.grid
        new = b"".join(
            validation_markup(p, areas_name(areas), validation)
            for areas, validation in self._new_validations
        )
        count = str(len(left) + len(self._new_validations))
        container = grid.root.first("dataValidations")
        if container is not None:
            put_inside(splices, grid.data, container, new, {"count": count})
            return
        tag = b'<%sdataValidations count="%s">' % (p, count.encode())
        markup = tag + new + b"</%sdataValidations>" % p
        insert_element(splices, grid.root, "dataValidations", markup)


def grown(area: Area, table: TableDraft) -> Area:
    """An area that covered all old rows of a table, down to its new end; others as they are."""
    old, new = table.part.data, table.data
    beside = area.right < old.left or area.left > old.right
    if beside or area.top > old.top or not old.bottom <= area.bottom < new.bottom:
        return area
    return Area(area.top, area.left, new.bottom, area.right)


def _ranged(node: Node) -> Ranged:
    return Ranged(node, parse_areas(node.attributes.get("sqref", "")), node.all("cfRule"))


def _formula(rule: Node) -> str | None:
    formula = rule.first("formula")
    return formula.text if formula and rule.attributes.get("type") == "expression" else None


def _said(node: Node) -> dict[str, str]:
    usual = {"type": "none", "errorStyle": "stop", "operator": "between", "imeMode": "noControl"}
    said = {
        name: {"true": "1", "false": "0"}.get(value, value)
        for name, value in node.attributes.items()
        if name not in ("sqref", " uid") and value != usual.get(name)
    }
    said |= {child.name: child.text for child in node.children if child.text}
    return {name: value for name, value in said.items() if value not in ("0", "")}


def _spelling(laying: Laying, column: int, formula: str) -> Callable[[int], str] | None:
    """How a rule's formula reads for its first row; None where a header is missing."""
    places: dict[str, int] = {"cell": column}
    for header in _PLACEHOLDER.findall(formula):
        place = column if header == "cell" else laying.column(header)
        if place is None:
            return None
        places[header] = place

    def spelt(row: int) -> str:
        return _PLACEHOLDER.sub(lambda match: f"${column_letters(places[match[1]])}{row}", formula)

    return spelt
