"""``summarizer app``: the page in a browser."""

import argparse
from functools import partial

from summarizer.cli.flags import add_model_flags
from summarizer.summarize import Summarizer


def add_options(parser: argparse.ArgumentParser) -> None:
    """The flags of ``summarizer app``."""
    parser.add_argument("--host", default="127.0.0.1", help="адрес, который слушать (127.0.0.1: только этот компьютер)")
    parser.add_argument("--port", type=int, default=7860, help="порт (7860)")
    parser.add_argument("--no-browser", action="store_true", help="не открывать браузер")
    add_model_flags(parser)
    parser.set_defaults(run=_app)


def _app(args: argparse.Namespace) -> int:
    from summarizer.page import serve

    load = partial(Summarizer.load, device=args.device, dtype=args.dtype, threads=args.threads)
    serve(model=args.model, load=load, host=args.host, port=args.port, open_browser=not args.no_browser)
    return 0
