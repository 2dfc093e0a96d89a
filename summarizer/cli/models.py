"""``summarizer models``: what is known and what is on this machine."""

import argparse

from summarizer.cli.streams import print_out
from summarizer.models import REGISTRY, find_local, locate


def add_options(parser: argparse.ArgumentParser) -> None:
    """``summarizer models`` has no flags."""
    parser.set_defaults(run=_models)


def _models(args: argparse.Namespace) -> int:
    chosen = locate("auto").entry.name
    print_out(f"{'':2}{'модель':16}{'здесь':7}{'МБ':>6}{'окно':>7}  {'лицензия':20}назначение")
    for entry in REGISTRY:
        is_here = "да" if find_local(entry) else "нет"
        mark = "*" if entry.name == chosen else ""
        figures = f"{is_here:7}{entry.size_mb:6}{entry.window_tokens:7}"
        print_out(f"{mark:2}{entry.name:16}{figures}  {entry.licence:20}{entry.note}")
        if entry.hub_id and is_here == "нет":
            print_out(f"{'':18}hf download {entry.hub_id}")
    print_out("* — её берёт --model auto; «окно» — сколько токенов (частей слов) модель читает за раз")
    return 0
