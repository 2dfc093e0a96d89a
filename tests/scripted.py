"""An engine that says what it is told: for tests of all that is not a model."""

from collections.abc import Callable, Sequence

from summarizer.engines import Draft, Request
from summarizer.split import split_sentences

Script = Callable[[Request], list[Draft]]


def first_sentence(request: Request) -> list[Draft]:
    """The source's first sentence."""
    return [Draft(split_sentences(request.source)[0].text, 0.0)]


class ScriptedEngine:
    """Answers each request by its script, counts words as tokens, and keeps the requests."""

    def __init__(
        self,
        script: Script = first_sentence,
        max_source_tokens: int = 150,
        name: str = "scripted",
        can_title: bool = False,
    ) -> None:
        self.can_title = can_title
        self.script = script
        self.max_source_tokens = max_source_tokens
        self.name = name
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
