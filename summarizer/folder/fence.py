"""One input must not end a night's run: what goes wrong with it becomes its reason, the others are done."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from summarizer.engines.scheduling import is_out_of_memory
from summarizer.errors import BrokenOffError, InputError, ModelError, StoppedError, SummarizerError
from summarizer.options import SummaryOptions
from summarizer.summarize import Summarizer
from summarizer.summary import Summary

N_ALIKE: Final = 5  # texts in a row with the same inner error: then the model is tried with a text of our own
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Failure:
    """Why one text has no summary."""

    reason: str
    is_of_input: bool  # False: it may be the model's or the program's, and the next run tries again


class Fence:
    """Summarizes texts, each of which may fail alone; remembers how many did so alike."""

    def __init__(self, summarizer: Summarizer, options: SummaryOptions) -> None:
        self._summarizer = summarizer
        self._options = options
        self._last = ""  # the reason of the last inner error
        self._n_alike = 0

    def summarize(self, texts: Sequence[str]) -> list[Summary | Failure]:
        """A summary for each text, or the reason why it alone has none.

        Raises:
            SummarizerError: What concerns all texts: a damaged model, one that fails on every text, a wrong option.
        """
        try:
            summaries = list(self._summarizer.summarize_many(texts, self._options, at_once=len(texts)))
        except Exception as error:  # whatever a text or the model does wrong
            if len(texts) == 1:
                return [self._failure(error)]
        else:
            self._n_alike = 0 if any(map(_is_generated, summaries)) else self._n_alike
            return list(summaries)
        return [result for text in texts for result in self.summarize([text])]

    def _failure(self, error: Exception) -> Failure:
        failure = Failure(reason_of(error), isinstance(error, InputError) or is_out_of_memory(error))
        if not failure.is_of_input:
            self._n_alike = self._n_alike + 1 if failure.reason == self._last else 1
            self._last = failure.reason
        if self._n_alike >= N_ALIKE:
            self._check_model(error)
            self._n_alike = 0  # it is the texts', a whole folder of them may be so
        return failure

    def _check_model(self, error: Exception) -> None:
        """Raises ModelError where not even a text that is known to be good has a summary."""
        from summarizer.doctor import SAMPLE  # with all that examines a model

        try:
            self._summarizer.summarize(SAMPLE, SummaryOptions(words=10))
        except StoppedError:
            raise
        except Exception:
            raise ModelError(
                f"Модель не работает: на {N_ALIKE} текстах подряд и на проверочном она дала ошибку "
                f"({type(error).__name__}: {error}). Проверьте её: summarizer doctor. Место ошибки покажет --debug"
            ) from error


def _is_generated(summary: Summary) -> bool:
    """True where the model had to work: not for a text that is empty, foreign or short."""
    return not summary.is_empty and all(finding.kind != "short_source" for finding in summary.findings)


def reason_of(error: Exception) -> str:
    """What is written down about an input that failed; an error that concerns all of them is raised again."""
    is_of_one = isinstance(error, (InputError, BrokenOffError))
    if isinstance(error, SummarizerError) and not is_of_one:
        raise error
    _log.debug("An input failed", exc_info=error)
    if is_of_one:
        return str(error)
    if is_out_of_memory(error):
        return "не хватило памяти даже для одного этого текста. Разделите его на части или закройте другие программы"
    return f"внутренняя ошибка ({type(error).__name__}: {error}). Повторите с --debug и сообщите о ней"
