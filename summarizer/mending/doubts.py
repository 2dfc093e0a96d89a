"""Which sentences of a summary are doubted: what the checks name, and what a model that is not trusted words itself."""

from collections.abc import Mapping, Sequence
from typing import Final

from summarizer.checking import Finding, find_faults
from summarizer.checking.check import kept_with_source
from summarizer.evidence import find_evidence
from summarizer.index import fold, index_text
from summarizer.patterns import pattern
from summarizer.split import split_sentences

_WORD: Final = pattern(r"\w+")


def doubtful_sentences(summary: str, source: str, is_trusted: bool = True) -> dict[int, Finding]:
    """The sentences, by index, that say what the source does not, or the opposite, each with its first finding.

    Args:
        is_trusted: False: doubtful are those too that do more than leave words of one source sentence out.
    """
    findings = sorted(find_faults(summary, source), key=lambda finding: finding.start)
    found: dict[int, Finding] = {}
    for i, sentence in enumerate(split_sentences(summary)):
        inside = [f for f in findings if sentence.start <= f.start < sentence.stop]
        if inside:
            found[i] = inside[0]
    return found if is_trusted else {**own_words(summary, source), **found}


@kept_with_source
def own_words(summary: str, source: str) -> Mapping[int, Finding]:
    """The sentences, by index, that do more than leave words of a source sentence out.

    >>> source = "Вчера мост закрыли на ремонт. Город растёт."
    >>> list(own_words("Мост закрыли. Город ждёт перемен. Ремонт моста закрыли.", source))
    [1, 2]
    """
    found: dict[int, Finding] = {}
    for i, one in enumerate(find_evidence(summary, source, by_words=True)):
        sentence = summary[one.start : one.stop]
        words = _words(sentence)
        if not index_text(source).holds(sentence) and not any(
            _is_part(words, _words(source[passage.start : passage.stop])) for passage in one.passages
        ):
            found[i] = Finding("own_words", one.start, one.stop)
    return found


def _words(sentence: str) -> list[str]:
    return _WORD.findall(fold(sentence))


def _is_part(words: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether words stand in others, in their order."""
    left = iter(whole)
    return all(word in left for word in words)
