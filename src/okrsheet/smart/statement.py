"""An objective's statement, taken apart: its leading verb, its figures, its dates, its parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from okrsheet.smart.dates import Mention, mentions
from okrsheet.smart.gauge import stem
from okrsheet.smart.quantities import Change, Quantity, bounds, changes, goals, quantities
from okrsheet.smart.terms import terms, words
from okrsheet.smart.text import Kind, Token, is_foreign, phrase_at, phrases, tokens
from okrsheet.smart.verbs import Form, Role, Shape, is_known, roles_of, verb_of

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
    def figured(self) -> frozenset[int]:
        """Where its figures begin."""
        return frozenset(one.first for one in self.figures)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Each way that it states, from one figure to another."""
        return tuple(changes(self.run, self.figures))

    @cached_property
    def goals(self) -> frozenset[int]:
        """Where the figures begin that are to be reached."""
        return frozenset(one.first for one in goals(self.run, self.figures))

    @cached_property
    def bounds(self) -> frozenset[int]:
        """Where the figures begin that are limits."""
        return frozenset(one.first for one in bounds(self.run, self.figures))

    @cached_property
    def subject(self) -> frozenset[str]:
        """Its words without their plural, to find names in."""
        return frozenset(map(stem, self.words))

    @cached_property
    def is_multiple(self) -> bool:
        """Whether it says how much in a word such as "double"."""
        return bool(self.words & words("numbers", "multiples"))

    @cached_property
    def is_measured(self) -> bool:
        """Whether it says how much, in figures or in words such as "double"."""
        counted = (one for one in self.figures if not self._is_of_what_exists(one))
        return next(counted, None) is not None or self.is_multiple

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
            if form is None and self._is_order(at):
                return at, Form(token.low, Shape.BASE, False)
            if not is_passed or (form is not None and at == 0):
                return self._as_lead(at, form)
        return None

    def verb_at(self, at: int) -> Form | None:
        """The verb at that place: what could be a noun counts where a verb may stand only."""
        if self.run[at].kind is not Kind.WORD or at in self.dated:
            return None
        form = verb_of(self.run[at].low)
        if form is None:
            is_told = self._follows_modal(at) and self.run[at].low not in words("grammar", "states")
            return Form(self.run[at].low, Shape.BASE, False) if is_told else None
        if form.shape is Shape.PAST and at and self.run[at - 1].low in words("grammar", "articles"):
            return None  # "a trusted partner"
        is_sure = form.shape is not Shape.ING and (not form.is_ambiguous or self.has_object(at))
        is_noun = self.run[at].low in terms("participles")
        return form if (is_sure or self._may_be_verb(at)) and not is_noun else None

    def has_object(self, at: int) -> bool:
        """Whether "the", "all", a figure or the like behind a word shows that it is a verb."""
        if at + 1 >= len(self.run):
            return False
        following = self.run[at + 1].low
        return at + 1 in self.figured or following in words("grammar", "determiners")

    def roles_at(self, at: int) -> frozenset[Role]:
        """What the verb at that place says, with the word that goes with it: "roll out"."""
        form = verb_of(self.run[at].low)
        if form is None:
            return frozenset()
        following = (token.low for token in self.run[at + 1 : at + 4])
        with_next = [low for low in following if not low.endswith("ly")]
        of_two = (" ".join([form.verb, *with_next[:count]]) for count in (1, 2))
        return next((roles_of(verb) for verb in of_two if is_known(verb)), roles_of(form.verb))

    def quoted(self, first: int, end: int) -> str:
        """The text from one token to before another."""
        return self.text[self.run[first].start : self.run[end - 1].end]

    def holds(self, of: frozenset[str]) -> Iterator[str]:
        """Those of the terms, of one or more words, that stand in it, in its order."""
        table, at = phrases(of), 0
        while at < len(self.run):
            length = phrase_at(table, self.run, at)
            if length:
                yield " ".join(token.low for token in self.run[at : at + length])
            at += length or 1

    def _is_of_what_exists(self, one: Quantity) -> bool:
        """Whether a figure tells how many there are and not how much is wanted: "our 14 shops"."""
        if one.unit is not None or not one.first or one.first in self.goals | self.bounds:
            return False
        ends = {end.first for change in self.changes for end in (change.start, change.goal)}
        before = self.run[one.first - 1].low
        return before in words("grammar", "existing") and one.first not in ends

    def _is_order(self, at: int) -> bool:
        """Whether an unknown first word is a verb, as an article behind it shows."""
        low = self.run[at].low
        if at or len(self.run) < 2 or self.run[1].low not in words("grammar", "articles"):
            return False
        is_plural = low.endswith("s") and not low.endswith("ss")
        is_small = any(
            low in words("grammar", section)
            for section in ("no_order", "prepositions", "determiners", "before_lead", "articles")
        )
        return not is_plural and not is_small and not low.endswith("ly")

    def _follows_modal(self, at: int) -> bool:
        here = at - 1
        while here >= 0 and self.run[here].low.endswith("ly"):
            here -= 1
        return here >= 0 and self.run[here].low in words("grammar", "modals")

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
        if before is None or here in self.dated:
            return True
        is_break = before.kind is Kind.SIGN and before.text not in "%€$£"
        return is_break or before.low in words("grammar", "before_verb")
