"""Words in another's mouth: a quotation that the source has, said there by somebody else."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from summarizer.checking.facts import Fact
from summarizer.checking.findings import Finding, with_inner_marks
from summarizer.checking.forms import is_same_name
from summarizer.checking.ner import find_entities
from summarizer.cleaning.dictionary import cases_of, is_known
from summarizer.index import WORD, IndexedText, Word

MIN_WORDS: Final = 2  # of a quotation; one word may be a title
REACH: Final = 3  # words between a speaker and the verb
_QUOTED: Final = re.compile(r"[«“\"]([^«»“”\"]{3,600})[»”\"]")
_SAYS: Final = frozenset(  # dictionary forms of verbs that bring somebody's words
    "сказать говорить заявить заявлять сообщить отметить подчеркнуть добавить признаться признать ответить назвать "
    "пояснить объяснить рассказать написать считать уверить пообещать утверждать воскликнуть предупредить "
    "посетовать возразить констатировать уточнить заметить поделиться напомнить заверить охарактеризовать".split()
)
_UNBENT: Final = frozenset("иоуэыю")
_PRONOUNS: Final = frozenset({"он", "она"})


def find_speakers(summary: IndexedText, source: IndexedText) -> Iterator[Finding]:
    """A finding for each person of a summary who says what the source quotes of somebody else.

    >>> from summarizer.index import index_text
    >>> source = index_text("«Моста не будет», — сказал Иван Котов. Анна Лунина ушла.")
    >>> [f.text for f in find_speakers(index_text("Анна Лунина заявила, что «моста не будет»."), source)]
    ['Анна Лунина']
    >>> list(find_speakers(index_text("«Моста не будет», — заявил Котов."), source))
    []
    """
    for at, sentence in enumerate(summary.sentences):
        quotations = list(_QUOTED.finditer(sentence.text))
        if not quotations or source.holds(sentence.text):
            continue
        speakers = _speakers(summary, at)
        for quotation in quotations if len(speakers) == 1 else ():
            found = _place_of(quotation[1], source)
            rival = _rival(speakers[0], found, source) if found else None
            if rival:
                note = f"в тексте это слова «{with_inner_marks(rival.text)}»"
                one = speakers[0]
                yield Finding("other_name", one.start, one.stop, one.text, rival.start, rival.stop, note)
                break


def _place_of(quotation: str, source: IndexedText) -> tuple[int, int] | None:
    """Offsets of the words of a quotation in the source, if it has them in this order just once."""
    wanted = [match[0].lower().replace("ё", "е") for match in WORD.finditer(quotation)]
    if len(wanted) < MIN_WORDS:
        return None
    flat, n = source.flat, len(wanted)
    places = (at for at in source.places.get(wanted[0], []) if [word.lower for word in flat[at : at + n]] == wanted)
    found = list(islice(places, 2))
    return (flat[found[0]].start, flat[found[0] + n - 1].stop) if len(found) == 1 else None


def _rival(speaker: Fact, place: tuple[int, int], source: IndexedText) -> Fact | None:
    """Who says the words at a place of the source, if that is surely another than the speaker."""
    first, last = source.sentence_at(place[0]), source.sentence_at(place[1])
    said = [one for i in range(first, last + 1) for one in _speakers(source, i)]
    if not said and first and _is_pronoun(source.words[last]):
        first -= 1
        said = _persons(source, first)
    is_named = any(_is_named(speaker, source, i) for i in range(first, last + 1))
    return said[0] if len(said) == 1 and not is_named else None


def _is_pronoun(words: Sequence[Word]) -> bool:
    """«подчеркнул он»."""
    return any(word.lower in _PRONOUNS and i and words[i - 1].lemma in _SAYS for i, word in enumerate(words))


def _is_named(person: Fact, text: IndexedText, at: int) -> bool:
    """Whether a sentence has a word of the person's name."""
    names = [word.lower().replace("ё", "е") for word in WORD.findall(person.text)]
    return any(
        is_same_name(name, word.lower) for name in names for word in text.words[at] if name[:2] == word.lower[:2]
    )


def _speakers(text: IndexedText, at: int) -> list[Fact]:
    """The persons of a sentence beside a verb that brings somebody's words."""
    words = text.words[at]
    verbs = [n for n, word in enumerate(words) if word.lemma in _SAYS]
    persons = _persons(text, at) if verbs else []
    return [one for one in persons if any(abs(n - verb) <= REACH for n in _inside(one, words) for verb in verbs)]


def _persons(text: IndexedText, at: int) -> list[Fact]:
    """The persons that a sentence names as its subject may be named, outside quotations; offsets in the text."""
    sentence, words = text.sentences[at], text.words[at]
    quoted = [match.span() for match in _QUOTED.finditer(sentence.text)]
    persons = (
        Fact("person", fact.text, fact.start + sentence.start, fact.stop + sentence.start)
        for fact in find_entities(sentence.text)
        if fact.kind == "person" and not any(start <= fact.start < stop for start, stop in quoted)
    )
    return [one for one in persons if all(_may_be_subject(words[n].lower) for n in _inside(one, words))]


def _may_be_subject(name: str) -> bool:
    """Whether a name may stand in the nominative: foreign ones in «и» or «о» have no other form."""
    return "nomn" in cases_of(name) or (name[-1] in _UNBENT and not is_known(name))


def _inside(person: Fact, words: Sequence[Word]) -> list[int]:
    return [n for n, word in enumerate(words) if person.start <= word.start < person.stop]
