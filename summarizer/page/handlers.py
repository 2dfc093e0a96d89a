"""What the page's buttons and endpoints call: ordinary functions over the library, no widget in sight."""

import logging
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from summarizer.cleaning import CleanText, clean
from summarizer.errors import InputError, SummarizerError
from summarizer.options import LengthName, SummaryOptions
from summarizer.page import texts
from summarizer.page.shelf import ModelShelf
from summarizer.reading import read_document
from summarizer.summarize import Summary

_log = logging.getLogger(__name__)

# A text field and a marked source stay quick in a browser up to a thick book; the command takes more.
MAX_PAGE_CHARS: Final = 1_000_000
_SEEDS: Final = Path(__file__).resolve().parents[2] / "seeds"  # of a checkout; a wheel has none


@dataclass(frozen=True)
class Answer:
    """What became of one text: a summary, or a sentence that says why there is none."""

    source: str
    summary: Summary | None = None
    notice: str = ""


def summarize_text(shelf: ModelShelf, text: str, length: LengthName, model: str) -> Answer:
    """The summary of a text as the library makes it; never raises, since a person waits for words."""
    try:
        check_text(text, length, model)
        summary = shelf.get(model).summarize(text, replace(SummaryOptions(), length=length))
    except SummarizerError as error:
        return Answer(_shown(text), notice=str(error))
    except Exception:
        _log.exception("A text of %d characters broke the page", len(text))
        return Answer(_shown(text), notice=texts.CRASHED)
    if summary.is_empty:
        return Answer(text, notice=". ".join(finding.message for finding in summary.findings))
    return Answer(text, summary)


def clean_text(text: str) -> CleanText:
    """The cleaned text with its repairs.

    Raises:
        InputError: The text is over the page's limit, or not a text.
    """
    check_text(text)
    return clean(text)


def find_example() -> str | None:
    """The text of the first document in ``seeds/``; None where the program came without it."""
    paths = sorted(_SEEDS.glob("*.txt"))
    return read_document(paths[0]).text if paths else None


def answer_record(answer: Answer) -> dict[str, Any]:
    """An answer as JSON: what the ``summarize`` endpoint returns."""
    if answer.summary is None:
        return {"text": "", "notice": answer.notice}
    summary = answer.summary
    return {
        "text": summary.text,
        "notice": "",
        "findings": [finding.to_json() for finding in summary.findings],
        "evidence": [item.to_json() for item in summary.evidence],
        "coverage": summary.coverage,
        "n_repairs": len(summary.cleaned.repairs),
        "model": summary.model,
        "length": summary.options.length,
        "elapsed_s": summary.elapsed_s,
    }


def clean_record(cleaned: CleanText) -> dict[str, Any]:
    """A cleaned text as JSON: what the ``clean`` endpoint returns."""
    repairs = [
        {"rule": r.rule, "start": r.start, "stop": r.stop, "before": r.before, "after": r.after}
        for r in cleaned.repairs
    ]
    return {"text": cleaned.text, "repairs": repairs}


def check_text(text: str, *choices: str) -> None:
    """Raises InputError for what is not a string, which an endpoint may be sent, and for a text over the limit."""
    if not all(isinstance(value, str) for value in (text, *choices)):
        raise InputError(texts.WRONG_TYPE)
    if len(text) > MAX_PAGE_CHARS:
        found, limit = texts.number(len(text)), texts.number(MAX_PAGE_CHARS)
        raise InputError(texts.TOO_LONG.format(found=found, limit=limit))


def _shown(text: object) -> str:
    return text if isinstance(text, str) else ""
