"""The texts of the tabs for folders and models in both languages."""

from typing import Final

from summarizer.page.languages import Both
from summarizer.page.texts import MODEL

# The folder tab.
FOLDER_LEAD: Final = Both(
    "Реферат каждого файла и каждой строки Excel или CSV появится в таблице. Все вместе скачиваются архивом: в нём "
    "тексты, summaries.csv для Excel и summaries.jsonl для программ. Файлы и результаты удаляются в течение часа.",
    "The summary of each file, and of each row of Excel or CSV, appears in the table. All of them come in an archive: "
    "texts, summaries.csv for Excel, summaries.jsonl for programs. Files and results are deleted within an hour.",
)
FILES: Final = Both("Файлы или архив ZIP", "Files or a ZIP archive")
FOLDER_LENGTH: Final = Both("Длина рефератов", "Length of the summaries")
FOLDER_MODEL: Final = Both("Модель для папки", "Model for the folder")
COLUMN: Final = Both("Столбец с текстом", "Column of texts")
USUAL_COLUMN: Final = Both("«Текст» и text находятся сами", "“text” and «Текст» are found by themselves")
FOLDER_START: Final = Both("Составить рефераты", "Summarize all")
FOLDER_STOPPING: Final = Both("Останавливаю…", "Stopping…")
ARCHIVE_NAME: Final = "рефераты.zip"
DOWNLOAD: Final = Both("Скачать результаты (ZIP)", "Download the results (ZIP)")
TABLE: Final = Both("Файлы и рефераты", "Files and summaries")
COLUMNS: Final = (Both("Файл", "File"), Both("Состояние", "State"), Both("Реферат или причина", "Summary or reason"))
STATUSES: Final = {
    "done": Both("готово", "done"),
    "skipped": Both("пропущено", "skipped"),
    "failed": Both("не вышло", "failed"),
}
NOTES: Final = Both("замечаний: {n}", "notes: {n}")
MORE_NOTES: Final = Both("ещё {n} — в архиве", "{n} more in the archive")
UNPACKING: Final = Both("Принимаю файлы и готовлю модель…", "Taking the files, getting the model ready…")
PROGRESS: Final = Both("Готово {done} из {total}", "{done} of {total} done")
PROGRESS_ROWS: Final = Both("Готово строк: {done}", "Rows done: {done}")
FOLDER_FINISHED: Final = Both("Закончено за {time}", "Finished in {time}")
FOLDER_STOPPED: Final = Both("Остановлено через {time}", "Stopped after {time}")
COUNTS: Final = Both(
    "Рефератов: {done}, пропущено: {skipped}, не вышло: {failed}",
    "Summaries: {done}, skipped: {skipped}, failed: {failed}",
)
LEFT: Final = Both(", осталось: {n}", ", left: {n}")
SHOWN_ROWS: Final = Both("В таблице {limit}, в архиве все", "The table has {limit}, the archive all")

# The models tab.
MODELS_LEAD: Final = Both(
    "Какие модели есть на этом компьютере и какие можно перенести. Скорость измеряется здесь, на коротком тексте.",
    "What is on this computer, and what can be brought to it. Speed is measured here, on a short text.",
)
MODEL_COLUMNS: Final = (
    MODEL,
    Both("Здесь", "Here"),
    Both("Размер, МБ", "Size, MB"),
    Both("Читает за раз, токенов", "Reads at once, tokens"),
    Both("Лицензия", "Licence"),
    Both("Знаков в секунду", "Characters a second"),
    Both("Назначение", "Purpose"),
)
IS_LOADED: Final = Both("в памяти", "in memory")
IS_HERE: Final = Both("да", "yes")
IS_NOT_HERE: Final = Both("нет", "no")
NOT_MEASURED: Final = Both("не измерена", "not measured")
ANY_WINDOW: Final = Both("весь текст", "the whole text")
MODELS_NOTE: Final = Both(
    "Токен — слово или его часть. Длинный текст модель читает не целиком, а выдержками; "
    "какую долю она прочла, сказано под рефератом.",
    "A token is a word or a part of one. Of a long text a model reads a selection; "
    "the line below the summary says what share that was.",
)
MODEL_HERE: Final = Both("Модель на этом компьютере", "A model on this computer")
MEASURE: Final = Both("Измерить скорость", "Measure the speed")
READING_FILES: Final = Both(
    "Читаю файлы модели: {done} из {total} МБ", "Reading the model's files: {done} of {total} MB"
)
ASSEMBLING: Final = Both("Загружаю модель в память: {n} с", "Putting the model together: {n} s")
MEASURING: Final = Both("Измеряю скорость: {n} с", "Measuring: {n} s")
MEASURED: Final = Both(
    "{model}: {speed} в секунду; реферат короткого текста за {time}\xa0с",
    "{model}: {speed} a second; the summary of a short text in {time}\xa0s",
)
BRING: Final = Both(
    "Как перенести модель на компьютер без сети", "How to bring a model to a computer without a network"
)
BRING_MODEL: Final = Both("Какую модель", "Which model")
BRING_THERE: Final = Both(
    "1. Там, где есть сеть (Python и ≈ {size} МБ места)", "1. Where there is a network (Python and ≈ {size} MB)"
)
BRING_HERE: Final = Both(
    "2. Здесь, в папке, куда скопирован файл {file}; потом запустите программу заново",
    "2. Here, in the folder that {file} was copied to; then start the program again",
)
