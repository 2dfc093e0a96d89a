"""The noun that a word before it is said of."""

from collections.abc import Sequence

from summarizer.cleaning.dictionary import readings_of
from summarizer.index import Word


def noun_behind(words: Sequence[Word]) -> Word | None:
    """The first noun, if nothing but adjectives and participles stands before it.

    >>> from summarizer.index import index_text
    >>> def behind(text):
    ...     noun = noun_behind(index_text(text).words[0])
    ...     return noun and noun.lower
    >>> behind("новые дома стоят"), behind("пять домов")
    ('дома', None)
    """
    for word in words:
        grammemes = readings_of(word.lower)[0].grammemes
        if "NOUN" in grammemes:
            return word
        if not grammemes & {"ADJF", "PRTF"}:
            return None
    return None
