"""What the page says in Russian alone: refusals, which english.tsv has in English, and lines on the terminal."""

from typing import Final

CRASHED: Final = "Что-то сломалось внутри программы. Подробности — в окне, где она запущена; попробуйте ещё раз"
NO_TEXT: Final = "Вставьте текст или откройте файл"
EMPTY_FILE: Final = "{name}: в файле нет текста. Откройте другой"
ZIP_HERE: Final = "{name}: это архив ZIP. Откройте его на вкладке «Папка»: она составит реферат каждого файла"
TABLE_HERE: Final = "{name}: это таблица. Откройте её на вкладке «Папка»: она составит реферат каждой строки"
UNKNOWN_MODEL: Final = "Модели «{name}» нет на этом компьютере. Есть: {names}"
TOO_LONG: Final = (
    "Текст слишком велик: знаков в нём {found}, а страница берёт до {limit}. "
    "Разделите его на части, откройте файлом на вкладке «Папка» или возьмите команду summarizer run"
)
NO_SUCH_FORMAT: Final = "Такого формата нет; есть {names}"
NO_SUCH_LANGUAGE: Final = "Языка «{language}» нет; есть {names}"
NO_RECORD: Final = "Это не запись реферата: составьте его заново"
WRONG_TYPE: Final = "Текст и настройки должны быть строками"
OPENED: Final = "Страница открыта: {url}\nЗакрыть её: Ctrl+C"
PORT_TAKEN: Final = "Порт {port} на {host} занят: закройте прежнюю страницу или возьмите свободный, --port 0"
NO_PORT: Final = "Порта {port} не бывает: нужно число от 0 до 65535"
NO_NAME: Final = "Адрес {host} не найден: проверьте --host; для этого компьютера — 127.0.0.1"
NO_ADDRESS: Final = "Адреса {host} у этого компьютера нет: возьмите его собственный, 127.0.0.1 или 0.0.0.0"
NO_RIGHT: Final = "Порт {port} на {host} занять не разрешено: возьмите другой, --port {instead}"
NO_LISTENING: Final = "Порт {port} на {host} занять не удаётся: {reason}"
BAD_HOST: Final = "Страница открыта под чужим именем: откройте её по адресу, который напечатала программа"
BAD_ORIGIN: Final = "Запрос с другого сайта отклонён"
BODY_TOO_LARGE: Final = "Это больше {limit} МБ, которые страница берёт за один раз: разделите на части"
BUSY: Final = "Программа занята: слишком много текстов ждут очереди. Попробуйте через минуту"
NO_SUCH_PATH: Final = "Здесь ничего нет"

# The guard.
BAD_CALL: Final = "Запрос не понят: нужен JSON вида, который описан в docs/reference.md, раздел «The API»"
UNKNOWN_ARGUMENT: Final = "У {endpoint} нет аргумента {names}; есть: {known}"
MISSING_ARGUMENT: Final = "Для {endpoint} нужен {names}"
NOT_ALL_VALUES: Final = (
    "Для {endpoint} нужны все значения по порядку: {names}. По именам и без лишних: /call/v2/{endpoint}"
)
BAD_NUMBERS: Final = (
    "words, sentences и points — целые числа, ratio — число (0.1) или строка «10%», title — true или false"
)
NO_SENTENCES: Final = "В реферате или в исходном тексте нет ни одного предложения: сравнивать нечего"
FOREIGN_FILE: Final = "Файл в запросе не был прислан этой странице: пришлите его снова"
FULL: Final = "Присланных файлов уже больше {limit} МБ: подождите, пока старые удалятся (до часа), и пришлите снова"
NOT_ALLOWED: Final = "Нужны имя и пароль"
WEAK_PASSWORD: Final = "Вход «{user}»: нужны имя и пароль не короче {limit} знаков"
NO_PAIR: Final = "Доступ задаётся так: ИМЯ:ПАРОЛЬ"
NO_USERS: Final = "{file}: нет ни одной пары ИМЯ:ПАРОЛЬ"
OPEN_FILE: Final = "Файл паролей {file} могут прочесть другие. Закройте его: chmod 600 {file}"
UNREADABLE_FILE: Final = "Файл паролей {file} не читается: {reason}"
OPEN_TO_ALL: Final = (
    "Внимание: страница видна всей сети, а пароля нет. Добавьте --auth-file ФАЙЛ (строки ИМЯ:ПАРОЛЬ) "
    "или переменную {variable}"
)
NO_CIPHER: Final = (
    "Внимание: пароль идёт по сети незашифрованным. Если сети нельзя доверять, "
    "пустите страницу через TLS или туннель SSH"
)
BROKEN_ZIP: Final = "архив повреждён или это не ZIP. Соберите его снова"
BROKEN_MEMBER: Final = "файл в архиве повреждён. Соберите архив снова"
LEADS_OUT: Final = "имя ведёт за пределы архива"
LINK: Final = "это ссылка, а не файл: положите в архив сам файл"
LOCKED: Final = "файл в архиве защищён паролем. Соберите архив без пароля"
NOT_WRITTEN: Final = "не записывается ({reason}). Дайте файлу другое имя"
NO_ROOM: Final = "не записывается: {reason}. Освободите его и пришлите файлы снова"
NOT_STORED: Final = "Файлы и результаты не сохраняются: {reason}. Устраните причину и пришлите файлы снова"
FILE_TOO_LARGE: Final = "распаковывается больше чем в {limit} МБ. Разделите файл на части"
TOO_MANY: Final = "файлов больше {limit}: разделите их на части или возьмите команду summarizer run"
TOO_MUCH: Final = "вместе файлы больше {limit} МБ: разделите их на части или возьмите команду summarizer run"
GONE_FILE: Final = "файл уже удалён: пришлите его снова"
