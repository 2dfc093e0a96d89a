"""Numbers that a summary works out of the source's: «на 53 млрд» of «с 210 до 263 млрд», «67 лет» of «1891» and «1958».

An altered number may hit a sum by chance. So what is worked out is exact, or told as «около» and the like; its
numbers stand in one sentence or near each other, where the source tells what the summary's sentence tells; and it is
told as a difference («на 5 больше»), beside one of its numbers («6 из 9»), or has three digits.
"""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Final

from summarizer.checking.arithmetic import Result, is_apart, is_months, is_result, results
from summarizer.checking.compare_numbers import OPPOSED, is_equal, may_fit
from summarizer.checking.facts import YEAR, Held, Moment, Quantity, Span, overlap, span_of
from summarizer.checking.parts import find_parts
from summarizer.cleaning.dictionary import readings_of
from summarizer.index import IndexedText
from summarizer.index.aligning import Aligner
from summarizer.patterns import pattern

MAX_NUMBERS: Final = 6  # of two sentences: more are a table
MIN_RETOLD: Final = 0.7  # of the words of a sentence that the source tells with another number
MIN_DIGITS: Final = 3  # of a result that nothing in the summary announces: of two digits one in fifty altered ones hits
MAX_RARE: Final = 3  # sentences of the source with a word that tells where to look
MIN_FAR_YEARS: Final = 10  # fewer may lie by chance between any two years of a text
REACH: Final = 2  # sentences between two numbers
_NOTE: Final = "следует из чисел текста"
_ONE: Final = "слово, а не число"
_DIFFERENCE: Final = pattern(  # «на», «на почти», «на целых», «прибавил целых», «остаётся всего»
    r"(?<!\w)(?:на|прибав\w+|потеря[лв]\w*|лиши\w+|добав\w+|сброс\w+|оста[её]тся)\s(?:\w+\s){0,2}\Z",
    re.IGNORECASE,
)
_TOTAL: Final = pattern(r"(?<!\w)(?:в общей сложности|в сумме|суммарно|итого|вместе)(?!\w)", re.IGNORECASE)
_REST: Final = pattern(r"(?<!\w)остальн\w+", re.IGNORECASE)
_NOT: Final = pattern(r"(?<!\w)не\s(?!менее|более|больше|меньше|выше|ниже)", re.IGNORECASE)
_END: Final = pattern(r"(?<!\w)(?:до|с|от)\s\W?\Z", re.IGNORECASE)  # «вырос до 7», «до $7»
_AVERAGE: Final = pattern(r"(?<!\w)(?:в среднем|кажд\w+|за год|в год|в месяц|в день|за день|в сутки)(?!\w)", re.I)
_NO_NUMBERS: Final = frozenset({"label", "pair"})


@dataclass(frozen=True)
class Derived:
    """A summary and its source with the figures of the source."""

    summary: IndexedText
    source: IndexedText
    quantities: Sequence[Quantity]
    moments: Sequence[Moment]

    def review(self, held: Sequence[Held]) -> list[Held]:
        """The same facts; numbers and years that can be worked out are held in another form."""
        told = [item.fact for item in held if isinstance(item.fact, Quantity)]
        return [self._review(item, told) if item.is_unsupported and item.note != OPPOSED else item for item in held]

    def _review(self, item: Held, told: Sequence[Quantity]) -> Held:
        fact = item.fact
        basis = None
        if isinstance(fact, Quantity) and fact.is_loose and fact.value == 1 and item.how == "absent":
            if self._is_retold(fact, self.summary.sentence_at(fact.start)):
                return item
            return replace(item, how="open", note=_ONE)  # «погиб один человек» for «погиб лесник»
        if isinstance(fact, Quantity) and self._is_pair(item):
            return replace(item, how="open", note=_ONE)  # «двух министров» for «министры Польши и Чехии»
        if isinstance(fact, Quantity) and not (fact.is_ordinal or fact.is_level or fact.family in _NO_NUMBERS):
            basis = self._basis_of_number(fact, [one for one in told if one is not fact], item.how == "other")
        elif isinstance(fact, Moment):
            basis = self._basis_of_moment(fact)
        return replace(item, how="form", note=_NOTE, source_start=basis[0], source_stop=basis[1]) if basis else item

    def _is_pair(self, item: Held) -> bool:
        """Whether a number counts two of what the source has in the plural and with no number."""
        fact = item.fact
        if not isinstance(fact, Quantity) or fact.value != 2 or not fact.noun or item.how != "absent" or item.note:
            return False
        told = (word for i in self.source.postings.get(fact.noun, ()) for word in self.source.words[i])
        return any(w.lemma == fact.noun and "plur" in readings_of(w.lower)[0].grammemes for w in told)

    def _basis_of_number(self, fact: Quantity, told: Sequence[Quantity], is_said: bool) -> Span | None:
        """Where the numbers stand of which a number follows."""
        at = self.summary.sentence_at(fact.start)
        sentence = self.summary.sentences[at]
        beside = {one.value / one.factor for one in told if self.summary.sentence_at(one.start) == at}
        before = self.summary.text[: fact.start]
        is_announced = bool(_DIFFERENCE.search(before) or _TOTAL.search(before, sentence.start))
        is_elsewhere = is_said and not (is_announced or fact.trend)  # the source has the number, of something else
        if is_elsewhere or _END.search(before):
            return None
        is_average = bool(_AVERAGE.search(sentence.text))
        is_share = fact.family == "percent"
        is_long = fact.has_hedge or fact.bound != 0 or fact.is_loose if is_share else fact.n_digits >= MIN_DIGITS
        is_clear = is_announced or (is_long and not self._is_retold(fact, at))
        for numbers in self._together(dict.fromkeys([*self._homes(at), *self._homes_of_figures(fact, told, at)])):
            for result in results(fact, numbers, is_average):
                if is_share and not is_announced and any(one.family == fact.family for one in result.operands):
                    continue  # shares are not added up
                is_part = is_share and result.operands in self._parts  # «8 из 10» are 80 %
                is_pair = fact.family == "times" and len(numbers) == len(result.operands)  # «рост вдвое»
                is_rate = is_average and fact.has_hedge and not result.is_of_one_kind
                is_told = is_clear or is_part or (is_pair and fact.trend) or result.is_change or is_rate
                is_told = is_told or _is_beside(result, beside) or self._is_whole(result, fact, at)
                if is_told and is_result(fact, result.value, result.is_change):
                    return span_of(*result.operands)
        rest = next((one for one in self._rests(at) if is_share and is_result(fact, one.value)), None)
        if rest or fact.family != "month":
            return span_of(*rest.operands) if rest else None
        return (self._basis_of_years(fact, at) if fact.factor == YEAR else None) or self._basis_of_months(fact, at)

    def _is_whole(self, result: Result, fact: Quantity, at: int) -> bool:
        """Whether a result adds up the only two numbers of a unit of a sentence, or is «половина» of a number."""
        if result.is_share:
            return not self._is_retold(fact, at)
        homes = {self.source.sentence_at(one.start) for one in result.operands}
        if len(homes) > 1 or not fact.family or not math.isclose(result.value, sum(o.value for o in result.operands)):
            return False
        numbers = self._by_sentence[min(homes)]
        alike = [one for one in numbers if one.family == fact.family or (one.is_bare and one.scale > 1)]
        return len(alike) == len(result.operands) == 2 and not self._is_retold(fact, at)

    def _rests(self, at: int) -> Iterator[Result]:
        """What per cent are left of a hundred: «38 % у фонда, остальное продано», «6 % не дошли» for «дошли 94 %»."""
        summary = self.summary.sentences[at].text
        for i in self._homes(at):
            shares = [q for q in self._by_sentence.get(i, ()) if q.family == "percent"]
            text = self.source.sentences[i].text
            is_denied = len(shares) == 1 and bool(_NOT.search(summary)) != bool(_NOT.search(text))
            if shares and (_REST.search(text) or is_denied):
                yield Result(100 - sum(one.value for one in shares), tuple(shares))

    def _lemmas_around(self, fact: Quantity | Moment, at: int) -> frozenset[str]:
        """The content words of a fact's sentence, those of figures left out."""
        return frozenset(
            word.lemma
            for word in self.summary.words[at]
            if word.is_content and not word.lemma[0].isdigit() and not overlap(fact, word)
        )

    def _is_retold(self, fact: Quantity, at: int) -> bool:
        """Whether the source tells the same with another number: then the summary's is wrong."""
        lemmas = self._lemmas_around(fact, at)
        rivals = (one for one in self.quantities if (one.family, one.noun) == (fact.family, fact.noun))
        homes = {self.source.sentence_at(rival.start) for rival in rivals}
        return any(len(lemmas & self.source.lemmas[i]) >= MIN_RETOLD * len(lemmas) for i in homes)

    @cached_property
    def _by_sentence(self) -> dict[int, list[Quantity]]:
        found: dict[int, list[Quantity]] = {}
        for quantity in self.quantities:
            found.setdefault(self.source.sentence_at(quantity.start), []).append(quantity)
        return found

    @cached_property
    def _parts(self) -> list[tuple[Quantity, ...]]:
        return list(find_parts(self.source.text, self.quantities))

    def _homes(self, at: int) -> list[int]:
        """The sentences of the source that tell what sentence ``at`` tells, or have a rare word of it."""
        places = (self.source.postings.get(lemma, []) for lemma in self.summary.lemmas[at])
        rare = [i for found in places if len(found) <= MAX_RARE for i in found]
        return list(dict.fromkeys([i for i, _ in Aligner(self.source).rank(self.summary, at)] + sorted(rare)))

    def _homes_of_figures(self, fact: Quantity, told: Sequence[Quantity], at: int) -> Iterator[int]:
        """The sentences of the source with another number of sentence ``at``, or with shares that points part."""
        beside = [one for one in told if one.n_digits > 1 and self.summary.sentence_at(one.start) == at]
        for one in self.quantities:
            is_share = (fact.family, one.family) == ("point", "percent")
            if is_share or any(is_equal(other, one) and may_fit(other, one) for other in beside):
                yield self.source.sentence_at(one.start)

    def _together(self, homes: Iterable[int]) -> Iterator[list[Quantity]]:
        """The numbers of each of some sentences, then with those of another near it."""
        steps = [step for n in range(1, REACH + 1) for step in (-n, n)]
        for group in (*((i,) for i in homes), *((i, i + step) for i in homes for step in steps)):
            numbers = [q for i in sorted(group) for q in self._by_sentence.get(i, ())]
            if 0 < len(numbers) <= MAX_NUMBERS:
                yield numbers

    def _basis_of_years(self, fact: Quantity, at: int) -> Span | None:
        """Two years that are so far apart, full or begun."""
        homes = self._homes(at)
        dated = [(one, one.year, self.source.sentence_at(one.start)) for one in self.moments if one.year]
        for one, year, home in (item for item in dated if item[2] in homes):
            for other, its, place in dated:
                apart, is_near = abs(year - its), abs(home - place) <= 1
                spans = [apart, apart - 1, *([apart + 1] if is_near else [])]
                if any(is_result(fact, n * YEAR) for n in spans if n > 0 and (is_near or n >= MIN_FAR_YEARS)):
                    return span_of(one, other)
        return None

    def _basis_of_months(self, fact: Quantity, at: int) -> Span | None:
        """«два с половиной года» of «с января 2019 по август 2021 года», «8 месяцев» of «с марта по октябрь»."""
        homes = self._homes(at)
        for one, other in pairwise(one for one in self.moments if one.month):
            is_told = self.source.sentence_at(one.start) == self.source.sentence_at(other.start) in homes
            if is_told and is_months(fact, one, other):
                return span_of(one, other)
        return None

    def _basis_of_moment(self, fact: Moment) -> Span | None:
        """«2028» of «в 2031 году, на три года позже», «21 марта» of «11 марта» and «через 10 дней» or «вчера»."""
        homes = self._homes(self.summary.sentence_at(fact.start))
        spans = [
            q for i in homes for q in self._by_sentence.get(i, ()) if q.family in ("month", "day") and " " in q.text
        ]
        days = [one for one in self.moments if one.relative and self.source.sentence_at(one.start) in homes]
        for one in self.moments:
            home = self.source.sentence_at(one.start)
            near = [span for span in spans if self._is_near(span, home)]
            spans_and_days: list[Quantity | Moment] = [*near, *days]
            basis = next((other for other in spans_and_days if is_apart(fact, one, other)), None)
            if basis:
                return span_of(one, basis)
        return None

    def _is_near(self, span: Quantity, home: int) -> bool:
        """Whether a time may be reckoned from a date of a sentence: years from one with none of their own between."""
        place = self.source.sentence_at(span.start)
        if span.family == "day":
            return abs(place - home) <= 1
        return place == home or (place == home + 1 and place not in self._dated)

    @cached_property
    def _dated(self) -> frozenset[int]:
        """The sentences of the source with a year."""
        return frozenset(self.source.sentence_at(one.start) for one in self.moments if one.year)


def _is_beside(result: Result, values: set[float]) -> bool:
    """Whether a number that a result is worked out of is told beside it."""
    return any(one.value / one.factor in values for one in result.operands)
