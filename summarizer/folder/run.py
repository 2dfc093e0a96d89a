"""Inputs → records: read, summarize, write down, a window at a time."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path

from summarizer.cleaning import CLEANER_VERSION
from summarizer.errors import InputError
from summarizer.folder.inputs import STDIN, Input
from summarizer.folder.journal import Journal, Record
from summarizer.options import SummaryOptions
from summarizer.reading import Document, document_of, read_document
from summarizer.reading.document import read_bytes
from summarizer.summarize import TEXTS_AT_ONCE, Summarizer, Summary


@dataclass(frozen=True)
class _Read:
    """An input that has been read: a document, or the reason why not."""

    input: Input
    sha256: str
    document: Document | None
    reason: str = ""


def _read(item: Input, stdin: bytes, encoding: str | None) -> _Read:
    sha256 = ""
    try:
        sha256 = hashlib.sha256(stdin if item.name == STDIN else read_bytes(item.path)).hexdigest()
        if item.name == STDIN:
            return _Read(item, sha256, document_of(stdin, "стандартный ввод", encoding))
        return _Read(item, sha256, read_document(item.path, encoding))
    except InputError as error:
        return _Read(item, sha256, None, str(error))


def _record(read: _Read, summary: Summary) -> Record:
    """The line of the journal for a summary."""
    findings: list[dict[str, str | int]] = [
        {"kind": f.kind, "start": f.start, "stop": f.stop, "text": f.text, "message": f.message}
        for f in summary.findings
    ]
    return Record(
        path=read.input.name,
        sha256=read.sha256,
        status="skipped" if summary.is_empty else "done",
        reason=summary.findings[0].message if summary.is_empty else "",
        summary=summary.text,
        findings=findings,
        coverage=round(summary.coverage, 4),
        n_repairs=len(summary.cleaned.repairs),
        model=summary.model,
        options=asdict(summary.options),
        elapsed_s=round(summary.elapsed_s, 4),
    )


@dataclass(frozen=True)
class Outcome:
    """The record of an input; kept if an earlier run made it of the same content with the same settings."""

    record: Record
    is_kept: bool = False


@dataclass(frozen=True)
class FolderRun:
    """Inputs, options and the place of the results."""

    inputs: Sequence[Input]
    options: SummaryOptions
    out: Path | None = None
    encoding: str | None = None
    stdin: bytes = b""

    def run(self, summarizer: Summarizer) -> Iterator[Outcome]:
        """An outcome for each input, in order; what is done now is in the journal before it is yielded.

        Raises:
            OutputError: A result cannot be written; what is finished stays.
        """
        journal = Journal(self.out, lambda record: self._is_current(record, summarizer.model)) if self.out else None
        inputs = iter(self.inputs)
        while window := list(islice(inputs, TEXTS_AT_ONCE)):
            reads = [_read(item, self.stdin, self.encoding) for item in window]
            kept = [journal.find(read.input.name, read.sha256) if journal else None for read in reads]
            fresh = list(self._summarize([r for r, k in zip(reads, kept, strict=True) if not k], summarizer))
            if journal:
                journal.append(fresh)
            made = iter(fresh)
            yield from (Outcome(record, is_kept=True) if record else Outcome(next(made)) for record in kept)
        if journal:
            journal.compact()

    def _is_current(self, record: Record, model: str) -> bool:
        """True if the record was made with this run's model, options and cleaner."""
        made_with = (record.status, record.model, record.options, record.cleaner)
        return made_with == ("done", model, asdict(self.options), CLEANER_VERSION)

    def _summarize(self, reads: Sequence[_Read], summarizer: Summarizer) -> Iterator[Record]:
        texts = (read.document.text for read in reads if read.document)
        summaries = summarizer.summarize_many(texts, self.options)
        for read in reads:
            if read.document is None:
                yield Record(read.input.name, read.sha256, "failed", read.reason)
            else:
                yield _record(read, next(summaries))
