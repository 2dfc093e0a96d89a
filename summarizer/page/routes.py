"""What the page's own script asks for beside Gradio. Nothing that it sends is kept or written to disk."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from fastapi import APIRouter, HTTPException, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import FileResponse, JSONResponse, Response

from summarizer.checking import Finding
from summarizer.cleaning import CleanText
from summarizer.errors import InputError
from summarizer.folder.outputs import Labels, to_markdown, to_text
from summarizer.folder.records import Record
from summarizer.page import russian, telling
from summarizer.page.docx import to_docx
from summarizer.page.following import FOLLOWER
from summarizer.page.guards import BROWSER, SCRIPTS
from summarizer.page.handlers import check_text, clean_text
from summarizer.page.languages import Language, say_in
from summarizer.page.view import show_cleaned, show_stopped
from summarizer.reading import document_of
from summarizer.reading.corpus import is_corpus

routes = APIRouter()

_ZIP: Final = ": это архив ZIP, а не документ."  # as reading says it, to who can unpack
_LABELS: Final[dict[Language, Labels]] = {
    "ru": Labels(),
    "en": Labels("source", "model", "read", "repairs", "encoding"),
}
_FORMATS: Final[dict[str, tuple[str, Callable[[Record, Language], bytes]]]] = {
    "txt": ("text/plain; charset=utf-8", lambda record, _: to_text(record, has_name=False).encode("utf-8", "replace")),
    "md": (
        "text/markdown; charset=utf-8",
        lambda record, language: to_markdown(_told(record, language), _LABELS[language]).encode("utf-8", "replace"),
    ),
    "json": ("application/json", lambda record, _: record.to_line()),
    "docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        lambda record, language: to_docx(_told(record, language)),
    ),
}


@routes.get("/{name}.js")
def script(name: str) -> FileResponse:
    """A script of the page's own."""
    if name not in SCRIPTS:
        raise HTTPException(404)
    return FileResponse(BROWSER / f"{name}.js", media_type="text/javascript")


@routes.post("/read")
async def read(request: Request) -> JSONResponse:
    """The text of a file of any readable format: its bytes are the body, ``X-Name`` is its name, percent-encoded."""
    name = unquote(request.headers.get("x-name", "")).replace("\\", "/").rpartition("/")[2] or "файл"
    return await run_in_threadpool(_read, await request.body(), name, _language(request))


@routes.post("/repairs")
async def repairs(request: Request) -> JSONResponse:
    """What cleaning changes in the text that is the body, as the page shows it; ``X-Language`` is the page's.

    Not a Gradio event: one that ends while a summary is asked for closes the stream that both share.
    """
    text = (await request.body()).decode("utf-8", "replace")
    language = _language(request)
    show = partial(show_cleaned, text, say=say_in(language))
    return await run_in_threadpool(_of_cleaned, text, language, show)


@routes.post("/cleaned")
async def cleaned(request: Request) -> JSONResponse:
    """The text that is the body as cleaning leaves it: all of it, where a page shows the beginning."""
    text = (await request.body()).decode("utf-8", "replace")
    return await run_in_threadpool(_of_cleaned, text, _language(request), lambda found: {"text": found.text})


@routes.post("/stop")
async def stop(request: Request) -> JSONResponse:
    """Ends a summary, and tells what was there already; the body is its tab's name, a space, and its number there."""
    tab, _, asked = (await request.body()).decode("utf-8", "replace").partition(" ")
    return JSONResponse(show_stopped(FOLLOWER.stop(tab, asked), say_in(_language(request))))


@routes.post("/export/{format_name}")
async def export(format_name: str, request: Request) -> Response:
    """A summary as a file of that format; the body is its record, as ``summarizer run --format jsonl`` writes it."""
    return await run_in_threadpool(_export, await request.body(), format_name, _language(request))


def _language(request: Request) -> Language:
    return "en" if request.headers.get("x-language") == "en" else "ru"


def _refused(status: int, sentence: str, language: Language) -> JSONResponse:
    return JSONResponse({"detail": telling.said(sentence, say_in(language))}, status)


def _read(data: bytes, name: str, language: Language) -> JSONResponse:
    if is_corpus(Path(name)):
        return _refused(422, russian.TABLE_HERE.format(name=name), language)
    try:
        document = document_of(data, name)
        check_text(document.text)
        if not document.text.strip():
            raise InputError(russian.EMPTY_FILE.format(name=name))
    except InputError as error:
        is_zip = _ZIP in str(error)
        return _refused(422, russian.ZIP_HERE.format(name=name) if is_zip else str(error), language)
    return JSONResponse({"text": document.text, "title": document.title or ""})


def _of_cleaned(text: str, language: Language, show: Callable[[CleanText], object]) -> JSONResponse:
    try:
        return JSONResponse(show(clean_text(text)))
    except InputError as error:
        return _refused(422, str(error), language)


def _told(record: Record, language: Language) -> Record:
    """The record with its findings said in a language; in Russian it is that of the folder command."""
    if language == "ru":
        return record
    say, asked = say_in(language), record.settings.options
    told = [telling.told(Finding.from_json(finding), say, asked) for finding in record.findings]
    return replace(record, findings=[{"message": message} for message in told])


def _export(line: bytes, format_name: str, language: Language) -> Response:
    if format_name not in _FORMATS:
        return _refused(404, russian.NO_SUCH_FORMAT.format(names=", ".join(_FORMATS)), language)
    media_type, write = _FORMATS[format_name]
    try:
        data = write(Record.from_json(line), language)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):  # what it holds is whatever was sent
        return _refused(422, russian.NO_RECORD, language)
    headers = {"Content-Disposition": f'attachment; filename="summary.{format_name}"'}
    return Response(data, media_type=media_type, headers=headers)
