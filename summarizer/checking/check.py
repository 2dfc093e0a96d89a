"""Every fact of a summary against its source, and which findings follow."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, wraps
from typing import Any, TypeVar

from summarizer.checking.capitals import state_of
from summarizer.checking.compare_dates import hold_moment
from summarizer.checking.compare_numbers import hold_quantity
from summarizer.checking.dates import read_short_date
from summarizer.checking.deeds import Deeds
from summarizer.checking.derived import Derived
from summarizer.checking.facts import Fact, Held, Moment, Quantity, apart
from summarizer.checking.figures import find_figures
from summarizer.checking.matching import NameMatcher
from summarizer.checking.names import find_names
from summarizer.checking.quotations import find_quotations, find_titles, hold_quotation, hold_title, is_title
from summarizer.index import IndexedText, index_text, n_letters
from summarizer.split import Kept, Sentence

Answer = TypeVar("Answer")


def find_facts(text: str) -> list[Fact]:
    """All facts of a summary in order.

    >>> [(f.kind, f.text) for f in find_facts("5 мая Иванов купил 7 домов в Перми")]
    [('date', '5 мая'), ('person', 'Иванов'), ('number', '7'), ('place', 'Перми')]
    >>> find_facts("Шёл дождь")
    []
    """
    quantities, moments = find_figures(text)
    figures: list[Fact] = [*quantities, *moments]
    names = apart(find_names(text), figures)
    titles = apart(find_titles(text), [*figures, *names])
    return sorted([*figures, *names, *titles, *find_quotations(text)], key=lambda fact: (fact.start, fact.stop))


@dataclass(frozen=True)
class Source:
    """A source ready to be asked; its facts are found once, in time linear in its length."""

    index: IndexedText

    @cached_property
    def figures(self) -> tuple[list[Quantity], list[Moment]]:
        """Its numbers and dates."""
        return find_figures(self.index.text)

    @cached_property
    def parts(self) -> list[Quantity]:
        """The parts of its numbers: «56 рублей» of «56 рублей 40 копеек» may be told alone."""
        return [part for quantity in self.figures[0] for part in quantity.parts]

    @cached_property
    def names(self) -> NameMatcher:
        """Looks names and words up in it."""
        return NameMatcher(self.index)

    @cached_property
    def answers(self) -> dict[tuple[str, str], Any]:
        """What was asked of it, by the question's name and the summary; see ``kept_with_source``."""
        return {}

    def hold_all(self, summary: str) -> list[Held]:
        """How the source holds each fact of a summary, in order.

        A sentence that stands in the source word for word is held as it is.
        """
        index = index_text(summary)
        copies = [self.index.copies.find(sentence.text) for sentence in index.sentences]
        held = []
        for fact in find_facts(summary):
            at = index.sentence_at(fact.start)
            place = copies[at]
            held.append(self._copied(fact, index.sentences[at], *place) if place else self._told(fact, summary))
        tied = Deeds(index, self.index, *self.figures, self.names).review(held)
        return Derived(index, self.index, *self.figures).review(tied)

    def _copied(self, fact: Fact, sentence: Sentence, start: int, stop: int) -> Held:
        """A fact of a sentence that the source says from ``start`` to ``stop``; only the spaces may differ."""
        letters = [i for i in range(start, stop) if not self.index.text[i].isspace()]
        n_before = n_letters(sentence.text[: fact.start - sentence.start])
        inside = letters[n_before : n_before + n_letters(fact.text)]
        return Held(fact, "copied", "", inside[0], inside[-1] + 1)

    def _told(self, fact: Fact, summary: str) -> Held:
        """How the source holds a fact of a summary: a capital also by its state."""
        held = self.hold(fact)
        state = state_of(fact, summary) if held.how == "absent" and fact.is_name else ""
        by_state = self.hold(replace(fact, text=state)) if state else held
        if not state or by_state.is_unsupported:
            return held
        return replace(by_state, fact=fact, how="form", note="столица вместо страны")

    def hold(self, fact: Fact) -> Held:
        """How the source holds one fact, wherever it stands."""
        quantities, moments = self.figures
        if isinstance(fact, Quantity):
            day = read_short_date(fact.text)
            as_day = hold_moment(day, moments, quantities) if day else None
            if as_day and not as_day.is_unsupported:
                return replace(as_day, fact=fact, how="form")
            return hold_quantity(fact, [*quantities, *self.parts], {m.year for m in moments if m.year})
        if isinstance(fact, Moment):
            return hold_moment(fact, moments, quantities)
        if fact.kind == "quotation":
            return hold_title(fact, self.names.words) if is_title(fact) else hold_quotation(fact, self.index)
        return self.names.hold(fact)


@Kept
def source_of(text: str) -> Source:
    """The source of a text; the last few are kept, so that candidates share the work."""
    return Source(index_text(text))


def kept_with_source(ask: Callable[[str, str], Answer]) -> Callable[[str, str], Answer]:
    """A question about a summary and a source that is answered once, for as long as the source is kept.

    The choice of drafts, the repair and the verdict ask for the same.
    """

    @wraps(ask)
    def asked(summary: str, source: str) -> Answer:
        answers = source_of(source).answers
        key = ask.__name__, summary
        if key not in answers:
            answers[key] = ask(summary, source)
        answer: Answer = answers[key]
        return answer

    return asked


def is_copied(summary: str, source: str) -> bool:
    """Whether every sentence of a summary stands in the source word for word: then nothing need be looked up.

    >>> is_copied("Мост закрыт.", "Утро. Мост закрыт.")
    True
    >>> is_copied("Мост закрыли.", "Утро. Мост закрыт.")
    False
    """
    return all(map(index_text(source).holds, (sentence.text for sentence in index_text(summary).sentences)))


@kept_with_source
def hold_facts(summary: str, source: str) -> tuple[Held, ...]:
    """How a source holds each fact of a summary.

    >>> [(h.fact.text, h.how) for h in hold_facts("Алтухову дали 1,5 тыс. домов", "С. Алтухов получил 1 500 домов.")]
    [('Алтухову', 'form'), ('1,5 тыс', 'form')]
    """
    return tuple(source_of(source).hold_all(summary))


def unsupported_facts(summary: str, source: str) -> list[Fact]:
    """The summary's facts that the source does not hold, in order.

    >>> [f.text for f in unsupported_facts("Иванова наградили в 2014 году", "В 2015 году Иванов ушёл")]
    ['2014']
    >>> unsupported_facts("Иванов ушёл", "В 2015 году Иванов ушёл")
    []
    """
    if is_copied(summary, source):
        return []
    return [held.fact for held in hold_facts(summary, source) if held.is_unsupported]
