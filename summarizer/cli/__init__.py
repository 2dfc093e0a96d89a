"""The command: arguments in, one call, results out. Exit codes are those of ``errors.py``.

Each command has a file of its own with ``add_options(parser)``, which also names what runs it.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from typing import Final

from summarizer import __version__
from summarizer.cli import app, clean, evaluate, models, run
from summarizer.errors import SummarizerError

INTERRUPTED: Final = 130  # 128 + SIGINT, as shells count


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command and returns its exit code; no traceback reaches a person without --debug."""
    args = build_parser().parse_args(arguments)
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


def build_parser() -> argparse.ArgumentParser:
    """The parser of all commands with their flags."""
    parser = argparse.ArgumentParser(
        "summarizer", description="Рефераты русских текстов на своём компьютере, без сети."
    )
    parser.add_argument("--version", action="version", version=f"summarizer {__version__}")
    parser.add_argument("--debug", action="store_true", help="при ошибке показать место в программе")
    commands = parser.add_subparsers(required=True, metavar="команда")
    raw = argparse.RawDescriptionHelpFormatter
    run.add_options(commands.add_parser("run", help="рефераты файлов и папок", epilog=run.EPILOG, formatter_class=raw))
    clean.add_options(commands.add_parser("clean", help="очищенный текст и список исправлений"))
    evaluate.add_options(commands.add_parser("evaluate", help="качество моделей на парах «текст — реферат»"))
    models.add_options(commands.add_parser("models", help="какие модели известны и какие есть здесь"))
    app.add_options(commands.add_parser("app", help="открыть страницу в браузере"))
    return parser
