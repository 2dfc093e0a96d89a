"""One folder run for a browser: uploads in, outcomes as they come, an archive of the results out.

It is ``summarizer run`` in a folder of its own; only where the files come from and go to is the page's.
"""

import secrets
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile

from summarizer.engines import Draft, Engine, Request
from summarizer.errors import OutputError, StoppedError
from summarizer.folder import FolderRun, Input, Journal, Outcome, RunOptions, find_inputs, write_table
from summarizer.folder.writing import reason_of
from summarizer.options import SummaryOptions
from summarizer.page import russian
from summarizer.page.keeping import delete
from summarizer.page.unpacking import Unpacking
from summarizer.reading.corpus import Columns, is_corpus
from summarizer.summarize import Summarizer
from summarizer.watching import Watch

ARCHIVE: Final = "results.zip"


@dataclass
class FolderJob:
    """A folder run over what a browser sent."""

    folder: Path
    refused: Sequence[Input] = ()  # of the uploads, with the reasons
    _watch: Watch = field(default_factory=Watch)

    @classmethod
    def in_(cls, jobs: Path) -> "FolderJob":
        """A job that will have a new folder of ``jobs``."""
        return cls(jobs / secrets.token_hex(16))

    def take(self, uploads: Sequence[Path]) -> None:
        """Unpacks the uploads into the job's folder.

        Raises:
            OutputError: The folder cannot be made.
        """
        with _storing():
            for folder in (self.folder, self._inputs, self._out):  # without parents, which would be open to others
                folder.mkdir()
        self.refused = Unpacking(self._inputs).take(uploads)

    @property
    def id(self) -> str:
        """32 hex digits that nobody can guess."""
        return self.folder.name

    @property
    def archive(self) -> Path:
        """The results as a zip; there when ``run`` is over."""
        return self.folder / ARCHIVE

    @property
    def is_stopped(self) -> bool:
        """True once somebody asked to stop."""
        return self._watch.is_stopped

    @property
    def _inputs(self) -> Path:
        return self.folder / "in"

    @property
    def _out(self) -> Path:
        return self.folder / "out"

    def stop(self) -> None:
        """Ends the model and the run; what is finished goes into the archive, the batch in hand does not."""
        self._watch.stop()

    def n_inputs(self) -> int | None:
        """How many outcomes there will be; None where a corpus is among them, whose rows nobody has counted."""
        inputs = list(self._all_inputs())
        has_corpus = any(not one.refusal and is_corpus(one.path) for one in inputs)
        return None if has_corpus else len(inputs)

    def run(
        self,
        model: str,
        load: Callable[[], Summarizer],
        options: SummaryOptions,
        model_version: str = "",
        columns: Columns | None = None,
    ) -> Generator[Outcome, None, None]:
        """An outcome for each input as it comes; the archive is there afterwards, also if it ended early.

        Raises:
            SummarizerError: What concerns all inputs: the model cannot be loaded, or does not work; the disk is full.
        """
        chosen = RunOptions(out=self._out, model_version=model_version, columns=columns or Columns())
        run = FolderRun(self._all_inputs(), model, options, chosen)
        watched = partial(_WatchedEngine, watch=self._watch)
        try:
            with closing(run.run(lambda: load().over(watched))) as outcomes, suppress(StoppedError):
                for outcome in outcomes:
                    yield outcome
                    if self.is_stopped:
                        break
        except Exception:  # whatever ended it: what is finished is not lost, and the reason is told
            with suppress(OSError):
                self._pack()
            raise
        with _storing():
            self._pack()

    def close(self) -> None:
        """Removes everything but the archive."""
        for folder in (self._inputs, self._out):
            delete(folder)
        with suppress(OSError):
            self.folder.rmdir()  # where there is no archive

    def _all_inputs(self) -> Iterator[Input]:
        return chain(self.refused, find_inputs([self._inputs], self._out))

    def _pack(self) -> None:
        """The summaries as files, and all records as JSONL and CSV, in one archive that appears when it is whole."""
        write_table(self._out, Journal(self._out, is_read_only=True))
        partial = self.archive.with_suffix(".partial")
        with ZipFile(partial, "w", ZIP_DEFLATED, strict_timestamps=False) as archive:
            for path in sorted(self._out.rglob("*")):
                name = path.relative_to(self._out).as_posix()
                if path.is_file() and not path.name.startswith(".summarizer"):
                    archive.write(path, name)
        partial.replace(self.archive)


@contextmanager
def _storing() -> Iterator[None]:
    """Says why something cannot be written, but for where: that is nobody's business beside this machine."""
    try:
        yield
    except OutputError:  # it has been said
        raise
    except OSError as error:
        raise OutputError(russian.NOT_STORED.format(reason=reason_of(error))) from error


class _WatchedEngine:
    """An engine all of whose requests end when one watch is stopped: a folder run has none of its own."""

    def __init__(self, engine: Engine, watch: Watch) -> None:
        self.traits = engine.traits
        self.count_tokens = engine.count_tokens
        self._engine = engine
        self._watch = watch

    def generate(self, requests: Sequence[Request]) -> list[list[Draft]]:
        """The engine's drafts.

        Raises:
            StoppedError: The watch was stopped.
        """
        self._watch.check()
        watches = self._watch.begin_round(len(requests))
        pairs = zip(requests, watches, strict=True)
        drafts = self._engine.generate([replace(request, watch=watch) for request, watch in pairs])
        self._watch.check()
        return drafts
