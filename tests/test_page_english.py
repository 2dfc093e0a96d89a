"""The English page says in English what the library says in Russian."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from summarizer import SummaryOptions
from summarizer.checking import Finding
from summarizer.checking.findings import MESSAGES, FindingKind
from summarizer.errors import OptionError
from summarizer.mending import mend
from summarizer.models import REGISTRY
from summarizer.page import russian, telling, texts
from summarizer.page.english import in_english, templates
from summarizer.page.languages import say_in

PACKAGE = Path(texts.__file__).resolve().parents[1]
CYRILLIC = re.compile("[А-Яа-яЁё]")
EN = say_in("en")
# Rooms whose sentences reach a person on the page: what is raised there, and why a file was refused.
ROOMS = ("options.py", "models", "summarize.py", "engines", "reading", "folder/fence.py",
         "folder/inputs.py", "folder/refusals.py", "folder/stamps.py", "folder/writing.py", "page/unpacking.py",
         "page/guards.py", "page/routes.py", "page/handlers.py", "page/shelf.py")  # fmt: skip
# Of the command alone: the page has no folder of results to name, and passes no stream.
OF_THE_COMMAND = (
    "больше {}",
    "Папка результатов",
    "Нужен ключ",
    "{}: логарифмы",
    "токенизаторы расходятся",
    "у токенизатора нет",
)


def template(node: ast.AST) -> str | None:
    """A string with ``{}`` for what is filled in; None for what is no string."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return None


def strings(tree: ast.AST) -> Iterator[str]:
    """The strings of a piece of code, those within an f-string left out."""
    inner = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if id(node) not in inner and (text := template(node)) and CYRILLIC.search(text):
            yield text


def raised() -> Iterator[str]:
    """What is raised in ROOMS, with the texts that it names."""
    for room in ROOMS:
        place = PACKAGE / room
        for path in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Raise) and node.exc:
                    yield from (text for text in strings(node.exc) if " " in text)


def of_the_page() -> Iterator[str]:
    """The sentences of the page itself that are written in Russian alone."""
    said_at_start = {"OPENED", "PORT_TAKEN", "NO_PORT", "NO_NAME", "NO_ADDRESS", "NO_RIGHT", "NO_LISTENING",
                     "WEAK_PASSWORD", "NO_PAIR", "NO_USERS", "OPEN_FILE", "UNREADABLE_FILE", "OPEN_TO_ALL",
                     "NO_CIPHER"}  # fmt: skip
    for name, text in vars(russian).items():
        if isinstance(text, str) and name.isupper() and name not in said_at_start:
            yield re.sub(r"\{\w+\}", "{}", text)


def test_every_sentence_that_is_raised_has_its_english_one() -> None:
    found = {text for text in raised() if not text.startswith(OF_THE_COMMAND)}
    assert len(found) > 60  # the search does find them
    known = templates()
    assert sorted(text for text in found if text.strip() not in known and CYRILLIC.search(in_english(text))) == []


def test_every_sentence_of_the_page_has_its_english_one() -> None:
    found = set(of_the_page())
    assert len(found) > 15
    assert sorted(found - set(templates())) == []


def test_notes_of_checks_and_kinds_of_files_have_their_english_ones() -> None:
    rooms = ("checking/compare_numbers.py", "checking/quotations.py", "checking/roles.py", "reading/signatures.py")
    for path in (PACKAGE / room for room in rooms):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Tuple | ast.Return | ast.Assign | ast.Call):
                continue
            for text in strings(node):
                if " " in text.strip() and len(text) > 8 and text != "документ старого":
                    assert not CYRILLIC.search(in_english(text)), text


def test_reasons_for_what_is_gone_have_their_english_ones() -> None:
    assert not any(
        CYRILLIC.search(in_english(note)) for note in (mend.OWN_WORDS, mend.NOTHING_BEFORE, mend.ALREADY_TOLD)
    )


@pytest.mark.parametrize("entry", REGISTRY, ids=lambda entry: entry.name)
def test_every_model_has_an_english_note(entry: object) -> None:
    assert not CYRILLIC.search(in_english(entry.note))  # type: ignore[attr-defined]
    assert not CYRILLIC.search(in_english(entry.licence))  # type: ignore[attr-defined]


def test_what_is_filled_in_stays() -> None:
    with pytest.raises(OptionError) as caught:
        SummaryOptions(words=0)
    assert in_english(str(caught.value)) == "Length in words 0: a number from 1 to 100000 is needed"
    finding = Finding("other_number", 0, 2, "12", note="в тексте другое число")
    assert (
        telling.told(finding, EN)
        == "The number is in the text, but said of something else: «12» (the text has another number)"
    )
    assert in_english("архив за май.txt: это не текст, а архив RAR. Распакуйте его.").startswith(
        "архив за май.txt: this is"
    )
    read = Finding("partly_read", text="прочитано 5 %")
    assert telling.told(read, EN).endswith(": 5% read")


@pytest.mark.parametrize("kind", MESSAGES)
def test_why_a_text_of_a_folder_has_no_summary_is_said_in_english(kind: FindingKind) -> None:
    assert not CYRILLIC.search(in_english(MESSAGES[kind]))


def test_both_sides_of_the_table_have_the_same_places() -> None:
    for pattern, english in templates().items():
        assert pattern.count("{}") == english.count("{}"), pattern
        assert not CYRILLIC.search(english), english


def test_an_unknown_sentence_stays_as_it_is() -> None:
    assert in_english("Мост через реку закроют на ремонт.") == "Мост через реку закроют на ремонт."


def test_what_is_said_of_a_file_is_known_without_its_name() -> None:
    told = telling.said("нет столбца «text»; есть: id, body. Укажите --text-column.", EN)
    assert told == "there is no column “text”; there are: id, body. Write the right one into “Column of texts”."
