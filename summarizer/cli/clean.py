"""``summarizer clean``: the cleaned text, and what was repaired in it."""

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Final

from summarizer.cleaning import RULE_NAMES, CleanText, clean, find_lost, is_russian
from summarizer.cli.diff import diff_lines
from summarizer.cli.flags import add_column_flags, encoding_name, folder_of, path_of
from summarizer.cli.stdin import standard_input
from summarizer.cli.streams import print_out
from summarizer.errors import InputError, OptionError
from summarizer.folder import (
    STDIN,
    FolderLock,
    Index,
    Input,
    Outcome,
    Stopping,
    Tally,
    find_foreign,
    find_inputs,
    mark_cleaned,
    one_line,
    row_names,
    shown_name,
    write_result,
)
from summarizer.reading import document_of, read_document
from summarizer.reading.corpus import Columns, is_corpus, read_rows

SOME_FAILED: Final = 3
TEXT: Final = ".txt"
EPILOG: Final = """\
примеры:
  summarizer clean статья.txt > чистая.txt       исправленный текст; на экран — сколько исправлено
  summarizer clean статья.txt --diff             что исправлено, по строкам
  summarizer clean папка -o очищенные            исправленная копия каждого файла, в .txt
  summarizer clean новости.xlsx -o очищенные     по файлу на строку таблицы

коды выхода: 0 всё готово; 1 некуда писать; 2 неверный вызов; 3 часть файлов не прочитана или не перезаписана;
75 в папку -o пишет другой запуск; 130 прервано (Ctrl-C); 143 прервано (SIGTERM)"""
INSTEAD: Final = "Чтобы заменить его, добавьте --overwrite; чтобы сохранить, укажите другую папку в -o"


def add_options(parser: argparse.ArgumentParser) -> None:
    """The flags of ``summarizer clean``."""
    parser.add_argument(
        "paths", nargs="*", type=path_of, default=[Path(STDIN)], metavar="ПУТЬ", help="файл, папка или «-» (поток)"
    )
    parser.add_argument("-o", "--out", type=folder_of, metavar="ПАПКА", help="куда писать; для папок обязательна")
    parser.add_argument("--overwrite", action="store_true", help="заменять лежащие там файлы с другим содержанием")
    parser.add_argument("--encoding", type=encoding_name, metavar="ИМЯ", help="кодировка, если она известна")
    add_column_flags(parser)
    shown = parser.add_mutually_exclusive_group()
    shown.add_argument("--json", action="store_true", help="в JSON: текст и исправления с местами в исходном тексте")
    shown.add_argument("--diff", action="store_true", help="только изменённые строки: что убрано и что поставлено")
    parser.set_defaults(run=_clean)


def _clean(args: argparse.Namespace) -> int:
    _refuse_several(args, args.paths[0])
    find_inputs(args.paths, args.out)  # a wrong call is told before anything is waited for
    columns = Columns(args.text_column, args.id_column)
    with (
        Stopping("Прервано."),
        standard_input(args.paths, columns, args.encoding) as stdin,
        FolderLock(args.out) if args.out else nullcontext(),
    ):
        _refuse_several(args, stdin.path or args.paths[0])
        if args.out:
            mark_cleaned(args.out)
        args.stdin = stdin.data
        return _clean_all(find_inputs(args.paths, args.out, stdin.path), args)


def _refuse_several(args: argparse.Namespace, path: Path) -> None:
    """Raises OptionError where several texts would go to the screen; ``path`` is the first, or the stream's table."""
    is_one = len(args.paths) == 1 and not os.path.isdir(path) and not is_corpus(path)
    if not args.out and not is_one:
        raise OptionError("Для нескольких текстов нужна папка результатов, например: -o очищенные")


def _clean_all(inputs: Iterable[Input], args: argparse.Namespace) -> int:
    """Cleans the inputs one after another; the exit code."""
    counts: Counter[str] = Counter()
    n_texts = n_failed = 0
    targets, unread = Index(), Tally()
    for name, source in _sources(inputs, args, unread):
        if isinstance(source, InputError):
            print(f"summarizer: {one_line(str(source))}", file=sys.stderr)
            n_failed += 1
            continue
        cleaned = clean(source)
        n_texts += 1
        counts.update(repair.rule for repair in cleaned.told)
        _warn(shown_name(name), cleaned.text)
        n_failed += not _put(args, name, source, cleaned, targets)
    print("\n".join((*unread.reasons(), _table(counts, n_texts))), file=sys.stderr)
    return SOME_FAILED if n_failed else 0


def _sources(
    inputs: Iterable[Input], args: argparse.Namespace, unread: Tally
) -> Iterator[tuple[str, str | InputError]]:
    """Names and texts of all inputs, rows included, or why one cannot be read; ``unread`` gets what is passed over."""
    rows = Index()
    for item in inputs:
        try:
            if item.name == STDIN and not is_corpus(item.path):
                name = f"стандартный ввод{item.path.suffix}"
                yield item.name, document_of(args.stdin, name, args.encoding).text
            elif item.refusal and not item.is_failure:
                unread.add(Outcome(item.name, "skipped", item.refusal))
            elif item.refusal:
                raise InputError(item.refusal)
            elif is_corpus(item.path):
                yield from _rows(item, args, rows)
            else:
                yield item.name, read_document(item.path, args.encoding).text
        except InputError as error:
            reason = str(error).removeprefix(f"{item.path.name}: ")
            yield item.name, error if item.name == STDIN else InputError(f"{item.name}: {reason}")


def _rows(item: Input, args: argparse.Namespace, names: Index) -> Iterator[tuple[str, str | InputError]]:
    rows = read_rows(item.path, Columns(args.text_column, args.id_column), args.encoding)
    for number, row in enumerate(rows, start=1):
        name, _ = names.visit_first(row_names(item.name, row.id, number))
        yield name, InputError(f"{name}: {row.problem}") if row.problem else row.text


def _put(args: argparse.Namespace, name: str, source: str, cleaned: CleanText, targets: Index) -> bool:
    """Writes the result into OUT, or to standard output; False where a file of another content is in its place."""
    result, suffix = _result(args, source, cleaned)
    if args.out:
        target, _ = targets.visit_first(_targets(name, suffix))
        stem, suffix = target[: -len(suffix)], target[-len(suffix) :]
        if not args.overwrite and (foreign := find_foreign(args.out, stem, suffix, result + "\n")):
            place = one_line(str(foreign))
            print(f"summarizer: {place} уже есть, и в нём другое: не перезаписан. {INSTEAD}", file=sys.stderr)
            return False
        write_result(args.out, stem, suffix, result + "\n")
    elif result or not args.diff:
        print_out(result)
    return True


def _result(args: argparse.Namespace, source: str, cleaned: CleanText) -> tuple[str, str]:
    """What is asked for, and the suffix of its file."""
    if args.json:
        fields = {"text": cleaned.text, "repairs": [repair._asdict() for repair in cleaned.repairs]}
        return json.dumps(fields, ensure_ascii=False), ".json"
    if args.diff:
        is_coloured = not args.out and sys.stdout.isatty() and "NO_COLOR" not in os.environ
        return "\n".join(diff_lines(source, cleaned.told, is_coloured)), ".diff"
    return cleaned.text, TEXT


def _targets(name: str, suffix: str) -> Iterator[str]:
    """Names for the file of a result, best first: of ``a.md`` and ``a.md.txt`` the second has no longer its own.

    >>> from itertools import islice
    >>> list(islice(_targets("a.md", ".txt"), 2)), list(islice(_targets("a.md.txt", ".txt"), 2))
    (['a.md.txt', 'a.md.txt.txt'], ['a.md.txt', 'a.md.txt.txt'])
    """
    target = name if suffix == TEXT and name.lower().endswith(TEXT) else name + suffix
    while True:
        yield target
        target += suffix


def _warn(name: str, text: str) -> None:
    """Says what no repair can mend."""
    if not text.strip():
        print(f"{name}: замечание: текст пуст, очищать нечего", file=sys.stderr)
    n_lost = len(find_lost(text))
    if n_lost:
        said = f"мест, где буквы утрачены («????»): {n_lost}. Возьмите другую копию текста"
        print(f"summarizer: {name}: {said}", file=sys.stderr)
    if text and not is_russian(text):
        print(f"{name}: замечание: текст не на русском языке, а правила очистки рассчитаны на русский", file=sys.stderr)


def _table(counts: Counter[str], n_texts: int) -> str:
    """How often each rule changed something."""
    head = f"текстов {n_texts}, исправлений {counts.total()}"
    return "\n".join([head, *(f"{n:8}  {RULE_NAMES[rule]}" for rule, n in counts.most_common())])
