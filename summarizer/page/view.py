"""What the page's script is told: an answer, its progress, a text that was cleaned; plain data, all words said."""

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from summarizer.checking import Finding
from summarizer.cleaning import CleanText
from summarizer.folder.names import STDIN
from summarizer.folder.records import Record, Settings
from summarizer.join import drop_unfinished
from summarizer.page import finding_texts, telling, texts
from summarizer.page.changes import count_marks, list_repairs
from summarizer.page.handlers import Answer
from summarizer.page.languages import LANGUAGES, Say, say_in
from summarizer.page.marks import CATEGORIES, SHOWN_CHARS, mark_source, mark_summary
from summarizer.reading.corpus import CORPUS_SUFFIXES
from summarizer.summary import Summary
from summarizer.watching import Progress

_TABLES: Final = " ".join(sorted(CORPUS_SUFFIXES | {".zip"}))  # a zip may hold some
QUIET_S: Final = 3  # of work; from then on a person is told how long it takes, or has taken
View = dict[str, Any]
Packed = list[tuple[str, str | float | None]]


def show_words(say: Say) -> View:
    """The words that the script says by itself."""
    return {
        "kind": "words",
        "words": {name: say(both) for name, both in texts.SCRIPT.items()} | {"tables": _TABLES},
        "rules": {rule: say(name) for rule, name in finding_texts.RULES.items()},
    }


def show_notice(sentence: str) -> View:
    """Why there is no summary."""
    return {"kind": "notice", "text": sentence}


@dataclass(frozen=True)
class Before:
    """What there was before a model began to write: the time it took, and the share of all the work."""

    elapsed_s: float = 0.0
    share: float = 0.0


AT_ONCE: Final = Before()


def show_progress(progress: Progress | None, elapsed_s: float, say: Say, before: Before = AT_ONCE) -> View:
    """What is done now, how far it is, and what is there already; None: it has not begun."""
    drafts = progress.drafts if progress and progress.n_chunks > 1 else ()
    return {
        "kind": "running",
        "share": round(progress.share if progress else 0.0, 3),
        "line": _line(progress, elapsed_s, say, before),
        "drafts": [drop_unfinished(draft) for draft in drafts],
    }


def _line(progress: Progress | None, elapsed_s: float, say: Say, before: Before) -> str:
    """The step, and how long it will take where that can be said, or has taken if that is long.

    >>> _line(Progress(0.2, 3, 12, step="choosing"), 20, lambda both: both.en, AT_ONCE)
    'Choosing what matters: part 4 of 12 · 20\\xa0s so far'
    """
    passed = telling.passed(elapsed_s, say) if elapsed_s >= QUIET_S else ""
    if progress is None:
        return f"{say(texts.LOADING)} · {passed}" if passed else f"{say(texts.STARTING)}…"
    step, is_written = say(texts.STEPS[progress.step]), progress.step == "writing"
    if is_written and progress.n_chunks > 1:
        step = say(texts.CHUNKS)
    told = step.format(done=progress.n_done, place=progress.n_done + 1, all=progress.n_chunks)
    worked_s, worked = elapsed_s - before.elapsed_s, progress.share - before.share
    if is_written and worked > 0.05 and progress.share < 1 and worked_s > 1:
        return f"{told} · {telling.time_left(worked_s * (1 - progress.share) / worked, say)}"
    if passed:
        return f"{told} · {passed}"
    return told if told != step else f"{told}…"


def show_stopped(progress: Progress | None, say: Say) -> View:
    """What is there of a text that was stopped."""
    drafts = [drop_unfinished(draft) for draft in progress.drafts] if progress else []
    return {"kind": "stopped", "text": say(texts.STOPPED_PARTLY if drafts else texts.STOPPED), "drafts": drafts}


def show_cleaned(source: str, cleaned: CleanText, say: Say) -> View:
    """A text as it came and as it was repaired."""
    repairs = cleaned.told if source.strip() else ()  # of blanks there is nothing to tell
    return {
        "kind": "source",
        "n_repairs": len(repairs),
        "title": telling.repaired_title(len(repairs), count_marks(repairs), say),
        "repairs": list_repairs(repairs, say),
        "pieces": [piece.to_json() for piece in mark_source(source, cleaned)],
        "is_cut": len(source) > SHOWN_CHARS,
    }


def show_answer(answer: Answer, say: Say) -> View:
    """An answer: a summary with all that a reader needs to trust it, or the sentence why there is none."""
    if answer.summary is None:
        told = ". ".join(telling.told(finding, say) for finding in answer.findings)
        return show_notice(told or telling.said(answer.notice, say))
    summary = answer.summary
    pieces = mark_summary(summary.text, summary.findings, summary.evidence)
    source = mark_source(answer.source, summary.cleaned, summary.evidence, summary.scored)
    return {
        "kind": "done",
        "title": summary.title,
        "pieces": [[piece.text, piece.sentence, piece.finding] for piece in pieces],
        "has_evidence": [bool(item.passages) for item in summary.evidence],
        "said": {language: _said(summary, say_in(language)) for language in LANGUAGES},
        "source": [piece.to_json() for piece in source],
        "is_cut": len(answer.source) > SHOWN_CHARS,
        "record": json.loads(record_of(summary, answer.source).to_json()),
        "copied": f"{summary.title}\n\n{summary.text}" if summary.title else summary.text,
    }


def record_of(summary: Summary, source: str) -> Record:
    """The summary as the folder command writes down that of a stream: only the script knows of a file."""
    digest = sha256(source.encode("utf-8", "backslashreplace")).hexdigest()
    return Record(
        path=STDIN,
        sha256=digest,
        status="done",
        headline=summary.title,
        summary=summary.text,
        findings=[finding.to_json() for finding in summary.findings],
        evidence=[item.to_json() for item in summary.evidence],
        coverage=summary.coverage,
        n_repairs=len(summary.cleaned.told),
        text_sha256=digest,
        settings=Settings.of(summary.model, "", summary.options, None),
    )


def packed(view: View) -> Packed:
    """A view as the one line of text that ``gr.HighlightedText`` carries to the script."""
    return [(json.dumps(view, ensure_ascii=True, separators=(",", ":")), None)]


def _said(summary: Summary, say: Say) -> View:
    """What is said of a summary in one language; a person may change the page's while it is shown."""
    return {
        "findings": [_finding(finding, vars(summary.options), say) for finding in summary.findings],
        "figures": telling.figures(summary, say),
        "unread": say(texts.UNREAD) if summary.scored and not summary.is_fully_read else "",
    }


def _finding(finding: Finding, asked: telling.Asked, say: Say) -> dict[str, str]:
    category, colour = CATEGORIES.get(finding.kind, (None, ""))
    return {
        "message": telling.told(finding, say, asked),
        "category": say(category) if category else "",
        "colour": colour,
    }
