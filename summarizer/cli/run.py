"""``summarizer run``: summaries of files, folders and streams."""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from summarizer.cli.flags import add_model_flags, add_summary_flags, summary_options
from summarizer.folder import (
    FORMAT_NAMES,
    STDIN,
    FolderRun,
    Outcome,
    Record,
    find_inputs,
    show,
    write_summary,
    write_table,
)
from summarizer.summarize import Summarizer

SOME_FAILED: Final = 3

EPILOG: Final = """\
примеры:
  summarizer run статья.txt                      реферат одного файла на экран
  summarizer run папка -o рефераты               дерево файлов и рефераты/summaries.jsonl
  cat статья.txt | summarizer run -              текст из потока
  summarizer run папка --format jsonl > r.jsonl  по записи на файл

Прерванный запуск с -o продолжается той же командой: готовое не делается заново.

коды выхода: 0 всё готово; 1 некуда писать; 2 неверный вызов; 3 часть файлов не вышла;
4 нет модели; 130 прервано"""


def add_options(parser: argparse.ArgumentParser) -> None:
    """The flags of ``summarizer run``."""
    parser.add_argument("paths", nargs="+", type=Path, metavar="ПУТЬ", help="файл, папка (со вложенными) или «-»")
    parser.add_argument("-o", "--out", type=Path, metavar="ПАПКА", help="куда писать; без неё — на экран")
    parser.add_argument("--format", choices=FORMAT_NAMES, default="txt", help="вид результата (txt)")
    parser.add_argument("--encoding", help="кодировка файлов, если она известна")
    add_summary_flags(parser)
    add_model_flags(parser)
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    options = summary_options(args)
    inputs = list(find_inputs(args.paths, args.out))
    summarizer = Summarizer.load(args.model, args.device, args.dtype)
    stdin = sys.stdin.buffer.read() if any(item.name == STDIN for item in inputs) else b""
    outcomes = FolderRun(inputs, options, args.out, args.encoding, stdin).run(summarizer)
    counts: Counter[str] = Counter()
    records: list[Record] = []
    for outcome in _with_progress(outcomes, len(inputs)):
        record = outcome.record
        counts["kept" if outcome.is_kept else record.status] += 1
        if record.status == "failed":
            print(f"summarizer: {record.reason}", file=sys.stderr)
        if not args.out:
            sys.stdout.write(show(record, args.format, is_first=not records, is_single=len(inputs) == 1))
            sys.stdout.flush()
        else:
            write_summary(args.out, record, args.format)
        records.append(record)
    if args.out and args.format == "csv":
        write_table(args.out, records)
    if args.out or len(inputs) > 1:
        print(_closing(counts, summarizer.model), file=sys.stderr)
    return SOME_FAILED if counts["failed"] else 0


def _with_progress(outcomes: Iterable[Outcome], total: int) -> Iterable[Outcome]:
    """The outcomes, with a bar on a terminal: documents done, per second, time left."""
    if not sys.stderr.isatty() or total < 2:
        return outcomes
    from tqdm import tqdm

    return tqdm(outcomes, total=total, unit=" док", dynamic_ncols=True)


def _closing(counts: Counter[str], model: str) -> str:
    names = {"done": "готово", "kept": "было готово", "skipped": "пропущено", "failed": "не вышло"}
    return ", ".join(f"{word} {counts[key]}" for key, word in names.items() if counts[key]) + f"; модель {model}"
