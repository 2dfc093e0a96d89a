"""The command: arguments in, one call, results out. Exit codes are those of ``errors.py``.

Each command has a file of its own with ``add_options(parser)``, which also names what runs it.
"""

import argparse
import io
import logging
import os
import shlex
import subprocess
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from summarizer import __version__
from summarizer.cli import app, clean, doctor, evaluate, models, run
from summarizer.cli.flags import expand
from summarizer.cli.parser import Parser
from summarizer.errors import SummarizerError
from summarizer.folder import Stopped

INTERRUPTED: Final = 130  # 128 + SIGINT, as shells count
UNFORESEEN: Final = 1
DEBUG_HELP: Final = "при ошибке показать место в программе"


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command and returns its exit code; no traceback reaches a person without --debug."""
    arguments = sys.argv[1:] if arguments is None else arguments
    _set_up_output()  # the help and a wrong call are printed while the arguments are read
    args = build_parser().parse_args(arguments)
    args.command_line = command_line(arguments)
    if os.name == "nt" and "paths" in args:
        args.paths = expand(args.paths)
    if args.debug:
        _set_up_log()
    try:
        return int(args.run(args))
    except Stopped as stopped:
        return stopped.exit_code
    except KeyboardInterrupt:
        print("\nПрервано.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # the reader has gone, as in «summarizer run … | head»
        _silence_stdout()
        return 0
    except Exception as error:
        _flush_stdout()
        if args.debug:
            traceback.print_exc()
        print(f"summarizer: {_sentence(error)}", file=sys.stderr)
        return error.exit_code if isinstance(error, SummarizerError) else UNFORESEEN


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
        return "не хватило памяти. Закройте другие программы или разделите текст"
    return f"непредвиденная ошибка ({type(error).__name__}: {error}). Повторите с --debug и сообщите о ней"


def _set_up_output() -> None:
    """UTF-8 for what goes into a file or a pipe, whatever the system's encoding; a terminal gets what it can show."""
    for stream in (sys.stdout, sys.stderr):
        if not isinstance(stream, io.TextIOWrapper):
            continue
        if stream.isatty():
            stream.reconfigure(errors="replace")  # KOI8-R and the like have no «…»
        else:
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def _set_up_log() -> None:
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    logging.getLogger("summarizer").setLevel(logging.DEBUG)


def _flush_stdout() -> None:
    try:
        sys.stdout.flush()
    except OSError:  # what is left in the buffer is what could not be written
        _silence_stdout()


def _silence_stdout() -> None:
    """Sends what is still in the buffer of stdout nowhere, so that nothing complains at the exit."""
    with suppress(OSError, ValueError):  # stdout may be no file
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def build_parser() -> argparse.ArgumentParser:
    """The parser of all commands with their flags."""
    parser = Parser("summarizer", description="Рефераты русских текстов на своём компьютере, без сети.")
    parser.add_argument("--version", action="version", version=f"summarizer {__version__}", help="версия")
    parser.add_argument("--debug", action="store_true", help=DEBUG_HELP)
    commands = parser.add_subparsers(required=True, metavar="команда")
    raw = argparse.RawDescriptionHelpFormatter
    run.add_options(commands.add_parser("run", help="рефераты файлов и папок", epilog=run.EPILOG, formatter_class=raw))
    clean.add_options(commands.add_parser("clean", help="очищенный текст и список исправлений"))
    evaluate.add_options(commands.add_parser("evaluate", help="качество моделей на парах «текст — реферат»"))
    models.add_options(commands.add_parser("models", help="какие модели известны и какие есть здесь"))
    doctor.add_options(commands.add_parser("doctor", help="цела ли модель и так ли она работает"))
    app.add_options(commands.add_parser("app", help="открыть страницу в браузере"))
    for command in commands.choices.values():  # in either place; without a default, which would undo the other
        command.add_argument("--debug", action="store_true", default=argparse.SUPPRESS, help=DEBUG_HELP)
    return parser
