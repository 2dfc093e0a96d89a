"""Quotations of a summary: somebody's words, and titles of things, in quotation marks."""

from collections.abc import Iterator
from typing import Final

from summarizer.checking.facts import Fact, Held, hold_by
from summarizer.checking.word_matching import WordMatcher
from summarizer.cleaning.dictionary import lemma_of
from summarizer.index import WORD, IndexedText, Word, fold
from summarizer.patterns import pattern

MIN_WORDS: Final = 4  # shorter ones are titles, nicknames and irony
MIN_KEPT: Final = 0.85  # of the lemmas: a quotation bent to fit its sentence
MIN_LETTERS: Final = 3  # of a word of a title that is looked up
_QUOTED: Final = pattern(r"«([^«»]{3,600})»|“([^“”]{3,600})”|\"([^\"]{3,600})\"")


def find_quotations(text: str) -> list[Fact]:
    """Quotations of MIN_WORDS words or more, without their marks.

    >>> [fact.text for fact in find_quotations("Он сказал: «Мы ждали этого десять лет» — и ушёл с поля «Лужников».")]
    ['Мы ждали этого десять лет']
    >>> find_quotations("Матч «Спартак» — «Зенит»")
    []
    """
    return [fact for fact in _quoted(text) if not is_title(fact)]


def find_titles(text: str) -> list[Fact]:
    """Titles of less than MIN_WORDS words, without their marks: they begin with a capital.

    >>> [fact.text for fact in find_titles("Акция «Река — это город» прошла в «кротах».")]
    ['Река — это город']
    """
    return [fact for fact in _quoted(text) if is_title(fact) and fact.text[0].isupper()]


def is_title(fact: Fact) -> bool:
    """Whether what is quoted is too short for anybody's words."""
    return len(WORD.findall(fact.text)) < MIN_WORDS


def _quoted(text: str) -> Iterator[Fact]:
    for match in _QUOTED.finditer(text):
        start, stop = match.span(match.lastindex or 0)
        yield Fact("quotation", text[start:stop], start, stop)


def hold_title(fact: Fact, words: WordMatcher) -> Held:
    """Whether the source has each word of a title, in some form."""
    title = WORD.findall(fact.text)
    matches = [words.match(word) for word in [word for word in title if len(word) >= MIN_LETTERS] or title]
    found = [match for match in matches if match]
    if not found or len(found) < len(matches):
        return Held(fact, "absent")
    return hold_by(fact, "form", "", words.source.flat[found[0].places[0]])


def find_words(said: str, source: IndexedText) -> Iterator[list[Word]]:
    """The words of a text wherever a source has them in this order; punctuation, capitals and ё do not count.

    >>> from summarizer.index import index_text
    >>> [[word.start for word in words] for words in find_words("мост — стар", index_text("Мост стар. Он мост."))]
    [[0, 5]]
    """
    wanted = [fold(word) for word in WORD.findall(said)]
    for at in source.places.get(wanted[0], []):
        words = source.flat[at : at + len(wanted)]
        if [word.lower for word in words] == wanted:
            yield words


def hold_quotation(fact: Fact, source: IndexedText) -> Held:
    """Whether a source has the words of a quotation in this order, or most of them, in any case, in one sentence."""
    said = next(find_words(fact.text, source), None)
    if said:
        return hold_by(fact, "verbatim", "", *said)
    lemmas = [lemma_of(fold(word)) for word in WORD.findall(fact.text)]
    for sentence in source.postings.get(max(lemmas, key=len), []):
        words = source.words[sentence]
        if len(set(lemmas).intersection(word.lemma for word in words)) >= MIN_KEPT * len(set(lemmas)):
            return hold_by(fact, "form", "слова изменены", *words)
    return Held(fact, "absent")
