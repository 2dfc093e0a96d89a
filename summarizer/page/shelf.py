"""The models of this machine: each is loaded once, when first asked for, and then kept."""

from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock, Thread

from summarizer.errors import ModelError
from summarizer.models import find_local
from summarizer.page import texts
from summarizer.page.together import TogetherEngine
from summarizer.registry import REGISTRY
from summarizer.summarize import Summarizer

Load = Callable[[str], Summarizer]


class ModelShelf:
    """Summarizers by name. Two users who ask for the same model wait for one loading."""

    def __init__(self, default: str, load: Load) -> None:
        local = {entry.name: f"{entry.name} — {entry.note}" for entry in REGISTRY if find_local(entry)}
        self.labels: dict[str, str] = {default: default, **local}
        self.default = default
        self._load = load
        self._loading: dict[str, Future[Summarizer]] = {}
        self._lock = Lock()

    @classmethod
    def holding(cls, summarizer: Summarizer, load: Load) -> "ModelShelf":
        """A shelf with one model on it, which is the default."""
        shelf = cls(summarizer.model, load)
        shelf._claim(summarizer.model)[0].set_result(summarizer.over(TogetherEngine))
        return shelf

    def preload(self) -> None:
        """Begins to load the default model in the background; a failure shows when it is asked for."""
        Thread(target=self._fill, args=(self.default,), name="preload", daemon=True).start()

    def get(self, name: str) -> Summarizer:
        """The summarizer with that model, loaded now if it is not yet.

        Raises:
            ModelError: The model is not one of ``labels``, or cannot be loaded.
        """
        if name not in self.labels:
            raise ModelError(texts.UNKNOWN_MODEL.format(name=name, names=", ".join(self.labels)))
        return self._fill(name).result()

    def _fill(self, name: str) -> Future[Summarizer]:
        future, is_ours = self._claim(name)
        if is_ours:
            try:
                future.set_result(self._load(name).over(TogetherEngine))
            except BaseException as error:
                with self._lock:  # the next one who asks tries again
                    del self._loading[name]
                future.set_exception(error)
        return future

    def _claim(self, name: str) -> tuple[Future[Summarizer], bool]:
        """The model's future, and whether the caller is the one who must fill it."""
        with self._lock:
            is_ours = name not in self._loading
            return self._loading.setdefault(name, Future()), is_ours
