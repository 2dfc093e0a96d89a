"""A request as its model wants it: prefix, special tokens, limits of a draft. The same for every engine."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from summarizer.engines import Draft, Request
from summarizer.engines.scheduling import Job
from summarizer.errors import InputError, ModelError
from summarizer.models import ModelEntry
from summarizer.patterns import pattern
from summarizer.watching import are_all_stopped

MAX_OVER_TARGET: Final = 1.6  # a draft may be so much longer than asked for before it is stopped
SPARE_TOKENS: Final = 16  # beyond that, where the entry allows them: a short target leaves no room for a long name
MIN_OF_TARGET: Final = 0.4  # a draft may be so much shorter than asked for
LABEL_CHARS: Final = 40  # of a source's beginning, to name it in an error
UNREADABLE: Final = "\ufffd"
_HALF: Final = pattern("[\ud800-\udfff]")  # of a sign that was cut in two: no library takes it
# Tokens per Russian word differ from vocabulary to vocabulary (1.6 to 3); measured on this text
# once per model, so that the limits of a draft never depend on what shares its batch.
_CALIBRATION: Final = (
    "Администрация города сообщила, что в следующем году здесь откроют новую библиотеку и отремонтируют "
    "три школы; по словам главы района Петрова, на это выделят двести миллионов рублей из бюджета."
)


class Tokenizer(Protocol):
    """What the engines need of a tokenizer, whichever library runs it."""

    @property
    def pad_id(self) -> int:
        """Fills rows up to the longest."""

    @property
    def eos_id(self) -> int:
        """Ends a summary."""

    def encode(self, text: str, add_special: bool = True) -> list[int]:
        """Token ids of a text, with the special tokens of a source or without."""

    def decode(self, ids: Sequence[int]) -> str:
        """The text of token ids, special ones left out."""


@dataclass(frozen=True)
class Limits:
    """What bounds a draft; requests with equal limits may share a batch."""

    num_beams: int
    n_best: int
    min_new_tokens: int
    max_new_tokens: int


class Encoding:
    """A model's conventions applied with its tokenizer.

    Raises:
        ModelError: The window leaves no room for a source.
    """

    def __init__(self, entry: ModelEntry, tokenizer: Tokenizer) -> None:
        self._entry = entry
        self._tokenizer = tokenizer
        self.tokens_per_word = self.count_tokens(_CALIBRATION) / len(_CALIBRATION.split())
        self.can_title = entry.title_prefix is not None or entry.title_suffix is not None
        longest = max(len(self.encode("", 1000, is_title)) for is_title in (False, self.can_title))
        self.window_tokens = entry.window_tokens
        self.max_source_tokens = entry.window_tokens - longest
        if self.max_source_tokens < 1:
            raise ModelError(
                f"Окно модели {entry.name} в {entry.window_tokens} токенов занято целиком её подсказкой ({longest}): "
                "исправьте summarization.window_tokens в config.json или возьмите другую модель"
            )

    def count_tokens(self, text: str) -> int:
        """Tokens of a source text, without prefix and special tokens."""
        return len(self._tokenizer.encode(_HALF.sub(UNREADABLE, text), add_special=False))

    def encode(self, source: str, target_words: int, is_title: bool = False) -> list[int]:
        """Token ids of a source with the model's own prefix, suffix and special tokens.

        A model without a prefix or suffix for headlines takes its usual one.
        """
        title_prefix, title_suffix = (self._entry.title_prefix, self._entry.title_suffix) if is_title else (None, None)
        prefix = self._entry.prefix if title_prefix is None else title_prefix
        suffix = self._entry.suffix if title_suffix is None else title_suffix
        ids = self._tokenizer.encode(prefix.format(target_words=target_words) + _HALF.sub(UNREADABLE, source))
        if not suffix:
            return ids
        return ids + self._tokenizer.encode(suffix.format(target_words=target_words), add_special=False)

    def limits(self, request: Request) -> Limits:
        """The limits of the request's drafts in this model's tokens.

        A draft is stopped where the entry says, or earlier where the target is short, or later where it is long, but
        never is it longer than what the model reads at once: beyond, mBART and its kin have no positions.
        A headline may be as short as it likes.
        """
        num_beams = request.num_beams or self._entry.num_beams
        target_tokens = min(request.target_words * self.tokens_per_word, self._entry.window_tokens / MAX_OVER_TARGET)
        enough = int(target_tokens * MAX_OVER_TARGET)
        return Limits(
            num_beams=num_beams,
            n_best=min(request.n_best, num_beams),
            min_new_tokens=0 if request.is_title else int(target_tokens * MIN_OF_TARGET),
            max_new_tokens=min(
                max(enough, min(enough + SPARE_TOKENS, self._entry.max_new_tokens)), self._entry.window_tokens
            ),
        )

    def jobs(self, requests: Iterable[Request]) -> Iterator[Job[Limits]]:
        """The requests, encoded one by one as they are asked for.

        Raises:
            InputError: A source is over max_source_tokens; nothing is cut silently.
        """
        for request in requests:
            ids = self.encode(request.source, request.target_words, request.is_title)
            if len(ids) > self._entry.window_tokens:
                raise InputError(f"Кусок текста в {len(ids)} токенов не входит в окно {self._entry.window_tokens}")
            label = " ".join(request.source[: LABEL_CHARS * 2].split())[:LABEL_CHARS]
            yield Job(ids, self.limits(request), label, request.watch)


class Abandoned(Exception):  # no error: nobody waits any more
    """Raised within a batch to end it."""


def beat(batch: Sequence[Job[Limits]], share: float | None = None) -> None:
    """To be called at each step of a batch: tells how far it is.

    Raises:
        Abandoned: Nobody waits for the batch any more.
    """
    if are_all_stopped([job.watch for job in batch]):
        raise Abandoned
    for job in batch:
        if job.watch and share is not None:
            job.watch.step(share)


def run_watched(
    run: Callable[[Sequence[Job[Limits]]], list[list[Draft]]], batch: Sequence[Job[Limits]]
) -> list[list[Draft]]:
    """The drafts of a batch, of which those who wait are told; no drafts where nobody waits any more."""
    try:
        beat(batch, 0.0)
        found = run(batch)
    except Abandoned:
        return [[] for _ in batch]
    for job, drafts in zip(batch, found, strict=True):
        if job.watch and drafts:
            job.watch.finish(drafts[0].text)
    return found
