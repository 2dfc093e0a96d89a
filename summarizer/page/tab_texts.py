"""The Russian texts of the folder tab, the models tab, the API and the guard."""

from typing import Final

# The guard.
BAD_CALL: Final = "Запрос не понят: нужен JSON вида, который описан в README, раздел «The API»"
FOREIGN_FILE: Final = "Файл в запросе не был прислан этой странице: пришлите его снова"
FULL: Final = "Присланных файлов уже больше {limit} МБ: подождите, пока старые удалятся (до часа), и пришлите снова"
NOT_ALLOWED: Final = "Нужны имя и пароль"
WEAK_PASSWORD: Final = "Пароль для «{user}»: нужны имя и не меньше {limit} знаков пароля"
NO_PAIR: Final = "Доступ задаётся так: ИМЯ:ПАРОЛЬ"
NO_USERS: Final = "{file}: нет ни одной пары ИМЯ:ПАРОЛЬ"
OPEN_FILE: Final = "Файл паролей {file} могут прочесть другие: chmod 600 {file}"
UNREADABLE_FILE: Final = "Файл паролей {file} не читается: {reason}"
OPEN_TO_ALL: Final = (
    "Внимание: страница открыта сети без пароля. Добавьте --auth-file ФАЙЛ (строки ИМЯ:ПАРОЛЬ) "
    "или переменную {variable}"
)
NO_CIPHER: Final = (
    "Внимание: пароль идёт по сети открыто. Вне доверенной сети ставьте перед страницей TLS или туннель SSH"
)

# What is uploaded.
ARCHIVE_NAME: Final = "рефераты.zip"
BROKEN_ZIP: Final = "архив повреждён или это не ZIP. Соберите его снова"
BROKEN_MEMBER: Final = "файл в архиве повреждён. Соберите архив снова"
LEADS_OUT: Final = "имя ведёт за пределы архива"
LINK: Final = "это ссылка, а не файл: положите в архив сам файл"
LOCKED: Final = "файл в архиве защищён паролем. Соберите архив без пароля"
NOT_WRITTEN: Final = "не записывается ({reason}). Дайте файлу другое имя"
FILE_TOO_LARGE: Final = "распаковывается больше чем в {limit} МБ. Разделите файл на части"
TOO_MANY: Final = "файлов больше {limit}: разделите их на части или возьмите команду summarizer run"
TOO_MUCH: Final = "вместе больше {limit} МБ: разделите их на части или возьмите команду summarizer run"

# The folder tab.
FOLDER: Final = "Папка"
FOLDER_LEAD: Final = (
    "Несколько файлов или архив ZIP: реферат каждого — в таблице и в архиве. Файлы удаляются, когда работа окончена, "
    "результаты — через час."
)
FILES: Final = "Файлы или архив ZIP"
FOLDER_START: Final = "Составить рефераты"
FOLDER_STOP: Final = "Остановить"
FOLDER_STOPPING: Final = "Останавливаю: заканчиваю начатое…"
DOWNLOAD: Final = "Скачать результаты (ZIP)"
TABLE: Final = "Файлы и рефераты"
COLUMNS: Final = ("Файл", "Состояние", "Реферат или причина")
STATUSES: Final = {"done": "готово", "skipped": "пропущено", "failed": "не вышло"}
NO_FILES: Final = "Сначала выберите файлы или архив ZIP"
UNPACKING: Final = "Принимаю файлы…"
LOADING_MODEL: Final = "Загружаю модель {model}…"
PROGRESS: Final = "{done} из {total}"
PROGRESS_ROWS: Final = "Готово строк: {done}"
TIME_LEFT: Final = "осталось около {time}"
STOPPED: Final = "Остановлено. {totals}"
SHOWN_ROWS: Final = "В таблице первые {limit}; в архиве все"
NO_RESULTS: Final = "Рефератов нет: причины — в таблице"
