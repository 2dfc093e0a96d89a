"""What runs a model: sources in, drafts out.

An engine file is the only place that imports its inference library.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from summarizer.watching import ChunkWatch

__all__ = ["Draft", "Engine", "Request", "Streaming", "Traits"]


@dataclass(frozen=True)
class Request:
    """One chunk to summarize, and how."""

    source: str
    target_words: int
    num_beams: int | None = None  # None: as the model's authors ran it
    n_best: int = 1
    target_sentences: int | None = None  # asked for in sentences: target_words is what they make about
    is_list: bool = False  # theses: each sentence must stand alone
    is_title: bool = False  # a headline is wanted; only of an engine that can
    watch: ChunkWatch | None = field(default=None, compare=False)  # who waits for it


@dataclass(frozen=True)
class Draft:
    """A candidate summary of one chunk."""

    text: str
    score: float  # mean log-probability per token, ≤ 0; an engine without a model gives 0
    is_finished: bool = True  # False: the token limit came before the model's end token


@dataclass(frozen=True)
class Traits:
    """What there is to know of an engine before it is asked for drafts.

    Args:
        name: The registry's, or the folder that was loaded.
        max_source_tokens: What one request may hold, prefix and special tokens not counted.
        focus: How many words of a source it is to read for each of the summary; None: as many as one request may hold.
        is_trusted: Whether what it says in words of its own stands, or is doubted for that: see ``mending.doubts``.
        can_title: Whether it answers requests for a headline; otherwise one is made of a source sentence.
    """

    name: str
    max_source_tokens: int
    focus: float | None = None
    is_trusted: bool = True
    can_title: bool = False


class Engine(Protocol):
    """What the Summarizer needs of a model."""

    @property
    def traits(self) -> Traits:
        """The same for as long as the engine lives."""

    def count_tokens(self, text: str) -> int:
        """Tokens of a source text, without prefix and special tokens."""

    def generate(self, requests: Sequence[Request]) -> list[list[Draft]]:
        """Drafts for each request in the order of the requests, best first; none where nobody waits any more.

        Raises:
            InputError: A source is over max_source_tokens; nothing is cut silently.
        """


@runtime_checkable
class Streaming(Protocol):
    """What an engine is that gives drafts one by one, so that who is served first waits for no other."""

    def stream(self, requests: Iterable[Request]) -> Iterator[list[Draft]]:
        """The drafts of ``generate``, each as soon as it and those before it are there."""
