from inspect import getmembers, isfunction
from types import SimpleNamespace

from okrsheet.books.live.excel import Dialect
from okrsheet.books.live.mac import Mac
from okrsheet.books.live.remote import Remote
from okrsheet.books.live.windows import Windows


def test_values_are_read_with_their_errors():
    held = SimpleNamespace(value=[["#N/A"]])
    cells = SimpleNamespace(options=lambda **given: held if given["err_to_str"] else None)
    assert Remote().values(cells) == [["#N/A"]] and not Remote().reads_formulas


def test_nothing_else_is_asked_or_told():
    """There is nothing behind these calls: a thing without any attribute will do."""
    remote, nothing = Remote(), object()
    assert not remote.counts_from_1904(nothing) and remote.why_closed(nothing) is None
    assert not remote.keeps_sheets(nothing) and remote.protection(nothing) is None
    assert not remote.is_filtered(nothing) and remote.block_filter(nothing) is None
    assert not remote.has_merged(nothing) and remote.indented(nothing) is None
    assert remote.spreads(nothing) is None and remote.source(nothing) == ""
    for name in ("unprotect", "dissolve", "dash"):
        getattr(remote, name)(nothing)
    for name in (
        "protect", "filter_block", "indent", "underline", "lock", "outline", "dress",
        "rule_format", "validate", "lead", "dress_chart", "spread",
    ):  # fmt: skip
        getattr(remote, name)(nothing, nothing)


def test_every_dialect_says_the_same():
    wanted = {name for name, _ in getmembers(Dialect, isfunction) if not name.startswith("_")}
    for dialect in (Windows, Mac, Remote):
        own = {name for name, _ in getmembers(dialect, isfunction) if not name.startswith("_")}
        assert own == wanted
