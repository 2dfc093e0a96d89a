"""What a person is told when a run is over."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from summarizer.folder.clock import Clock
from summarizer.folder.journal import JOURNAL
from summarizer.folder.names import one_line, shown_name
from summarizer.folder.records import Record
from summarizer.folder.table import CSV_NAME, is_table
from summarizer.folder.work import Outcome

N_REASONS: Final = 100  # of a kind that are shown; the journal has all
N_NAMES: Final = 20  # for each reason
_ADDED: Final = frozenset({"added_from_source", "added_from_draft"})
_WORDS: Final = {"done": "готово", "kept": "было готово", "skipped": "пропущено", "failed": "не вышло"}


@dataclass
class _Group:
    total: int = 0
    names: list[str] = field(default_factory=list)


def remarks(record: Record) -> Iterator[str]:
    """What a reader of a summary should know, a line each; sentences that only fill it up are counted."""
    told = [finding for finding in record.findings if finding["kind"] not in _ADDED]
    yield from (f"замечание: {one_line(str(finding['message']))}" for finding in told)
    if len(told) < len(record.findings):
        yield f"чтобы выдержать длину, добавлено предложений: {len(record.findings) - len(told)}"


class Tally:
    """Counts outcomes, and groups those without a summary by their reason."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self._n_new = self._n_remarked = 0
        self._groups: dict[str, dict[str, _Group]] = {"skipped": {}, "failed": {}}
        self._n_other = Counter[str]()

    @property
    def n_summaries(self) -> int:
        """How many inputs have one, of this run or an earlier."""
        return self.counts["done"] + self.counts["kept"]

    def add(self, outcome: Outcome) -> None:
        """Counts one outcome."""
        self._n_new += not outcome.is_kept
        self.counts["kept" if outcome.is_kept and outcome.status == "done" else outcome.status] += 1
        if outcome.status == "done":
            self._n_remarked += outcome.record is not None and any(remarks(outcome.record))
            return
        groups = self._groups[outcome.status]
        if outcome.reason not in groups and len(groups) >= N_REASONS:
            self._n_other[outcome.status] += 1
            return
        group = groups.setdefault(outcome.reason, _Group())
        group.total += 1
        if len(group.names) < N_NAMES:
            group.names.append(outcome.name)

    def reasons(self) -> Iterator[str]:
        """Why inputs have no summary, the most frequent reason first."""
        for status, groups in self._groups.items():
            if groups:
                yield f"{_WORDS[status]}:"
            for reason, group in sorted(groups.items(), key=lambda item: -item[1].total):
                yield f"  {_names(group)}: {one_line(reason)}"
            if self._n_other[status]:
                yield f"  … и ещё {self._n_other[status]} по другим причинам"

    def totals(self, clock: Clock, model: str, out: Path | None) -> Iterator[str]:
        """Counts, speed and what the time went to; where the remarks are, unless they have been shown."""
        counted = ", ".join(f"{word} {self.counts[key]}" for key, word in _WORDS.items() if self.counts[key])
        speed = f" ({_speed(self._n_new, clock.elapsed_s)})" if self._n_new > 1 else ""
        yield f"{counted or 'текстов нет'} за {clock.elapsed_s:.1f} с{speed}; модель {model}"
        if self._n_remarked and out:
            table = out / CSV_NAME
            place = f"столбец findings в {table}" if is_table(table) else f"{out / JOURNAL}; в таблице — с --format csv"
            yield f"рефератов с замечаниями: {self._n_remarked} (где они: {place})"
        if self.counts["done"] and clock.shares():
            yield f"время: {clock.shares()}"


def _speed(n_texts: int, elapsed_s: float) -> str:
    """Texts a second, or a minute where there are few.

    >>> _speed(90, 30), _speed(3, 30)
    ('3.0 док/с', '6.0 док/мин')
    """
    speed = n_texts / elapsed_s
    return f"{speed:.1f} док/с" if speed >= 1 else f"{60 * speed:.1f} док/мин"


def _names(group: _Group) -> str:
    shown = ", ".join(map(shown_name, group.names))
    return shown if group.total <= len(group.names) else f"{shown} и ещё {group.total - len(group.names)}"
