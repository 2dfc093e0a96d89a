"""A parser of arguments that speaks Russian: argparse has its sentences in English alone."""

import argparse
import re
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Final, NoReturn

from summarizer.errors import OptionError
from summarizer.patterns import pattern

_FIRST: Final = "Реферат файла или папки: summarizer run ПУТЬ"

_SENTENCES: Final = tuple(
    (pattern(english), russian)
    for english, russian in (
        (r"the following arguments are required: команда", "не хватает команды, например: summarizer run статья.txt"),
        (r"the following arguments are required: (.+)", "не хватает: {}"),
        (r"argument команда: invalid choice: '(.*)' \(choose from (.+)\)", f"команды «{{}}» нет; есть {{}}. {_FIRST}"),
        (r"ambiguous option: (.+) could match (.+)", "{} — начало нескольких ключей: {}"),
        (r"invalid choice: '(.*)' \(choose from (.+)\)", "«{}» не подходит; возможны {}"),
        (r"invalid int value: '(.*)'", "«{}» — не целое число"),
        (r"invalid parse_share value: '(.*)'", "«{}» — не доля, например 10% или 0.1"),
        (r"not allowed with argument (.+)", "нельзя указать вместе с {}"),
        (r"expected (?:one|at least one) argument", "нужно значение"),
        (r"ignored explicit argument '(.*)'", "значение «{}» лишнее"),
    )
)

_WORDS: Final = (
    ("usage:", "вызов:"),  # as long, since the lines below are indented by it
    ("positional arguments:", "аргументы:"),
    ("options:", "ключи:"),
    ("show this help message and exit", "эта справка"),
)


class Parser(argparse.ArgumentParser):
    """A wrong call gets one line that names what is wrong and where the help is."""

    def format_usage(self) -> str:
        """The line of the usage."""
        return _replace_words(super().format_usage())

    def format_help(self) -> str:
        """The whole help."""
        return _replace_words(super().format_help())

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """The arguments, all of them known: argparse has the whole answer for a command, and its help has no flags.

        Raises:
            SystemExit: Some are not.
        """
        known, unknown = super().parse_known_args(args, namespace)
        if unknown:
            self.error(self._unknown(unknown))
        return known, unknown

    def _unknown(self, words: Sequence[str]) -> str:
        """What is wrong with arguments that nothing takes, and which flag may have been meant."""
        flags = [flag for action in self._actions for flag in action.option_strings]
        near = [get_close_matches(word.split("=")[0], flags, n=1) for word in words if word.startswith("--")]
        said = "неизвестный ключ или лишнее слово: " + " ".join(words)
        return said + "".join(f"; может быть, {flag}" for [flag] in filter(None, near))

    def error(self, message: str) -> NoReturn:
        """Ends the program with exit code 2."""
        self.exit(OptionError.exit_code, f"{self.prog}: {in_russian(message)}. Справка: {self.prog} --help\n")


def _replace_words(text: str) -> str:
    for english, russian in _WORDS:
        text = text.replace(english, russian, 1)
    return text


def in_russian(message: str) -> str:
    """What argparse says; what is not known, or Russian already, as it is.

    >>> in_russian("argument --words: invalid int value: 'много'")
    '--words: «много» — не целое число'
    >>> in_russian("argument --encoding: кодировка «foo» неизвестна")
    '--encoding: кодировка «foo» неизвестна'
    """
    for english, russian in _SENTENCES:
        if found := english.fullmatch(message):
            return russian.format(*(text.replace("'", "") for text in found.groups()))
    if named := re.fullmatch(r"argument (.+?): (.*)", message, re.DOTALL):
        return f"{named[1]}: {in_russian(named[2])}"
    return message
