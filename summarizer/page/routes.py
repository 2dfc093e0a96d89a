"""What the page's own script asks for beside Gradio. Nothing that it sends is written to disk."""

from urllib.parse import unquote

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse

from summarizer.errors import InputError
from summarizer.page.handlers import check_text
from summarizer.reading import document_of

routes = APIRouter()


@routes.post("/read")
async def read(request: Request) -> JSONResponse:
    """The text of a file of any readable format: its bytes are the body, ``X-Name`` is its name, percent-encoded."""
    name = unquote(request.headers.get("x-name", "")).replace("\\", "/").rpartition("/")[2] or "файл"
    return await run_in_threadpool(_read, await request.body(), name)


def _read(data: bytes, name: str) -> JSONResponse:
    try:
        document = document_of(data, name)
        check_text(document.text)
    except InputError as error:
        return JSONResponse({"detail": str(error)}, 422)
    return JSONResponse({"text": document.text, "title": document.title or ""})
