"""E-mail as programs save it (.eml, .mbox): what the letters say, without their attachments."""

import re
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr

from summarizer.errors import InputError
from summarizer.reading.mixed import decode
from summarizer.reading.parsed import Parsed
from summarizer.reading.parsers.web import decode_html, shown_text

MAX_PARTS_DEEP = 20  # letters inside letters
MAX_HTML_SHARE = 2.0  # of a letter's plain form: one that is shorter yet only says that there is another form
_NEXT_LETTER = re.compile(rb"^From \S+ [^\r\n]{0,60}\d{4}[^\r\n]{0,20}\r?\n(?=[A-Za-z-]{2,40}:)", re.MULTILINE)
_NAME = "письмо"  # the file's own name is put before it


def parse_mail(data: bytes, encoding: str | None = None) -> Parsed:
    """The text of a letter, those that it forwards behind it; of a mailbox all letters, each with who wrote when what.

    ``encoding`` forces one for plain text.
    """
    letters = [message_from_bytes(part) for part in _NEXT_LETTER.split(data) if part.strip()]
    texts = [_text_of(letter, encoding) for letter in letters]
    if len(letters) > 1:
        filled = (f"{_signed(letter)}\n\n{text}" for letter, text in zip(letters, texts, strict=True) if text)
        return Parsed("\n\n".join(filled))
    if not texts[0]:
        _refuse_attachments(letters[0])
    return Parsed(texts[0], _header(letters[0], "Subject"), _author(letters[0]), _header(letters[0], "Date"))


def _signed(letter: Message) -> str:
    """The line above a letter of many."""
    return ", ".join(filter(None, (_author(letter), _header(letter, "Date"), _header(letter, "Subject"))))


def _author(letter: Message) -> str:
    name, address = parseaddr(_header(letter, "From"))
    return name or address


def _refuse_attachments(letter: Message) -> None:
    """Raises where all that the letter says is attached to it."""
    names = [name for part in letter.walk() if (name := part.get_filename())]
    if names:
        raise InputError(
            f"в письме нет текста, только вложения: {', '.join(names)}. Сохраните их и откройте вместо письма."
        )


def _header(letter: Message, name: str) -> str:
    value = str(letter.get(name, ""))
    try:
        return str(make_header(decode_header(value)))
    except (MessageError, LookupError, ValueError):
        return value


def _text_of(part: Message, encoding: str | None, depth: int = 0) -> str:
    if depth > MAX_PARTS_DEEP:
        raise InputError(
            f"в письме вложено больше {MAX_PARTS_DEEP} частей одна в другую: оно повреждено. "
            "Откройте его в почте и сохраните текст как .txt."
        )
    payload = part.get_payload() if part.is_multipart() else None
    if part.get_content_disposition() == "attachment" and part.get_content_maintype() != "message":
        return ""
    if isinstance(payload, list):
        inside = [inner for inner in payload if isinstance(inner, Message)]
        texts = [_text_of(inner, encoding, depth + 1) for inner in inside]
        return (
            _fullest(inside, texts) if part.get_content_subtype() == "alternative" else "\n\n".join(filter(None, texts))
        )
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes) or not content.strip():
        return ""
    if part.get_content_type() == "text/html":
        return shown_text(decode_html(content))
    return _plain(content, encoding or part.get_content_charset()) if part.get_content_type() == "text/plain" else ""


def _fullest(parts: list[Message], texts: list[str]) -> str:
    """Of the forms of one text the plain one, unless it says much less than the other."""
    longest = max(texts, key=len, default="")
    plain = next((text for part, text in zip(parts, texts, strict=True) if part.get_content_type() == "text/plain"), "")
    return plain if len(plain) * MAX_HTML_SHARE >= len(longest) else longest


def _plain(content: bytes, encoding: str | None) -> str:
    """The text in the encoding that the letter names, or where that does not fit in the one that it is in."""
    try:
        return decode(content, encoding, _NAME).text.strip()
    except InputError:
        return decode(content, name=_NAME).text.strip()
