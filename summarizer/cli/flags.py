"""The flags that several commands share; their defaults are those of the options."""

import argparse
from typing import get_args

from summarizer.models import DeviceName, DtypeName
from summarizer.options import FAITHFUL_NAMES, LENGTH_NAMES, SummaryOptions


def add_model_flags(parser: argparse.ArgumentParser) -> None:
    """Which model, and where it runs."""
    parser.add_argument("--model", default="auto", help="имя из «summarizer models», имя на хабе или папка (auto)")
    parser.add_argument("--device", choices=get_args(DeviceName), default="auto", help="где считать (auto)")
    parser.add_argument("--dtype", choices=get_args(DtypeName), default="auto", help="точность весов (auto)")


def add_summary_flags(parser: argparse.ArgumentParser) -> None:
    """One flag for each field of SummaryOptions, with its default."""
    default = SummaryOptions()
    parser.add_argument("--length", choices=LENGTH_NAMES, default=default.length, help=f"длина ({default.length})")
    parser.add_argument("--num-beams", type=int, default=default.num_beams, help="ширина луча (как у авторов модели)")
    parser.add_argument(
        "--n-best", type=int, default=default.n_best, help=f"вариантов, из которых выбирать ({default.n_best})"
    )
    parser.add_argument("--any-language", action="store_true", help="и тексты не на русском языке")
    parser.add_argument(
        "--faithful",
        choices=FAITHFUL_NAMES,
        default=default.faithful,
        help=f"предложения с тем, чего в тексте нет: не проверять, пометить, заменить ({default.faithful})",
    )
    parser.add_argument(
        "--max-source-chars",
        type=int,
        default=default.max_source_chars,
        help=f"предел длины текста в знаках ({default.max_source_chars})",
    )


def summary_options(args: argparse.Namespace) -> SummaryOptions:
    """The options that the flags of ``add_summary_flags`` ask for."""
    return SummaryOptions(
        args.length, args.num_beams, args.n_best, args.any_language, args.faithful, args.max_source_chars
    )
