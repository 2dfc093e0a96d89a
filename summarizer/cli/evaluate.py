"""``summarizer evaluate``: systems beside each other on pairs of text and reference."""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Final

from summarizer.cli.flags import add_model_flags, add_summary_flags, print_lost, summary_options
from summarizer.cli.streams import print_out
from summarizer.errors import OptionError, OutputError
from summarizer.folder.writing import reason_of
from summarizer.models import locate
from summarizer.summarize import Summarizer

EPILOG: Final = """\
примеры:
  summarizer evaluate пары.jsonl                 сравнить extract с простыми способами
  summarizer evaluate пары.xlsx --model compact --words 40   и с моделью compact, рефераты по 40 слов
  summarizer evaluate пары.jsonl --first 50 --json > мера.json

В скобках у ключей — значение по умолчанию.

коды выхода: 0 всё готово; 1 некуда писать; 2 неверный вызов; 3 пары не прочитаны; 4 нет модели или она не работает;
130 прервано (Ctrl-C)"""


def add_options(parser: argparse.ArgumentParser) -> None:
    """The flags of ``summarizer evaluate``."""
    parser.add_argument(
        "pairs", type=Path, metavar="ПАРЫ", help="файл пар: jsonl, csv (и .xz) или xlsx с полями text и reference"
    )
    parser.add_argument("--first", type=int, metavar="N", help="только первые N пар")
    parser.add_argument(
        "--recipe", choices=["words", "gazeta"], default="words", help="как делить текст на слова для ROUGE (words)"
    )
    parser.add_argument("--json", action="store_true", help="вывести таблицу в JSON")
    parser.add_argument("--plot", type=Path, metavar="ФАЙЛ", help="нарисовать столбики с интервалами в файл .svg")
    add_summary_flags(parser)
    add_model_flags(parser, is_many=True)
    parser.set_defaults(run=_evaluate)


def _evaluate(args: argparse.Namespace) -> int:
    from summarizer.evaluate import evaluate, read_pairs, to_svg, to_table

    options = summary_options(args)
    if args.plot and args.plot.suffix != ".svg":
        raise OptionError(f"Рисунок пишется только в .svg, а не в {args.plot}: назовите его {args.plot.stem}.svg")
    if args.plot:
        _check_writable(args.plot)
    pairs = read_pairs(args.pairs, args.first)
    for name in _models(args):
        locate(name)  # a model that cannot be had is told before the work of the baselines
    rows = []
    for row in evaluate(pairs, _summarizers(args), options, args.recipe):
        print(f"summarizer: {row.system} готово", file=sys.stderr)
        rows.append(row)
    print_out(json.dumps([asdict(row) for row in rows], ensure_ascii=False) if args.json else to_table(rows))
    if args.plot:
        try:
            args.plot.write_text(to_svg(rows), encoding="utf-8")
        except OSError as error:
            raise OutputError(f"Не удаётся записать {args.plot}: {reason_of(error)}") from error
    return 0


def _check_writable(path: Path) -> None:
    """Raises OutputError where the file cannot be written, before the work; leaves no trace."""
    try:
        was_there = path.exists()
        path.open("ab").close()
        if not was_there:
            path.unlink()
    except OSError as error:
        raise OutputError(f"Не удаётся записать {path}: {reason_of(error)}") from error


def _models(args: argparse.Namespace) -> list[str]:
    return list(dict.fromkeys(args.model or ["auto"]))


def _summarizers(args: argparse.Namespace) -> Iterator[Summarizer]:
    """The models one after the other, so that two never share the memory."""
    for name in _models(args):
        summarizer = Summarizer.load(name, args.device, args.dtype, args.threads)
        print_lost(summarizer)  # extract, which is measured anyway, then has no second row
        yield summarizer
