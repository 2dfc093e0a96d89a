"""What programs may call: named endpoints with types, the library behind each; docs/reference.md has examples.

Each answers with an object that has a ``notice``: empty, or a sentence that says why there is nothing else.
"""

import logging
from collections.abc import Callable
from typing import Any, Final

from gradio.events import api

from summarizer.errors import InputError, SummarizerError
from summarizer.evidence import Evidence, find_evidence
from summarizer.options import LengthName, SummaryOptions
from summarizer.page import russian, telling
from summarizer.page.handlers import Answer, answer_record, check_text, clean_record, clean_text
from summarizer.page.house import House
from summarizer.page.languages import LANGUAGES, Language, Say, say_in
from summarizer.page.shelf import ModelShelf
from summarizer.share import parse_share
from summarizer.summarize import TEXTS_AT_ONCE

MAX_SUMMARY_CHARS: Final = 100_000  # whose evidence is looked for: ten times the longest that a person reads
_log = logging.getLogger(__name__)


def open_endpoints(house: House) -> None:
    """Adds the endpoints to the page that is being built; in one language only, since each is told its own."""
    shelf, default_length = house.shelf, SummaryOptions().length

    def summarize(
        text: str,
        length: LengthName = default_length,
        model: str = shelf.default,
        words: int | None = None,
        sentences: int | None = None,
        ratio: float | str | None = None,
        points: int | None = None,
        title: bool = False,
        language: Language = LANGUAGES[0],
    ) -> dict[str, Any]:
        """The summary of a Russian text, its findings, evidence and figures.

        The length by name, or by one of words, sentences, ratio and points. The language is that of notice and
        findings, here and below.
        """
        asked = {"words": words, "sentences": sentences, "ratio": ratio, "points": points}
        return answered(language, lambda say: _summarize(shelf, text, length, model, asked, title, say))

    def clean(text: str, language: Language = LANGUAGES[0]) -> dict[str, Any]:
        """The text with its look-alike letters and other damage repaired, and the repairs with their places."""
        return answered(language, lambda say: {**clean_record(clean_text(text)), "notice": ""})

    def evidence(summary: str, source: str, language: Language = LANGUAGES[0]) -> dict[str, Any]:
        """For each sentence of a summary, whoever wrote it, the sentences of the source that it rests on."""
        return answered(language, lambda say: _evidence(summary, source, say))

    for function in (summarize, clean, evidence):
        api(
            function,
            api_name=function.__name__,
            concurrency_id="summarize",
            concurrency_limit=TEXTS_AT_ONCE,
        )


def answered(language: Language, make: Callable[[Say], dict[str, Any]]) -> dict[str, Any]:
    """What is made, or a notice why it cannot be: a program gets a sentence of its language and no stack.

    >>> answered("ru", lambda say: {"text": "Мост", "notice": ""})
    {'text': 'Мост', 'notice': ''}
    >>> def fails(say):
    ...     raise InputError(russian.WRONG_TYPE)
    >>> answered("en", fails)
    {'text': '', 'notice': 'Text and settings must be strings'}
    >>> answered("de", fails)["notice"]
    'Языка «de» нет; есть ru, en'
    """
    if language not in LANGUAGES:
        names = ", ".join(LANGUAGES)
        return {"text": "", "notice": russian.NO_SUCH_LANGUAGE.format(language=language, names=names)}
    say = say_in(language)
    try:
        return make(say)
    except SummarizerError as error:
        return {"text": "", "notice": telling.said(str(error), say)}
    except Exception:
        _log.exception("A call of a program broke the page")
        return {"text": "", "notice": telling.said(russian.CRASHED, say)}


def _summarize(
    shelf: ModelShelf, text: str, length: LengthName, model: str, asked: dict[str, Any], title: bool, say: Say
) -> dict[str, Any]:
    check_text(text, length, model)
    asked = asked | {"ratio": _share(asked["ratio"])}
    if not isinstance(title, bool) or any(
        isinstance(n, bool) or not isinstance(n, int | None if name != "ratio" else int | float | None)
        for name, n in asked.items()
    ):
        raise InputError(russian.BAD_NUMBERS)
    given: dict[str, Any] = {name: value for name, value in asked.items() if value is not None}
    summary = shelf.get(model).summarize(text, SummaryOptions(length=length, title=title, **given))
    if summary.is_empty:
        return {"text": "", "notice": ". ".join(telling.told(finding, say) for finding in summary.findings)}
    return {**answer_record(Answer(text, summary), say), "title": summary.title, "points": list(summary.points)}


def _share(ratio: object) -> object:
    """A share as it may be written, «10%», «0,1», as a number; all else as it is."""
    try:
        return parse_share(ratio) if isinstance(ratio, str) else ratio
    except ValueError as error:
        raise InputError(russian.BAD_NUMBERS) from error


def _evidence(summary: str, source: str, say: Say) -> dict[str, Any]:
    check_text(source, summary)
    if len(summary) > MAX_SUMMARY_CHARS:
        raise InputError(russian.TOO_LONG.format(found=len(summary), limit=MAX_SUMMARY_CHARS))
    sentences = [_sentence(item, summary, source) for item in find_evidence(summary, source)]
    has_both = sentences and source.strip()
    return {"sentences": sentences, "notice": "" if has_both else telling.said(russian.NO_SENTENCES, say)}


def _sentence(item: Evidence, summary: str, source: str) -> dict[str, Any]:
    """A summary sentence with its source sentences, each with its place and its text."""
    passages = [
        {"start": p.start, "stop": p.stop, "score": p.score, "text": source[p.start : p.stop]} for p in item.passages
    ]
    return {"start": item.start, "stop": item.stop, "text": summary[item.start : item.stop], "passages": passages}
