"""What the page's script is told: an answer, its progress, a text that was cleaned; plain data, all words said."""

import json
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
from summarizer.summary import Summary
from summarizer.watching import Progress

QUIET_S: Final = 3  # of work; from then on a person is told how long it takes, or has taken
View = dict[str, Any]
Packed = list[tuple[str, str | float | None]]


def show_words(say: Say) -> View:
    """The words that the script says by itself."""
    return {
        "kind": "words",
        "words": {name: say(both) for name, both in texts.SCRIPT.items()},
        "rules": {rule: say(name) for rule, name in finding_texts.RULES.items()},
    }


def show_notice(sentence: str) -> View:
    """Why there is no summary."""
    return {"kind": "notice", "text": sentence}


def show_progress(progress: Progress | None, elapsed_s: float, say: Say) -> View:
    """How far the model is, and what is there already; None: it has not begun."""
    waited = [say(texts.TIME_PASSED).format(time=telling.duration(elapsed_s, say))] if elapsed_s >= QUIET_S else []
    if progress is None:
        line = " · ".join([say(texts.LOADING).rstrip("…"), *waited]) if waited else say(texts.LOADING)
        return {"kind": "running", "share": 0.0, "line": line, "drafts": []}
    parts = [say(texts.LOADING).rstrip("…")]
    if progress.n_chunks > 1:
        parts = [say(texts.CHUNKS).format(done=progress.n_done, all=progress.n_chunks)]
    if 0.05 < progress.share < 1 and elapsed_s > 1:
        left_s = elapsed_s * (1 - progress.share) / progress.share
        waited = [telling.time_left(left_s, say)]
    drafts = progress.drafts if progress.n_chunks > 1 else ()
    whole = [drop_unfinished(draft) for draft in drafts]
    return {
        "kind": "running",
        "share": round(progress.share, 3),
        "line": " · ".join([*parts, *waited]),
        "drafts": whole,
    }


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
