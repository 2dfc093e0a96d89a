"""One text on its way, from the text as it was given to its summary; the rounds of generation lie between."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from summarizer.checking import Finding, check_source, is_unmarked, unsupported_facts
from summarizer.cleaning import SENTENCE_MARK, CleanText, clean, find_lost, is_russian
from summarizer.engines import Draft, Request, Traits
from summarizer.errors import InputError
from summarizer.excerpts import Plan, Reader, Span, plan_reading
from summarizer.headline import find_headline
from summarizer.index import n_letters
from summarizer.join import best_draft, drop_unfinished, join_drafts
from summarizer.length import Budget, budget_of, is_honoured
from summarizer.mending import Finished, check, finish, make_faithful, mend_draft
from summarizer.options import SummaryOptions
from summarizer.selection import Candidate, find_candidates
from summarizer.share import percent_of
from summarizer.summary import Summary
from summarizer.watching import Watch

MAX_EXCESS: Final = 2.0  # times the length asked for; what is longer is told, though it be one sentence


@dataclass(frozen=True)
class Work:
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


def prepare(text: str, options: SummaryOptions) -> Work:
    """The cleaned text, already done with if there is nothing to summarize.

    Raises:
        InputError: It is no string.
    """
    began = time.perf_counter()
    if not isinstance(text, str):
        raise InputError(f"Текст — {type(text).__name__}, а нужна строка str: прочтите файл или раскодируйте байты")
    if len(text) > options.max_source_chars:
        refused = Finding("too_long", text=f"{len(text)} > {options.max_source_chars}")
        return Work(CleanText("", ()), (refused,), "", budget_of(options, ()), summary="")
    cleaned = clean(text) if options.clean else CleanText(text)
    source = tuple(find_candidates(cleaned.text))
    findings = tuple(_text_findings(cleaned))
    work = Work(cleaned, findings, cleaned.text, budget_of(options, source), source)
    if not any(map(str.isalpha, cleaned.text)):
        work = replace(work, summary="", findings=(Finding("empty_source"), *findings))
    elif not is_russian(cleaned.text):
        foreign = tuple(check_source(is_russian=False, has_cut_sentence=False))
        work = replace(work, summary=None if options.any_language else "", findings=(*foreign, *findings))
    length = len(source) if work.budget.sentences is not None else len(cleaned.text.split())
    if work.summary is None and length <= work.budget.room.target:
        short = Finding("short_source")
        whole = cleaned.text.strip()
        text = "\n".join(one.sentence.text for one in source) if work.budget.is_list else whole
        read = (Span(0, len(cleaned.text)),)
        work = replace(work, summary=text, findings=(*work.findings, short), coverage=1.0, read=read)
    return replace(work, elapsed_s=time.perf_counter() - began)


def _text_findings(cleaned: CleanText) -> Iterator[Finding]:
    """What a text lacks, or lacked before it was cleaned."""
    if lost := find_lost(cleaned.text):
        yield Finding("lost_letters", text=str(len(lost)))
    if any(repair.rule == SENTENCE_MARK for repair in cleaned.repairs):
        yield Finding("guessed_marks")
    if is_unmarked(cleaned.text):
        yield Finding("no_marks")


def plan_round(work: Work, reader: Reader, watch: Watch) -> Work:
    """The work with the excerpts of its current text; the first round settles coverage, drafts are read whole."""
    if work.read:
        drafts = plan_reading(work.current, replace(reader, focus=None), work.budget.words, in_one_excerpt=True)
        return replace(work, plan=drafts)
    plan = plan_reading(work.current, reader, work.budget.words, watch=watch)
    read = tuple(span for excerpt in plan.excerpts for span in excerpt.spans)
    n_seen = sum(n_letters(work.current[span.start : span.stop]) for span in read)
    coverage = n_seen / max(1, n_letters(work.current))
    findings = work.findings + tuple(check_source(is_russian=True, has_cut_sentence=plan.has_cut_sentence))
    if coverage < 1:
        findings += (Finding("partly_read", text=f"прочитано {percent_of(coverage)} %"),)
    return replace(work, plan=plan, findings=findings, coverage=coverage, read=read)


def requests_of(work: Work, options: SummaryOptions) -> list[Request]:
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


def join_round(
    work: Work, plan: Plan, drafts: Sequence[Sequence[Draft]], options: SummaryOptions, is_trusted: bool
) -> Work:
    """The work after a round: its summary at the length asked for, or the joined drafts for the last pass.

    Args:
        is_trusted: Whether the engine is that wrote the drafts.
    """
    chosen = [
        _choose(found, excerpt.text, options, is_trusted) for excerpt, found in zip(plan.excerpts, drafts, strict=True)
    ]
    findings = work.findings
    if any(not draft.is_finished for draft in chosen) and Finding("unfinished") not in findings:
        findings += (Finding("unfinished"),)
    texts = [draft.text if draft.is_finished else drop_unfinished(draft.text) for draft in chosen]
    if not plan.is_last:
        if options.faithful == "repair":  # by what was read of its section: a book holds any number somewhere
            texts = [
                make_faithful(text, read.text, is_trusted)[0] for text, read in zip(texts, plan.excerpts, strict=True)
            ]
        return replace(work, current=join_drafts(texts), findings=findings)
    joined = join_drafts(texts)
    others = [draft.text for found in drafts for draft in found if draft.is_finished and draft.text not in texts]
    has_repair = options.faithful == "repair"
    done = finish(joined, others, work.cleaned.text, work.source, work.budget, has_repair, is_trusted)
    return replace(work, summary=done.text, finished=done, findings=findings)


def _choose(drafts: Sequence[Draft], source: str, options: SummaryOptions, is_trusted: bool) -> Draft:
    """The best draft of an excerpt, its doubtful sentences taken from the other drafts where those know better."""
    if options.faithful == "off":
        return drafts[0]
    best = best_draft(drafts, source)
    if options.faithful == "flag" or len(drafts) == 1:
        return best
    return replace(best, text=mend_draft(best.text, [d.text for d in drafts if d is not best], source, is_trusted))


def title_of(work: Work, drafts: Sequence[Draft]) -> str:
    """The first headline that is finished and holds no fact that the source does not."""
    own = (draft.text for draft in drafts if draft.is_finished and draft.text)
    sound = (text for text in own if not unsupported_facts(text, work.cleaned.text))
    return next(sound, "") or find_headline(work.source)


def with_title(work: Work, title: str) -> Work:
    """The work with its headline, which does not come again above a text that is given back as it is."""
    heading, _, rest = (work.summary or "").partition("\n")
    is_told_twice = heading.strip() == title and Finding("short_source") in work.findings
    return replace(work, title=title, summary=rest.lstrip() if is_told_twice and rest.strip() else work.summary)


def finish_text(work: Work, options: SummaryOptions, traits: Traits, notes: Sequence[Finding]) -> Summary:
    """The summary, checked; ``notes`` are findings about the engine."""
    began = time.perf_counter()
    checked = check(work.summary or "", work.cleaned, options.faithful, work.finished.repaired, traits.is_trusted)
    findings = (*notes, *work.findings, *checked.findings)
    findings += (*work.finished.find_added(checked.text), *_length_findings(work, checked.text))
    elapsed_s = work.elapsed_s + time.perf_counter() - began
    return Summary(
        text=checked.text,
        findings=findings,
        coverage=work.coverage,
        cleaned=work.cleaned,
        model=traits.name,
        options=options,
        elapsed_s=elapsed_s,
        evidence=checked.evidence,
        copying=checked.copying,
        title=work.title,
        read=work.read,
    )


def _length_findings(work: Work, summary: str) -> Iterator[Finding]:
    """A length that could not be reached, or one sentence that is far longer, unless that is told already.

    Of a count that was asked for not one may be wanting: four theses of five are not all.
    """
    if not summary or {Finding("short_source"), Finding("no_marks")}.intersection(work.findings):
        return
    n, target = work.budget.measure(summary), work.budget.room.target
    is_wanting = work.budget.sentences is not None and n < target
    if is_wanting or n > MAX_EXCESS * target or not is_honoured(summary, work.source, work.budget):
        yield Finding("off_length", text=f"{n} вместо {target:.0f}")
