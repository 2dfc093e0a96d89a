"""The way of a text, step by step: clean → split → generate → join → fit → check."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Final

from summarizer.checking import Copying, Finding, check_source, is_unmarked, unsupported_facts
from summarizer.cleaning import CleanText, clean, find_lost, is_russian
from summarizer.engines import Draft, Engine, Request
from summarizer.engines.extract import ExtractEngine
from summarizer.errors import ModelError, OptionError
from summarizer.evidence import Evidence
from summarizer.excerpts import Plan, Span, plan_reading
from summarizer.faithful import check, make_faithful, mend_draft
from summarizer.finishing import Finished, finish
from summarizer.headline import TITLE_WORDS, find_headline
from summarizer.join import best_draft, drop_unfinished, join_drafts
from summarizer.length import Budget, budget_of, is_honoured
from summarizer.loading import DeviceName, DtypeName, load_engine
from summarizer.options import SummaryOptions
from summarizer.selection import Candidate, find_candidates
from summarizer.watching import ChunkWatch, Watch

MAX_EXCESS: Final = 2.0  # times the length asked for; what is longer is told, though it be one sentence
TEXTS_AT_ONCE: Final = 16  # texts whose chunks share batches, where nobody says more


@dataclass(frozen=True)
class Summary:
    """A summary and what a reader needs to trust it."""

    text: str
    findings: tuple[Finding, ...]
    coverage: float  # share of the source's characters that the model saw, 0 to 1; the rest was only scored
    cleaned: CleanText
    model: str
    options: SummaryOptions
    elapsed_s: float  # of this text alone, its share of common batches included
    evidence: tuple[Evidence, ...] = ()  # one for each sentence, with offsets in the text as it was given
    copying: Copying = field(default_factory=Copying)  # how near it is to the source's own words
    title: str = ""  # a headline, if one was asked for
    read: tuple[Span, ...] = ()  # what the model saw, in offsets of ``cleaned.text``, in order

    @property
    def is_empty(self) -> bool:
        """True where there was nothing to summarize; the first finding says why."""
        return not self.text

    @property
    def is_fully_read(self) -> bool:
        """True where the model saw every character of the source."""
        return self.coverage >= 1.0

    @property
    def points(self) -> tuple[str, ...]:
        """The theses, if they were asked for."""
        return tuple(self.text.split("\n")) if self.options.points and self.text else ()

    @property
    def scored(self) -> tuple[Span, ...]:
        """What the model did not see: weighed by the selection only; in offsets of ``cleaned.text``."""
        starts = [0, *(span.stop for span in self.read)]
        stops = [*(span.start for span in self.read), len(self.cleaned.text)]
        gaps = (Span(start, stop) for start, stop in zip(starts, stops, strict=True))
        return tuple(gap for gap in gaps if self.cleaned.text[gap.start : gap.stop].strip())


@dataclass(frozen=True)
class _Work:
    """A text on its way: ``current`` is what the next round of generation reads."""

    cleaned: CleanText
    findings: tuple[Finding, ...]
    current: str
    budget: Budget
    source: tuple[Candidate, ...] = ()
    plan: Plan | None = None  # of the current round
    coverage: float = 0.0
    read: tuple[Span, ...] = ()
    summary: str | None = None
    finished: Finished = field(default_factory=Finished)  # how the summary came about
    title: str = ""
    elapsed_s: float = 0.0

    @property
    def n_excerpts(self) -> int:
        return len(self.plan.excerpts) if self.plan else 0


class Summarizer:
    """Texts in, summaries out, with one engine. Any number of texts share its batches."""

    def __init__(self, engine: Engine, notes: Sequence[Finding] = ()) -> None:
        """Takes the engine, and findings about it that every summary must carry."""
        self._engine = engine
        self._notes = tuple(notes)

    @classmethod
    def load(
        cls, model: str = "auto", device: DeviceName = "auto", dtype: DtypeName = "auto", threads: int | None = None
    ) -> "Summarizer":
        """A summarizer with a model by name, hub id or folder; see ``summarizer models``.

        Where ``auto`` finds a model that is damaged, ``extract`` takes its place, and every summary says so;
        not where a device was asked for: that it is not there is an error.

        Raises:
            ModelError: The model or the device that was named cannot be had here; the message says what helps.
        """
        try:
            return cls(load_engine(model, device, dtype, threads))
        except ModelError as error:
            if model != "auto" or device != "auto":
                raise
            return cls(ExtractEngine(), [Finding("model_lost", text=str(error))])

    def over(self, wrap: Callable[[Engine], Engine]) -> "Summarizer":
        """The same summarizer with its engine wrapped: timed, or shared between threads."""
        return Summarizer(wrap(self._engine), self._notes)

    @property
    def model(self) -> str:
        """The name of the loaded model."""
        return self._engine.name

    def summarize(self, text: str, options: SummaryOptions | None = None, watch: Watch | None = None) -> Summary:
        """The summary of one text; the first of a batch of one. No text is an error: see ``is_empty``.

        Raises:
            StoppedError: ``watch.stop()`` was called.
        """
        return next(self.summarize_many([text], options, watch))

    def summarize_many(
        self,
        texts: Iterable[str],
        options: SummaryOptions | None = None,
        watch: Watch | None = None,
        at_once: int = TEXTS_AT_ONCE,
    ) -> Iterator[Summary]:
        """Summaries in the order of the texts, which are read a few at a time.

        Args:
            watch: Is told how far the model is, and may stop it.
            at_once: Texts whose chunks share batches: more of them keep the model busier and delay the first result.

        Raises:
            OptionError: ``at_once`` is below 1.
            StoppedError: ``watch.stop()`` was called.
        """
        if at_once < 1:
            raise OptionError(f"Текстов сразу {at_once}: нужно по 1 и больше")
        chosen, watch = options or SummaryOptions(), watch or Watch()
        source = iter(texts)
        while window := list(islice(source, at_once)):
            works = [_prepare(text, chosen) for text in window]
            while any(work.summary is None for work in works):
                works = self._advance(works, chosen, watch)
            if chosen.title:
                works = self._add_titles(works, chosen, watch)
            for work in works:
                watch.check()
                yield self._finish(work, chosen)

    def _advance(self, works: Sequence[_Work], options: SummaryOptions, watch: Watch) -> list[_Work]:
        """One round for all unfinished texts: plan what is read, generate, join. Two rounds finish any text."""
        began = time.perf_counter()
        works = [work if work.summary is not None else self._plan(work) for work in works]
        requests = [request for work in works for request in _requests(work, options)]
        watches = watch.begin_round(
            len(requests), sum(work.plan is not None and not work.plan.is_last for work in works)
        )
        watch.check()
        drafts = iter(self._engine.generate(list(map(_watched, requests, watches))))
        watch.check()
        joined = [
            _join(work, work.plan, list(islice(drafts, work.n_excerpts)), options) if work.plan else work
            for work in works
        ]
        share = (time.perf_counter() - began) / max(1, len(requests))
        return [
            replace(after, elapsed_s=after.elapsed_s + share * before.n_excerpts, plan=None)
            for before, after in zip(works, joined, strict=True)
        ]

    def _plan(self, work: _Work) -> _Work:
        """The work with the excerpts of its current text; the first round settles coverage."""
        is_drafts = bool(work.read)
        window, count_tokens = self._engine.max_source_tokens, self._engine.count_tokens
        plan = plan_reading(work.current, window, count_tokens, work.budget.words, is_drafts)
        if is_drafts:
            return replace(work, plan=plan)
        read = tuple(span for excerpt in plan.excerpts for span in excerpt.spans)
        n_seen = sum(_n_letters(work.current[span.start : span.stop]) for span in read)
        coverage = n_seen / max(1, _n_letters(work.current))
        findings = work.findings + tuple(check_source(is_russian=True, has_cut_sentence=plan.has_cut_sentence))
        if coverage < 1:
            findings += (Finding("partly_read", text=f"прочитано {_percent(coverage)} %"),)
        return replace(work, plan=plan, findings=findings, coverage=coverage, read=read)

    def _add_titles(self, works: Sequence[_Work], options: SummaryOptions, watch: Watch) -> list[_Work]:
        """The works with headlines: the model's where it can and the source holds its facts, else the source's."""
        began = time.perf_counter()
        asked = [work for work in works if work.summary and self._engine.can_title]
        window, count_tokens = self._engine.max_source_tokens, self._engine.count_tokens
        plans = [plan_reading(work.cleaned.text, window, count_tokens, TITLE_WORDS, is_drafts=True) for work in asked]
        requests = [Request(plan.excerpts[0].text, TITLE_WORDS, options.num_beams, is_title=True) for plan in plans]
        watches = watch.begin_round(len(requests)) if requests else []
        answers = iter(self._engine.generate(list(map(_watched, requests, watches))) if requests else ())
        watch.check()
        titles = [
            _title(work, next(answers) if self._engine.can_title else ()) if work.summary else "" for work in works
        ]
        share = (time.perf_counter() - began) / max(1, sum(bool(work.summary) for work in works))
        return [
            replace(work, title=title, elapsed_s=work.elapsed_s + share * bool(work.summary))
            for work, title in zip(works, titles, strict=True)
        ]

    def _finish(self, work: _Work, options: SummaryOptions) -> Summary:
        began = time.perf_counter()
        checked = check(work.summary or "", work.cleaned, options.faithful, work.finished.repaired)
        findings = self._notes + work.findings + checked.findings
        findings += (*work.finished.find_added(checked.text), *_length_findings(work, checked.text))
        elapsed_s = work.elapsed_s + time.perf_counter() - began
        return Summary(
            text=checked.text,
            findings=findings,
            coverage=work.coverage,
            cleaned=work.cleaned,
            model=self.model,
            options=options,
            elapsed_s=elapsed_s,
            evidence=checked.evidence,
            copying=checked.copying,
            title=work.title,
            read=work.read,
        )


def _percent(share: float) -> str:
    """Whole per cents, less rather than more: what was not read is not said to be; below one a digit that tells.

    >>> _percent(0.999), _percent(0.0199), _percent(0.0042)
    ('99', '1', '0.4')
    """
    percent = 100 * share
    return str(int(percent)) if percent >= 1 else f"{percent:.1g}"


def _n_letters(text: str) -> int:
    """Characters that are not white space."""
    return len(text) - sum(map(str.isspace, text))


def _prepare(text: str, options: SummaryOptions) -> _Work:
    """The cleaned text, already done with if there is nothing to summarize."""
    began = time.perf_counter()
    if len(text) > options.max_source_chars:
        refused = Finding("too_long", text=f"{len(text)} > {options.max_source_chars}")
        return _Work(CleanText("", ()), (refused,), "", budget_of(options, ()), summary="")
    cleaned = clean(text) if options.clean else CleanText(text)
    source = tuple(find_candidates(cleaned.text))
    findings = tuple(_text_findings(cleaned.text))
    work = _Work(cleaned, findings, cleaned.text, budget_of(options, source), source)
    if not any(map(str.isalpha, cleaned.text)):
        work = replace(work, summary="", findings=(Finding("empty_source"), *findings))
    elif not is_russian(cleaned.text):
        foreign = tuple(check_source(is_russian=False, has_cut_sentence=False))
        work = replace(work, summary=None if options.any_language else "", findings=(*foreign, *findings))
    if work.summary is None and work.budget.measure(cleaned.text) <= work.budget.room.target:
        short = Finding("short_source")
        whole = cleaned.text.strip()
        text = "\n".join(one.sentence.text for one in source) if work.budget.is_list else whole
        read = (Span(0, len(cleaned.text)),)
        work = replace(work, summary=text, findings=(*work.findings, short), coverage=1.0, read=read)
    return replace(work, elapsed_s=time.perf_counter() - began)


def _text_findings(text: str) -> Iterator[Finding]:
    """What a cleaned text lacks."""
    if lost := find_lost(text):
        yield Finding("lost_letters", text=str(len(lost)))
    if is_unmarked(text):
        yield Finding("no_marks")


def _requests(work: _Work, options: SummaryOptions) -> list[Request]:
    """What is asked of the engine in this round: the whole length, or of each section its share."""
    if work.plan is None:
        return []
    is_whole = len(work.plan.excerpts) == 1
    sentences = work.budget.sentences if is_whole else None
    is_list = work.budget.is_list and is_whole
    return [
        Request(excerpt.text, work.plan.words_each, options.num_beams, options.n_best, sentences, is_list)
        for excerpt in work.plan.excerpts
    ]


def _watched(request: Request, watch: ChunkWatch) -> Request:
    return replace(request, watch=watch)


def _join(work: _Work, plan: Plan, drafts: Sequence[Sequence[Draft]], options: SummaryOptions) -> _Work:
    """The work after a round: its summary at the length asked for, or the joined drafts for the last pass."""
    chosen = [_choose(found, excerpt.text, options) for excerpt, found in zip(plan.excerpts, drafts, strict=True)]
    findings = work.findings
    if any(not draft.is_finished for draft in chosen) and Finding("unfinished") not in findings:
        findings += (Finding("unfinished"),)
    texts = [draft.text if draft.is_finished else drop_unfinished(draft.text) for draft in chosen]
    if not plan.is_last:
        if options.faithful == "repair":  # by what was read of its section: a book holds any number somewhere
            texts = [make_faithful(text, read.text)[0] for text, read in zip(texts, plan.excerpts, strict=True)]
        return replace(work, current=join_drafts(texts), findings=findings)
    joined = join_drafts(texts)
    others = [draft.text for found in drafts for draft in found if draft.is_finished and draft.text not in texts]
    done = finish(joined, others, work.cleaned.text, work.source, work.budget, options.faithful == "repair")
    return replace(work, summary=done.text, finished=done, findings=findings)


def _choose(drafts: Sequence[Draft], source: str, options: SummaryOptions) -> Draft:
    """The best draft of an excerpt, its doubtful sentences taken from the other drafts where those know better."""
    if options.faithful == "off":
        return drafts[0]
    best = best_draft(drafts, source)
    if options.faithful == "flag" or len(drafts) == 1:
        return best
    return replace(best, text=mend_draft(best.text, [d.text for d in drafts if d is not best], source))


def _title(work: _Work, drafts: Sequence[Draft]) -> str:
    """The first headline that is finished and holds no fact that the source does not."""
    own = (draft.text for draft in drafts if draft.is_finished and draft.text)
    sound = (text for text in own if not unsupported_facts(text, work.cleaned.text))
    return next(sound, "") or find_headline(work.source)


def _length_findings(work: _Work, summary: str) -> Iterator[Finding]:
    """A length that could not be reached, or one sentence that is far longer, unless that is told already."""
    if not summary or {Finding("short_source"), Finding("no_marks")}.intersection(work.findings):
        return
    n, target = work.budget.measure(summary), work.budget.room.target
    if n > MAX_EXCESS * target or not is_honoured(summary, work.source, work.budget):
        yield Finding("off_length", text=f"{n} вместо {target:.0f}")
