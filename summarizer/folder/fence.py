"""One input must not end a night's run: what goes wrong with it becomes its reason, the others are done."""

import logging
from collections.abc import Sequence

from summarizer.errors import InputError, SummarizerError
from summarizer.options import SummaryOptions
from summarizer.scheduling import is_out_of_memory
from summarizer.summarize import Summarizer, Summary

_log = logging.getLogger(__name__)


def summarize_each(summarizer: Summarizer, texts: Sequence[str], options: SummaryOptions) -> list[Summary | str]:
    """A summary for each text, or the reason why it alone has none.

    Raises:
        SummarizerError: What concerns all texts: a damaged model, a wrong option.
    """
    try:
        return list(summarizer.summarize_many(texts, options, at_once=len(texts)))
    except Exception as error:  # whatever a text or the model does wrong
        reason = reason_of(error)
        if len(texts) == 1:
            return [reason]
    return [result for text in texts for result in summarize_each(summarizer, [text], options)]


def reason_of(error: Exception) -> str:
    """What is written down about an input that failed; an error that concerns all of them is raised again."""
    if isinstance(error, SummarizerError) and not isinstance(error, InputError):
        raise error
    _log.debug("An input failed", exc_info=error)
    if isinstance(error, InputError):
        return str(error)
    if is_out_of_memory(error):
        return "не хватило памяти даже для одного этого текста. Разделите его или закройте другие программы"
    return f"внутренняя ошибка ({type(error).__name__}: {error}). С --debug видно её место; сообщите о ней"
