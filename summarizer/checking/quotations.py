"""Quotations of a summary: words in quotation marks that are somebody's, not a title."""

import re
from typing import Final

from summarizer.checking.facts import Fact, Held
from summarizer.cleaning.dictionary import lemma_of
from summarizer.index import WORD, IndexedText

MIN_WORDS: Final = 4  # shorter ones are titles, nicknames and irony; their names are checked as names
MIN_KEPT: Final = 0.85  # of the lemmas: a quotation bent to fit its sentence
_QUOTED: Final = re.compile(r"«([^«»]{8,600})»|“([^“”]{8,600})”|\"([^\"]{8,600})\"")


def find_quotations(text: str) -> list[Fact]:
    """Quotations of MIN_WORDS words or more, without their marks.

    >>> [fact.text for fact in find_quotations("Он сказал: «Мы ждали этого десять лет» — и ушёл с поля «Лужников».")]
    ['Мы ждали этого десять лет']
    >>> find_quotations("Матч «Спартак» — «Зенит»")
    []
    """
    found = [(match, next(i for i in (1, 2, 3) if match[i])) for match in _QUOTED.finditer(text)]
    return [
        Fact("quotation", match[i], match.start(i), match.end(i))
        for match, i in found
        if len(WORD.findall(match[i])) >= MIN_WORDS
    ]


def hold_quotation(fact: Fact, source: IndexedText) -> Held:
    """Whether the words stand in the source in this order; punctuation, capitals, ё and case endings do not count."""
    wanted = [match[0].lower().replace("ё", "е") for match in WORD.finditer(fact.text)]
    flat = source.flat
    for at in source.places.get(wanted[0], []):
        if [word.lower for word in flat[at : at + len(wanted)]] == wanted:
            return Held(fact, "verbatim", "", flat[at].start, flat[at + len(wanted) - 1].stop)
    lemmas = [lemma_of(word) for word in wanted]
    for sentence in source.postings.get(max(lemmas, key=len), []):
        words = source.words[sentence]
        if len(set(lemmas).intersection(word.lemma for word in words)) >= MIN_KEPT * len(set(lemmas)):
            return Held(fact, "form", "слова изменены", words[0].start, words[-1].stop)
    return Held(fact, "absent", "в тексте этих слов подряд нет")
