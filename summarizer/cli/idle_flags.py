"""Which flags of ``summarizer run`` change nothing in a call."""

import argparse
import os
from collections.abc import Iterator

from summarizer.folder import STDIN
from summarizer.options import SummaryOptions
from summarizer.reading.corpus import Columns, is_corpus


def idle_flags(args: argparse.Namespace, has_weights: bool) -> Iterator[str]:
    """Which flags change nothing, and why."""
    if (args.retry_failed or args.prune) and not args.out:
        yield "--retry-failed и --prune без -o ничего не меняют: что было раньше, помнит папка результатов"
    of_weights = (args.device, args.dtype, args.num_beams, args.n_best)
    if not has_weights and of_weights != ("auto", "auto", SummaryOptions().num_beams, SummaryOptions().n_best):
        yield "--device, --dtype, --num-beams и --n-best ничего не меняют: они для нейросетей, а extract — не нейросеть"
    has_columns = Columns(args.text_column, args.id_column) != Columns()
    may_have_columns = (os.path.isdir(path) or str(path) == STDIN or is_corpus(path) for path in args.paths)
    if has_columns and not any(may_have_columns):
        yield "--text-column и --id-column ничего не меняют: столбцы есть у таблиц (xlsx, csv, jsonl, parquet …)"
