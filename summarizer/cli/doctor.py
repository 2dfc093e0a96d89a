"""``summarizer doctor``: is the model on this machine whole, and does it do what it should?"""

import argparse
import os
from pathlib import Path
from typing import Final

from summarizer.cli.streams import print_out
from summarizer.errors import ModelError, SummarizerError

FENCE: Final = "```"  # what is between the two lines is pasted into a bug report as it stands


def add_options(parser: argparse.ArgumentParser) -> None:
    """The flags of ``summarizer doctor``."""
    help_text = "имя из списка «summarizer models», имя на huggingface.co или папка (auto)"
    parser.add_argument("--model", default="auto", metavar="ИМЯ", help=help_text)
    parser.add_argument("--threads", type=int, metavar="N", help="сколько ядер процессора занять (все)")
    parser.set_defaults(run=_doctor)


def _doctor(args: argparse.Namespace) -> int:
    from summarizer.doctor import Check, examine  # with all that examines a model

    shown = Path(args.model).name if os.path.isdir(args.model) else args.model  # whose folder it is concerns nobody
    print_out(f"{FENCE}\nsummarizer doctor --model {shown}")
    bad: list[Check] = []
    try:
        for check in examine(args.model, args.threads):
            print_out(f"{'  ' if check.is_good else '!!'} {check.name:12}{check.detail}")
            bad += [] if check.is_good else [check]
    except (SummarizerError, PermissionError) as error:
        bad.append(Check("модель", str(error), is_good=False))
        print_out(f"!! {'модель':12}{error}")
    found = "не в порядке: " + ", ".join(check.name for check in bad) if bad else "всё в порядке"
    print_out(f"итог: {found}\n{FENCE}")
    print_out("Если что-то не так, приложите всё между строками ``` к сообщению об ошибке.")
    return ModelError.exit_code if bad else 0
