"""The way of a text, step by step: clean → split → generate → join → check."""

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Final

from summarizer.checking import Copying, Finding, check_source
from summarizer.cleaning import CleanText, clean, is_russian
from summarizer.engines import Draft, Engine, Request
from summarizer.engines.extract import extract
from summarizer.engines.sparing import generate_sparingly
from summarizer.evidence import Evidence
from summarizer.faithful import check, mend_draft
from summarizer.join import best_draft, drop_unfinished, join_drafts
from summarizer.models import DeviceName, DtypeName, load_engine
from summarizer.options import SummaryOptions
from summarizer.split import Chunk, split_chunks

TEXTS_AT_ONCE: Final = 16  # documents whose chunks share batches; more only delays the first result


@dataclass(frozen=True)
class Summary:
    """A summary and what a reader needs to trust it."""

    text: str
    findings: tuple[Finding, ...]
    coverage: float  # share of the source's characters that the model saw, 0 to 1
    cleaned: CleanText
    model: str
    options: SummaryOptions
    elapsed_s: float  # of this text alone, its share of common batches included
    evidence: tuple[Evidence, ...] = ()  # one for each sentence, with offsets in the text as it was given
    copying: Copying = field(default_factory=Copying)  # how near it is to the source's own words

    @property
    def is_empty(self) -> bool:
        """True where there was nothing to summarize; the first finding says why."""
        return not self.text


@dataclass(frozen=True)
class _Work:
    """A text on its way: ``current`` is what the next round of generation reads."""

    cleaned: CleanText
    findings: tuple[Finding, ...]
    current: str
    chunks: tuple[Chunk, ...] = ()
    coverage: float = 0.0
    summary: str | None = None
    elapsed_s: float = 0.0


class Summarizer:
    """Texts in, summaries out, with one engine. Any number of texts share its batches."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    def load(cls, model: str = "auto", device: DeviceName = "auto", dtype: DtypeName = "auto") -> "Summarizer":
        """A summarizer with a model by name, hub id or folder; see ``summarizer models``.

        Raises:
            ModelError: The model cannot be had here; the message says what helps.
        """
        return cls(load_engine(model, device, dtype))

    @property
    def model(self) -> str:
        """The name of the loaded model."""
        return self._engine.name

    def summarize(self, text: str, options: SummaryOptions | None = None) -> Summary:
        """The summary of one text; the first of a batch of one. No text is an error: see ``is_empty``."""
        return next(self.summarize_many([text], options))

    def summarize_many(self, texts: Iterable[str], options: SummaryOptions | None = None) -> Iterator[Summary]:
        """Summaries in the order of the texts, which are read a few at a time."""
        chosen = options or SummaryOptions()
        source = iter(texts)
        while window := list(islice(source, TEXTS_AT_ONCE)):
            works = [_prepare(text, chosen) for text in window]
            while any(work.summary is None for work in works):
                works = self._advance(works, chosen)
            for work in works:
                yield self._finish(work, chosen)

    def _advance(self, works: Sequence[_Work], options: SummaryOptions) -> list[_Work]:
        """One round for all unfinished texts: split, generate, join."""
        began = time.perf_counter()
        works = [work if work.summary is not None else self._split(work) for work in works]
        requests = [
            Request(chunk.text, options.target_words, options.num_beams, options.n_best)
            for work in works
            for chunk in work.chunks
        ]
        drafts = iter(generate_sparingly(self._engine, requests))
        joined = [
            _join(work, list(islice(drafts, len(work.chunks))), options) if work.chunks else work for work in works
        ]
        share = (time.perf_counter() - began) / max(1, sum(len(work.chunks) for work in works))
        return [
            replace(after, elapsed_s=after.elapsed_s + share * len(before.chunks), chunks=())
            for before, after in zip(works, joined, strict=True)
        ]

    def _split(self, work: _Work) -> _Work:
        """The work with the chunks of its current text; the first round settles coverage."""
        chunks = tuple(split_chunks(work.current, self._engine.max_source_tokens, self._engine.count_tokens))
        if work.coverage:
            return replace(work, chunks=chunks)
        n_seen = sum(_n_letters(chunk.text) for chunk in chunks)
        findings = work.findings
        if any(chunk.is_cut for chunk in chunks):
            findings += tuple(check_source(is_russian=True, has_cut_sentence=True))
        coverage = n_seen / max(1, _n_letters(work.current))
        return replace(work, chunks=chunks, findings=findings, coverage=coverage)

    def _finish(self, work: _Work, options: SummaryOptions) -> Summary:
        began = time.perf_counter()
        checked = check(work.summary or "", work.cleaned, options.faithful)
        findings = work.findings + checked.findings
        elapsed_s = work.elapsed_s + time.perf_counter() - began
        return Summary(
            checked.text,
            findings,
            work.coverage,
            work.cleaned,
            self.model,
            options,
            elapsed_s,
            checked.evidence,
            checked.copying,
        )


def _n_letters(text: str) -> int:
    """Characters that are not white space."""
    return len(text) - sum(map(str.isspace, text))


def _prepare(text: str, options: SummaryOptions) -> _Work:
    """The cleaned text, already done with if there is nothing to summarize."""
    began = time.perf_counter()
    if len(text) > options.max_source_chars:
        refused = Finding("too_long", text=f"{len(text)} > {options.max_source_chars}")
        return _Work(CleanText("", ()), (refused,), "", summary="")
    cleaned = clean(text)
    work = _Work(cleaned, (), cleaned.text)
    n_words = len(cleaned.text.split())
    if not any(map(str.isalpha, cleaned.text)):
        work = replace(work, summary="", findings=(Finding("empty_source"),))
    elif not is_russian(cleaned.text):
        findings = tuple(check_source(is_russian=False, has_cut_sentence=False))
        work = replace(work, summary=None if options.any_language else "", findings=findings)
    if work.summary is None and n_words <= options.target_words:
        short = Finding("short_source")
        work = replace(work, summary=cleaned.text.strip(), findings=(*work.findings, short), coverage=1.0)
    return replace(work, elapsed_s=time.perf_counter() - began)


def _join(work: _Work, drafts: Sequence[Sequence[Draft]], options: SummaryOptions) -> _Work:
    """The text after a round: its summary, or the joined drafts for the next round.

    It ends: each round must be shorter than the one before by a tenth, and where a model does
    not shorten, sentences are chosen from its drafts instead.
    """
    chosen = [_choose(found, chunk.text, options) for chunk, found in zip(work.chunks, drafts, strict=True)]
    findings = work.findings
    if any(not draft.is_finished for draft in chosen) and Finding("unfinished") not in findings:
        findings += (Finding("unfinished"),)
    texts = [draft.text if draft.is_finished else drop_unfinished(draft.text) for draft in chosen]
    joined = join_drafts(texts)
    n_words = len(joined.split())
    if len(chosen) == 1 or n_words <= options.target_words * 1.25:
        return replace(work, summary=joined, findings=findings)
    if n_words > 0.9 * len(work.current.split()):
        return replace(work, summary=extract(joined, options.target_words), findings=findings)
    return replace(work, current=joined, findings=findings)


def _choose(drafts: Sequence[Draft], source: str, options: SummaryOptions) -> Draft:
    """The best draft of a chunk, its doubtful sentences taken from the other drafts where those know better."""
    if options.faithful == "off":
        return drafts[0]
    best = best_draft(drafts, source, options.target_words)
    if options.faithful == "flag" or len(drafts) == 1:
        return best
    return replace(best, text=mend_draft(best.text, [d.text for d in drafts if d is not best], source))
