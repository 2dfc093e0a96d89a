"""Figures of one run or of several → the table."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from statistics import median
from typing import Any, Final

from .geometry import GEOMETRIES
from .job import Job
from .limits import Load, Machine, floor_s
from .turns import ROWS, Measure

COLUMNS: Final = {"cold": "cold start", "one greedy": "one, greedy", "one beam 4": "one, beam 4", "folder": "folder"}


@dataclass(frozen=True)
class Setting:
    """What must be the same in figures that share a table, but for the machine's rates."""

    job: Job
    machine: Machine
    disk_mb: dict[str, float]

    def same(self) -> tuple[Any, ...]:
        """What decides the time."""
        job = self.job
        return job.geometry, job.n_documents, job.n_new, job.n_one_tokens, job.n_folder_tokens, job.threads


def save(path: Path, value: Setting | Measure) -> None:
    """Appends a line, at once, so that a run that is ended leaves what it measured."""
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(value), ensure_ascii=False) + "\n")


def read(paths: Iterable[Path]) -> tuple[Setting, list[Measure]]:
    """The setting, with the best of the machine's rates, and the figures of all files.

    Raises:
        SystemExit: A file is not of this benchmark, or measured something else than the first.
    """
    setting: Setting | None = None
    found: list[Measure] = []
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            values = json.loads(line)
            if "job" not in values:
                found.append(Measure(**values))
                continue
            other = Setting(Job(**values["job"]), Machine(**values["machine"]), values["disk_mb"])
            if setting and other.same() != setting.same():
                raise SystemExit(f"{path}: {other.same()} was measured, in the files before {setting.same()}")
            machine = other.machine.best_of(setting.machine) if setting else other.machine
            setting = replace(other, machine=machine)
    if setting is None:
        raise SystemExit("There is no setting in these files: name those that --json wrote")
    return setting, found


def lines(setting: Setting, found: Sequence[Measure]) -> Iterator[str]:
    """The table in Markdown: medians, spread, ratio to the first row; by the wall, then of the processor."""
    job, machine = setting.job, setting.machine
    yield (
        f"{job.geometry}, {job.threads} threads, one document of {job.n_one_tokens} tokens, folder of "
        f"{job.n_documents} with {job.n_folder_tokens} tokens in all, {job.n_new} new tokens each"
    )
    rates = ", ".join(f"{name} {value / 1e9:.0f} G/s" for name, value in vars(machine).items())
    yield f"the machine at its best: {rates}; load when a measurement began: up to {max(one.load for one in found):.1f}"
    rows = [row for row in ROWS if any(one.row == row for one in found)]
    for unit, title in (("wall_s", "seconds by the wall"), ("cpu_s", "seconds of the processor")):
        yield ""
        yield f"{title}: median (lowest–highest of {_n_rounds(found)} rounds), × of the first row"
        yield "| row | " + " | ".join(COLUMNS.values()) + " |"
        yield "|---" * (len(COLUMNS) + 1) + "|"
        for row in rows:
            yield f"| {row} | " + " | ".join(_cell(found, unit, rows[0], row, task) for task in COLUMNS) + " |"
    yield ""
    yield "| row | peak MB: one | folder | disk MB | of the machine's limit: one, greedy | one, beam 4 | folder |"
    yield "|---|---|---|---|---|---|---|"
    for row in rows:
        peaks = (_median(found, "peak_mb", row, task) for task in ("one greedy", "folder"))
        shown = (f"{peak:.0f}" if peak else "–" for peak in peaks)
        shares = (_share(setting, found, row, task) for task in ("one greedy", "one beam 4", "folder"))
        yield f"| {row} | " + " | ".join((*shown, f"{setting.disk_mb[row]:.0f}", *shares)) + " |"
    yield from sorted({f"{one.row} ran in {one.note}" for one in found if one.note})


def _n_rounds(found: Sequence[Measure]) -> str:
    counts = {len(_values(found, "wall_s", one.row, one.task)) for one in found}
    return "–".join(map(str, sorted({min(counts), max(counts)})))


def _values(found: Sequence[Measure], unit: str, row: str, task: str) -> list[float]:
    return sorted(getattr(one, unit) for one in found if (one.row, one.task) == (row, task))


def _median(found: Sequence[Measure], unit: str, row: str, task: str) -> float | None:
    values = _values(found, unit, row, task)
    return median(values) if values else None


def _cell(found: Sequence[Measure], unit: str, first_row: str, row: str, task: str) -> str:
    values = _values(found, unit, row, task)
    if not values:
        return "–"
    middle = median(values)
    first = _median(found, unit, first_row, task)
    ratio = f" {first / middle:.1f}×" if first else ""
    return f"{middle:.2f} ({values[0]:.2f}–{values[-1]:.2f}){ratio}"


def _share(setting: Setting, found: Sequence[Measure], row: str, task: str) -> str:
    seconds = _median(found, "wall_s", row, task)
    return f"{floor_s(row, load_of(setting.job, task), setting.machine) / seconds:.0%}" if seconds else "–"


def load_of(job: Job, task: str) -> Load:
    """What a column's task asks of the machine; a folder's weights are read at least as often as for one document."""
    geometry = GEOMETRIES[job.geometry]
    is_folder = task == "folder"
    n_rows = job.n_documents if is_folder else 4 if task == "one beam 4" else 1
    return Load(
        n_source_tokens=job.n_folder_tokens if is_folder else job.n_one_tokens,
        n_steps=job.n_new,
        n_new_tokens=job.n_new * n_rows,
        source_weights=geometry.source_weights,
        step_weights=geometry.step_weights,
    )
