"""The models of this machine: each is loaded once, when first asked for, and then kept."""

import logging
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from threading import Lock, Thread
from typing import Any

from summarizer.engines import Engine
from summarizer.engines.apart import ApartEngine
from summarizer.engines.loading import DeviceName, DtypeName, load_engine
from summarizer.errors import ModelError
from summarizer.folder import model_version
from summarizer.models import Located, find_all_local, locate
from summarizer.models.hub import HUB_PATTERNS
from summarizer.page import russian
from summarizer.page.together import TogetherEngine
from summarizer.summarize import Summarizer

Load = Callable[[str], Summarizer]
_log = logging.getLogger(__name__)


class ModelShelf:
    """Summarizers by name. Two users who ask for the same model wait for one loading."""

    def __init__(self, default: str, load: Load) -> None:
        self.located = {located.entry.name: located for located in find_all_local()}
        self.labels: dict[str, str] = {default: default, **{name: _label(one) for name, one in self.located.items()}}
        self.default = default
        self.speeds: dict[str, float] = {}  # source characters a second, of those that were measured
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
        """Begins to load the default model in the background; a failure is logged, and shows when it is asked for."""
        Thread(target=self._preload, name="preload", daemon=True).start()

    def get(self, name: str) -> Summarizer:
        """The summarizer with that model, loaded now if it is not yet.

        Raises:
            ModelError: The model is not one of ``labels``, or cannot be loaded.
        """
        self.check(name)
        return self._fill(name).result()

    def check(self, name: str) -> None:
        """Raises ModelError for a model that is not one of ``labels``."""
        if name not in self.labels:
            raise ModelError(russian.UNKNOWN_MODEL.format(name=name, names=", ".join(self.labels)))

    def version(self, name: str) -> str:
        """What tells the model's files from others of the same name; empty where there are none."""
        located = self.located.get(name) or (locate(name) if Path(name).is_dir() else None)
        return model_version(located) if located else ""

    def files(self, name: str) -> list[Path]:
        """The model's files on this machine, in order; none of one that is not here or has none."""
        located = self.located.get(name)
        if located is None or located.folder is None:
            return []
        return sorted({path for pattern in HUB_PATTERNS for path in located.folder.glob(pattern) if path.is_file()})

    def is_loaded(self, name: str) -> bool:
        """True once a summary need not wait for the model; never of one that another took the place of."""
        with self._lock:
            future = self._loading.get(name)
        return future is not None and future.done() and not future.exception() and not future.result().notes

    def _preload(self) -> None:
        if error := self._fill(self.default).exception():
            _log.warning("The model %s could not be loaded: %s", self.default, error)

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


def load_apart(name: str, **how: Any) -> Summarizer:
    """A model by name; one with weights runs in a process of its own: a stop ends it, and what kills it is no loss.

    Args:
        how: Device, type and threads, as ``load_engine`` takes them.

    Raises:
        ModelError: As ``Summarizer.load`` does.
    """
    is_apart = locate(name).folder is not None
    return Summarizer.load(name, **how, open_engine=_open_apart if is_apart else load_engine)


def _open_apart(name: str, device: DeviceName, dtype: DtypeName, threads: int | None) -> Engine:
    return ApartEngine(partial(load_engine, name, device, dtype, threads))


def _label(located: Located) -> str:
    """What a person chooses by: a known model's name and note, another's folder."""
    name = located.entry.name
    return f"{name} — {located.entry.note}" if located.entry.note else name
