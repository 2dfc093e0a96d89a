"""What the page's buttons and endpoints call: ordinary functions over the library, no widget in sight."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from summarizer.checking import Finding
from summarizer.cleaning import CleanText, clean
from summarizer.errors import InputError, StoppedError, SummarizerError
from summarizer.options import LengthName, SummaryOptions
from summarizer.page import russian, telling, texts
from summarizer.page.languages import Both, Say
from summarizer.page.shelf import ModelShelf
from summarizer.summary import Summary
from summarizer.watching import Watch

_log = logging.getLogger(__name__)

# A text field and a marked source stay quick in a browser up to a thick book; the command takes more.
MAX_PAGE_CHARS: Final = 1_000_000
_EXAMPLES: Final = Path(__file__).resolve().parent / "examples"
_SEEDS: Final = Path(__file__).resolve().parents[2] / "seeds"  # of a checkout; a wheel has none


@dataclass(frozen=True)
class Answer:
    """What became of one text: a summary, or a sentence that says why there is none."""

    source: str
    summary: Summary | None = None
    notice: str = ""
    findings: tuple[Finding, ...] = ()  # that the notice is made of, if it is no error


def summarize_text(shelf: ModelShelf, text: str, length: LengthName, model: str) -> Answer:
    """The summary of a text as the library makes it; never raises, since a person waits for words."""
    return answer_text(shelf, text, lambda: replace(SummaryOptions(), length=length), model)


def answer_text(
    shelf: ModelShelf, text: str, options: Callable[[], SummaryOptions], model: str, watch: Watch | None = None
) -> Answer:
    """The same with any options, which may be out of range, for one who follows it; stopping it is no answer.

    Raises:
        StoppedError: ``watch.stop()`` was called.
    """
    try:
        check_text(text, model)
        if not text.strip():
            return Answer(text, notice=russian.NO_TEXT)
        summary = shelf.get(model).summarize(text, options(), watch)
    except StoppedError:
        raise
    except SummarizerError as error:
        return Answer(_shown(text), notice=str(error))
    except Exception:
        _log.exception("A text of %d characters broke the page", len(text))
        return Answer(_shown(text), notice=russian.CRASHED)
    if summary.is_empty:
        return Answer(
            text, notice=". ".join(finding.message for finding in summary.findings), findings=summary.findings
        )
    return Answer(text, summary)


def clean_text(text: str) -> CleanText:
    """The cleaned text with its repairs.

    Raises:
        InputError: The text is over the page's limit, or not a text.
    """
    check_text(text)
    return clean(text)


def find_examples() -> list[tuple[Both, Path]]:
    """The texts that a person can try the page on, with their names; a wheel has no seed."""
    seeds = [(texts.EXAMPLE_SEED, path) for path in sorted(_SEEDS.glob("*.txt"))[:1]]
    return [*seeds, (texts.EXAMPLE_ESSAY, _EXAMPLES / "essay.txt"), (texts.EXAMPLE_REPORT, _EXAMPLES / "report.txt")]


def answer_record(answer: Answer, say: Say) -> dict[str, Any]:
    """An answer as JSON: what the ``summarize`` endpoint returns; what the findings say is said in a language."""
    if answer.summary is None:
        return {"text": "", "notice": telling.said(answer.notice, say)}
    summary = answer.summary
    return {
        "text": summary.text,
        "notice": "",
        "findings": [_finding_record(finding, vars(summary.options), say) for finding in summary.findings],
        "evidence": [item.to_json() for item in summary.evidence],
        "coverage": summary.coverage,
        "n_repairs": len(summary.cleaned.told),
        "model": summary.model,
        "length": _length(summary.options),
        "elapsed_s": summary.elapsed_s,
    }


def _length(options: SummaryOptions) -> str:
    """What was asked for: a name, or one of the other ways with its number.

    >>> _length(SummaryOptions()), _length(SummaryOptions(points=5))
    ('medium', 'points=5')
    """
    asked = {name: getattr(options, name) for name in ("words", "sentences", "ratio", "points")}
    return next((f"{name}={n}" for name, n in asked.items() if n is not None), options.length)


def _finding_record(finding: Finding, asked: telling.Asked, say: Say) -> dict[str, str | int]:
    said = {
        "text": telling.about(finding, say, asked),
        "note": telling.said(finding.note, say),
        "message": telling.told(finding, say, asked),
    }
    return {**finding.to_json(), **said}


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
        raise InputError(russian.WRONG_TYPE)
    if len(text) > MAX_PAGE_CHARS:
        found, limit = telling.number(len(text)), telling.number(MAX_PAGE_CHARS)
        raise InputError(russian.TOO_LONG.format(found=found, limit=limit))


def _shown(text: object) -> str:
    return text if isinstance(text, str) else ""
