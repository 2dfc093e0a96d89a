"""What of a reference a source tells, and which sentences of a text tell it."""

import random
import re
from collections.abc import Sequence
from typing import Final

from summarizer.checking import unsupported_facts
from summarizer.excerpts import Reader, plan_reading
from summarizer.selection import find_candidates

TOLD_SHARE: Final = 0.75  # of a sentence's word stems that stand in the source: its rewording, and no more than that
SUMMARY_WORDS: Final = 60  # of a reference; how much is read does not depend on it
CARRIERS: Final = 3  # sentences at most that tell a sentence of a reference together
NEAR: Final = (1, -1, 2, -2)  # which of their neighbours may stand beside them
_WORD: Final = re.compile(r"[а-яё]{4,}")


def stems(text: str) -> set[str]:
    """The beginnings of its words: what is left of them in another case.

    >>> sorted(stems("Мосты закрыли до мая"))
    ['закры', 'мосты']
    """
    return {word[:5] for word in _WORD.findall(text.lower())}


def is_told(text: str, source: str, share: float = TOLD_SHARE) -> bool:
    """Whether so much of what a text says stands in the source, in whatever form, and no fact is foreign to it."""
    return _is_covered(text, stems(source), share) and not unsupported_facts(text, source)


def _is_covered(text: str, there: set[str], share: float) -> bool:
    said = stems(text)
    return len(said & there) >= share * len(said)


def supported(summary: str, source: str) -> str:
    """The summary's sentences that the source tells, without those that lean on one left out.

    >>> source = "Мост закрыли, автобусы стоят."
    >>> supported("Мост закрыли. Его откроют в 2031 году. Это не радует. Автобусы стоят.", source)
    'Мост закрыли. Автобусы стоят.'
    """
    foreign = [fact.start for fact in unsupported_facts(summary, source)]
    there = stems(source)
    kept, is_whole = [], True
    for one in find_candidates(summary):
        sentence = one.sentence
        has_foreign = any(sentence.start <= start < sentence.stop for start in foreign)
        is_held = not has_foreign and _is_covered(sentence.text, there, TOLD_SHARE)
        is_whole = is_held and (is_whole or not one.leans_back)
        if is_whole:
            kept.append(sentence.text)
    return " ".join(kept)


def within(sentences: Sequence[str], n_chars: int) -> list[str]:
    """The first sentences that fit together into n_chars."""
    taken, used = [], 0
    for sentence in sentences:
        used += len(sentence) + 1
        if used > n_chars:
            break
        taken.append(sentence)
    return taken


def supporting(sentences: Sequence[str], target: str, n_chars: int, rng: random.Random) -> list[str]:
    """Sentences in source order that fill n_chars: those that carry the target first, then any others.

    Keeps the position of what matters varied, so that the model does not learn to read the lead only.
    """
    wanted, order, left = stems(target), [], list(range(len(sentences)))
    while left:
        best = max(left, key=lambda i: len(stems(sentences[i]) & wanted))
        if len(stems(sentences[best]) & wanted) < 2:
            break
        wanted -= stems(sentences[best])
        left.remove(best)
        order.append(best)
    rng.shuffle(left)
    chosen, used = [], 0
    for i in order + left:
        if used + len(sentences[i]) < n_chars:
            chosen.append(i)
            used += len(sentences[i]) + 1
    return [sentences[i] for i in sorted(chosen)]


def around(sentences: Sequence[str], target: str, n_chars: int, rng: random.Random) -> str:
    """The few sentences that carry the target most, and neighbours of theirs, up to n_chars, in source order."""
    wanted = stems(target)
    best = sorted(range(len(sentences)), key=lambda i: -len(stems(sentences[i]) & wanted))[:CARRIERS]
    chosen, used, told = set(best[:1]), len(sentences[best[0]]), stems(sentences[best[0]])
    near = [i + step for i in best for step in NEAR if 0 <= i + step < len(sentences)]
    for i in (*best[1:], *rng.sample(near, len(near))):
        adds = i not in best or (stems(sentences[i]) & wanted) - told
        if adds and i not in chosen and used + len(sentences[i]) < n_chars:
            chosen.add(i)
            used += len(sentences[i]) + 1
            told |= stems(sentences[i])
    return " ".join(sentences[i] for i in sorted(chosen))


def selected(text: str, n_chars: int) -> str:
    """What an engine whose window holds n_chars would read of a text."""
    return plan_reading(text, Reader(n_chars, len), SUMMARY_WORDS, in_one_excerpt=True).excerpts[0].text
