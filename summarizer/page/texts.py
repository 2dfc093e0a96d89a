"""Every text of the page in both languages, in one place; errors and findings bring their own, in Russian."""

from dataclasses import dataclass
from typing import Final, Literal, get_args

from summarizer.options import LengthName
from summarizer.summarize import Summary

Language = Literal["ru", "en"]
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)  # the first stands at the page's root
PATHS: Final[dict[Language, str]] = {"ru": "/", "en": "/en"}


@dataclass(frozen=True)
class Both:
    """A text in both languages; ``House.say`` takes the one that the page speaks."""

    ru: str
    en: str


TITLE: Final = Both("Реферат", "Summary")
LEAD: Final = Both(
    "Вставьте русский текст и получите краткое изложение. Всё считается на этом компьютере, текст никуда не уходит.",
    "Paste a Russian text and get its summary. Everything runs on this computer, the text goes nowhere.",
)

TEXT_TAB: Final = Both("Текст", "Text")
FOLDER_TAB: Final = Both("Папка", "Folder")
MODELS_TAB: Final = Both("Модели", "Models")
HISTORY_TAB: Final = Both("История", "History")
SOON: Final = Both("Здесь пока пусто.", "Nothing here yet.")

SOURCE: Final = "Исходный текст"
SOURCE_PLACEHOLDER: Final = "Вставьте сюда статью, заметку или отчёт"
TAKE_EXAMPLE: Final = "Взять пример"
CLEAR: Final = "Очистить"
LENGTH: Final = "Длина"
MODEL: Final = "Модель"
SUMMARIZE: Final = "Составить реферат"

SUMMARY: Final = "Краткое изложение"
SUMMARY_EMPTY: Final = "Здесь появится реферат."
SUMMARIZING: Final = "Читаю и составляю…"
GONE: Final = "Программа не отвечает: похоже, её закрыли. Запустите её снова и повторите"
COPY: Final = "Скопировать"
CHECK: Final = "На что обратить внимание"
REPAIRED: Final = "Исправлено в тексте"
CLEANED: Final = "Исправленный текст целиком"

LENGTHS: Final[dict[LengthName, str]] = {"short": "Коротко", "medium": "Средне", "long": "Подробно"}

REMOVED: Final = "убрано"
SCRIPTS: Final[dict[str, str]] = {"GREEK": "греческая", "LATIN": "латинская", "ARMENIAN": "армянская"}
REPEATED: Final = "повтор"
NO_NUMBER: Final = "числа нет в тексте"
NO_DATE: Final = "даты нет в тексте"
ADDED: Final = "добавлено для длины"
NO_NAME: Final = "имени нет в тексте"
NO_QUOTATION: Final = "таких слов нет в тексте"
OTHER_DEED: Final = "сказано о другом"
NEGATION: Final = "сказано обратное"
BROKEN_END: Final = "обрыв"
FOREIGN: Final = "другой язык"
REPLACED: Final = "взято из текста"

CRASHED: Final = "Что-то сломалось внутри программы. Подробности — в окне, где она запущена; попробуйте ещё раз"
UNKNOWN_MODEL: Final = "Модели «{name}» нет на этом компьютере. Есть: {names}"
TOO_LONG: Final = (
    "В тексте {found} знаков, а страница берёт до {limit}: разделите его на части или возьмите команду summarizer run"
)
WRONG_TYPE: Final = "Текст и настройки должны быть строками"
SHOWN_PART: Final = "\n\n… показаны первые {shown} знаков из {total}; исправлен весь текст."

OPENED: Final = "Страница открыта: {url}\nЗакончить: Ctrl+C"
PORT_TAKEN: Final = "Порт {port} на {host} занят: закройте прежнюю страницу или возьмите свободный, --port 0"
BAD_HOST: Final = "Обращение к странице под чужим именем отклонено"
BAD_ORIGIN: Final = "Запрос с другого сайта отклонён"
BODY_TOO_LARGE: Final = "Запрос больше предела в {limit} МБ: разделите текст на части"
BUSY: Final = "Сейчас занято: слишком много текстов ждут очереди. Попробуйте через минуту"
NO_SUCH_PATH: Final = "Здесь ничего нет"


def number(value: float, digits: int = 0) -> str:
    """The number as Russian text writes it.

    >>> number(12345), number(0.25, 1)
    ('12\\xa0345', '0,2')
    """
    return f"{value:,.{digits}f}".replace(",", "\xa0").replace(".", ",")


def plural(n: int, one: str, few: str, many: str) -> str:
    """The form of a noun after n.

    >>> [plural(n, "слово", "слова", "слов") for n in (1, 3, 5, 11, 21, 112)]
    ['слово', 'слова', 'слов', 'слов', 'слово', 'слов']
    """
    if n % 10 == 1 and n % 100 != 11:
        return one
    return few if n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14) else many


def repaired_title(n_repairs: int) -> str:
    """The heading over the marked source."""
    return f"{REPAIRED}: {number(n_repairs)}\xa0{plural(n_repairs, 'место', 'места', 'мест')}"


def length_label(name: LengthName, n_words: int) -> str:
    """A length with the words that it means."""
    return f"{LENGTHS[name]} ≈\xa0{n_words}\xa0{plural(n_words, 'слово', 'слова', 'слов')}"


def figures(summary: Summary) -> str:
    """One line of figures under a summary."""
    n_words, n_source_words = len(summary.text.split()), len(summary.cleaned.text.split())
    parts = [f"{number(n_words)}\xa0{plural(n_words, 'слово', 'слова', 'слов')}"]
    if n_source_words > n_words:
        parts.append(f"короче в\xa0{number(n_source_words / n_words, 1)}\xa0раза")
    parts.append(f"прочитано {number(100 * summary.coverage, 0 if summary.coverage in (0, 1) else 1)}\xa0%")
    parts.append(f"{number(summary.elapsed_s, 1)}\xa0с" if summary.elapsed_s >= 0.1 else "меньше 0,1\xa0с")
    return " · ".join([*parts, f"модель\xa0{summary.model}"])
