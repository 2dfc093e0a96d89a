"""``summarizer evaluate``: systems beside each other on pairs of text and reference."""

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from summarizer.cli.flags import add_model_flags, add_summary_flags, summary_options
from summarizer.summarize import Summarizer


def add_options(parser: argparse.ArgumentParser) -> None:
    """The flags of ``summarizer evaluate``."""
    parser.add_argument("pairs", type=Path, metavar="ПАРЫ", help="jsonl с полями text и summary")
    parser.add_argument("--first", type=int, help="только первые N пар")
    parser.add_argument("--json", action="store_true", help="таблица в JSON")
    add_summary_flags(parser)
    add_model_flags(parser)
    parser.set_defaults(run=_evaluate)


def _evaluate(args: argparse.Namespace) -> int:
    from summarizer.evaluate import evaluate, read_pairs, to_table

    pairs = read_pairs(args.pairs, args.first)
    summarizer = Summarizer.load(args.model, args.device, args.dtype)
    rows = evaluate(pairs, summarizer, summary_options(args))
    print(json.dumps([asdict(row) for row in rows], ensure_ascii=False) if args.json else to_table(rows))
    return 0
