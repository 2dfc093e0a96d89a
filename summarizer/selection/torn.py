"""Sentences that line breaks tear, made whole: scraped pages break lines at links."""

import re
from collections.abc import Sequence
from typing import Final

from summarizer.selection.signs import END
from summarizer.split import Sentence

TORN: Final = re.compile(r"(?!г\. [А-ЯЁ])[а-яё]")  # the rest of a wrapped line, an item of a list; no «г. Тверь»
_ITEM: Final = re.compile(r"^\W?\w{1,2}\)")  # the number of an item in a list
_TIGHT: Final = frozenset(".,;:!?)»")  # no space stands before them
_NO_REST: Final = frozenset(":;")  # a list follows
_LATE_END: Final = re.compile(r"([.!?])\s+(?=\S)")
MAX_LINES: Final = 6  # of one sentence; more are verses, or a list


def mend(sentences: Sequence[Sentence], text: str) -> list[Sentence]:
    r"""The sentences, each of up to MAX_LINES torn lines made one.

    >>> from summarizer.split import split_sentences
    >>> source = "Сейм\nпринял закон\n. Он строг.\nАфиша\nМост закрыт."
    >>> [s.text for s in mend(split_sentences(source), source)]
    ['Сейм принял закон.', 'Он строг.', 'Афиша', 'Мост закрыт.']
    """
    whole: list[Sentence] = []
    n_lines = 1
    for sentence in sentences:
        if not whole or n_lines == MAX_LINES or not _is_torn(whole[-1], sentence, text):
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


def _is_torn(first: Sentence, rest: Sentence, text: str) -> bool:
    """Whether two lines are one sentence: the first has no end, and the second begins in its middle."""
    if text[first.stop : rest.start].strip(" ") != "\n" or first.text[-1] in _NO_REST or END.search(first.text):
        return False
    return rest.text[0] in _TIGHT or bool(TORN.match(rest.text) and not _ITEM.match(rest.text))
