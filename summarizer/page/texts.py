"""Every text of the page in both languages, in one place; errors bring their own, which english.tsv translates."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal, get_args

from summarizer.checking.findings import MESSAGES, Finding, FindingKind
from summarizer.cleaning import RULE_NAMES
from summarizer.options import LengthName
from summarizer.page.english import in_english
from summarizer.summarize import Summary

Language = Literal["ru", "en"]
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)  # the first stands at the page's root
PATHS: Final[dict[Language, str]] = {"ru": "/", "en": "/en"}


@dataclass(frozen=True)
class Both:
    """A text in both languages; ``House.say`` takes the one that the page speaks."""

    ru: str
    en: str


Say = Callable[[Both], str]  # takes the language that is spoken

TITLE: Final = Both("Реферат", "Summarizer")
LEAD: Final = Both(
    "Вставьте русский текст и получите краткое изложение. Всё считается на этом компьютере, текст никуда не уходит.",
    "Paste a Russian text and get its summary. Everything runs on this computer, the text goes nowhere.",
)

OPENING: Final = Both("Открываю страницу: текст уже можно вставить.", "Opening the page: you can paste the text.")
OPENING_WANTED: Final = Both(
    "Реферат составится, как только страница откроется: ещё несколько секунд.",
    "The summary comes as soon as the page is open: a few seconds more.",
)
OPENING_TOO_LONG: Final = Both(
    "Текст слишком длинный для браузера: сократите его и обновите страницу",
    "The text is too long for the browser: shorten it, then reload the page",
)
OPENING_PLACEHOLDER: Final = Both("Вставьте статью, заметку или отчёт", "Paste an article, a note or a report")

TEXT_TAB: Final = Both("Текст", "Text")
FOLDER_TAB: Final = Both("Папка", "Folder")
MODELS_TAB: Final = Both("Модели", "Models")
HISTORY_TAB: Final = Both("История", "History")

SOURCE: Final = Both("Исходный текст", "Source text")
SOURCE_PLACEHOLDER: Final = Both(
    "Вставьте статью, заметку или отчёт — или перетащите сюда файл",
    "Paste an article, a note or a report, or drop a file here",
)
EXAMPLE: Final = Both("Пример: {name}", "Example: {name}")
EXAMPLE_SEED: Final = Both("новость", "news")
EXAMPLE_ESSAY: Final = Both("эссе", "essay")
EXAMPLE_REPORT: Final = Both("отчёт", "report")
PASTED: Final = Both("вставленный текст", "pasted text")
CLEAR: Final = Both("Очистить", "Clear")
VERSION: Final = Both("Какой текст читать", "Which text to read")
AS_CLEANED: Final = Both("исправленный", "as repaired")
AS_GIVEN: Final = Both("как прислан", "as it came")
LENGTH: Final = Both("Длина", "Length")
OWN_LENGTH: Final = Both("Своя", "Own")
AMOUNT: Final = Both("Сколько", "How many")
UNIT: Final = Both("Чего", "Of what")
UNITS: Final = {
    "words": Both("слов", "words"),
    "sentences": Both("предложений", "sentences"),
    "ratio": Both("% текста", "% of the text"),
    "points": Both("тезисов", "theses"),
}
WITH_TITLE: Final = Both("Заголовок", "Headline")
REPAIR_FACTS: Final = Both("Заменять неподтверждённые предложения", "Replace unconfirmed sentences")
MODEL: Final = Both("Модель", "Model")
SUMMARIZE: Final = Both("Составить реферат", "Summarize")
CANCEL: Final = Both("Остановить", "Stop")

SUMMARY: Final = Both("Краткое изложение", "Summary")
SUMMARY_EMPTY: Final = Both("Здесь появится реферат.", "The summary will be here.")
NO_AMOUNT: Final = Both("Укажите длину числом: сколько {unit}", "Give the length as a number: how many {unit}")
NOT_WHOLE: Final = Both("Длина {amount}: нужно целое число", "Length {amount}: a whole number is needed")
LENGTHS: Final[dict[LengthName, Both]] = {
    "short": Both("Коротко", "Short"),
    "medium": Both("Средне", "Medium"),
    "long": Both("Подробно", "Long"),
}

LOADING: Final = Both("Читаю и составляю…", "Reading and writing…")
CHUNKS: Final = Both("Готово {done} из {all} частей", "{done} of {all} parts done")
TIME_LEFT: Final = Both("осталось около {time}", "about {time} left")
MINUTES: Final = Both("{n}\xa0мин", "{n}\xa0min")
SECONDS: Final = Both("{n}\xa0с", "{n}\xa0s")
STOPPED: Final = Both("Остановлено.", "Stopped.")
STOPPED_PARTLY: Final = Both("Остановлено. Вот что успело получиться:", "Stopped. This is what was there already:")
UNREAD: Final = Both(
    "Модель прочла не весь текст: бледное в тексте слева только взвешено при отборе.",
    "The model did not read all of the text: what is pale in it was only weighed.",
)

# What the script of the page says by itself.
SCRIPT: Final[dict[str, Both]] = {
    "open_file": Both("Открыть файл…", "Open a file…"),
    "reading_file": Both("Читаю файл…", "Reading the file…"),
    "edit": Both("Правка", "Edit"),
    "read": Both("Чтение", "Read"),
    "view": Both("Вид текста", "View of the text"),
    "copy": Both("Скопировать", "Copy"),
    "copied": Both("Скопировано", "Copied"),
    "download": Both("Сохранить:", "Save:"),
    "check": Both("На что обратить внимание", "What to look at"),
    "evidence": Both(
        "Нажмите на предложение — откроется место в тексте, на котором оно основано.",
        "Press a sentence to see what it rests on in the text.",
    ),
    "no_evidence": Both("Похожего места в тексте нет.", "Nothing in the text is like it."),
    "queued": Both("Жду очереди…", "Waiting in the queue…"),
    "gone": Both(
        "Программа не отвечает: похоже, её закрыли. Запустите её снова и повторите",
        "The program does not answer: it seems to be closed. Start it again and repeat",
    ),
    "busy": Both(
        "Сейчас занято: слишком много текстов ждут очереди. Попробуйте через минуту",
        "Busy: too many texts are waiting. Try again in a minute",
    ),
    "add_files": Both("Добавить файлы", "Add files"),
    "clear_files": Both("Убрать файлы", "Take the files away"),
    "copy_table": Both("Скопировать таблицу", "Copy the table"),
    "whole_screen": Both("На весь экран и обратно", "Whole screen and back"),
    "theme": Both("Тёмная или светлая", "Dark or light"),
    "language": Both("English", "Русский"),
    "part": Both("… показано начало текста", "… the beginning of the text is shown"),
    "history_empty": Both("Здесь будут рефераты, составленные в этом браузере.", "Summaries made in this browser."),
    "history_note": Both(
        "История хранится только в этом браузере, на этом компьютере.",
        "The history is kept in this browser only, on this computer.",
    ),
    "reuse": Both("Вернуть текст", "Take the text again"),
    "remove": Both("Удалить", "Delete"),
    "remove_all": Both("Удалить всю историю", "Delete the whole history"),
    "source": Both("Исходный текст", "Source text"),
    "storage_full": Both("В хранилище браузера нет места", "The browser's storage is full"),
}

FINDINGS: Final[dict[FindingKind, str]] = {  # in English; in Russian they say it themselves
    "empty_source": "There is no sentence in the text: nothing to summarize",
    "too_long": "The text is over the limit of characters, split it",
    "short_source": "The text is no longer than the summary, so it is returned as it is",
    "not_russian": "The text is not in Russian",
    "lost_letters": "Some letters of the text are lost («????») and cannot be restored; such places",
    "unsupported_number": "This number is not in the text",
    "unsupported_date": "This date is not in the text",
    "unsupported_name": "This name is not in the text",
    "unsupported_quotation": "These words do not stand in the text",
    "other_number": "The number is in the text, but said of something else",
    "other_date": "The date is in the text, but said of something else",
    "other_name": "The name is in the text, but said of something else",
    "swapped_roles": "Who did it to whom seems to be swapped",
    "negation": "The text says the opposite",
    "repetition": "Repeated within the summary",
    "broken_end": "The last sentence breaks off",
    "foreign_language": "A sentence that is not in Russian",
    "unfinished": "The model did not finish the last sentence, it was dropped",
    "sentence_cut": "A sentence is longer than the model's window and was read in parts",
    "sentence_replaced": "A sentence of the text stands for one with something unconfirmed, which was",
    "sentence_dropped": "A sentence with something unconfirmed was dropped, which was",
    "partly_read": "The model did not read all of the text, the rest was only weighed",
    "added_from_source": "A sentence of the text was added for the length",
    "added_from_draft": "A sentence of another draft was added for the length",
    "off_length": "The length was not reached, or the sentences are too long",
    "model_lost": "The model could not be loaded; sentences of the text were chosen instead",
}

REMOVED: Final = Both("убрано", "removed")
SCRIPTS: Final[dict[str, Both]] = {
    "GREEK": Both("греческая", "Greek"),
    "LATIN": Both("латинская", "Latin"),
    "ARMENIAN": Both("армянская", "Armenian"),
}
RULES: Final[dict[str, Both]] = {  # those of cleaning, which names them in Russian
    "homoglyph": Both(RULE_NAMES["homoglyph"], "foreign letter for a Russian one"),
    "mojibake": Both(RULE_NAMES["mojibake"], "wrongly read encoding"),
    "invisible": Both(RULE_NAMES["invisible"], "invisible sign"),
    "hyphenation": Both(RULE_NAMES["hyphenation"], "word cut by a hyphen"),
    "line_break": Both(RULE_NAMES["line_break"], "line break inside a paragraph"),
    "boilerplate": Both(RULE_NAMES["boilerplate"], "line of the site"),
    "html_entity": Both(RULE_NAMES["html_entity"], "HTML code"),
    "font_sign": Both(RULE_NAMES["font_sign"], "sign of a private font"),
    "composition": Both(RULE_NAMES["composition"], "letter of two signs"),
    "stress": Both(RULE_NAMES["stress"], "stress mark"),
    "whitespace": Both(RULE_NAMES["whitespace"], "spare spaces"),
}
REPEATED: Final = Both("повтор", "repeated")
NO_NUMBER: Final = Both("числа нет в тексте", "number not in the text")
NO_DATE: Final = Both("даты нет в тексте", "date not in the text")
ADDED: Final = Both("добавлено для длины", "added for the length")
NO_NAME: Final = Both("имени нет в тексте", "name not in the text")
NO_QUOTATION: Final = Both("таких слов нет в тексте", "words not in the text")
OTHER_DEED: Final = Both("сказано о другом", "said of something else")
NEGATION: Final = Both("сказано обратное", "the text says the opposite")
BROKEN_END: Final = Both("обрыв", "broken off")
FOREIGN: Final = Both("другой язык", "another language")
REPLACED: Final = Both("взято из текста", "taken from the text")

CRASHED: Final = "Что-то сломалось внутри программы. Подробности — в окне, где она запущена; попробуйте ещё раз"
UNKNOWN_MODEL: Final = "Модели «{name}» нет на этом компьютере. Есть: {names}"
TOO_LONG: Final = (
    "В тексте {found} знаков, а страница берёт до {limit}: разделите его на части или возьмите команду summarizer run"
)
NO_SUCH_FORMAT: Final = "Такого формата нет; есть {names}"
NO_SUCH_LANGUAGE: Final = "Языка «{language}» нет; есть {names}"
NO_RECORD: Final = "Это не запись реферата: составьте его заново"
WRONG_TYPE: Final = "Текст и настройки должны быть строками"
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


def repaired_title(n_repairs: int, say: Say) -> str:
    """The line under a text that was repaired."""
    if say(TITLE) == TITLE.en:
        return f"Repaired: {number(n_repairs)}\xa0{'place' if n_repairs == 1 else 'places'}"
    return f"Исправлено: {number(n_repairs)}\xa0{plural(n_repairs, 'место', 'места', 'мест')}"


def told(finding: Finding, say: Say) -> str:
    """What a finding says; in Russian its own message."""
    message, named = say(Both(MESSAGES[finding.kind], FINDINGS[finding.kind])), about(finding, say)
    shown = f"{message}: «{named}»" if named else message
    return f"{shown} ({said(finding.note, say)})" if finding.note else shown


def about(finding: Finding, say: Say) -> str:
    """What a finding names: a part of the summary as it stands there, or figures in words."""
    return said(finding.text, say) if finding.kind in ("partly_read", "model_lost") else finding.text


def said(sentence: str, say: Say) -> str:
    """A Russian sentence of the library's in the language of the page."""
    return say(Both(sentence, in_english(sentence)))


def words_of(n: int, say: Say) -> str:
    """So many words."""
    return say(Both(f"{number(n)}\xa0{plural(n, 'слово', 'слова', 'слов')}", f"{number(n)}\xa0words"))


def length_label(name: LengthName, n_words: int, say: Say) -> str:
    """A length with the words that it means."""
    return f"{say(LENGTHS[name])} ≈\xa0{words_of(n_words, say)}"


def duration(seconds: float, say: Say) -> str:
    """A time that is left, rounded as a person would say it.

    >>> duration(7.2, lambda both: both.en), duration(150, lambda both: both.en)
    ('10\\xa0s', '3\\xa0min')
    """
    if seconds > 90:
        return say(MINUTES).format(n=round(seconds / 60 + 0.4))
    return say(SECONDS).format(n=max(5, 5 * round(seconds / 5 + 0.4)))


def figures(summary: Summary, say: Say) -> str:
    """One line of figures under a summary."""
    n_words, n_source_words = len(summary.text.split()), len(summary.cleaned.text.split())
    parts = [words_of(n_words, say)]
    if n_source_words > n_words:
        times = n_source_words / n_words
        parts.append(say(Both(f"короче в\xa0{number(times, 1)}\xa0раза", f"{times:.1f}\xa0times shorter")))
    share, digits = 100 * summary.coverage, 0 if summary.coverage in (0, 1) else 1
    parts.append(say(Both(f"прочитано {number(share, digits)}\xa0%", f"{share:.{digits}f}\xa0% read")))
    seconds = summary.elapsed_s
    quick, slow = Both("меньше 0,1\xa0с", "under 0.1\xa0s"), Both(f"{number(seconds, 1)}\xa0с", f"{seconds:.1f}\xa0s")
    parts.append(say(slow if summary.elapsed_s >= 0.1 else quick))
    return " · ".join([*parts, say(Both(f"модель\xa0{summary.model}", f"model\xa0{summary.model}"))])
