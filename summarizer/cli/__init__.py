"""The command: arguments in, one call, results out. Exit codes are those of ``errors.py``.

Each command has a file of its own with ``add_options(parser)``, which also names what runs it.
"""

import argparse
import logging
import os
import shlex
import subprocess
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from summarizer import __version__
from summarizer.cli import app, clean, doctor, evaluate, models, run
from summarizer.cli.flags import expand
from summarizer.cli.parser import Parser
from summarizer.cli.streams import flush_stdout, set_up_streams, silence_stdout
from summarizer.errors import StoppedError, SummarizerError
from summarizer.folder import Stopped, writing

UNFORESEEN: Final = 1
DEBUG_HELP: Final = "при ошибке показать, где в программе она возникла"
COMMANDS: Final = {
    "run": (run, "рефераты файлов и папок"),
    "clean": (clean, "исправленный текст и список исправлений"),
    "evaluate": (evaluate, "качество моделей на парах «текст — реферат»"),
    "models": (models, "какие модели известны и какие есть на этом компьютере"),
    "doctor": (doctor, "исправна ли модель: проверка файлов и пробный реферат"),
    "app": (app, "открыть страницу в браузере"),
}
EPILOG: Final = """\
с чего начать:
  summarizer run статья.txt            реферат на экран
  summarizer run папка -o рефераты     реферат каждого файла папки
  summarizer app                       то же в браузере

Ключи команды: summarizer run --help"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command and returns its exit code; no traceback reaches a person without --debug."""
    arguments = sys.argv[1:] if arguments is None else arguments
    set_up_streams()  # the help and a wrong call are printed while the arguments are read
    args = None
    try:
        args = _parse(arguments)
        return int(args.run(args))
    except Stopped as stopped:
        return stopped.exit_code
    except KeyboardInterrupt:
        print("\nПрервано.", file=sys.stderr)
        return StoppedError.exit_code
    except BrokenPipeError:  # the reader has gone, as in «summarizer run … | head»
        silence_stdout()
        return 0
    except Exception as error:
        flush_stdout()
        if args and args.debug:
            traceback.print_exc()
        print(f"summarizer: {_sentence(error)}", file=sys.stderr)
        return error.exit_code if isinstance(error, SummarizerError) else UNFORESEEN


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    """What is asked for.

    Raises:
        SystemExit: The call is wrong, or the help was asked for, and shown.
        OutputError: It cannot be shown.
    """
    try:
        args = build_parser().parse_args(arguments)
    finally:
        with writing("справку"):
            sys.stdout.flush()  # at the exit it would be too late to say so
    args.command_line = command_line(arguments)
    if os.name == "nt" and "paths" in args:
        args.paths = expand(args.paths)
    if args.debug:
        _set_up_log()
    return args


def command_line(arguments: Sequence[str]) -> str:
    """The command as a person would type it again."""
    is_module = Path(sys.argv[0]).name == "__main__.py"
    words = [*((sys.executable, "-m", "summarizer") if is_module else ("summarizer",)), *arguments]
    return subprocess.list2cmdline(words) if os.name == "nt" else shlex.join(words)


def _sentence(error: Exception) -> str:
    """What a person reads instead of a traceback."""
    if isinstance(error, SummarizerError):
        return str(error)
    if isinstance(error, MemoryError):
        return "не хватило памяти. Закройте другие программы или разделите текст на части"
    if isinstance(error, ModuleNotFoundError) and error.name:
        return f"не установлен {error.name.partition('.')[0]}. Поставить: pip install 'summarizer[models,page]'"
    if isinstance(error, FileNotFoundError) and error.filename is None:  # as os.getcwd says it
        return "текущей папки больше нет. Перейдите в другую"
    if isinstance(error, PermissionError) and error.filename:
        return f"нет доступа к {error.filename}. Проверьте права доступа"
    return f"непредвиденная ошибка ({type(error).__name__}: {error}). Повторите с --debug и сообщите о ней"


def _set_up_log() -> None:
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    logging.getLogger("summarizer").setLevel(logging.DEBUG)


def build_parser() -> argparse.ArgumentParser:
    """The parser of all commands with their flags."""
    parser = Parser(
        "summarizer",
        description="Рефераты русских текстов на своём компьютере, без сети.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"summarizer {__version__}", help="версия")
    parser.add_argument("--debug", action="store_true", help=DEBUG_HELP)
    commands = parser.add_subparsers(required=True, metavar="команда")
    for name, (module, does) in COMMANDS.items():
        command = commands.add_parser(
            name,
            help=does,
            description=does[0].upper() + does[1:] + ".",
            epilog=getattr(module, "EPILOG", None),
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        module.add_options(command)
    for command in commands.choices.values():  # in either place; without a default, which would undo the other
        command.add_argument("--debug", action="store_true", default=argparse.SUPPRESS, help=DEBUG_HELP)
    return parser
