"""Lines that a messenger wrote itself into the chat that it exported: who came, a picture's place, what was deleted."""

import re

MIN_SAID = 3
MIN_SAID_SHARE = 0.5  # of the lines with a time
# «12.03.2024, 10:16 - Анна: Да», «[12.03.2024, 10:16:05] Анна: Да»
_STAMP = r"^(\[)?\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d\d), \d{1,2}:\d\d(?::\d\d)?(?:\]| [-–—]) "
_STAMPED = re.compile(rf"{_STAMP}(?:([^:\n]{{1,60}}): (\S[^\n]*)|[^\n]+)$", re.MULTILINE)
_PLACE = re.compile(
    r"<[^<>]{3,40}>|[^/]{1,80}\.\w{2,4} \((?:файл добавлен|file attached)\)"
    r"|(?:вы удалили данное сообщение|(?:данное|это) сообщение(?: было)? удалено)\.?",
    re.IGNORECASE,
)


def find_service_lines(text: str) -> list[tuple[int, int]]:
    """Where the lines stand that nobody wrote, in a chat some of whose speakers speak twice.

    Behind a stamp in brackets a messenger gives its own lines a name, too: one without is somebody's note.

    >>> stamp = "12.03.2024, 10:1{} - {}"
    >>> lines = ("Ира создала группу", "Ира: Кто едет?", "Пётр: Я", "Пётр: <Без медиафайлов>", "Ира: И я")
    >>> chat = "\\n".join(map(stamp.format, range(5), lines))
    >>> [chat[start:stop] for start, stop in find_service_lines(chat)]
    ['12.03.2024, 10:10 - Ира создала группу', '12.03.2024, 10:13 - Пётр: <Без медиафайлов>']
    >>> find_service_lines("12.03.2024, 10:10 - приехали\\n13.03.2024, 11:00 - уехали: дождь")
    []
    """
    found = list(_STAMPED.finditer(text))
    speakers = [match[2] for match in found if match[2]]
    if len(speakers) < max(MIN_SAID, MIN_SAID_SHARE * len(found)) or len(set(speakers)) == len(speakers):
        return []
    return [match.span() for match in found if (_PLACE.fullmatch(match[3]) if match[2] else not match[1])]
