"""Which row that came back is which row of the base, however it was sorted, moved or renamed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from okrsheet.departments.difference import Key
from okrsheet.departments.entered import Entered, Row, id_key
from okrsheet.departments.filed import has_bool, is_error
from okrsheet.departments.same import all_same
from okrsheet.sheets.values import as_text


@dataclass(frozen=True, eq=False)
class Line:
    """A row that came back, fitted, in the file's own words; `text` tells it apart from others."""

    row: Row
    text: str

    @property
    def id(self) -> str:
        """Its ID as it is compared, in a table with IDs; an error value is none."""
        return "" if is_error(self.row[0]) else id_key(self.row[0])


@dataclass(frozen=True)
class Pair:
    """A row of the base and what came back of it, in the master's words."""

    key: Key
    base: Row
    came: Row
    line: Line


@dataclass
class Matched:
    """The rows of one table: found again, new, gone, standing twice; and IDs changed by hand.

    `equal` are rows of the base that came back to the last cell.
    """

    equal: list[tuple[Key, Row]] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)
    new: list[Line] = field(default_factory=list)
    gone: list[tuple[Key, Row]] = field(default_factory=list)
    twice: list[Line] = field(default_factory=list)
    renamed: list[tuple[Line, Row]] = field(default_factory=list)

    def about(self, key: Key) -> int:
        """How many readings of that KPI and moment, or drivers between two KPIs, came back."""
        keys = [*(one for one, _ in self.equal), *(pair.key for pair in self.pairs)]
        return sum(one[:-1] == key for one in keys)


def lines(entered: Entered, rows: Iterable[Row]) -> list[Line]:
    """Rows of a file as lines: those that say the same are counted, `text`, `text#2` ..."""
    seen: dict[str, int] = {}
    found = []
    for row in map(entered.fitted, rows):
        if any(value is not None for value in row):
            text = entered.text(row)
            seen[text] = seen.get(text, 0) + 1
            found.append(Line(row, text if seen[text] == 1 else f"{text}#{seen[text]}"))
    return found


def translated(entered: Entered, row: Row, given: Mapping[str, str]) -> Row:
    """The row with each ID and reference that `given` knows as the master's."""
    if not given:
        return row
    cells = list(row)
    known = [*entered.references, *(((0, entered.table),) if entered.has_ids else ())]
    for at, table in known:
        if row[at] is not None:
            cells[at] = given.get(f"{table}/{id_key(row[at])}", row[at])
    return tuple(cells)


def but_numbers(row: Row) -> Row:
    """A row without its numbers, of which programs keep 15 to 17 digits."""
    return tuple(None if isinstance(value, float) else value for value in row)


def _taken(alike: list[int], row: Row, base: Sequence[Row]) -> int | None:
    """The last of some places in the base where a row stands, which is then taken; else None."""
    for last in range(len(alike) - 1, -1, -1):
        if row == base[alike[last]] or all_same(row, base[alike[last]]):
            return alike.pop(last)
    return None


def stood_in(entered: Entered, came: Row, base: Row, lacking: frozenset[str]) -> Row:
    """What came back, with the base's values for missing columns."""
    return tuple(
        was if header in lacking else now
        for header, was, now in zip(entered.headers, base, came, strict=True)
    )


Waiting = list[tuple[Key, Row]]  # rows of the base that are not found yet
Says = Callable[[Line, Row], bool]
Groups = Callable[[Line], Iterable[Waiting]]


@dataclass
class Matcher:
    """Finds the rows of one table of a file in its base; `given` grows by IDs changed by hand.

    `blank` maps the text of rows without an ID to the master's ID.
    """

    entered: Entered
    base: Sequence[Row]
    lacking: frozenset[str]
    given: dict[str, str]
    blank: Mapping[str, str]

    def match(self, came: Sequence[Row]) -> Matched:
        """The rows that came back and those of the base, each in its place."""
        matched = Matched()
        rows, waiting = self._unequal(came, matched)
        if self.entered.has_ids:
            self._by_id(lines(self.entered, rows), waiting, matched)
            self._by_content(matched)
        else:
            self._as_sets(lines(self.entered, rows), waiting, matched)
        return matched

    def _unequal(self, came: Sequence[Row], matched: Matched) -> tuple[list[Row], Waiting]:
        """What is left of both sides once equal rows, to the last cell, are set aside."""
        keyed = list(zip(self.entered.keys(self.base), self.base, strict=True))
        if self.given or self.lacking or has_bool(came, self.base):
            return list(came), [(key, self.entered.fitted(row)) for key, row in keyed]
        rows, left = list(came), dict(enumerate(keyed))
        for form in (tuple, but_numbers):
            places: dict[Row, list[int]] = defaultdict(list)
            for at, (key, row) in left.items():
                if key[0]:
                    places[form(row)].append(at)
            found = [_taken(places.get(form(row), []), row, self.base) for row in rows]
            rows = [row for row, at in zip(rows, found, strict=True) if at is None]
            gone = set(found)
            left = {at: one for at, one in left.items() if at not in gone}
        matched.equal = [one for at, one in enumerate(keyed) if at not in left]
        return rows, [(key, self.entered.fitted(row)) for key, row in left.values()]

    def came(self, line: Line, base: Row) -> Row:
        """What came back of a row of the base, in the master's words; no error values."""
        row = translated(self.entered, line.row, self.given)
        came = stood_in(self.entered, row, base, self.lacking)
        return tuple(was if is_error(now) else now for was, now in zip(base, came, strict=True))

    def _by_id(self, came: Sequence[Line], waiting: Waiting, matched: Matched) -> None:
        known = {key[0]: row for key, row in reversed(waiting) if key[0]}
        equal = {key[0] for key, _ in matched.equal}
        groups: dict[str, list[Line]] = defaultdict(list)
        unnamed: list[Line] = []
        for line in came:
            own = id_key(self.given.get(f"{self.entered.table}/{line.id}", line.id))
            (groups[own] if own else unnamed).append(line)
        for line in unnamed:
            own = id_key(self.blank.get(line.text))
            if own in known and not any(self._says(one, known[own]) for one in groups[own]):
                matched.new += groups[own]  # the department cannot know that ID: it made its own
                groups[own] = [line]
            else:
                matched.new.append(line)
        for own, group in groups.items():
            if own in equal:
                matched.twice += group
                continue
            if own in known:
                first = self._nearest(group, known[own])
                self._pair(first, known[own], matched)
            else:
                first = group[0]
                matched.new.append(first)
            matched.twice += (line for line in group if line is not first)
        matched.gone = [(key, row) for key, row in waiting if key[0] not in groups]

    def _nearest(self, group: Sequence[Line], base: Row) -> Line:
        """Of several rows with one ID the one that is most like the base's."""

        def nearness(line: Line) -> float:
            came = self.came(line, base)
            return 2.0 if self.entered.is_same(came, base) else self.entered.likeness(came, base)

        return max(group, key=nearness) if len(group) > 1 else group[0]

    def _by_content(self, matched: Matched) -> None:
        """Rows whose ID was changed or cleared by hand, and rows that never had one."""
        while found := next(self._renamed(matched), None):
            line, key, base = found
            matched.new.remove(line)
            matched.gone.remove((key, base))
            if line.id:
                self.given[f"{self.entered.table}/{line.id}"] = as_text(base[0])
            if key[0] not in map(id_key, self.blank.values()):
                matched.renamed.append((line, base))
            self._pair(line, base, matched)

    def _renamed(self, matched: Matched) -> Iterator[tuple[Line, Key, Row]]:
        for line in matched.new:
            for key, base in matched.gone:
                if self._says(line, base):
                    yield line, key, base
        ours = set(map(id_key, self.blank.values()))
        for line in matched.new:
            near = [
                (self.entered.likeness(self.came(line, base), base), at)
                for at, (key, base) in enumerate(matched.gone)
                if not line.id and self._is_it(line, base, key[0] in ours)
            ]
            if near:
                yield line, *matched.gone[max(near, key=lambda one: (one[0], -one[1]))[1]]

    def _is_it(self, line: Line, base: Row, never_had_id: bool) -> bool:
        """Whether a row without an ID is that row, edited; strictly where the row had an ID."""
        came = self.came(line, base)
        if not self.entered.is_alike(came, base):
            return False
        name = self.entered.name_at or 0
        return never_had_id or (base[name] is not None and came[name] == base[name])

    def _pair(self, line: Line, base: Row, matched: Matched) -> None:
        came = self.came(line, base)
        if self.entered.has_ids and id_key(came[0]) != id_key(base[0]):
            came = (base[0], *came[1:])
        matched.pairs.append(Pair((id_key(base[0]),), base, came, line))

    def _as_sets(self, came: Sequence[Line], unmatched: Waiting, matched: Matched) -> None:
        """Readings and drivers: equal ones first, then those about the same thing in order."""
        waiting: dict[Key, Waiting] = defaultdict(list)
        for key, row in unmatched:
            waiting[key[:-1]].append((key, row))

        def left(lines: Sequence[Line], groups: Groups, says: Says) -> list[Line]:
            return [
                line
                for line in lines
                if not any(self._paired(line, group, says, matched) for group in groups(line))
            ]

        rest = left(came, lambda line: [waiting[self._about(line)]], self._says)
        rest = left(rest, lambda line: self._broken(line, waiting), self._says_but_errors)
        rest = left(rest, lambda line: [waiting[self._about(line)]], lambda line, base: True)
        known = [pair.line.row for pair in matched.pairs] + [row for _, row in matched.equal]
        for line in rest:
            alike = (self.entered.fitted(row) for row in known if row[0] == line.row[0])
            if not any(self.entered.is_same(line.row, row) for row in alike):
                known.append(line.row)
                matched.new.append(line)
        matched.gone = [one for group in waiting.values() for one in group]

    def _paired(self, line: Line, group: Waiting, says: Says, matched: Matched) -> bool:
        """Whether one of the waiting rows is that line; it then waits no longer."""
        found = next((one for one in group if says(line, one[1])), None)
        if found is None:
            return False
        group.remove(found)
        key, base = found
        matched.pairs.append(Pair(key, base, self.came(line, base), line))
        return True

    def _about(self, line: Line) -> Key:
        """What a line is about, in the master's words; an error value says nothing."""
        row = translated(self.entered, line.row, self.given)
        return self.entered.about(tuple(None if is_error(value) else value for value in row))

    def _broken(self, line: Line, waiting: Mapping[Key, Waiting]) -> Iterable[Waiting]:
        """Where to look for a line that an error value keeps from saying what it is about."""
        keyed = (line.row[self.entered.at[header]] for header in self.entered.keyed)
        return waiting.values() if any(map(is_error, keyed)) else ()

    def _says_but_errors(self, line: Line, base: Row) -> bool:
        return self.entered.is_same(self.came(line, base), base)

    def _says(self, line: Line, base: Row) -> bool:
        """Whether a row says the same as that of the base, missing columns apart."""
        row = translated(self.entered, line.row, self.given)
        return self.entered.is_same(stood_in(self.entered, row, base, self.lacking), base)
