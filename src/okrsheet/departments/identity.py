"""Whose workbook a file is, as it says itself: by its properties, else by a row of its context."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from okrsheet.books.book import Snapshot
from okrsheet.departments.sent import PLAN, SENDING, UNIT
from okrsheet.sheets.place import column_at
from okrsheet.sheets.values import as_text


@dataclass(frozen=True, slots=True)
class Identity:
    """The plan that a department's workbook is a part of, its unit's ID, and its sending."""

    plan: str
    unit: str
    sending: str


def identity_of(properties: Mapping[str, str], snapshot: Snapshot) -> Identity | None:
    """Who a workbook says it is; None where it is not a department's.

    `properties` are its custom document properties. A program that saved the file may have dropped
    them: then the row Sending of the table Context still says the same.
    """
    told = {name.strip().casefold(): value.strip() for name, value in properties.items()}
    stated = Identity(told.get(PLAN, ""), told.get(UNIT, ""), told.get(SENDING, ""))
    return stated if _is_whole(stated) else _of_context(snapshot)


def _of_context(snapshot: Snapshot) -> Identity | None:
    table = snapshot.table("Context")
    if table is None:
        return None
    places = [column_at(table, header) for header in ("Kind", "Parent", "ID", "Name")]
    for row in table.rows:
        kind, *said = ("" if at is None else as_text(row[at]).strip() for at in places)
        if kind.casefold() == "sending" and _is_whole(identity := Identity(*said)):
            return identity
    return None


def _is_whole(identity: Identity) -> bool:
    return bool(identity.plan and identity.unit and identity.sending)
