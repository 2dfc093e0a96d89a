"""The command: arguments in, one call, results out. Exit codes are those of ``errors.py``."""

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final, get_args

from summarizer import __version__
from summarizer.cleaning import clean
from summarizer.errors import SummarizerError
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
from summarizer.models import DeviceName, DtypeName, find_local, locate
from summarizer.options import LENGTH_NAMES, SummaryOptions
from summarizer.reading import decode, read_document
from summarizer.registry import REGISTRY
from summarizer.summarize import Summarizer

SOME_FAILED: Final = 3
INTERRUPTED: Final = 130  # 128 + SIGINT, as shells count

_RUN_EXAMPLES: Final = """\
примеры:
  summarizer run статья.txt                      реферат одного файла на экран
  summarizer run папка -o рефераты               дерево файлов и рефераты/summaries.jsonl
  cat статья.txt | summarizer run -              текст из потока
  summarizer run папка --format jsonl > r.jsonl  по записи на файл

Прерванный запуск с -o продолжается той же командой: готовое не делается заново.

коды выхода: 0 всё готово; 1 некуда писать; 2 неверный вызов; 3 часть файлов не вышла;
4 нет модели; 130 прервано"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command and returns its exit code; no traceback reaches a person without --debug."""
    args = _parser().parse_args(arguments)
    try:
        return int(args.run(args))
    except SummarizerError as error:
        if args.debug:
            raise
        print(f"summarizer: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("\nПрервано. С -o готовое сохранено, и та же команда продолжит с этого места.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # the reader has gone, as in «summarizer run … | head»
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "summarizer", description="Рефераты русских текстов на своём компьютере, без сети."
    )
    parser.add_argument("--version", action="version", version=f"summarizer {__version__}")
    parser.add_argument("--debug", action="store_true", help="при ошибке показать место в программе")
    commands = parser.add_subparsers(required=True, metavar="команда")
    raw = argparse.RawDescriptionHelpFormatter
    _run_options(commands.add_parser("run", help="рефераты файлов и папок", epilog=_RUN_EXAMPLES, formatter_class=raw))
    _clean_options(commands.add_parser("clean", help="очищенный текст и список исправлений"))
    _evaluate_options(commands.add_parser("evaluate", help="качество моделей на парах «текст — реферат»"))
    _models_options(commands.add_parser("models", help="какие модели известны и какие есть здесь"))
    _app_options(commands.add_parser("app", help="открыть страницу в браузере"))
    return parser


def _model_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--model", default="auto", help="имя из «summarizer models», имя на хабе или папка (auto)")
    parser.add_argument("--device", choices=get_args(DeviceName), default="auto", help="где считать (auto)")
    parser.add_argument("--dtype", choices=get_args(DtypeName), default="auto", help="точность весов (auto)")


def _summary_options(parser: argparse.ArgumentParser) -> None:
    """One flag for each field of SummaryOptions, with its default."""
    default = SummaryOptions()
    parser.add_argument("--length", choices=LENGTH_NAMES, default=default.length, help=f"длина ({default.length})")
    parser.add_argument("--num-beams", type=int, default=default.num_beams, help="ширина луча (как у авторов модели)")
    parser.add_argument(
        "--n-best", type=int, default=default.n_best, help=f"вариантов, из которых выбирать ({default.n_best})"
    )
    parser.add_argument("--any-language", action="store_true", help="и тексты не на русском языке")
    parser.add_argument(
        "--max-source-chars",
        type=int,
        default=default.max_source_chars,
        help=f"предел длины текста в знаках ({default.max_source_chars})",
    )


def _options(args: argparse.Namespace) -> SummaryOptions:
    return SummaryOptions(args.length, args.num_beams, args.n_best, args.any_language, args.max_source_chars)


def _run_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="+", type=Path, metavar="ПУТЬ", help="файл, папка (со вложенными) или «-»")
    parser.add_argument("-o", "--out", type=Path, metavar="ПАПКА", help="куда писать; без неё — на экран")
    parser.add_argument("--format", choices=FORMAT_NAMES, default="txt", help="вид результата (txt)")
    parser.add_argument("--encoding", help="кодировка файлов, если она известна")
    _summary_options(parser)
    _model_options(parser)
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    options = _options(args)
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


def _clean_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", nargs="?", default=STDIN, metavar="ФАЙЛ", help="файл или «-» (поток)")
    parser.add_argument("--encoding", help="кодировка, если она известна")
    parser.add_argument("--json", action="store_true", help="исправления с местами в тексте")
    parser.set_defaults(run=_clean)


def _clean(args: argparse.Namespace) -> int:
    if args.path == STDIN:
        text = decode(sys.stdin.buffer.read(), args.encoding, name="стандартный ввод").text
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


def _models_options(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=_models)


def _models(args: argparse.Namespace) -> int:
    chosen = locate("auto").entry.name
    print(f"{'':2}{'модель':16}{'здесь':7}{'МБ':>6}{'окно':>7}  {'лицензия':20}назначение")
    for entry in REGISTRY:
        is_here = "да" if find_local(entry) else "нет"
        mark = "*" if entry.name == chosen else ""
        figures = f"{is_here:7}{entry.size_mb:6}{entry.window_tokens:7}"
        print(f"{mark:2}{entry.name:16}{figures}  {entry.licence:20}{entry.note}")
        if entry.hub_id and is_here == "нет":
            print(f"{'':18}hf download {entry.hub_id}")
    print("* — её берёт --model auto")
    return 0


def _evaluate_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("pairs", type=Path, metavar="ПАРЫ", help="jsonl с полями text и summary")
    parser.add_argument("--first", type=int, help="только первые N пар")
    parser.add_argument("--json", action="store_true", help="таблица в JSON")
    _summary_options(parser)
    _model_options(parser)
    parser.set_defaults(run=_evaluate)


def _evaluate(args: argparse.Namespace) -> int:
    from summarizer.evaluate import evaluate, read_pairs, to_table

    pairs = read_pairs(args.pairs, args.first)
    summarizer = Summarizer.load(args.model, args.device, args.dtype)
    rows = evaluate(pairs, summarizer, _options(args))
    print(json.dumps([asdict(row) for row in rows], ensure_ascii=False) if args.json else to_table(rows))
    return 0


def _app_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="адрес, который слушать (127.0.0.1: только этот компьютер)")
    parser.add_argument("--port", type=int, default=7860, help="порт (7860)")
    parser.add_argument("--no-browser", action="store_true", help="не открывать браузер")
    _model_options(parser)
    parser.set_defaults(run=_app)


def _app(args: argparse.Namespace) -> int:
    from summarizer.page import serve

    options: dict[str, Any] = {"host": args.host, "port": args.port, "open_browser": not args.no_browser}
    serve(model=args.model, device=args.device, **options)
    return 0
