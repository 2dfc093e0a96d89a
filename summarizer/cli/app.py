"""``summarizer app``: the page in a browser."""

import argparse
from functools import partial
from pathlib import Path

from summarizer.cli.flags import add_model_flags


def add_options(parser: argparse.ArgumentParser) -> None:
    """The flags of ``summarizer app``."""
    listened = "адрес страницы: 127.0.0.1 — она видна только с этого компьютера, 0.0.0.0 — из всей сети (127.0.0.1)"
    parser.add_argument("--host", default="127.0.0.1", metavar="АДРЕС", help=listened)
    parser.add_argument("--port", type=int, default=7860, metavar="N", help="порт (7860)")
    parser.add_argument("--no-browser", action="store_true", help="не открывать браузер")
    access = parser.add_mutually_exclusive_group()
    access.add_argument(
        "--auth", metavar="ИМЯ:ПАРОЛЬ", help="пускать только с этим именем и паролем; их видно в списке процессов"
    )
    access.add_argument(
        "--auth-file",
        type=Path,
        metavar="ФАЙЛ",
        help="файл с парами ИМЯ:ПАРОЛЬ, по одной в строке; одну пару можно задать переменной SUMMARIZER_AUTH",
    )
    add_model_flags(parser)
    parser.set_defaults(run=_app)


def _app(args: argparse.Namespace) -> int:
    from summarizer.page import load_apart, read_access, serve

    access = read_access(args.auth, args.auth_file)
    load = partial(load_apart, device=args.device, dtype=args.dtype, threads=args.threads)
    serve(
        model=args.model,
        load=load,
        host=args.host,
        port=args.port,
        open_browser=not args.no_browser,
        access=access,
    )
    return 0
