"""Texts in, summaries out, step by step: clean → split → generate → join → fit → check."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

from summarizer.checking import Finding, load_beside
from summarizer.engines import Engine, Request
from summarizer.engines.extract import ExtractEngine
from summarizer.engines.loading import DeviceName, DtypeName, load_engine
from summarizer.errors import InputError, ModelError, OptionError
from summarizer.excerpts import Reader, plan_reading
from summarizer.headline import TITLE_WORDS
from summarizer.one_text import Work, finish_text, join_round, plan_round, prepare, requests_of, title_of, with_title
from summarizer.options import SummaryOptions
from summarizer.summary import Summary
from summarizer.watching import ChunkWatch, Watch

OpenEngine = Callable[[str, DeviceName, DtypeName, int | None], Engine]  # as ``load_engine``
TEXTS_AT_ONCE: Final = 16  # texts whose chunks share batches, where nobody says more


class Summarizer:
    """Texts in, summaries out, with one engine. Any number of texts share its batches."""

    def __init__(self, engine: Engine, notes: Sequence[Finding] = ()) -> None:
        """Takes the engine, and findings about it that every summary must carry."""
        self._engine = engine
        self._notes = tuple(notes)

    @classmethod
    def load(
        cls,
        model: str = "auto",
        device: DeviceName = "auto",
        dtype: DtypeName = "auto",
        threads: int | None = None,
        open_engine: OpenEngine = load_engine,
    ) -> "Summarizer":
        """A summarizer with a model by name, hub id or folder; see ``summarizer models``.

        Where ``auto`` finds a model that is damaged, ``extract`` takes its place, and every summary says so;
        not where a device was asked for: that it is not there is an error.

        Raises:
            ModelError: The model or the device that was named cannot be had here; the message says what helps.
        """
        try:
            return cls(open_engine(model, device, dtype, threads))
        except ModelError as error:
            if model != "auto" or device != "auto":
                raise
            return cls(ExtractEngine(), [Finding("model_lost", text=str(error))])

    def over(self, wrap: Callable[[Engine], Engine]) -> "Summarizer":
        """The same summarizer with its engine wrapped: timed, or shared between threads."""
        return Summarizer(wrap(self._engine), self.notes)

    @property
    def notes(self) -> tuple[Finding, ...]:
        """What every summary will say of the model: that it was lost, and why."""
        return self._notes

    @property
    def model(self) -> str:
        """The name of the loaded model."""
        return self._engine.traits.name

    @property
    def _is_extract(self) -> bool:
        return self.model == ExtractEngine.traits.name

    def summarize(self, text: str, options: SummaryOptions | None = None, watch: Watch | None = None) -> Summary:
        """The summary of one text; the first of a batch of one. No text is an error: see ``is_empty``.

        Raises:
            StoppedError: ``watch.stop()`` was called.
        """
        return next(self.summarize_many([text], options, watch))

    def summarize_many(
        self,
        texts: Iterable[str],
        options: SummaryOptions | None = None,
        watch: Watch | None = None,
        at_once: int = TEXTS_AT_ONCE,
    ) -> Iterator[Summary]:
        """Summaries in the order of the texts, which are read a few at a time.

        Args:
            watch: Is told how far the model is, and may stop it.
            at_once: Texts whose chunks share batches: more of them keep the model busier and delay the first result.
                ``extract`` has no batches, and takes one text after another.

        Raises:
            InputError: A text is no string, or ``texts`` is a string.
            OptionError: ``at_once`` is below 1.
            StoppedError: ``watch.stop()`` was called.
        """
        if isinstance(texts, str):
            raise InputError("Вместо списка текстов передана одна строка: для одного текста есть summarize")
        if at_once < 1:
            raise OptionError(f"Число текстов за раз {at_once}: нужно 1 или больше")
        return self._summarize(iter(texts), options or SummaryOptions(), watch or Watch(), at_once)

    def _summarize(
        self, texts: Iterator[str], options: SummaryOptions, watch: Watch, at_once: int
    ) -> Iterator[Summary]:
        n_texts = 1 if self._is_extract else at_once  # it has no batches to share: see split.KEPT_TEXTS
        while window := list(islice(texts, n_texts)):
            watch.begin("reading")
            works = [prepare(text, options) for text in window]
            while any(work.summary is None for work in works):
                works = self._advance(works, options, watch)
            if options.title:
                works = self._add_titles(works, options, watch)
            for work in works:
                watch.check()
                yield finish_text(work, options, self._engine.traits, self.notes)

    def _advance(self, works: Sequence[Work], options: SummaryOptions, watch: Watch) -> list[Work]:
        """One round for all unfinished texts: plan what is read, generate, join. Two rounds finish any text."""
        began = time.perf_counter()
        traits = self._engine.traits
        reader = Reader(traits.max_source_tokens, self._engine.count_tokens, traits.focus)
        works = [work if work.summary is not None else plan_round(work, reader, watch) for work in works]
        requests = [request for work in works for request in requests_of(work, options)]
        n_to_come = sum(work.plan is not None and not work.plan.is_last for work in works)
        watches = watch.begin_round(len(requests), n_to_come)
        watch.check()
        if requests and not self._is_extract:  # whose sentences are the source's
            load_beside()  # what will check the drafts, while they are written
        drafts = iter(self._engine.generate(list(map(_watched, requests, watches))))
        watch.check()
        if not n_to_come:
            watch.begin("checking")
        joined = [
            join_round(work, work.plan, list(islice(drafts, work.n_excerpts)), options, traits.is_trusted)
            if work.plan
            else work
            for work in works
        ]
        share = (time.perf_counter() - began) / max(1, len(requests))
        return [
            replace(after, elapsed_s=after.elapsed_s + share * before.n_excerpts, plan=None)
            for before, after in zip(works, joined, strict=True)
        ]

    def _add_titles(self, works: Sequence[Work], options: SummaryOptions, watch: Watch) -> list[Work]:
        """The works with headlines: the model's where it can and the source holds its facts, else the source's."""
        began = time.perf_counter()
        can_title = self._engine.traits.can_title
        asked = [work for work in works if work.summary and can_title]
        reader = Reader(self._engine.traits.max_source_tokens, self._engine.count_tokens)
        plans = [plan_reading(work.cleaned.text, reader, TITLE_WORDS, in_one_excerpt=True) for work in asked]
        requests = [Request(plan.excerpts[0].text, TITLE_WORDS, options.num_beams, is_title=True) for plan in plans]
        watches = watch.begin_round(len(requests)) if requests else []
        answers = iter(self._engine.generate(list(map(_watched, requests, watches))) if requests else ())
        watch.check()
        titles = [title_of(work, next(answers) if can_title else ()) if work.summary else "" for work in works]
        share = (time.perf_counter() - began) / max(1, sum(bool(work.summary) for work in works))
        return [
            replace(with_title(work, title), elapsed_s=work.elapsed_s + share * bool(work.summary))
            for work, title in zip(works, titles, strict=True)
        ]


def _watched(request: Request, watch: ChunkWatch) -> Request:
    return replace(request, watch=watch)
