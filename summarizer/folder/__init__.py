"""A folder run: files in, one record each out, with the finished ones kept.

The way of an input::

    paths      inputs.py    → inputs, one at a time, with the reason for those that are not opened
    inputs     steps.py     → steps (step.py): keep, write or summarize, by hash and settings; read ahead (ahead.py)
    steps      work.py      → records, equal texts once, a failing one fenced off (fence.py)
    records    outputs.py   → files by places.py, whole or not there (writing.py); table.py → summaries.csv
               journal.py   → summaries.jsonl, the result and the state in one, indexed by index.py

``run.py`` takes these steps in order; ``lock.py`` lets one run into a folder, ``stopping.py`` ends it
on a signal, ``closing.py`` says what became of everything.
"""

from summarizer.folder.cell_columns import CellColumns
from summarizer.folder.cleaned import mark_cleaned
from summarizer.folder.clock import Clock, TimedEngine
from summarizer.folder.closing import Tally, remarks
from summarizer.folder.index import Index
from summarizer.folder.inputs import Input, find_inputs
from summarizer.folder.journal import ASIDE, JOURNAL, Journal
from summarizer.folder.lock import FolderLock
from summarizer.folder.model_version import model_version
from summarizer.folder.names import STDIN, one_line, row_names, shown_name
from summarizer.folder.outputs import FORMAT_NAMES, FormatName, show, write_summary
from summarizer.folder.places import find_foreign, write_result
from summarizer.folder.records import Record, Settings
from summarizer.folder.run import FolderRun
from summarizer.folder.step import Step
from summarizer.folder.steps import cells_of_inputs
from summarizer.folder.stopping import Stopped, Stopping
from summarizer.folder.table import CSV_NAME, write_table
from summarizer.folder.vanished import Names
from summarizer.folder.work import Outcome, RunOptions
from summarizer.folder.writing import write_whole, writing

__all__ = [
    "ASIDE",
    "CSV_NAME",
    "FORMAT_NAMES",
    "JOURNAL",
    "STDIN",
    "CellColumns",
    "Clock",
    "FolderLock",
    "FolderRun",
    "FormatName",
    "Index",
    "Input",
    "Journal",
    "Names",
    "Outcome",
    "Record",
    "RunOptions",
    "Settings",
    "Step",
    "Stopped",
    "Stopping",
    "Tally",
    "TimedEngine",
    "cells_of_inputs",
    "find_foreign",
    "find_inputs",
    "mark_cleaned",
    "model_version",
    "one_line",
    "remarks",
    "row_names",
    "show",
    "shown_name",
    "write_result",
    "write_summary",
    "write_table",
    "write_whole",
    "writing",
]
