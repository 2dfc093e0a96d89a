"""Where the results of a folder run are fetched; who does not know the job's 128 random bits finds nothing."""

from fastapi import APIRouter
from fastapi.responses import FileResponse
from starlette.exceptions import HTTPException

from summarizer.page import tab_texts
from summarizer.page.folder_job import ARCHIVE
from summarizer.page.keeping import kept

downloads = APIRouter(include_in_schema=False)


@downloads.get("/results/{job}.zip")
def results(job: str) -> FileResponse:
    """The archive of a job that is not too old."""
    path = kept().jobs / job / ARCHIVE
    if not path.is_file():
        raise HTTPException(404)
    return FileResponse(path, media_type="application/zip", filename=tab_texts.ARCHIVE_NAME)
