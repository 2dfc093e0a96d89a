"""Opens the page: ``python app.py`` is ``summarizer app``, with the same options."""

import sys

from summarizer.cli import main

if __name__ == "__main__":
    sys.exit(main(["app", *sys.argv[1:]]))
