"""The process of a command: ``summarizer`` and ``python -m summarizer`` start here."""

import gc
import sys

from summarizer.errors import StoppedError
from summarizer.garbage import lasting


def main() -> int:
    """Runs the command and returns its exit code."""
    try:
        with lasting():
            from summarizer import cli
        return cli.main()
    except KeyboardInterrupt:  # before the command was there to say so
        return StoppedError.exit_code
    finally:
        gc.freeze()  # else all objects are gone through once more at the exit, which takes a tenth of a short run


if __name__ == "__main__":
    sys.exit(main())
