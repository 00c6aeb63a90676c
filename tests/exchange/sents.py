"""What a department was sent, for the tests of the records."""

from datetime import date, datetime

from okrsheet.departments.sent import Rows, Sent
from okrsheet.exchange.records import SentLine


def a_sent(sending="s1", unit="IT", baseline=24.0) -> Sent:
    """A department with one KPI."""
    kpis = Rows(("ID", "Baseline"), (("K1", baseline),))
    context = Rows(("Kind", "ID"), (("Company", None),))
    return Sent("p1", unit, sending, date(2026, 6, 30), {"KPIs": kpis}, context)


def a_line(base, sending="s1", unit="IT", digest="00") -> SentLine:
    """The record of its workbook."""
    at = datetime(2026, 6, 30, 12)
    return SentLine(unit, "Name", f"{unit}.xlsx", sending, date(2026, 6, 30), at, base, digest)
