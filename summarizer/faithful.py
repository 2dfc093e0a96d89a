"""A summary that says only what its source holds: sentences that do not are replaced, dropped or flagged."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

from summarizer.aligning import Aligner
from summarizer.checking import Copying, Finding, check_summary, find_faults, has_end, measure_copying
from summarizer.checking.findings import with_inner_marks
from summarizer.cleaning import CleanText
from summarizer.evidence import Evidence, find_evidence, in_original, original_span
from summarizer.index import index_text, share_of
from summarizer.options import FaithfulName
from summarizer.split import Sentence, split_sentences

NO_SUCH_PLACE: Final = "своими словами, того же не говорит ни одно место текста"
MAX_REPLACEMENT_WORDS: Final = 25  # a longer source sentence would swamp the summary
MIN_TOLD: Final = 0.5  # of what a doubtful sentence has right: its replacement would say that twice
MIN_LIKENESS: Final = 0.2  # of a source sentence that may stand in


@dataclass(frozen=True)
class Checked:
    """A finished summary with what checking found; offsets of sources are those of the original text."""

    text: str
    findings: tuple[Finding, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    copying: Copying = field(default_factory=Copying)


@dataclass(frozen=True)
class Repaired:
    """A text and what was done to make it faithful, with offsets in it."""

    text: str
    findings: Sequence[Finding] = ()

    def told_of(self, summary: str) -> Iterator[Finding]:
        """The findings, with offsets in a summary that was made of the text; not those of sentences that it left out.

        >>> done = Repaired("Раз. Мост закрыт.", [Finding("sentence_replaced", 5, 17), Finding("sentence_dropped")])
        >>> [(f.kind, f.start, f.stop) for f in done.told_of("Мост закрыт.")]
        [('sentence_replaced', 0, 12), ('sentence_dropped', 0, 0)]
        >>> list(Repaired("Раз.", [Finding("sentence_replaced", 0, 4)]).told_of("Два."))
        []
        """
        if summary == self.text:
            yield from self.findings
            return
        copies = index_text(summary).copies
        for finding in self.findings:
            sentence = self.text[finding.start : finding.stop]
            place = copies.find(sentence) if sentence else (0, 0)
            if place:
                yield replace(finding, start=place[0], stop=place[1])


def check(
    text: str,
    cleaned: CleanText,
    faithful: FaithfulName,
    repaired: Sequence[Repaired] = (),
    min_support: float = 0.0,
) -> Checked:
    """The summary after the check that ``faithful`` asks for, with its evidence.

    Args:
        repaired: What the summary was made of, where that had to be repaired: its findings are told as well.
        min_support: See ``doubtful_sentences``.
    """
    if not text.strip():
        return Checked(text)
    source = cleaned.text
    text, replaced = make_faithful(text, source, min_support) if faithful == "repair" else (text, [])
    findings = [*(finding for one in repaired for finding in one.told_of(text)), *replaced]
    if faithful != "off":
        findings += [*check_summary(text, source), *_own_words(text, source, min_support).values()]
    return Checked(
        text,
        tuple(_in_original(finding, cleaned) for finding in sorted(findings, key=lambda f: (f.start, f.stop))),
        in_original(find_evidence(text, source, by_words=faithful == "off"), cleaned),
        measure_copying(index_text(text), index_text(source)),
    )


def _in_original(finding: Finding, cleaned: CleanText) -> Finding:
    start, stop = original_span(finding.source_start, finding.source_stop, cleaned)
    return replace(finding, source_start=start, source_stop=stop)


def doubtful_sentences(summary: str, source: str, min_support: float = 0.0) -> dict[int, Finding]:
    """The sentences, by index, that say what the source does not, or the opposite, each with its first finding.

    Args:
        min_support: Doubtful are those too that say less of what any one source sentence says than this: the score of
            ``evidence``, 0 … 1, by equal words alone.
    """
    findings = sorted(find_faults(summary, source), key=lambda finding: finding.start)
    found: dict[int, Finding] = {}
    for i, sentence in enumerate(split_sentences(summary)):
        inside = [f for f in findings if sentence.start <= f.start < sentence.stop]
        if inside:
            found[i] = inside[0]
    return {**_own_words(summary, source, min_support), **found}


@lru_cache(maxsize=16)
def _own_words(summary: str, source: str, min_support: float) -> Mapping[int, Finding]:
    """The sentences, by index, that rest on less than that.

    >>> list(_own_words("Мост закрыли вчера. Город ждёт перемен.", "Мост закрыли. Город растёт.", 0.6))
    [1]
    """
    if not min_support:
        return {}
    evidence = find_evidence(summary, source, by_words=True)
    weak = {i: one for i, one in enumerate(evidence) if not one.passages or one.passages[0].score < min_support}
    return {i: Finding("own_words", one.start, one.stop) for i, one in weak.items()}


def make_faithful(summary: str, source: str, min_support: float = 0.0) -> tuple[str, list[Finding]]:
    """The summary with its doubtful sentences replaced by their best source sentence, or dropped; and what was done.

    A summary of which nothing would be left keeps its best source sentence, however long; where the source has no
    sentence, it stays as it is.

    >>> make_faithful("Мост закроют. Дадут 9 млн рублей.", "Мост закроют. На это дадут 7 млн рублей.")[0]
    'Мост закроют. На это дадут 7 млн рублей.'
    >>> make_faithful("Мост закроют.", "Мост закроют утром.")
    ('Мост закроют.', [])
    """
    doubts = doubtful_sentences(summary, source, min_support)
    if not doubts or not split_sentences(source):
        return summary, []
    sentences = split_sentences(summary)
    kept = [sentence for i, sentence in enumerate(sentences) if i not in doubts]
    used = {sentence.text for sentence in kept}
    parts: list[str] = []
    findings: list[Finding] = []
    length = 0
    for i, sentence in enumerate(sentences):
        gap = summary[sentences[i - 1].stop : sentence.start] if parts else ""
        stand_in = sentence if i not in doubts else _stand_in(sentence, source, used, is_needed=len(sentences) == 1)
        if stand_in is None or (i in doubts and _is_told(sentence, stand_in, kept, source)):
            findings.append(Finding("sentence_dropped", length, length, sentence.text, note=_why(doubts[i])))
            continue
        used.add(stand_in.text)
        start, length = length + len(gap), length + len(gap) + len(stand_in.text)
        parts += [gap, stand_in.text]
        if i in doubts:
            at = (stand_in.start, stand_in.stop)
            findings.append(Finding("sentence_replaced", start, length, sentence.text, *at, note=_why(doubts[i])))
    text = "".join(parts)
    return (text, findings) if text else _last_resort(summary, source, doubts[0])


def _why(finding: Finding) -> str:
    if not finding.text:
        return NO_SUCH_PLACE
    named = f"«{with_inner_marks(finding.text)}»"
    return f"{named}: {finding.note}" if finding.note else named


def _stand_in(sentence: Sentence, source: str, used: set[str], is_needed: bool) -> Sentence | None:
    """The source sentence most like a doubtful one, None if it is used, too long, cut off or not like it."""
    for i, score in _likest(sentence.text, source):
        found = index_text(source).sentences[i]
        is_short = len(found.text.split()) <= MAX_REPLACEMENT_WORDS
        if found.text not in used and score >= MIN_LIKENESS and has_end(found.text) and (is_short or is_needed):
            return found
    return None


def _is_told(sentence: Sentence, stand_in: Sentence, kept: Sequence[Sentence], source: str) -> bool:
    """Whether sentences that are kept tell most of what a doubtful one has right, after the same source sentence."""
    basis = index_text(source).sentence_at(stand_in.start)
    right = _lemmas_of(sentence) & index_text(source).lemmas[basis]
    told = [_lemmas_of(one) for one in kept if _basis(one.text, source) == basis]
    return bool(told) and share_of(right, frozenset().union(*told)) >= MIN_TOLD


def _lemmas_of(sentence: Sentence) -> frozenset[str]:
    return frozenset().union(*index_text(sentence.text).lemmas)


def _last_resort(summary: str, source: str, doubt: Finding) -> tuple[str, list[Finding]]:
    """The source sentence most like any of a summary of which nothing is left; the first where none is like it."""
    alone, index = index_text(summary), index_text(source)
    ranked = [found for at in range(len(alone.sentences)) for found in Aligner(index).rank(alone, at, n_best=1)]
    best = index.sentences[max(ranked, key=lambda found: found[1], default=(0, 0.0))[0]]
    at = (best.start, best.stop)
    return best.text, [Finding("sentence_replaced", 0, len(best.text), alone.sentences[0].text, *at, note=_why(doubt))]


def mend_draft(draft: str, others: Sequence[str], source: str, min_support: float = 0.0) -> str:
    """The draft with its doubtful sentences taken from other drafts where those say the same and are supported.

    >>> mend_draft("Мост закроют. Дадут 9 млн рублей.", ["Дадут 7 млн рублей."], "Мост закроют. Дадут 7 млн рублей.")
    'Мост закроют. Дадут 7 млн рублей.'
    >>> mend_draft("Дадут 9 млн рублей.", ["Мост закроют."], "Мост закроют. Дадут 7 млн рублей.")
    'Дадут 9 млн рублей.'
    """
    doubts = doubtful_sentences(draft, source, min_support)
    for i in sorted(doubts, reverse=True):
        sentence = split_sentences(draft)[i]
        better = next(_supported_likes(sentence, others, source, min_support), None)
        if better and better not in draft:
            draft = draft[: sentence.start] + better + draft[sentence.stop :]
    return draft


def _supported_likes(sentence: Sentence, others: Sequence[str], source: str, min_support: float) -> Iterator[str]:
    """Sentences of other drafts that rest on the same source sentence and hold nothing unsupported."""
    basis = _basis(sentence.text, source)
    for other in others:
        for candidate in split_sentences(other):
            is_like = basis is not None and _basis(candidate.text, source) == basis
            if is_like and not doubtful_sentences(candidate.text, source, min_support):
                yield candidate.text


def _basis(sentence: str, source: str) -> int | None:
    """The index of the source sentence that a sentence rests on."""
    return next((i for i, _ in _likest(sentence, source)), None)


def _likest(sentence: str, source: str) -> list[tuple[int, float]]:
    """The source sentence most like a sentence, by index and with its score; none where nothing is like it."""
    alone = index_text(sentence)
    return Aligner(index_text(source)).rank(alone, n_best=1) if alone.sentences else []
