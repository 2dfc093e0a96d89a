"""What the table of a folder run shows of each file, and the line above it of all."""

import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Final

from summarizer.checking import Finding
from summarizer.folder import Outcome, one_line
from summarizer.folder.refusals import OR_NAME_IT
from summarizer.page import tab_texts, telling
from summarizer.page.house import House

MAX_ROWS: Final = 500  # of the table: a browser stays quick; the archive has all
SHOWN_CHARS: Final = 600  # of a summary in the table
MAX_NOTES: Final = 5  # below a summary in the table; the archive has all
NOTE_CHARS: Final = 200
TITLE_CHARS: Final = 120
EARLY_S: Final = 3.0  # until then most of the time went into the model


@dataclass
class Shown:
    """What the table and the line above it show of a run."""

    house: House
    total: int | None = None  # None: nobody has counted the rows of a corpus
    began_s: float = field(default_factory=time.monotonic)
    counts: Counter[str] = field(default_factory=Counter)
    _rows: defaultdict[str, list[list[str]]] = field(default_factory=lambda: defaultdict(list))  # by state

    def add(self, outcome: Outcome) -> None:
        """One more outcome."""
        self.counts[outcome.status] += 1
        if len(self._rows[outcome.status]) < MAX_ROWS:
            self._rows[outcome.status].append(_row(self.house, outcome))

    @property
    def rows(self) -> list[list[str]]:
        """What has no summary comes first, for somebody to act on; summaries have half of a table that is too short."""
        done, others = self._rows["done"], [*self._rows["failed"], *self._rows["skipped"]]
        return [*others[: max(MAX_ROWS // 2, MAX_ROWS - len(done))], *done][:MAX_ROWS]

    def progress(self, now_s: float) -> str:
        """How far it is, and how long it will take where that can be said."""
        say, done, elapsed_s = self.house.say, self.counts.total(), now_s - self.began_s
        line = say(tab_texts.PROGRESS).format(done=done, total=self.total)
        if self.total is None:
            line = say(tab_texts.PROGRESS_ROWS).format(done=done)
        if elapsed_s < EARLY_S or done == self.total:
            return line
        if not done or self.total is None:
            return f"{line}, {telling.passed(elapsed_s, say)}"
        return f"{line}, {telling.time_left(elapsed_s / done * (self.total - done), say)}"

    def totals(self, is_stopped: bool, now_s: float) -> str:
        """What became of everything."""
        say = self.house.say
        ended = say(tab_texts.FOLDER_STOPPED if is_stopped else tab_texts.FOLDER_FINISHED)
        line = say(tab_texts.COUNTS).format(**{status: self.counts[status] for status in tab_texts.STATUSES})
        if is_stopped and self.total is not None and (n_left := self.total - self.counts.total()) > 0:
            line += say(tab_texts.LEFT).format(n=n_left)
        more = f". {say(tab_texts.SHOWN_ROWS).format(limit=MAX_ROWS)}" if self.counts.total() > MAX_ROWS else ""
        return f"{ended.format(time=telling.duration(now_s - self.began_s, say))}. {line}{more}"


def _row(house: House, outcome: Outcome) -> list[str]:
    record = outcome.record
    state = house.say(tab_texts.STATUSES[outcome.status])
    if outcome.status != "done" or not record:
        reason = house.said(outcome.reason.removesuffix(OR_NAME_IT))  # nobody names a file here
        return [_named(outcome), state, _begun(reason[:1].upper() + reason[1:], SHOWN_CHARS)]
    told = [telling.told(Finding.from_json(finding), house.say, record.settings.options) for finding in record.findings]
    notes = [f"• {_begun(note, NOTE_CHARS)}" for note in told[:MAX_NOTES]]
    if len(told) > MAX_NOTES:
        notes.append(f"• {house.say(tab_texts.MORE_NOTES).format(n=len(told) - MAX_NOTES)}")
    if told:
        notes.insert(0, "")
        state = f"{state}; {house.say(tab_texts.NOTES).format(n=len(told))}"
    return [_named(outcome), state, "\n".join([_begun(record.summary, SHOWN_CHARS), *notes])]


def _named(outcome: Outcome) -> str:
    """The name, and below it the source's title; of a table's row without one what its other cells say but numbers."""
    record = outcome.record
    cells = [cell for cell in record.cells.values() if not cell.isdecimal()] if record else []
    title = (record and record.title) or " · ".join(cells)
    return "\n".join(filter(None, [one_line(outcome.name), _begun(one_line(title), TITLE_CHARS)]))


def _begun(text: str, max_chars: int) -> str:
    """The beginning of a text that is too long for the table."""
    return text if len(text) <= max_chars else text[:max_chars].rsplit(" ", 1)[0] + " …"
