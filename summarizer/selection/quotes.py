"""Quotation marks and brackets of one sentence: which are left open, which close what it did not open."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, islice
from typing import Final

from summarizer.patterns import pattern

_DOUBLE: Final = pattern('["“”„]')
_QUOTES: Final = pattern("[«»]")
_SAID: Final = pattern(r"[,!?…]»? ?[—–-] ?[а-яё]")  # «Мост закроют, — сказал мэр.» names its speaker
_BEGINS: Final = pattern("^«|: «")
_TOLD: Final = pattern(r"»[,!?…]? ?[—–-] ?[а-яё][^«»]*$")  # «Стар мост «Рубин», — сказал мэр.» needs no second mark
_WHOLE: Final = pattern(r"«.*»[.!?…]*", re.DOTALL)
_BRACKETS: Final = pattern(r"\(|(?<!\w)\w{1,2}\)|[:;]-?\)+|\)")  # «1)», «:)» in one: they may be none

MAX_PARAGRAPHS: Final = 12  # of a quotation; one that is longer has lost its end


def with_guillemets(text: str) -> str:
    """The same length of text with all double quotation marks as « or », by what stands before each.

    >>> with_guillemets('“Да”, — сказал он. „Нет“. Завод "Рубин".')
    '«Да», — сказал он. «Нет». Завод «Рубин».'
    """
    return _DOUBLE.sub(lambda mark: "«" if mark[0] == "„" or not mark.start() or _opens(text, mark) else "»", text)


def _opens(text: str, mark: re.Match[str]) -> bool:
    return mark[0] != "”" and text[mark.start() - 1] in " \u00a0\n(—–-«„“"


def open_quotes(text: str) -> tuple[bool, bool]:
    """Whether a quotation or a bracket is left open, and whether one is closed that was not opened.

    >>> open_quotes("Он сказал: «Мы успеем."), open_quotes("Мы рады», — сказал мэр.")
    ((True, False), (False, True))
    >>> open_quotes("Решили: 1) завод «Рубин» (бывший) закрыть; 2) землю продать :)")
    (False, False)
    >>> open_quotes("Завод продал участок (12 га) компании, писал(а) «Вестник» (п. 3).")
    (False, False)
    """
    ends = [_ends(_QUOTES.findall(text), "«"), _ends(_BRACKETS.findall(text), "(")]
    return any(opens for opens, _ in ends), any(closes for _, closes in ends)


def _ends(marks: Sequence[str], opening: str) -> tuple[bool, bool]:
    """The same of marks of one kind; one that may be none closes only what is open."""
    depth, closes = 0, False
    for mark in marks:
        if mark == opening:
            depth += 1
        elif depth:
            depth -= 1
        else:
            closes |= len(mark) == 1
    return depth > 0, closes


def find_quoted(paragraphs: Sequence[Sequence[str]]) -> list[bool]:
    """For each sentence of a text whether it stands in the midst of a quotation that others begin and end.

    A quotation ends with its paragraph, unless it begins one, or stands behind a colon, and is closed in one of the
    next; one that is not closed holds no sentence. None is quoted in a text that is a quotation itself: nobody but its
    author speaks.

    Args:
        paragraphs: The sentences of each, with guillemets.

    >>> find_quoted([["Он сказал: «Пора.", "Мост стар.", "Снег сошёл»."], ["ООО «Дом «Рубин» встало.", "Завод тоже."]])
    [False, True, False, False, False]
    >>> find_quoted([["«Друзья!", "Мост стар.", "Снег сошёл»."]])
    [False, False, False]
    >>> find_quoted([["Мэр ответил."], ["«Мост стар.", "Он закрыт."], ["Снег сошёл».", "Город ждёт."]])
    [False, False, True, True, False]
    >>> find_quoted([["«Рад «Рубин», — сказал мэр."], ["Мост стар.", "Снег сошёл."], ["«Да», — сказал он."]])
    [False, False, False, False]
    >>> find_quoted([["«Мост стар."], ["Снег сошёл.", "Лето."], ["«Он закрыт», — сказал мэр."]])
    [False, False, False, False]
    """
    quoted: list[bool] = []
    is_said = True
    for sentences in paragraphs:
        spans = _spans(sentences)
        depths = _depths(spans, len(sentences))
        quoted += [depth > 0 and not _SAID.search(text) for depth, text in zip(depths, sentences, strict=True)]
        is_whole = range(len(sentences)) in spans and _WHOLE.fullmatch(" ".join(sentences))
        is_said &= bool(is_whole) or _is_heading(sentences)
    for first, last in _over_paragraphs(paragraphs):
        is_said |= last == len(quoted) - 1 and all(map(_is_heading, paragraphs[:first]))
        start = sum(map(len, paragraphs[:first])) + 1
        quoted[start : last + 1] = [True] * (last + 1 - start)
    return [False] * len(quoted) if is_said else quoted


def _over_paragraphs(paragraphs: Sequence[Sequence[str]]) -> Iterator[tuple[int, int]]:
    """Quotations of several paragraphs: the index of the first paragraph, and that of the last sentence of all.

    Each may begin with a mark of its own, as in old books; if some do and some do not, the first has lost its end.
    """
    first: int | None = None
    is_marked = False
    n_before = 0
    for i, sentences in enumerate(paragraphs):
        text = " ".join(sentences)
        was_marked, is_marked = is_marked, text[0] == "«"
        if first is not None and i > first + 1 and is_marked != was_marked:
            first = None
        opens, closes = _ends(_QUOTES.findall(text.removeprefix("«" if first is not None else "")), "«")
        if first is not None and closes:
            yield first, n_before + _closing(sentences)
        if closes or (first is not None and (i - first >= MAX_PARAGRAPHS or (opens and not is_marked))):
            first = None
        elif first is None and opens and _BEGINS.search(text) and not _TOLD.search(text):
            first = i
        n_before += len(sentences)


def _closing(sentences: Sequence[str]) -> int:
    """The index of the sentence that closes what was open before the paragraph."""
    texts = (" ".join(sentences[: n + 1]).removeprefix("«") for n in range(len(sentences)))
    return next(n for n, text in enumerate(texts) if _ends(_QUOTES.findall(text), "«")[1])


def _spans(sentences: Sequence[str]) -> list[range]:
    """The sentences of each quotation of several, by index."""
    opened: list[int] = []
    spans = []
    for i, text in enumerate(sentences):
        for mark in _QUOTES.findall(text):
            if mark == "«":
                opened.append(i)
            elif opened and (first := opened.pop()) < i:
                spans.append(range(first, i + 1))
    return spans


def _depths(spans: Iterable[range], n: int) -> Iterator[int]:
    """Of each of n sentences in how many spans it is neither first nor last."""
    changes = [0] * (n + 1)
    for span in spans:
        changes[span.start + 1] += 1
        changes[span.stop - 1] -= 1
    return islice(accumulate(changes), n)


def _is_heading(sentences: Sequence[str]) -> bool:
    return len(sentences) == 1 and sentences[0][-1] not in ".!?…"
