"""Words in another's mouth: a quotation that the source has, or what it tells, said there by somebody else."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from summarizer.checking.facts import Fact, FactKind, Span, span_of
from summarizer.checking.findings import Finding, set_against
from summarizer.checking.pairs import Pair, find_pairs
from summarizer.checking.persons import find_named, is_named, names_of
from summarizer.checking.quotations import find_words
from summarizer.cleaning.dictionary import cases_of, is_known
from summarizer.index import WORD, IndexedText, Word
from summarizer.patterns import pattern

_NOTE: Final = "в тексте это слова «{}»"
MIN_WORDS: Final = 2  # of a quotation; one word may be a title
REACH: Final = 3  # words between a speaker and the verb
_QUOTED: Final = pattern(r"[«“\"]([^«»“”\"]{3,600})[»”\"]")
_SAYS: Final = frozenset(  # dictionary forms of verbs that bring somebody's words
    "сказать говорить заявить заявлять сообщить отметить подчеркнуть добавить признаться признать ответить "
    "назвать пояснить объяснить рассказать написать считать уверить пообещать утверждать воскликнуть "
    "предупредить рассказывать пояснять объяснять признаваться отмечать подчеркивать добавлять полагать уверять "
    "предупреждать напоминать замечать уточнять посетовать возразить констатировать уточнить заметить "
    "поделиться напомнить заверить охарактеризовать предположить предполагать подтвердить указать".split()
)
_WORDS_OF: Final = frozenset("словам мнению данным оценке версии информации".split())
_TELLERS: Final[tuple[FactKind, ...]] = ("person", "organisation")
MAX_POST: Final = 5  # words of a post before its holder
_UNBENT: Final = frozenset("иоуэыю")
_PRONOUNS: Final = frozenset({"он", "она"})
_HIS: Final = frozenset({"его", "ее"})
OPENING: Final = 4  # words that a sentence begins with: «Он также заявил»


def find_speakers(summary: IndexedText, source: IndexedText) -> Iterator[Finding]:
    """A finding for each person of a summary who says what the source quotes of somebody else.

    >>> from summarizer.index import index_text
    >>> source = index_text("«Моста не будет», — сказал Иван Котов. Анна Лунина ушла.")
    >>> [f.text for f in find_speakers(index_text("Анна Лунина заявила, что «моста не будет»."), source)]
    ['Анна Лунина']
    >>> list(find_speakers(index_text("«Моста не будет», — заявил Котов."), source))
    []
    """
    yield from _find_quoted(summary, source)
    for pair in find_pairs(summary, source):
        if pair.is_readable and not _QUOTED.search(summary.sentences[pair.at].text):
            yield from _find_told(pair)


def _find_told(pair: Pair) -> Iterator[Finding]:
    """What a person of a summary tells and somebody else does in the source."""
    ours, theirs = find_tellers(pair.summary, pair.at), find_tellers(pair.source, pair.source_at)
    pronoun = None if ours or not pair.at else _telling_pronoun(pair.summary, pair.at)
    if pronoun:  # of whoever spoke before; of two persons, as «он» may be the head of an organisation
        ours = [one for one in find_tellers(pair.summary, pair.at - 1) if one.kind == "person"]
        theirs = [one for one in theirs if one.kind == "person"]
    if len(ours) == len(theirs) == 1:
        names = names_of(ours[0])
        near = [*(pair.source.words[pair.source_at - 1] if pair.source_at else ()), *pair.theirs]
        if not is_named(names, near) and is_named(names[-1:], pair.source.flat):
            yield pair.against(span_of(pronoun or ours[0]), span_of(theirs[0]), "other_name", _NOTE)


def _telling_pronoun(text: IndexedText, at: int) -> Word | None:
    """The pronoun of «По его словам» and «Он также заявил» that a sentence begins with."""
    opening = text.words[at][:OPENING]
    if not opening:
        return None
    first, *others = opening
    if first.lower == "по" and len(others) > 1 and others[0].lower in _HIS and others[1].lower in _WORDS_OF:
        return others[0]
    return first if first.lower in _PRONOUNS and any(word.lemma in _SAYS for word in others) else None


def _find_quoted(summary: IndexedText, source: IndexedText) -> Iterator[Finding]:
    for at, sentence in enumerate(summary.sentences):
        quotations = list(_QUOTED.finditer(sentence.text))
        if not quotations or source.holds(sentence.text):
            continue
        speakers = _speakers(summary, at)
        for quotation in quotations if len(speakers) == 1 else ():
            found = _place_of(quotation[1], source)
            rival = _rival(speakers[0], found, source) if found else None
            if rival:
                place, its = span_of(speakers[0]), span_of(rival)
                yield set_against("other_name", summary.text, place, source.text, its, _NOTE)
                break


def _place_of(quotation: str, source: IndexedText) -> Span | None:
    """Offsets of the words of a quotation in the source, if it has them in this order just once."""
    if len(WORD.findall(quotation)) < MIN_WORDS:
        return None
    found = list(islice(find_words(quotation, source), 2))
    return span_of(*found[0]) if len(found) == 1 else None


def _rival(speaker: Fact, place: Span, source: IndexedText) -> Fact | None:
    """Who says the words at a place of the source, if that is surely another than the speaker."""
    first, last = source.sentence_at(place[0]), source.sentence_at(place[1])
    said = [one for i in range(first, last + 1) for one in _speakers(source, i)]
    if not said and first and _is_pronoun(source.words[last]):
        first -= 1
        said = _persons(source, first)
    near = (word for i in range(first, last + 1) for word in source.words[i])
    return said[0] if len(said) == 1 and not is_named(names_of(speaker), near) else None


def _is_pronoun(words: Sequence[Word]) -> bool:
    """«подчеркнул он»."""
    return any(word.lower in _PRONOUNS and i and words[i - 1].lemma in _SAYS for i, word in enumerate(words))


def _speakers(text: IndexedText, at: int) -> list[Fact]:
    """The persons of a sentence beside a verb that brings somebody's words."""
    words = text.words[at]
    verbs = [n for n, word in enumerate(words) if word.lemma in _SAYS]
    persons = _persons(text, at) if verbs else []
    return [one for one in persons if any(abs(n - verb) <= REACH for n in _inside(one, words) for verb in verbs)]


def find_tellers(text: IndexedText, at: int) -> list[Fact]:
    """Who tells what a sentence tells: «Иванов считает», «по словам Иванова», organisations too."""
    words = text.words[at]
    by = [
        words[n + 1].stop for n, word in enumerate(words[:-1]) if word.lower == "по" and words[n + 1].lower in _WORDS_OF
    ]
    told = [one for one in find_named(text, at, _TELLERS) if any(_is_behind(one, stop, words) for stop in by)]
    return told or _speakers(text, at)


def _is_behind(one: Fact, stop: int, words: Sequence[Word]) -> bool:
    """Whether a name stands behind «по словам» with no sign and nothing but a post between."""
    return sum(stop <= word.start < one.start for word in words) <= MAX_POST if one.start >= stop else False


def _persons(text: IndexedText, at: int) -> list[Fact]:
    """The persons that a sentence names as its subject may be named, outside quotations; offsets in the text."""
    sentence, words = text.sentences[at], text.words[at]
    quoted = [match.span() for match in _QUOTED.finditer(sentence.text)]
    inside = [(start + sentence.start, stop + sentence.start) for start, stop in quoted]
    persons = [one for one in find_named(text, at) if not any(start <= one.start < stop for start, stop in inside)]
    return [one for one in persons if all(_may_be_subject(words[n].lower) for n in _inside(one, words))]


def _may_be_subject(name: str) -> bool:
    """Whether a name may stand in the nominative: foreign ones in «и» or «о» have no other form."""
    return "nomn" in cases_of(name) or (name[-1] in _UNBENT and not is_known(name))


def _inside(person: Fact, words: Sequence[Word]) -> list[int]:
    return [n for n, word in enumerate(words) if person.start <= word.start < person.stop]
