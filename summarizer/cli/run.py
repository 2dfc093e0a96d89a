"""``summarizer run``: summaries of files, folders, corpora and streams."""

import argparse
import os
import sys
from collections.abc import Iterable
from contextlib import closing
from typing import Final

from summarizer.cli.flags import (
    add_column_flags,
    add_model_flags,
    add_summary_flags,
    encoding_name,
    folder_of,
    path_of,
    print_lost,
    summary_options,
)
from summarizer.cli.idle_flags import idle_flags
from summarizer.cli.plan import notes, show_plan
from summarizer.cli.stdin import standard_input
from summarizer.cli.streams import print_out
from summarizer.errors import OutputError
from summarizer.folder import (
    FORMAT_NAMES,
    STDIN,
    CellColumns,
    FolderRun,
    Input,
    Outcome,
    Record,
    RunOptions,
    Stopping,
    Tally,
    TimedEngine,
    cells_of_inputs,
    find_inputs,
    model_version,
    remarks,
    show,
    shown_name,
)
from summarizer.models import locate
from summarizer.reading.corpus import Columns, is_corpus
from summarizer.summarize import Summarizer

SOME_FAILED: Final = 3

EPILOG: Final = """\
примеры:
  summarizer run статья.txt                      реферат одного файла на экран
  summarizer run папка -o рефераты               реферат каждого файла, все вместе — в summaries.jsonl
  summarizer run новости.xlsx -o рефераты --format csv   реферат каждой строки — в таблицу для Excel
  cat статья.txt | summarizer run -              текст (или таблица) из потока
  summarizer run папка --format jsonl > r.jsonl  записи JSON, по одной на файл

Прерванный запуск с -o продолжается той же командой: готовое не делается заново, пока не изменились
содержимое файла, настройки, модель и очистка. Что не вышло, пробует снова --retry-failed, а внутренние
ошибки — каждый запуск; что было бы сделано и почему, показывает --dry-run. После Ctrl-C программа
дописывает начатое, после второго выходит сразу.
Ссылки, скрытые файлы и файлы с незнакомыми расширениями в папке не читаются: они названы в конце.
В таблице каждая строка — отдельный текст; дата, источник и другие короткие ячейки стоят рядом с рефератом.

В скобках у ключей — значение по умолчанию.

коды выхода: 0 всё готово; 1 некуда писать; 2 неверный вызов; 3 часть файлов не вышла, у единственного нет
реферата или (с --strict) прочитано не всё; 4 нет модели или она не работает; 75 в папку -o пишет другой запуск;
130 прервано (Ctrl-C); 143 прервано (SIGTERM)"""


def add_options(parser: argparse.ArgumentParser) -> None:
    """The flags of ``summarizer run``."""
    parser.add_argument(
        "paths", nargs="+", type=path_of, metavar="ПУТЬ", help="файл, папка (со вложенными) или «-» (поток)"
    )
    parser.add_argument("-o", "--out", type=folder_of, metavar="ПАПКА", help="куда писать; без неё — на экран")
    parser.add_argument(
        "--format", choices=FORMAT_NAMES, default="txt", help="вид результата; csv — одна таблица для Excel (txt)"
    )
    parser.add_argument("--encoding", type=encoding_name, metavar="ИМЯ", help="кодировка файлов, если она известна")
    add_column_flags(parser)
    parser.add_argument("--retry-failed", action="store_true", help="снова пробовать то, что не вышло")
    parser.add_argument("--prune", action="store_true", help="удалить рефераты, исходных файлов которых больше нет")
    parser.add_argument("--dry-run", action="store_true", help="только показать, что и почему будет сделано")
    parser.add_argument(
        "--strict", action="store_true", help="код выхода 3 и тогда, когда модель прочитала не весь текст"
    )
    add_summary_flags(parser)
    add_model_flags(parser)
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    options = summary_options(args)
    find_inputs(args.paths, args.out)  # a wrong call is told before anything is waited for
    located = locate(args.model)
    for note in idle_flags(args, has_weights=located.folder is not None):
        print(f"summarizer: {note}", file=sys.stderr)
    chosen = RunOptions(
        out=args.out,
        format_name=args.format,
        encoding=args.encoding,
        columns=Columns(args.text_column, args.id_column),
        has_retry=args.retry_failed,
        is_pruning=args.prune,
        model_version=model_version(located, args.dtype),
        is_strict=args.strict,
    )
    with (
        Stopping(_stopped(args)) as stopping,
        standard_input(args.paths, chosen.columns, args.encoding) as stdin,
    ):
        args.stream = stdin.path
        inputs = find_inputs(args.paths, args.out, args.stream)
        run = FolderRun(inputs, located.entry.name, options, chosen, stdin.data, args.paths, stopping)
        if args.dry_run:
            return show_plan(run)
        try:
            return _report(run, args)
        except OutputError as error:
            if not args.out:
                raise
            raise OutputError(f"{error}. Когда причина устранена: {args.command_line}") from error


def _stopped(args: argparse.Namespace) -> str:
    """What is said when a run ends early."""
    return f"Прервано, готовое сохранено. Продолжить: {args.command_line}" if args.out else "Прервано."


def _report(run: FolderRun, args: argparse.Namespace) -> int:
    """Runs, shows each result or writes it down, and says at the end what became of all."""

    def load() -> Summarizer:
        with run.clock.count("loading_s"):
            summarizer = Summarizer.load(args.model, args.device, args.dtype, args.threads)
        print_lost(summarizer)
        return summarizer.over(lambda engine: TimedEngine(engine, run.clock))

    path = args.stream if str(args.paths[0]) == STDIN and args.stream else args.paths[0]
    is_single = len(args.paths) == 1 and not os.path.isdir(path) and not is_corpus(path)
    tally, cells = Tally(), _cell_columns(args)
    is_first, has_partly_read = True, False
    with closing(run.run(load)) as outcomes:
        for outcome in _with_progress(outcomes, args):
            tally.add(outcome)
            has_partly_read = has_partly_read or outcome.is_partly_read
            if outcome.record and not args.out:
                shown = show(outcome.record, args.format, is_first, is_single, cells)
                is_first = is_first and not shown
                print_out(shown, end="")
                if args.format == "txt" and shown:  # the other formats hold them; why there is none is told at the end
                    _print_remarks(outcome.record, has_name=not is_single)
    if is_single and not args.out:
        if tally.counts["done"] == 0:
            print("\n".join(tally.reasons()), file=sys.stderr)
    else:
        totals = tally.totals(run.clock, run.model_used, args.out)
        print("\n".join((*notes(run), *tally.reasons(), *totals)), file=sys.stderr)
    is_lacking = tally.counts["failed"] or (is_single and not tally.n_summaries)
    return SOME_FAILED if is_lacking or (args.strict and has_partly_read) else 0


def _cell_columns(args: argparse.Namespace) -> CellColumns:
    """Those of a table on the screen, whose head comes first; one in a file is written when its rows are known."""
    if args.out or args.format != "csv":
        return CellColumns()
    inputs = find_inputs(args.paths, args.out, args.stream)
    return CellColumns.of(cells_of_inputs(inputs, Columns(args.text_column, args.id_column), args.encoding))


def _print_remarks(record: Record, has_name: bool) -> None:
    """Tells on stderr what a reader of the summary should know."""
    prefix = f"{shown_name(record.path)}: " if has_name else ""
    for remark in remarks(record):
        print(prefix + remark, file=sys.stderr)


def _with_progress(outcomes: Iterable[Outcome], args: argparse.Namespace) -> Iterable[Outcome]:
    """The outcomes, with a bar on a terminal: documents done, per second, and the time left where that is known."""
    if not sys.stderr.isatty() or (
        len(args.paths) == 1 and os.path.isfile(args.paths[0]) and not is_corpus(args.paths[0])
    ):
        return outcomes
    from tqdm import tqdm

    return tqdm(outcomes, total=_count(find_inputs(args.paths, args.out, args.stream)), unit=" док", dynamic_ncols=True)


def _count(inputs: Iterable[Input]) -> int | None:
    """How many there are; None where there is a corpus, whose rows nobody has counted."""
    total = 0
    for item in inputs:
        if is_corpus(item.path) and not item.refusal:
            return None
        total += 1
    return total
