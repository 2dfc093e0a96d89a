"""Words that a model made up: neither the dictionary nor the source has them, nor are they built of known ones."""

from typing import Final

from summarizer.checking.facts import overlap
from summarizer.checking.findings import Finding
from summarizer.checking.names import find_names
from summarizer.checking.word_matching import WordMatcher
from summarizer.cleaning import is_russian
from summarizer.cleaning.dictionary import is_known
from summarizer.patterns import pattern

MIN_LETTERS: Final = 4  # shorter ones are interjections and units
MIN_REST_LETTERS: Final = 5  # of a known word with something put before it: many words end in any four letters
_GLUED: Final = pattern(r"(?<![\w-])(?:[а-яё]+\d+|\d+[а-яё]{4,})(?![\w-])")  # «в1943», «52летней»
_WORD: Final = pattern(r"(?<![\w-])(?:[А-ЯЁа-яё]+-)*([А-ЯЁа-яё][а-яё]+)(?![\w-])")


def find_unknown_words(summary: str, words: WordMatcher) -> list[Finding]:
    """The words of a summary that its source has in no form and the Russian dictionary does not know.

    Names are left to the check of names, and of a source that is not Russian nothing is said. Of a word with hyphens
    the last part is judged.

    >>> from summarizer.index import index_text
    >>> source = WordMatcher(index_text("Меры коснулись школ. Чиновники уволены."))
    >>> [finding.text for finding in find_unknown_words("Меры коснущались школ.", source)]
    ['коснущались']
    >>> find_unknown_words("Госчиновники уволены.", source)
    []
    """
    strange = [word for word in _WORD.finditer(summary) if not _is_built(word[1].lower(), words)]
    strange += [word for word in _GLUED.finditer(summary) if word[0] not in words.source.places]
    if not strange or not is_russian(words.source.text):
        return []
    names = find_names(summary)
    found = [Finding("unknown_word", word.start(), word.end(), word[0]) for word in strange]
    return [one for one in found if not (_may_be_name(one.text) and any(overlap(one, name) for name in names))]


def _may_be_name(word: str) -> bool:
    """Whether a word and its part behind the last hyphen begin with a capital."""
    return word[0].isupper() and word.split("-")[-1][0].isupper()


def _is_built(word: str, source: WordMatcher) -> bool:
    """Whether a word, or what is left of it behind two or more letters, is known, the source's or made of its words."""
    rests = [word, *(word[i:] for i in range(2, len(word) - MIN_REST_LETTERS + 1))]
    return (
        len(word) < MIN_LETTERS
        or any(map(is_known, rests))
        or any(source.match(rest) or source.origin(rest) or source.root(rest) for rest in rests)
        or source.has_number_of(word)
    )
