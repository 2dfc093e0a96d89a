"""The texts of the page, its first tab and its script in both languages."""

from typing import Final

from summarizer.options import LengthName
from summarizer.page.languages import Both
from summarizer.watching import Step

TITLE: Final = Both("Реферат", "Summarizer")
LEAD: Final = Both(
    "Вставьте русский текст и получите краткое изложение. Всё считается на этом компьютере, текст никуда не уходит.",
    "Paste a Russian text and get its summary. Everything runs on this computer; the text never leaves it.",
)
OPENING: Final = Both(
    "Открываю страницу: текст уже можно вставить.", "The page is opening: you can already paste your text."
)
OPENING_WANTED: Final = Both(
    "Реферат составится, как только страница откроется: ещё несколько секунд.",
    "The summary comes as soon as the page is open: a few seconds more.",
)
OPENING_FILE: Final = Both(
    "Файл можно открыть, когда загрузится страница: перетащите его ещё раз через несколько секунд.",
    "A file is read once the page is open: drop it again in a few seconds.",
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
CLEAR: Final = Both("Очистить", "Clear")
VERSION: Final = Both("Какой текст читать", "Which text to read")
AS_CLEANED: Final = Both("исправленный", "as repaired")
AS_GIVEN: Final = Both("без исправлений", "as received")
LENGTH: Final = Both("Длина", "Length")
OWN_LENGTH: Final = Both("Своя", "Custom")
AMOUNT: Final = Both("Сколько", "How many")
UNIT: Final = Both("Чего", "Of what")
UNITS: Final = {
    "words": Both("слов", "words"),
    "sentences": Both("предложений", "sentences"),
    "ratio": Both("% текста", "% of the text"),
    "points": Both("тезисов", "theses"),
}
INSTEAD_OF_ONE: Final = {"words": Both("слова", "word"), "sentences": Both("предложения", "sentence")}
WITH_TITLE: Final = Both("Заголовок", "Headline")
REPAIR_FACTS: Final = Both("Заменять то, чего нет в исходном тексте", "Replace what the text does not support")
MODEL: Final = Both("Модель", "Model")
SUMMARIZE: Final = Both("Составить реферат", "Summarize")
CANCEL: Final = Both("Остановить", "Stop")
KEYS: Final = Both("Ctrl+Enter — составить реферат, Esc — остановить", "Ctrl+Enter: summarize, Esc: stop")
SUMMARY: Final = Both("Реферат", "Summary")
SUMMARY_EMPTY: Final = Both("Здесь появится реферат.", "The summary will appear here.")
NO_AMOUNT: Final = Both("Укажите длину числом: сколько {unit}", "Give the length as a number: how many {unit}")
NO_SHARE: Final = Both(
    "Длина {amount}\xa0% текста: нужно число больше 0 и меньше 100",
    "Length {amount}\xa0% of the text: a number over 0 and under 100 is needed",
)
NOT_WHOLE: Final = Both("Длина {amount}: нужно целое число", "Length {amount}: a whole number is needed")
LENGTHS: Final[dict[LengthName, Both]] = {
    "short": Both("Коротко", "Short"),
    "medium": Both("Средне", "Medium"),
    "long": Both("Подробно", "Long"),
}
STARTING: Final = Both("Начинаю", "Starting")
LOADING: Final = Both("Готовлю модель", "Getting the model ready")  # what a start takes that takes long
STEPS: Final[dict[Step, Both]] = {
    "reading": Both("Читаю текст", "Reading the text"),
    "choosing": Both("Отбираю главное: часть {place} из {all}", "Choosing what matters: part {place} of {all}"),
    "writing": Both("Составляю реферат", "Writing the summary"),
    "checking": Both("Сверяю с текстом", "Checking against the text"),
}
CHUNKS: Final = Both("Готово {done} из {all} частей", "{done} of {all} parts done")
TIME_LEFT: Final = Both("осталось около {time}", "about {time} left")
MINUTES: Final = Both("{n}\xa0мин", "{n}\xa0min")
SECONDS: Final = Both("{n}\xa0с", "{n}\xa0s")
TIME_PASSED: Final = Both("прошло {time}", "{time} so far")
STOPPED: Final = Both("Остановлено", "Stopped")
STOPPED_PARTLY: Final = Both(
    "Остановлено. Вот что успело получиться. Это черновик: с исходным текстом он не сверен.",
    "Stopped. Here is what had been written: a draft, not checked against the source text.",
)
UNREAD: Final = Both(
    "Бледные места исходного текста модель не читала: для неё отобраны те, что важнее.",
    "The model did not read the pale parts of the source text: more important ones were chosen for it.",
)

# What the library advises to who types a command, and what helps on the page.
INSTEAD: Final = (
    (
        Both(
            "Укажите кодировку ключом --encoding или сохраните файл",
            "Give the encoding with --encoding, or save the file",
        ),
        Both("Сохраните файл", "Save the file"),
    ),
    (
        Both("Проверьте права и --encoding", "Check the permissions and --encoding"),
        Both("Сохраните файл в UTF-8", "Save the file in UTF-8"),
    ),
    (
        Both("Укажите --text-column", "Give --text-column"),
        Both("Напишите нужный в поле «Столбец с текстом»", "Write the right one into “Column of texts”"),
    ),
    (
        Both("меньшую модель: --model extract", "smaller model: --model extract"),
        Both("модель extract", "model extract"),
    ),
)

NO_FILES: Final = Both("Сначала выберите файлы или архив ZIP", "Choose files or a ZIP archive first")

# What the script of the page says by itself.
SCRIPT: Final[dict[str, Both]] = {
    "open_file": Both("Открыть файл…", "Open a file…"),
    "reading_file": Both("Читаю файл…", "Reading the file…"),
    "one_file": Both(
        "Здесь можно открыть один файл. Для нескольких есть вкладка «Папка»",
        "One file is read here. The tab “Folder” takes several at once",
    ),
    "no_bytes": Both(
        "файл не читается: его переместили, удалили или к нему нет доступа",
        "the file cannot be read: it was moved or deleted, or you have no access to it",
    ),
    "no_bytes_of_one": Both(
        "Один из файлов не читается: его переместили, удалили или к нему нет доступа. Выберите файлы снова",
        "One of the files cannot be read: it was moved or deleted, or you have no access to it. Choose the files again",
    ),
    "empty_folder": Both("В папке нет файлов", "There are no files in the folder"),
    "page_name": Both("страница.html", "page.html"),
    "edit": Both("Правка", "Edit"),
    "read": Both("Чтение", "Read"),
    "view": Both("Вид текста", "View of the text"),
    "copy": Both("Скопировать", "Copy"),
    "copy_repaired": Both("Скопировать исправленный текст", "Copy the repaired text"),
    "copied": Both("Скопировано", "Copied"),
    "file_name": Both("реферат", "summary"),
    "download": Both("Сохранить:", "Save:"),
    "origin": Both("Источник:", "Source:"),
    "check": Both("На что обратить внимание", "Worth checking"),
    "evidence": Both(
        "Нажмите на предложение — откроется место в тексте, на котором оно основано.",
        "Press a sentence to see what it rests on in the text.",
    ),
    "no_evidence": Both("Похожего места в тексте нет.", "Nothing in the text is like it."),
    "evidence_elsewhere": Both(
        "Этого текста в поле уже нет: место, на котором основано предложение, покажу здесь.",
        "The field no longer holds this text: what a sentence rests on is shown here.",
    ),
    "stale": Both(
        "Этот реферат составлен с другими настройками: составьте его ещё раз, чтобы учесть новые.",
        "This summary was made with other settings: summarize again to apply the new ones.",
    ),
    "in_text": Both("В тексте:", "In the text:"),
    "further_on": Both("В тексте, дальше показанного начала:", "In the text, behind the part that is shown:"),
    "ready": Both("Реферат готов:", "The summary is ready:"),
    "queued": Both("Жду очереди…", "Waiting in the queue…"),
    "gone": Both(
        "Программа не отвечает: похоже, её закрыли. Запустите её снова и повторите",
        "The program does not answer: it seems to have been closed. Start it and try again",
    ),
    "unanswered": Both(
        "Ответ не пришёл. Подробности — в окне, где запущена программа; попробуйте ещё раз",
        "No answer came. The window where the program runs tells more; try again",
    ),
    "broken_off": Both(
        "Страница открыта заново, и реферат не успел появиться. Составьте его ещё раз",
        "The page was reloaded before the summary was ready. Ask for it again",
    ),
    "chosen": Both("Выбрано файлов:", "Files chosen:"),
    "no_files": NO_FILES,
    "drop_files": Both("Перетащите сюда файлы, папку или архив ZIP", "Drop files, a folder or a ZIP archive here"),
    "or": Both("или", "or"),
    "choose_files": Both("нажмите, чтобы выбрать файлы", "press to choose files"),
    "last_results": Both(
        "Результаты предыдущей папки ещё здесь:", "The results of the previous folder are still here:"
    ),
    "take_results": Both("скачать (ZIP)", "download (ZIP)"),
    "add_files": Both("Добавить файлы", "Add files"),
    "clear_files": Both("Убрать файлы", "Remove the files"),
    "copy_table": Both("Скопировать таблицу", "Copy the table"),
    "whole_screen": Both("На весь экран и обратно", "Full screen and back"),
    "drop_file": Both("Убрать файл", "Remove the file"),
    "theme": Both("Сделать страницу тёмной или светлой", "Switch between dark and light"),
    "language": Both("English", "Русский"),
    "part": Both("… показано начало текста", "… the beginning of the text is shown"),
    "history_empty": Both(
        "Здесь будут рефераты, составленные в этом браузере.", "Summaries made in this browser will be listed here."
    ),
    "history_note": Both(
        "Последние рефераты, не больше {limit}. Они хранятся только в этом браузере, на этом компьютере.",
        "The latest summaries, up to {limit}. They are kept only in this browser, on this computer.",
    ),
    "no_source": Both(
        "Текст длиннее 200\xa0000 знаков: его в истории нет, вернуть нельзя.",
        "The text is longer than 200,000 characters: the history does not keep it, so it cannot be brought back.",
    ),
    "notes": Both("замечаний:", "notes:"),
    "removed": Both("Удалено:", "Deleted:"),
    "removed_all": Both("История удалена.", "The history is deleted."),
    "undo": Both("Вернуть", "Undo"),
    "reuse": Both("Вернуть текст", "Use this text again"),
    "remove": Both("Удалить", "Delete"),
    "remove_all": Both("Удалить всю историю", "Delete the whole history"),
    "source": SOURCE,
    "storage_full": Both(
        "В хранилище браузера нет места: этого реферата в истории не будет",
        "The browser's storage is full: the history will not have this summary",
    ),
}
