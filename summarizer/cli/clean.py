"""``summarizer clean``: the cleaned text, and what was repaired in it."""

import argparse
import json
import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path

from summarizer.cleaning import clean
from summarizer.folder import STDIN
from summarizer.reading import document_of, read_document


def add_options(parser: argparse.ArgumentParser) -> None:
    """The flags of ``summarizer clean``."""
    parser.add_argument("path", nargs="?", default=STDIN, metavar="ФАЙЛ", help="файл или «-» (поток)")
    parser.add_argument("--encoding", help="кодировка, если она известна")
    parser.add_argument("--json", action="store_true", help="исправления с местами в тексте")
    parser.set_defaults(run=_clean)


def _clean(args: argparse.Namespace) -> int:
    if args.path == STDIN:
        text = document_of(sys.stdin.buffer.read(), "стандартный ввод", args.encoding).text
    else:
        text = read_document(Path(args.path), args.encoding).text
    cleaned = clean(text)
    if args.json:
        print(json.dumps(asdict(cleaned), ensure_ascii=False))
        return 0
    print(cleaned.text)
    for rule, n in Counter(repair.rule for repair in cleaned.repairs).most_common():
        print(f"{n:6}  {rule}", file=sys.stderr)
    return 0
