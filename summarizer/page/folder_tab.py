"""The tab for many files: a table that fills while they are summarized, and an archive of the results."""

import logging
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import wait
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import gradio as gr

from summarizer.beside import begin
from summarizer.errors import SummarizerError
from summarizer.options import LENGTH_NAMES, TARGET_WORDS, LengthName, SummaryOptions
from summarizer.page import tab_texts, telling, texts
from summarizer.page.folder_job import FolderJob
from summarizer.page.folder_table import Shown
from summarizer.page.house import House
from summarizer.page.keeping import kept
from summarizer.page.russian import CRASHED
from summarizer.reading.corpus import Columns

JOBS_AT_ONCE: Final = 2  # further ones wait in the queue; their chunks share batches with everybody's
SHOW_EVERY_S: Final = 0.3
LOOK_S: Final = 1.0  # while one long text has no outcome yet
_log = logging.getLogger(__name__)


def folder_tab(house: House) -> None:
    """Fills the tab."""
    say = house.say
    gr.Markdown(say(tab_texts.FOLDER_LEAD), elem_classes=["lead"])
    files = gr.File(label=say(tab_texts.FILES), file_count="multiple", elem_id="files", height=170)
    with gr.Row(elem_classes=["choices"]):
        lengths = [(telling.length_label(name, TARGET_WORDS[name], say), name) for name in LENGTH_NAMES]
        length = gr.Radio(
            lengths, value=SummaryOptions().length, label=say(tab_texts.FOLDER_LENGTH), elem_id="folder-length"
        )
        model = gr.Dropdown(
            house.choices(),
            value=house.shelf.default,
            label=say(tab_texts.FOLDER_MODEL),
            filterable=False,
            elem_id="folder-model",
        )
    column = gr.Textbox(
        label=say(tab_texts.COLUMN), placeholder=say(tab_texts.USUAL_COLUMN), max_lines=1, elem_id="folder-column"
    )
    with gr.Row(elem_classes=["deeds"]):
        start = gr.Button(say(tab_texts.FOLDER_START), variant="primary", elem_id="folder-go")
        stop = gr.Button(say(texts.CANCEL), interactive=False, elem_id="folder-stop")
    notice = gr.HighlightedText(
        [("", None)], show_inline_category=False, container=False, elem_id="folder-notice", visible=False
    )
    download = gr.Button(say(tab_texts.DOWNLOAD), link="/results", visible=False, elem_id="folder-download")
    table = gr.Dataframe(
        headers=[say(column) for column in tab_texts.COLUMNS],
        datatype="str",
        label=say(tab_texts.TABLE),
        interactive=False,
        wrap=True,
        visible=False,
        column_widths=["200px", "110px", "780px"],  # tabs.css: they fit a window of 1280 with a scrollbar
        elem_id="folder-table",
    )
    desk = FolderDesk(house)
    start.click(
        desk.run,
        [files, length, model, column],
        [notice, table, download, start, stop],
        api_visibility="private",
        concurrency_id="folder",
        concurrency_limit=JOBS_AT_ONCE,
        show_progress="minimal",
        show_progress_on=[notice],
    )
    stop.click(
        desk.stop,
        None,
        [notice],
        api_visibility="private",
        concurrency_id="stop",
        concurrency_limit=None,
        show_progress="hidden",
    )


@dataclass(frozen=True)
class _Wanted:
    """What is asked for."""

    length: LengthName
    model: str
    column: str  # of tables: where the texts stand; empty: where they stand elsewhere

    def columns(self) -> Columns:
        return Columns(text=self.column.strip() or None)


class FolderDesk:
    """Runs the jobs of all browsers, one for each, and knows which to stop."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._jobs: dict[str, FolderJob] = {}  # by the browser's session

    def run(
        self, files: Sequence[str] | None, length: LengthName, model: str, column: str, request: gr.Request
    ) -> Iterator[list[Any]]:
        """Updates of notice, table, download and the two buttons, until the job is over."""
        say, session = self._house.say, request.session_hash or ""
        if not files:
            yield self._updates(say(texts.NO_FILES), is_over=True)
            return
        yield self._updates(say(tab_texts.UNPACKING), rows=[])
        job, shown = FolderJob.in_(kept().jobs), Shown(self._house)
        self._jobs[session] = job
        try:
            job.take([Path(file) for file in files])
            shown.total = job.n_inputs()
            for has_new in self._outcomes(job, shown, _Wanted(length, model, column)):
                line = say(tab_texts.FOLDER_STOPPING) if job.is_stopped else shown.progress(time.monotonic())
                yield self._updates(line, rows=list(shown.rows) if has_new else None)
            notice = shown.totals(job.is_stopped, time.monotonic())
        except SummarizerError as error:
            notice = self._house.said(str(error))
        except Exception:
            _log.exception("A folder of %s files broke the page", shown.total)
            notice = self._house.said(CRASHED)
        finally:
            self._jobs.pop(session, None)
            job.close()
        link = f"/results/{job.id}.zip" if shown.counts["done"] and job.archive.is_file() else ""
        yield self._updates(notice, shown.rows, link, is_over=True)

    def stop(self, request: gr.Request) -> Any:
        """Asks the job of this browser to end, and says so."""
        job = self._jobs.get(request.session_hash or "")
        if job is None:
            return gr.skip()
        job.stop()
        return gr.update(value=[(self._house.say(tab_texts.FOLDER_STOPPING), None)])

    def _outcomes(self, job: FolderJob, shown: Shown, wanted: _Wanted) -> Iterator[bool]:
        """Adds the outcomes to what is shown; whenever it should be looked at, whether there are new ones."""
        options = replace(SummaryOptions(), length=wanted.length)
        shelf, model = self._house.shelf, wanted.model
        shelf.check(model)
        shown_s = 0.0
        outcomes = job.run(model, lambda: shelf.get(model), options, shelf.version(model), wanted.columns())
        while True:
            awaited = begin(lambda: next(outcomes, None), "folder")
            try:
                while not wait([awaited], LOOK_S).done:
                    yield False
            except GeneratorExit:  # the browser is gone
                job.stop()
                wait([awaited])
                outcomes.close()
                raise
            if (outcome := awaited.result()) is None:
                return
            shown.add(outcome)
            if (now_s := time.monotonic()) - shown_s > SHOW_EVERY_S:
                shown_s = now_s
                yield True

    def _updates(
        self, notice: str, rows: list[list[str]] | None = None, link: str = "", is_over: bool = False
    ) -> list[Any]:
        return [
            gr.update(value=[(notice, None)], visible=True),
            gr.skip() if rows is None else gr.update(value=rows, visible=bool(rows)),
            gr.update(link=link, visible=True) if link else gr.update(visible=False),
            gr.update(interactive=is_over),
            gr.update(interactive=not is_over),
        ]
