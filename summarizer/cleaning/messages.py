"""What a messenger wrote itself into a chat: times, who came, a picture's place, what was deleted."""

import re
from collections import Counter
from collections.abc import Sequence

from ..patterns import pattern
from .repairs import Edit

MIN_SAID = 3
MIN_SAID_SHARE = 0.5  # of the lines with a time
MIN_SPEAKERS = 2  # who speak twice: a log has one who writes, or lines without a name
_CLOCK = r"\d{1,2}:\d\d(?::\d\d)?(?:[ \u202f]?[ap]m)?"
# «12.03.2024, 10:16 - Анна: Да», «3/12/24, 10:16 AM - Анна: Да», «[12.03.2024, 10:16:05] Анна: Да»
_STAMP = rf"^(?P<bracket>\[)?\d{{1,2}}[./]\d{{1,2}}[./](?:\d{{4}}|\d\d), {_CLOCK}(?:\]| [-–—]) "
_STAMPED = pattern(rf"{_STAMP}(?:(?P<name>[^:\n]{{1,60}}): (?P<said>\S[^\n]*)|[^\n]+)$", re.MULTILINE | re.IGNORECASE)
_FURTHER_DATE = pattern(r"\n\[?\d{1,2}[./]\d")  # found at once where there is none, unlike the others
# «Анна, [12.03.2024 10:16]» above what she said, as Telegram copies messages
_ABOVE = pattern(
    rf"^(?P<name>[^\[\],:\n]{{1,60}})(?P<stamp>, \[\d{{1,2}}[. ][^\[\]\n]{{3,20}}[ ,]{_CLOCK}\]:?[ \t]*\n)"
    r"(?P<said>\S[^\n]*)$",
    re.MULTILINE | re.IGNORECASE,
)
_PLACE = pattern(
    r"<[^<>]{3,40}>|\[ [^\[\]]{3,40} \]|[^/]{1,80}\.\w{2,4} \((?:файл добавлен|file attached)\)"
    r"|(?:вы удалили данное сообщение|(?:данное|это) сообщение(?: было)? удалено)\.?"
    r"|сообщения и звонки защищены сквозным шифрованием\b.*",
    re.IGNORECASE,
)


def drop_service_parts(text: str) -> list[Edit]:
    r"""Removes from a chat the lines that nobody wrote, and the times before those of two people who talk.

    Behind a stamp in brackets a messenger gives its own lines a name, too: one without is somebody's note.

    >>> stamp = "12.03.2024, 10:1{} - {}"
    >>> lines = ("Ира создала группу", "Ира: Кто едет?", "Пётр: Я", "Пётр: <Без медиафайлов>", "Пётр: Да", "Ира: И я")
    >>> chat = "\n".join(map(stamp.format, range(6), lines))
    >>> [chat[edit.start : edit.stop] for edit in drop_service_parts(chat)][:3]
    ['12.03.2024, 10:10 - Ира создала группу\n', '12.03.2024, 10:11 - ', '12.03.2024, 10:12 - ']
    >>> drop_service_parts("12.03.2024, 10:10 - приехали\n13.03.2024, 11:00 - уехали: дождь")
    []
    """
    stamped = list(_STAMPED.finditer(text)) if _FURTHER_DATE.search(text) else []
    return _edits(text, stamped) or (_edits(text, list(_ABOVE.finditer(text))) if ", [" in text else [])


def _edits(text: str, found: Sequence[re.Match[str]]) -> list[Edit]:
    spoken = Counter(match["name"] for match in found if match["name"])
    n_said = spoken.total()
    if n_said < max(MIN_SAID, MIN_SAID_SHARE * len(found)) or n_said == len(spoken):
        return []
    bracketed = found[0].re.pattern == _STAMPED.pattern and found[0]["bracket"]
    is_talk = sum(count > 1 for count in spoken.values()) >= MIN_SPEAKERS and not (bracketed and n_said < len(found))
    return [edit for match in found if (edit := _edit(text, match, is_talk))]


def _edit(text: str, match: re.Match[str], is_talk: bool) -> Edit | None:
    is_service = _PLACE.fullmatch(match["said"]) if match["name"] else not match["bracket"]
    if is_service:
        return Edit("boilerplate", match.start(), min(match.end() + 1, len(text)), "")
    if not is_talk or not match["name"]:
        return None
    if match.re.pattern == _ABOVE.pattern:
        return Edit("boilerplate", *match.span("stamp"), ": ")
    return Edit("boilerplate", match.start(), match.start("name"), "")
