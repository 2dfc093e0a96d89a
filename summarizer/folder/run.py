"""A folder run: inputs → steps, read ahead → windows → records."""

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

from summarizer.folder.ahead import Ahead
from summarizer.folder.clock import Clock
from summarizer.folder.index import Entry, Index
from summarizer.folder.inputs import Input
from summarizer.folder.journal import Journal
from summarizer.folder.lock import FolderLock
from summarizer.folder.pace import Pace
from summarizer.folder.records import Record, Settings
from summarizer.folder.step import Step, in_windows
from summarizer.folder.steps import Steps
from summarizer.folder.stopping import Stopping
from summarizer.folder.table import CSV_NAME, check_table, is_edited, is_table, write_table
from summarizer.folder.vanished import Vanished
from summarizer.folder.work import Outcome, RunOptions, Work
from summarizer.options import SummaryOptions
from summarizer.summarize import Summarizer


@dataclass
class FolderRun:
    """One run over inputs: a record for each, in the journal before the next window is begun."""

    inputs: Iterable[Input]
    model: str  # its name, as the engine has it
    options: SummaryOptions = field(default_factory=SummaryOptions)
    run_options: RunOptions = field(default_factory=RunOptions)
    stdin: bytes = b""
    folders: Sequence[Path] = ()  # that are searched: what a record says to be in them and is not there is gone
    stopping: Stopping = field(default_factory=lambda: Stopping(""))
    clock: Clock = field(default_factory=Clock)
    vanished: Vanished = field(default_factory=lambda: Vanished(Path()))
    n_damaged: int = 0  # lines of the journal that are no records
    has_edited_table: bool = False  # a person's, which is left as it is
    _work: Work | None = None

    @property
    def settings(self) -> Settings:
        """What the records of this run are made with."""
        return Settings.of(self.model, self.run_options.model_version, self.options, self.run_options.encoding)

    @property
    def model_used(self) -> str:
        """The model that the summaries are of."""
        return self._work.made_with.model if self._work else self.model

    def run(self, load: Callable[[], Summarizer]) -> Generator[Outcome, None, None]:
        """An outcome for each input, in order. The model is loaded when the first text needs it.

        Raises:
            BusyError: Another run holds the folder of results.
            OutputError: A result cannot be written; what is finished stays.
        """
        with ExitStack() as stack:
            lock = stack.enter_context(FolderLock(self.run_options.out)) if self.run_options.out else None
            self.stopping.last_act = lock.release if lock else None
            self.has_edited_table = self.run_options.out is not None and is_edited(self.run_options.out)
            journal = Journal(self.run_options.out) if self.run_options.out else None
            self.n_damaged = journal.n_damaged if journal else 0
            if self.run_options.out and self.run_options.format_name == "csv":
                check_table(self.run_options.out)
            steps = self._steps(journal)
            stack.callback(steps.index.close)
            self._work = work = Work(load, self.options, self.run_options, self.settings, journal, lock)
            windows = self._timed(Ahead(in_windows(steps.of(self._watched()))))
            pace = Pace()
            for part in (part for window in windows for part in pace.parts(window)):
                with self.stopping.patient():
                    with self.clock.count("texts_s"):
                        records = work.summarize(part)
                    with self.clock.count("writing_s"), self.stopping.writing():
                        outcomes = work.write(part, records)
                    yield from outcomes  # a result that goes to the screen is shown before the run stops
            self._finish(journal)

    def plan(self) -> Iterator[Step]:
        """What ``run`` would do, with the reasons; reads, but writes nothing."""
        out = self.run_options.out
        journal = Journal(out, is_read_only=True) if out else None
        self.n_damaged = journal.n_damaged if journal else 0
        yield from replace(self._steps(journal), is_dry=True).of(self._watched())
        if journal:
            deque(self.vanished.look(journal), maxlen=0)

    def _watched(self) -> Iterable[Input]:
        self.vanished = Vanished(self.run_options.out or Path(), self.folders)
        return self.vanished.watch(self.inputs)

    def _steps(self, journal: Journal | None) -> Steps:
        chosen = self.run_options
        return Steps(
            index=journal.index if journal else Index(),
            read_record=journal.read if journal else _no_record,
            settings=self.settings,
            out=chosen.out,
            encoding=chosen.encoding,
            columns=chosen.columns,
            has_retry=chosen.has_retry,
            stdin=self.stdin,
        )

    def _timed(self, windows: Iterable[list[Step]]) -> Iterator[list[Step]]:
        """The windows; waiting for one counts as reading."""
        iterator = iter(windows)
        while True:
            with self.clock.count("reading_s"):
                window = next(iterator, None)
            if window is None:
                return
            yield window

    def _finish(self, journal: Journal | None) -> None:
        """What is left when all inputs have been met; a signal that interrupts it costs nothing but this."""
        out = self.run_options.out
        if journal is None or out is None:
            return
        with self.clock.count("writing_s"):
            self.vanished.settle(journal, self.run_options.is_pruning)
            journal.compact()
            is_wanted = self.run_options.format_name == "csv" or is_table(out / CSV_NAME)
            if is_wanted and not self.has_edited_table:
                write_table(out, journal)


def _no_record(entry: Entry) -> Record:
    raise LookupError(f"There is no journal to read {entry.name} from")
