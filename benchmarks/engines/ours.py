"""This project's rows: the whole command where a folder or a cold start is measured, else the engine it loads."""

import sys
from collections.abc import Sequence
from pathlib import Path

from summarizer.engines import Engine, Request
from summarizer.engines.loading import load_engine

from .job import Job
from .peers import print_one


def command(job: Job, dtype: str, task: str) -> list[str]:
    """The line that a user types, greedy and at the job's length."""
    source = [job.documents, "-o", job.out] if task == "folder" else [job.short]
    model = ["--model", job.checkpoint, "--device", "cpu", "--dtype", dtype, "--threads", str(job.threads)]
    length = ["--words", str(job.target_words), "--num-beams", "1"]
    return [sys.executable, "-m", "summarizer", "run", *source, *model, *length]


def count_full(job: Job) -> int:
    """How many documents have a summary whose draft was as long as it may be: all, or the rows do not compare."""
    from summarizer.folder import JOURNAL, Record

    lines = (Path(job.out) / JOURNAL).read_bytes().splitlines()
    records = [Record.from_json(line) for line in lines]
    return sum(any(finding["kind"] == "unfinished" for finding in record.findings) for record in records)


def main() -> None:
    """Times one document in the engine."""
    dtype, job_file = sys.argv[1:]
    job = Job.read(Path(job_file))
    engine: Engine = load_engine(job.checkpoint, "cpu", dtype, job.threads)  # type: ignore[arg-type]  # from ROWS

    def generate(texts: Sequence[str], num_beams: int) -> list[str]:
        drafts = engine.generate([Request(text, job.target_words, num_beams) for text in texts])
        assert not any(found[0].is_finished for found in drafts), "a summary ended before its length"
        return [found[0].text for found in drafts]

    print_one(job, generate, type(engine).__name__)


if __name__ == "__main__":
    main()
