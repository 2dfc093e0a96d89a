"""Inputs → what is to be done with each, and why; reading and hashing happen here."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from summarizer.errors import InputError
from summarizer.folder.fence import reason_of
from summarizer.folder.index import Entry, Index
from summarizer.folder.inputs import Input
from summarizer.folder.names import STDIN, one_line, row_names
from summarizer.folder.origins import find_namesake, origin_of
from summarizer.folder.records import Record, Settings, Status
from summarizer.folder.stamps import stamp
from summarizer.folder.step import Step
from summarizer.reading import Document
from summarizer.reading.corpus import Columns, Row, is_corpus, read_rows
from summarizer.reading.document import document_of, read_bytes


@dataclass(frozen=True)
class Steps:
    """The steps of a run, in the order of its inputs.

    A file whose record is of the same content and settings is kept. The content is the same if the
    sha256 of its bytes is; a file need not be read for that while size, mtime and ctime are those that
    the record names, see stamps.py.
    A summary of another file that has the same name, in a folder of its own, is not replaced.

    Args:
        index: What earlier runs wrote down.
        out: The folder of results, if there is one.
        read_record: Reads the whole record of an entry.
        has_retry: True to do again what failed.
        is_dry: True to decide without parsing.
    """

    index: Index
    read_record: Callable[[Entry], Record]
    settings: Settings
    out: Path | None = None
    encoding: str | None = None
    columns: Columns = field(default_factory=Columns)
    has_retry: bool = False
    is_dry: bool = False
    stdin: bytes = b""

    def of(self, inputs: Iterable[Input]) -> Iterator[Step]:
        """The steps for all inputs; a name that came before is passed over."""
        for item in inputs:
            if _has_rows(item):
                yield from self._rows_of(item)
                continue
            is_again, entry = self.index.visit(item.name)
            if not is_again:
                yield self._step(item, entry)

    def _step(self, item: Input, entry: Entry | None) -> Step:
        if item.refusal:
            status: Status = "failed" if item.is_failure else "skipped"
            return self._write(self._unread(item.name, item, status, item.refusal), entry)
        try:
            if item.name == STDIN:
                return self._judge(item, entry, self.stdin, "")
            return self._step_of_file(item, entry)
        except Exception as error:  # see fence.py: one file must not end a run
            return self._write(self._unread(item.name, item, "failed", _reason(item, error)), entry)

    def _step_of_file(self, item: Input, entry: Entry | None) -> Step:
        """Keeps a file by its stamp, or reads it.

        Raises:
            InputError: It cannot be read.
        """
        current, is_settled = stamp(item.path)
        if entry and entry.stamp and entry.stamp == current and self._is_good(entry):
            return self._keep(entry)
        return self._judge(item, entry, read_bytes(item.path), current if is_settled else "")

    def _judge(self, item: Input, entry: Entry | None, data: bytes, new_stamp: str) -> Step:
        """Keeps a file by its hash, or parses it."""
        digest = sha256(data).hexdigest()
        if entry and entry.sha256 == digest and self._is_good(entry):
            if not new_stamp or new_stamp == entry.stamp:
                return self._keep(entry)
            return self._keep(entry, replace(self.read_record(entry), stamp=new_stamp, origin=self._origin(item)))
        if refused := self._refuse_namesake(item.name, item, entry, digest):
            return refused
        why = self._why(entry, digest)
        origin = self._origin(item)
        base = Record(item.name, digest, "done", stamp=new_stamp, origin=origin, settings=self.settings)
        if self.is_dry:
            return Step(item.name, "summarize", why, entry, base)
        try:
            document = document_of(data, item.path.name, self.encoding)
        except InputError as error:
            return self._write(replace(base, status="failed", reason=_reason(item, error)), entry, why)
        return self._summarize(base, document, entry, why)

    def _rows_of(self, item: Input) -> Iterator[Step]:
        """A step for each row; one for the whole where it cannot be read, or not to its end."""
        is_whole = True  # a row that is damaged may have swallowed others
        try:
            for number, row in enumerate(read_rows(item.path, self.columns, self.encoding), start=1):
                is_whole = is_whole and not row.problem
                name, entry = self.index.visit_first(row_names(item.name, row.id, number))
                yield self._fenced_row(name, row, entry, item)
            self.index.forget(item.name)  # that it could not be read once
            if is_whole and (origin := self._origin(item)):
                self.index.lose_rows(item.name, origin)
        except Exception as error:
            _, entry = self.index.visit(item.name)
            yield self._write(self._unread(item.name, item, "failed", _reason(item, error)), entry)

    def _fenced_row(self, name: str, row: Row, entry: Entry | None, item: Input) -> Step:
        try:
            return self._step_of_row(name, row, entry, item)
        except Exception as error:  # see fence.py: one row must not end a corpus
            failed = self._unread(name, item, "failed", one_line(reason_of(error)))
            return Step(name, "write", failed.reason, entry, failed)

    def _step_of_row(self, name: str, row: Row, entry: Entry | None, item: Input) -> Step:
        if row.problem:
            return self._write(self._unread(name, item, "failed", row.problem), entry)
        content = [*(f"{name}: {value}" for name, value in row.cells.items()), *filter(None, [row.title]), row.text]
        digest = sha256("\0".join(content).encode()).hexdigest()
        if entry and entry.sha256 == digest and self._is_good(entry):
            return self._keep(entry)
        if refused := self._refuse_namesake(name, item, entry, digest):
            return refused
        base = Record(name, digest, "done", cells=row.cells, origin=self._origin(item), settings=self.settings)
        return self._summarize(base, Document(row.text, title=row.title), entry, self._why(entry, digest))

    def _origin(self, item: Input) -> str:
        return origin_of(item.path, self.out) if self.out and item.name != STDIN else ""

    def _unread(self, name: str, item: Input, status: Status, reason: str) -> Record:
        """The record of what was not read, or not as a text."""
        return Record(name, "", status, reason, origin=self._origin(item), settings=self.settings)

    def _refuse_namesake(self, name: str, item: Input, entry: Entry | None, digest: str) -> Step | None:
        """A step that leaves the summary of another file of this name, of another content, as it is."""
        if not (self.out and entry and entry.status == "done" and entry.sha256 != digest):
            return None
        namesake = find_namesake(entry.origin, item.path, self.out)
        if namesake is None:
            return None
        reason = (
            f"под этим именем лежит реферат другого файла, {one_line(str(namesake))}: "
            "дайте обе папки одной командой или укажите другую папку в -o"
        )
        return self._write(Record(name, "", "failed", reason, settings=self.settings), entry)

    def _summarize(self, base: Record, document: Document, entry: Entry | None, why: str) -> Step:
        text_sha256 = sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest()
        title, encoding = document.title or "", document.encoding or ""
        record = replace(base, title=title, encoding=encoding, text_sha256=text_sha256)
        return Step(base.path, "summarize", why, entry, record, document.text)

    def _write(self, record: Record, entry: Entry | None, why: str = "") -> Step:
        """A step for a record that is complete; it is kept if the journal holds the very same."""
        record = replace(record, reason=one_line(record.reason))
        if entry and self._is_good(entry) and self.read_record(entry) == record:
            return Step(record.path, "keep", entry=entry)
        return Step(record.path, "write", why or record.reason, entry, record)

    def _keep(self, entry: Entry, record: Record | None = None) -> Step:
        """A step that leaves a record as it is, but for its stamp, or for a source that is there again."""
        if entry.is_orphan:
            record = replace(record or self.read_record(entry), reason="")
        return Step(entry.name, "keep", entry=entry, record=record)

    def _is_good(self, entry: Entry) -> bool:
        """True if a record of this content need not be made again."""
        return entry.settings == self.settings and not (entry.status == "failed" and self.has_retry)

    def _why(self, entry: Entry | None, digest: str) -> str:
        if entry is None:
            return "новый"
        if not entry.sha256:
            return "прежде не вышло" if entry.status == "failed" else "прежде не читался"
        if entry.sha256 != digest:
            return "изменился"
        if entry.settings != self.settings:
            return self.settings.difference(entry.settings)
        return "прежде не вышло"


def _reason(item: Input, error: Exception) -> str:
    """Why an input has no summary, without its name, which stands beside it."""
    return reason_of(error).removeprefix(f"{item.path.name}: ")


def _has_rows(item: Input) -> bool:
    """Whether its rows are inputs of their own."""
    return not item.refusal and is_corpus(item.path)


def cells_of_inputs(inputs: Iterable[Input], columns: Columns, encoding: str | None) -> Iterator[Mapping[str, str]]:
    """The cells of all rows, for a table whose head is shown before the rows are; what cannot be read has none."""
    for item in filter(_has_rows, inputs):
        try:
            yield from (row.cells for row in read_rows(item.path, columns, encoding))
        except InputError:
            continue
