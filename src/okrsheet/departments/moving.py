"""Check-ins of departments into the master's Readings, each exactly once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from okrsheet.books.book import Value
from okrsheet.departments.arrival import Arrival
from okrsheet.departments.checked import check_in_of, is_correction
from okrsheet.departments.deciding import Open
from okrsheet.departments.difference import CheckIn
from okrsheet.departments.entered import ENTERED, Row, id_key
from okrsheet.departments.same import all_same, same
from okrsheet.departments.settling import Settling
from okrsheet.sheets.checkin import CHECK_IN, DAY, NEXT_MOMENT, SECOND
from okrsheet.sheets.values import as_text

READINGS = ENTERED["Readings"]
KPI_AT, DATE_AT, VALUE_AT, NOTE_AT = (
    READINGS.at[header] for header in ("KPI", "Date", "Value", "Note")
)
Arrived = tuple[Arrival, CheckIn]


def move_check_ins(settling: Settling, arrived: Iterable[Arrival]) -> None:
    """Turn check-ins into readings, once the new rows are appended."""
    by_moment: dict[tuple[str, datetime], list[Arrived]] = defaultdict(list)
    for arrival in arrived:
        for check_in in arrival.check_ins():
            by_moment[check_in.key[0], check_in.moment].append((arrival, check_in))
    moving = _Moving(settling)
    moving.read({kpi for kpi, _ in by_moment})
    for _, check_ins in sorted(by_moment.items(), key=lambda one: one[0]):
        moving.move(check_ins)


@dataclass(frozen=True)
class _Read:
    """A reading of the master, with its data row; None where this merge adds it."""

    moment: datetime
    value: Value
    note: Value
    number: int | None = None


@dataclass
class _Moving:
    """Moves check-ins, knowing the readings of their KPIs."""

    settling: Settling
    readings: dict[str, list[_Read]] = field(default_factory=lambda: defaultdict(list))

    def read(self, kpis: set[str]) -> None:
        """Gather the readings of some KPIs: the master's and those that this merge adds."""
        stand = self.settling.standing.table("Readings")
        for number in stand.numbers if stand and kpis else ():
            if stand and id_key(stand.raw(number, "KPI")) in kpis:
                self._note(stand.row(number), number)
        for row in self.settling.ledger.rows["Readings"]:
            self._note(row, None)

    def move(self, check_ins: Sequence[Arrived]) -> None:
        """The check-ins of one KPI at one moment: one reading, or a conflict where they differ."""
        first = check_ins[0][1]
        stand = self.settling.standing.table("KPIs")
        number = stand.find(first.key) if stand else None
        is_one = all(_said(one) == _said(first) for _, one in check_ins)
        if is_one and (number is not None or self._is_new(first)):
            self._take(check_ins, number)
            for arrival, check_in in check_ins:
                self._learn(arrival, check_in)
        else:
            self.settling.open([self._open(arrived, check_ins, number) for arrived in check_ins])

    def _take(self, check_ins: Sequence[Arrived], number: int | None) -> None:
        files, check_in = [arrival for arrival, _ in check_ins], check_ins[0][1]
        said = next((one.sent for _, one in check_ins if is_correction(one)), None)
        waits = number is not None and self._waits(check_in, number)
        if said is None or waits:
            self._add(check_ins, files)
        else:
            self._correct(check_ins, files, said)
        if number is not None:
            self.settling.touched.add(("KPIs", number))
            for header in CHECK_IN if waits else ():
                self.settling.ledger.put("KPIs", number, header, None, files)

    def _add(self, check_ins: Sequence[Arrived], files: list[Arrival]) -> None:
        """One more reading, unless the last one says the same."""
        check_in = check_ins[0][1]
        last = max(self._beside(check_in), key=lambda one: one.moment, default=None)
        if last is None or not same(last.value, check_in.value):
            moment = check_in.moment if last is None else last.moment + NEXT_MOMENT
            row = _reading(check_in, moment)
            self._note(row, None)
            self.settling.ledger.append("Readings", row, files)
        elif last.number is not None and check_in.came[2] is not None:
            self._put_note(last.number, check_ins)

    def _correct(
        self, check_ins: Sequence[Arrived], files: list[Arrival], said: tuple[Value, ...]
    ) -> None:
        """Correct the reading that a check-in became, if it still says what was `said` then."""
        check_in, old = check_ins[0][1], (said[0], said[2])
        beside = self._beside(check_in)
        if any(all_same((one.value, one.note), _said(check_in)) for one in beside):
            return
        numbers = [one.number for one in beside if all_same((one.value, one.note), old)]
        if numbers and numbers[-1] is not None:
            for header, value in zip(("Value", "Note"), _said(check_in), strict=True):
                self.settling.ledger.put("Readings", numbers[-1], header, value, files)
            return
        came = ", ".join(as_text(value) for value in _said(check_in) if value is not None)
        for arrival in files:
            told = f"The reading of {check_in.kpi} on {as_text(check_in.came[1])} was changed or"
            told += f" deleted in the plan since it was taken in: its correction ({came}) is not"
            arrival.note(f"{told} taken.", "Readings", check_in.kpi, "Value")

    def _beside(self, check_in: CheckIn) -> list[_Read]:
        """The readings of its KPI within the same second or, without a date, day."""
        start = check_in.moment
        end = start + (SECOND if check_in.is_dated else DAY)
        return [one for one in self.readings[check_in.key[0]] if start <= one.moment < end]

    def _put_note(self, number: int, check_ins: Sequence[Arrived]) -> None:
        """The reading stands already: it gets the note if it has none, and keeps its own."""
        stand = self.settling.standing.table("Readings")
        own = stand.row(number)[NOTE_AT] if stand else None
        for arrival, check_in in check_ins:
            note = check_in.came[2]
            if own is None:
                self.settling.ledger.put("Readings", number, "Note", note, [arrival])
            elif not same(own, note):
                told = f"The reading of {check_in.kpi} has another note: {note!r} is not taken."
                arrival.note(told, "Readings", check_in.kpi, "Note")

    def _waits(self, check_in: CheckIn, number: int) -> bool:
        """Whether a check-in that was sent along, and typed over, is still one in the master."""
        stand = self.settling.standing.table("KPIs")
        if stand is None or check_in.sent[0] is None:
            return False
        return all_same(check_in_of(stand.row(number)), check_in.sent)

    def _open(self, arrived: Arrived, check_ins: Sequence[Arrived], number: int | None) -> Open:
        arrival, check_in = arrived
        stand = self.settling.standing.table("KPIs")
        blank: tuple[Value, ...] = (None,) * len(CHECK_IN)
        stands = check_in_of(stand.row(number)) if stand and number is not None else blank
        values = check_in.sent, check_in.came, stands
        alike = [one for one in check_ins if _said(one[1]) == _said(check_in)]
        return Open(
            self.settling.conflict(arrival, "KPIs", check_in.kpi, CHECK_IN, values, number),
            lambda: self._take(alike, number),
            lambda: self._learn(arrival, check_in),
        )

    def _learn(self, arrival: Arrival, check_in: CheckIn) -> None:
        self.settling.lessons.cells(arrival, "KPIs", check_in.key, CHECK_IN, check_in.came)

    def _is_new(self, check_in: CheckIn) -> bool:
        return check_in.key[0] in self.settling.ledger.new_ids("KPIs")

    def _note(self, row: Row, number: int | None) -> None:
        moment = row[DATE_AT]
        if isinstance(moment, datetime):
            read = _Read(moment, row[VALUE_AT], row[NOTE_AT], number)
            self.readings[id_key(row[KPI_AT])].append(read)


def _said(check_in: CheckIn) -> tuple[Value, ...]:
    return (check_in.value, check_in.came[2])


def _reading(check_in: CheckIn, moment: datetime) -> Row:
    """The row of Readings that a check-in becomes."""
    cells: dict[str, Value] = {
        "KPI": check_in.kpi,
        "Date": moment,
        "Value": check_in.value,
        "Note": check_in.came[2],
        "By": check_in.by,
    }
    return tuple(cells.get(header) for header in READINGS.headers)
