"""An objective's statement, taken apart: its leading verb, its figures, its dates, its parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from okrsheet.smart.dates import Mention, mentions
from okrsheet.smart.quantities import Change, Quantity, changes, quantities
from okrsheet.smart.terms import terms, words
from okrsheet.smart.text import Kind, Token, is_foreign, phrase_at, phrases, tokens
from okrsheet.smart.verbs import Form, Shape, verb_of

LABEL = 4  # tokens before a colon that may name the statement: "KR 1.2:"


@dataclass(frozen=True)
class Statement:
    """A statement and what can be read from it; places are 0-based tokens."""

    text: str

    @cached_property
    def run(self) -> tuple[Token, ...]:
        """Its tokens, without the label before a colon."""
        run = tokens(self.text)
        for at, token in enumerate(run[:LABEL]):
            if token.text == ":":
                return run[at + 1 :]
        return run

    @cached_property
    def words(self) -> frozenset[str]:
        """Its words, in small letters."""
        return frozenset(token.low for token in self.run if token.kind is Kind.WORD)

    @cached_property
    def is_foreign(self) -> bool:
        """Whether it is in a language for which there are no tables."""
        return bool(self.words) and is_foreign(self.words)

    @cached_property
    def dates(self) -> tuple[Mention, ...]:
        """The dates and horizons that it names."""
        return mentions(self.run)

    @cached_property
    def dated(self) -> frozenset[int]:
        """The places of its tokens that belong to a date."""
        return frozenset(at for each in self.dates for at in range(each.first, each.end))

    @cached_property
    def figures(self) -> tuple[Quantity, ...]:
        """Its figures, but for dates, years and names."""
        found = quantities(self.run, self.dated)
        return tuple(one for one in found if not one.is_year)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Each way that it states, from one figure to another."""
        return tuple(changes(self.run, self.figures))

    @cached_property
    def is_measured(self) -> bool:
        """Whether it says how much, in figures or in words such as "double"."""
        return bool(self.figures) or bool(self.words & words("numbers", "multiples"))

    @cached_property
    def lead(self) -> tuple[int, Form] | None:
        """The place of the verb that the statement begins with, and the verb."""
        for at, token in enumerate(self.run):
            if at in self.dated or token.kind is Kind.SIGN or token.kind is Kind.NUMBER:
                continue
            form = verb_of(token.low)
            is_passed = token.low in words("grammar", "before_lead") or (
                token.low.endswith("ly") and form is None
            )
            if not is_passed or (form is not None and at == 0):
                return self._as_lead(at, form)
        return None

    def verb_at(self, at: int) -> Form | None:
        """The verb at that place: what could be a noun counts where a verb may stand only."""
        form = verb_of(self.run[at].low) if self.run[at].kind is Kind.WORD else None
        if form is None or at in self.dated:
            return None
        is_sure = not form.is_ambiguous and form.shape is not Shape.ING
        is_noun = self.run[at].low in terms("participles")
        return form if (is_sure or self._may_be_verb(at)) and not is_noun else None

    def holds(self, of: frozenset[str]) -> Iterator[str]:
        """Those of the terms, of one or more words, that stand in it, in its order."""
        table, at = phrases(of), 0
        while at < len(self.run):
            length = phrase_at(table, self.run, at)
            if length:
                yield " ".join(token.low for token in self.run[at : at + length])
            at += length or 1

    def _as_lead(self, at: int, form: Form | None) -> tuple[int, Form] | None:
        """A leading word that may be a noun is one where the sentence has another verb."""
        if form is None or self.run[at].low in terms("participles"):
            return None
        followed = self.run[at + 1].low if at + 1 < len(self.run) else ""
        if form.is_ambiguous and followed not in words("grammar", "determiners"):
            rest = self.run[at + 1 :]
            if any(token.low in words("grammar", "finite") for token in rest):
                return None
        return at, form

    def _may_be_verb(self, at: int) -> bool:
        """Whether a verb may stand here: at the beginning of a clause, after "to", "will" ..."""
        here = at - 1
        while here >= 0 and self.run[here].low.endswith("ly") and not verb_of(self.run[here].low):
            here -= 1
        before = self.run[here] if here >= 0 else None
        return (
            before is None
            or here in self.dated
            or before.kind is Kind.SIGN
            and before.text not in "%€$£"
            or before.low in words("grammar", "before_verb")
        )
