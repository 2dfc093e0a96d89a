"""What the time of a run goes to."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from summarizer.engines import Draft, Engine, Request


@dataclass
class Clock:
    """Seconds by the wall; reading goes on in a thread, so only the wait for it counts."""

    began: float = field(default_factory=time.perf_counter)
    reading_s: float = 0.0
    texts_s: float = 0.0  # cleaning, splitting, joining, checking, and the model with its loading
    loading_s: float = 0.0
    model_s: float = 0.0
    writing_s: float = 0.0

    @contextmanager
    def count(self, name: str) -> Iterator[None]:
        """Adds the time within to a field."""
        began = time.perf_counter()
        try:
            yield
        finally:
            setattr(self, name, getattr(self, name) + time.perf_counter() - began)

    @property
    def elapsed_s(self) -> float:
        """Since the clock was made."""
        return time.perf_counter() - self.began

    def shares(self) -> str:
        """What has taken a share of the time that can be seen, in words; empty where nothing was done.

        >>> Clock(reading_s=1, texts_s=7, loading_s=1, model_s=4, writing_s=2).shares()
        'чтение 10 %, загрузка модели 10 %, очистка и проверка 20 %, модель 40 %, запись 20 %'
        >>> Clock(reading_s=0.001, texts_s=7).shares(), Clock().shares()
        ('очистка и проверка 100 %', '')
        """
        parts = {
            "чтение": self.reading_s,
            "загрузка модели": self.loading_s,
            "очистка и проверка": self.texts_s - self.loading_s - self.model_s,
            "модель": self.model_s,
            "запись": self.writing_s,
        }
        total = sum(parts.values())
        shares = {word: round(100 * part / total) for word, part in parts.items()} if total else {}
        return ", ".join(f"{word} {share} %" for word, share in shares.items() if share)


class TimedEngine:
    """An engine whose time of generation a clock counts."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock
        self.traits = engine.traits

    def count_tokens(self, text: str) -> int:
        """Tokens of a source text."""
        return self._engine.count_tokens(text)

    def generate(self, requests: Sequence[Request]) -> list[list[Draft]]:
        """The engine's drafts."""
        with self._clock.count("model_s"):
            return self._engine.generate(requests)
