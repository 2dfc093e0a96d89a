"""The flags that several commands share; their defaults are those of the options."""

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import fields
from glob import glob
from pathlib import Path
from typing import get_args

from summarizer.engines.loading import DeviceName, DtypeName
from summarizer.folder import STDIN
from summarizer.options import FAITHFUL_NAMES, LENGTH_NAMES, SummaryOptions
from summarizer.reading import is_encoding
from summarizer.share import parse_share
from summarizer.summarize import Summarizer


def path_of(value: str) -> Path:
    """A path that names something: an empty one, as of a variable that is not set, would be the current folder."""
    if not value:
        raise argparse.ArgumentTypeError("путь пуст; текущая папка — «.»")
    return Path(value)


def folder_of(value: str) -> Path:
    """A path of a folder of results: «-» would be one of that name, and means the screen to most."""
    if value == STDIN:
        raise argparse.ArgumentTypeError("«-» — не папка; чтобы результат шёл на экран, уберите этот ключ")
    return path_of(value)


def expand(paths: Sequence[Path]) -> list[Path]:
    """What a shell makes of paths before a program sees them, and cmd.exe does not: ``~`` and patterns.

    What is there stays as it is, and so does a pattern that nothing fits.
    """
    expanded: list[Path] = []
    for path in paths:
        whole = str(path) if os.path.lexists(path) else os.path.expanduser(path)
        fitting = [] if os.path.lexists(whole) else sorted(glob(whole))
        expanded += map(Path, fitting or [whole])
    return expanded


def encoding_name(value: str) -> str:
    """The name of an encoding that there is."""
    if not is_encoding(value):
        raise argparse.ArgumentTypeError(f"кодировка «{value}» неизвестна, например: utf-8, cp1251, koi8-r")
    return value


def add_column_flags(parser: argparse.ArgumentParser) -> None:
    """Where a table has its texts and their names."""
    text = "столбец таблицы, в котором тексты («Текст» или «text»)"
    parser.add_argument("--text-column", metavar="ИМЯ", help=text)
    row_id = "столбец с именами текстов: по ним названы файлы результатов (id, а если его нет — номер строки)"
    parser.add_argument("--id-column", metavar="ИМЯ", help=row_id)


def add_model_flags(parser: argparse.ArgumentParser, is_many: bool = False) -> None:
    """Which model, or models, and where it runs."""
    help_text = "имя из списка «summarizer models», имя на huggingface.co или папка (auto)"
    if is_many:
        parser.add_argument("--model", action="append", metavar="ИМЯ", help=f"{help_text}; можно несколько раз")
    else:
        parser.add_argument("--model", default="auto", metavar="ИМЯ", help=help_text)
    device = "на чём считать: cpu — процессор, cuda — видеокарта (auto)"
    parser.add_argument("--device", choices=get_args(DeviceName), default="auto", help=device)
    dtype = "точность чисел нейросети: int8 быстрее и занимает меньше памяти (auto)"
    parser.add_argument("--dtype", choices=get_args(DtypeName), default="auto", help=dtype)
    parser.add_argument("--threads", type=int, metavar="N", help="сколько ядер процессора занять (все)")


def add_summary_flags(parser: argparse.ArgumentParser) -> None:
    """One flag for each field of SummaryOptions, with its default."""
    default = SummaryOptions()
    length = parser.add_argument_group("длина реферата, одно из пяти").add_mutually_exclusive_group()
    named = f"коротко, средне или подробно ({default.length})"
    length.add_argument("--length", choices=LENGTH_NAMES, default=default.length, help=named)
    length.add_argument("--words", type=int, default=default.words, metavar="N", help="около N слов")
    length.add_argument("--sentences", type=int, default=default.sentences, metavar="N", help="N предложений")
    length.add_argument(
        "--ratio", type=parse_share, default=default.ratio, metavar="ДОЛЯ", help="доля текста: 10%% или 0.1"
    )
    length.add_argument(
        "--points", type=int, default=default.points, metavar="N", help="N тезисов: по предложению в строке"
    )
    parser.add_argument("--title", action="store_true", help="составить и заголовок")
    parser.add_argument(
        "--clean",
        action=argparse.BooleanOptionalAction,
        default=default.clean,
        help="сначала исправить текст; --no-clean: читать как есть",
    )
    beams = "ширина луча: сколько продолжений текста нейросеть сравнивает сразу (как у авторов модели)"
    parser.add_argument("--num-beams", type=int, default=default.num_beams, metavar="N", help=beams)
    parser.add_argument(
        "--n-best",
        type=int,
        default=default.n_best,
        metavar="N",
        help=f"сколько вариантов реферата составить, чтобы выбрать лучший ({default.n_best})",
    )
    parser.add_argument("--any-language", action="store_true", help="сокращать и тексты не на русском языке")
    parser.add_argument(
        "--faithful",
        choices=FAITHFUL_NAMES,
        default=default.faithful,
        help=f"то, чего нет в исходном тексте: не искать, отметить, заменить ({default.faithful})",
    )
    parser.add_argument(
        "--max-source-chars",
        type=int,
        default=default.max_source_chars,
        metavar="N",
        help=f"не читать текстов длиннее N знаков ({default.max_source_chars})",
    )


def summary_options(args: argparse.Namespace) -> SummaryOptions:
    """The options that the flags of ``add_summary_flags`` ask for."""
    return SummaryOptions(**{field.name: getattr(args, field.name) for field in fields(SummaryOptions)})


def print_lost(summarizer: Summarizer) -> None:
    """Says on stderr that another model took the place of the one that ``auto`` found, and why."""
    for note in summarizer.notes:
        print(f"summarizer: {note.message}", file=sys.stderr)
