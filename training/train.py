"""A start checkpoint + JSONL pairs → a trained checkpoint.

    python -m training.train START OUT --pairs train.jsonl.xz --minutes 60
    python -m training.train START OUT --pairs train.jsonl.xz --texts news.jsonl.xz --minutes 60

The state is saved every few minutes; the same command goes on from the saved batch. What a batch does is in ``run``.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from itertools import islice
from pathlib import Path

import torch

from summarizer.errors import InputError
from training.batches import Limits
from training.ending import end
from training.examples import check_pairs
from training.optimizer import Plan
from training.run import Run, Settings
from training.texts import Document, read_documents


def train(run: Run) -> None:
    """Works until the budget is spent, saving the state on the way and the checkpoint at the end; tells how it goes."""
    plan, saved_s, total, n_targets, mean = run.settings.plan, run.progress.worked_s, 0.0, 0, None
    while run.progress.worked_s < plan.minutes * 60:
        loss, n = run.step()
        total, n_targets = total + loss, n_targets + n
        mean = round(total / n_targets, 4)
        if run.progress.n_batches % plan.report_every == 0:
            _tell(**asdict(run.progress), loss=mean)
            total, n_targets = 0.0, 0
        if run.progress.worked_s - saved_s > plan.save_every_minutes * 60:
            run.save_state()
            saved_s = run.progress.worked_s
    run.save_state()
    run.save_checkpoint()
    _tell(**asdict(run.progress), loss=mean, out=str(run.out))


def _tell(**values: object) -> None:
    print(json.dumps(values, ensure_ascii=False), flush=True)


def read_pairs(paths: list[Path]) -> list[Document]:
    """The pairs of all files, each told of: how many there are, and how many of them can be taken."""
    documents = []
    for path in paths:
        pairs = list(read_documents(path))
        _tell(pairs=str(path), **asdict(check_pairs(pairs, str(path))))
        documents += pairs
    return documents


def build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("start", help="a folder, a name of the registry or of the hub, also of a pretrained model")
    parser.add_argument("out", type=Path)
    parser.add_argument("--pairs", type=Path, nargs="+", required=True, help="documents with summaries")
    parser.add_argument("--texts", type=Path, nargs="*", default=[], help="documents to learn the language from")
    parser.add_argument("--n-texts", type=int, default=8000, help="read from each of --texts")
    parser.add_argument("--minutes", type=float, default=Plan.minutes)
    parser.add_argument("--learning-rate", type=float, default=Plan.learning_rate)
    parser.add_argument("--batch-tokens", type=int, default=Limits.batch_tokens)
    parser.add_argument("--max-source-tokens", type=int, default=Limits.max_source_tokens)
    parser.add_argument("--freeze-embeddings", action="store_true", help="leave the vectors of the pieces as they are")
    parser.add_argument("--compile", action="store_true", help="compile a decoder's layers (needs a C++ compiler)")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    return parser


def run_with(args: argparse.Namespace) -> None:
    """A run with the arguments of the command line.

    Raises:
        SummarizerError: An argument, a file or a model will not do.
    """
    settings = Settings(
        Plan(minutes=args.minutes, learning_rate=args.learning_rate),
        Limits(batch_tokens=args.batch_tokens, max_source_tokens=args.max_source_tokens),
        device=args.device,
        freezes_embeddings=args.freeze_embeddings,
        is_compiled=args.compile,
    )
    documents = read_pairs(args.pairs)
    documents += [d for path in args.texts for d in islice(read_documents(path), args.n_texts)]
    _tell(start=args.start, max_source_tokens=args.max_source_tokens, minutes=args.minutes)
    try:
        train(Run(args.start, args.out, documents, bool(args.texts), settings))
    except InputError as error:
        raise InputError(f"{', '.join(map(str, args.pairs))}: {error}") from error


def main(argv: Sequence[str] | None = None) -> int:
    args = build_parser().parse_args(argv)
    return end(lambda: run_with(args))


if __name__ == "__main__":
    sys.exit(main())
