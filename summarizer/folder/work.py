"""A window of steps → records: equal texts once, files before the journal."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from summarizer.folder.fence import Failure, Fence
from summarizer.folder.journal import Journal
from summarizer.folder.lock import FolderLock
from summarizer.folder.model_version import model_version
from summarizer.folder.names import one_line
from summarizer.folder.outputs import FormatName, drop_summaries, find_edited, has_summary, write_summary
from summarizer.folder.records import Record, Settings, Status
from summarizer.folder.step import Step
from summarizer.models import EXTRACT, Located
from summarizer.options import SummaryOptions
from summarizer.reading.corpus import Columns
from summarizer.summarize import Summarizer
from summarizer.summary import Summary


@dataclass(frozen=True)
class RunOptions:
    """How a run goes, apart from what a summary is like."""

    out: Path | None = None  # None: nothing is kept
    format_name: FormatName = "txt"
    encoding: str | None = None  # None: it is found for each file
    columns: Columns = field(default_factory=Columns)
    has_retry: bool = False  # also do again what failed
    model_version: str = ""  # changes when the model's answers may
    is_pruning: bool = False  # also remove the summaries of sources that are gone
    is_strict: bool = False  # also look whether the texts of kept records were read whole


@dataclass(frozen=True)
class Outcome:
    """What became of an input; kept if an earlier run made its record of the same content and settings."""

    name: str
    status: Status
    reason: str = ""
    is_kept: bool = False
    record: Record | None = None  # of what this run made
    is_partly_read: bool = False  # the model did not read all of a text; told of kept ones only where it is asked for


class Work:
    """What a run does with its windows.

    Args:
        load: Makes the summarizer, when the first text needs it.
        journal: Where the records go, and where equal texts are found; None without a folder of results.
        lock: That of the folder of results, looked at before each write.
    """

    def __init__(
        self,
        load: Callable[[], Summarizer],
        options: SummaryOptions,
        run_options: RunOptions,
        settings: Settings,
        journal: Journal | None = None,
        lock: FolderLock | None = None,
    ) -> None:
        self._load = load
        self._options = options
        self._run_options = run_options
        self._settings = settings
        self._journal = journal
        self._lock = lock
        self.made_with = settings  # those of extract where ``auto`` found a damaged model
        self._fence: Fence | None = None

    def summarize(self, window: Sequence[Step]) -> list[Record | None]:
        """The record of each step, None where there is no new one; equal texts are summarized once."""
        steps: dict[str, Step] = {}
        for step in window:
            if step.record and step.is_text:
                steps.setdefault(step.record.text_sha256, step)
        made = {key: twin for key in steps if (twin := self._find_twin(key))}
        fresh = [step for key, step in steps.items() if key not in made]
        for step, result in zip(fresh, self._summarize([step.text for step in fresh]), strict=True):
            assert step.record
            made[step.record.text_sha256] = _filled(replace(step.record, settings=self.made_with), result)
        return [
            _like(made[step.record.text_sha256], step.record) if step.record and step.is_text else step.record
            for step in window
        ]

    def _summarize(self, texts: Sequence[str]) -> list[Summary | Failure]:
        if not texts:
            return []
        if self._fence is None:
            summarizer = self._load()
            if any(note.kind == "model_lost" for note in summarizer.notes):  # extract, in the place of a damaged one
                version = model_version(Located(EXTRACT, None))
                self.made_with = replace(self._settings, model=summarizer.model, model_version=version)
            self._fence = Fence(summarizer, self._options)
        return self._fence.summarize(texts)

    def _find_twin(self, text_sha256: str) -> Record | None:
        """A record of an equal text from the journal."""
        entry = self._journal.index.find_text(text_sha256, self._settings) if self._journal else None
        record = self._journal.read(entry) if self._journal and entry else None
        if record is None or record.text_sha256 != text_sha256:
            return None
        return replace(record, reason="") if record.is_orphan else record

    def write(self, window: Sequence[Step], records: Sequence[Record | None]) -> list[Outcome]:
        """The outcomes of a window; when they are returned, all is on the disk.

        Files come first, then the journal, so that what it calls done has its file.

        Raises:
            OutputError: Something cannot be written, or the folder of results has vanished.
        """
        if self._journal and self._lock:
            self._lock.check()
            records = [self._spare_edited(self._journal, *pair) for pair in zip(window, records, strict=True)]
            for step, record in zip(window, records, strict=True):
                if step.is_recorded(record):
                    self._write_file(self._journal, step, record)
            recorded = zip(window, records, strict=True)
            self._journal.append([record for step, record in recorded if record and step.is_recorded(record)])
        return [self._outcome(step, record) for step, record in zip(window, records, strict=True)]

    def _spare_edited(self, journal: Journal, step: Step, record: Record | None) -> Record | None:
        """The record, or why it is not written: its file holds what a person made of the summary before."""
        out, format_name = self._run_options.out, self._run_options.format_name
        is_anew = record and record.status == "done" and step.action != "keep"
        if not (out and record and is_anew and step.entry and step.entry.status == "done"):
            return record
        edited = find_edited(out, journal.read(step.entry), record, format_name)
        reason = f"реферат {edited} изменён не программой: переименуйте или удалите его, тогда он составится заново"
        return Record(step.name, "", "failed", one_line(reason), settings=self._settings) if edited else record

    def _write_file(self, journal: Journal, step: Step, record: Record | None) -> None:
        """The file of a summary; one that is missing is made again from the journal, an outdated one removed."""
        out, format_name = self._run_options.out, self._run_options.format_name
        assert out
        was_done = step.entry is not None and step.entry.status == "done"
        if step.action == "keep":
            if step.entry and was_done and not has_summary(out, step.name, format_name):
                write_summary(out, journal.read(step.entry), format_name)
        elif record:
            write_summary(out, record, format_name, is_known=was_done)
            if step.entry and was_done:
                drop_summaries(out, journal.read(step.entry), format_name if record.status == "done" else None)

    def _outcome(self, step: Step, record: Record | None) -> Outcome:
        if step.action != "keep" and record:
            return Outcome(step.name, record.status, record.reason, False, record, _is_partly_read(record))
        assert step.entry
        is_done = step.entry.status == "done"
        if not self._journal or (is_done and not self._run_options.is_strict):
            return Outcome(step.name, step.entry.status, is_kept=True)
        kept = self._journal.read(step.entry)
        return Outcome(step.name, kept.status, kept.reason, is_kept=True, is_partly_read=_is_partly_read(kept))


def _is_partly_read(record: Record) -> bool:
    return record.status == "done" and record.coverage < 1


def _filled(base: Record, result: Summary | Failure) -> Record:
    """The record with what a summary says, or with the reason why there is none."""
    if isinstance(result, Failure):
        failed = replace(base, status="failed", reason=one_line(result.reason))
        return failed if result.is_of_input else replace(failed, sha256="", text_sha256="", stamp="")
    return replace(
        base,
        status="skipped" if result.is_empty else "done",
        reason=one_line(result.findings[0].message) if result.is_empty else "",
        headline=result.title,
        summary=result.text,
        findings=[finding.to_json() for finding in result.findings],
        evidence=[item.to_json() for item in result.evidence],
        coverage=1.0 if result.is_fully_read else min(round(result.coverage, 4), 0.9999),
        n_repairs=len(result.cleaned.told),
    )


def _like(made: Record, own: Record) -> Record:
    """What was made of an equal text, under a name of its own; what is to be tried again says no content."""
    like = replace(made, path=own.path, title=own.title, encoding=own.encoding, cells=own.cells, origin=own.origin)
    return replace(like, sha256=own.sha256, stamp=own.stamp) if made.sha256 else like
