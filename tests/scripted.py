"""An engine that says what it is told: for tests of all that is not a model."""

from collections.abc import Callable, Sequence
from threading import Event, Semaphore

from summarizer.engines import Draft, Request, Traits
from summarizer.split import split_sentences

Script = Callable[[Request], list[Draft]]


def first_sentence(request: Request) -> list[Draft]:
    """The source's first sentence."""
    return [Draft(split_sentences(request.source)[0].text, 0.0)]


class Held:
    """A script that stands still at each chunk until the test lets it go on, or its text is stopped.

    Args:
        script: What it answers then.
        at: Only chunks with these letters are held.
    """

    def __init__(self, script: Script = first_sentence, at: str = "") -> None:
        self.script = script
        self.at = at
        self.was_stopped = Event()
        self.hold()

    def hold(self) -> None:
        """Holds what comes from now on."""
        self.was_stopped.clear()
        self._may_go = Semaphore(0)

    def let_go(self, n_chunks: int = 10_000) -> None:
        """Lets so many chunks go on, by default all that a test can ask for."""
        self._may_go.release(n_chunks)

    def __call__(self, request: Request) -> list[Draft]:
        """The script's drafts, at last."""
        assert request.watch
        while self.at in request.source and not self._may_go.acquire(timeout=0.01):
            if request.watch.is_stopped:
                self.was_stopped.set()
                break
        return self.script(request)


class ScriptedEngine:
    """Answers each request by its script, counts words as tokens, and keeps the requests."""

    def __init__(
        self,
        script: Script = first_sentence,
        max_source_tokens: int = 150,
        name: str = "scripted",
        can_title: bool = False,
        focus: float | None = None,
        is_trusted: bool = True,
    ) -> None:
        self.traits = Traits(name, max_source_tokens, focus, is_trusted, can_title)
        self.script = script
        self.requests: list[Request] = []
        self.batch_sizes: list[int] = []

    def count_tokens(self, text: str) -> int:
        """Words of the text."""
        return len(text.split())

    def generate(self, requests: Sequence[Request]) -> list[list[Draft]]:
        """The script's drafts for each request."""
        self.requests += requests
        self.batch_sizes.append(len(requests))
        return [self._drafts(request) for request in requests]

    def _drafts(self, request: Request) -> list[Draft]:
        if request.watch and request.watch.is_stopped:
            return []
        drafts = self.script(request)
        if request.watch and drafts:
            request.watch.finish(drafts[0].text)
        return drafts
