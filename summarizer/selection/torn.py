"""Sentences that line breaks tear, made whole: scraped pages break lines at links."""

from collections.abc import Sequence
from typing import Final

from summarizer.cleaning.dictionary import readings_of
from summarizer.patterns import pattern
from summarizer.selection.signs import END
from summarizer.split import Sentence

TORN: Final = pattern(r"[«„“\"]?(?!г\. [А-ЯЁ])[а-яё]")  # the rest of a wrapped line, an item of a list; no «г. Тверь»
_ITEM: Final = pattern(r"^\W?\w{1,2}\)")  # the number of an item in a list
_WORD: Final = pattern(r"[^\W\d_]{3,}")
_TIGHT: Final = frozenset(".,;:!?)»")  # no space stands before them
_NO_REST: Final = frozenset(":;")  # a list follows
_LATE_END: Final = pattern(r"([.!?])\s+(?=\S)")
MAX_LINK_WORDS: Final = 3  # of a link's line
MAX_LINES: Final = 6  # of one sentence; more are verses, or a list
MAX_INSERT: Final = 3  # pieces until an editor's insert is closed: «—», «RT», «), но…»


def mend(sentences: Sequence[Sentence], text: str) -> list[Sentence]:
    r"""The sentences, each of up to MAX_LINES torn lines made one.

    >>> from summarizer.split import split_sentences
    >>> source = "Сейм\nпринял закон\n. Он строг.\nАфиша\nМост закрыт."
    >>> [s.text for s in mend(split_sentences(source), source)]
    ['Сейм принял закон.', 'Он строг.', 'Афиша', 'Мост закрыт.']
    >>> source = "Суд отменил решение о\nдисквалификации\nАнны Котовой в мае. Она рада."
    >>> [s.text for s in mend(split_sentences(source), source)]
    ['Суд отменил решение о дисквалификации Анны Котовой в мае.', 'Она рада.']
    """
    whole: list[Sentence] = []
    n_lines = 1
    for i, sentence in enumerate(sentences):
        is_link = n_lines > 1 and len(sentences[i - 1].text.split()) <= MAX_LINK_WORDS
        goes_on = whole and (
            _is_torn(whole[-1], sentence, text, is_link) or _is_insert(whole[-1], sentences[i : i + MAX_INSERT])
        )
        if not goes_on or n_lines == MAX_LINES:
            whole.append(sentence)
            n_lines = 1
            continue
        n_lines += 1
        end = _LATE_END.match(sentence.text)  # «. Он строг.»: the end of one, and another
        rest = sentence.text[: end.end(1)] if end else sentence.text
        gap = "" if rest[0] in _TIGHT else " "
        stop = sentence.start + len(rest)
        whole[-1] = Sentence(whole[-1].text + gap + rest, whole[-1].start, stop)
        if end:
            whole.append(Sentence(sentence.text[end.end() :], sentence.start + end.end(), sentence.stop))
    return whole


def _is_torn(first: Sentence, rest: Sentence, text: str, is_link: bool) -> bool:
    """Whether two lines are one sentence: the first has no end, and the second begins in its middle.

    What follows a link amid a sentence goes on with it, though it is a name: «решение о», «дисквалификации», «Анны».
    """
    if text[first.stop : rest.start].strip(" ") != "\n" or first.text[-1] in _NO_REST or END.search(first.text):
        return False
    if is_link and _is_object(rest.text):
        return True
    return rest.text[0] in _TIGHT or bool(TORN.match(rest.text) and not _ITEM.match(rest.text))


def _is_insert(first: Sentence, following: Sequence[Sentence]) -> bool:
    """Whether a bracket is still open that one of the next pieces begins with closing: «на решение (CAS. —»."""
    is_open = first.text.count("(") > first.text.count(")")
    return is_open and any(sentence.text.startswith(")") for sentence in following)


def _is_object(text: str) -> bool:
    """Whether a text begins with a name that a sentence seldom begins with: in another case than the nominative."""
    word = _WORD.match(text)
    grammemes = readings_of(word[0])[0].grammemes if word else frozenset[str]()
    return not grammemes.isdisjoint(("NOUN", "ADJF")) and "nomn" not in grammemes
