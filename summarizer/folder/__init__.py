"""A folder run: files in, one record each out, with the finished ones kept."""

from summarizer.folder.inputs import STDIN, Input, find_inputs
from summarizer.folder.journal import JOURNAL, Journal, Record
from summarizer.folder.outputs import FORMAT_NAMES, FormatName, show, write_summary, write_table
from summarizer.folder.run import FolderRun, Outcome

__all__ = [
    "FORMAT_NAMES",
    "JOURNAL",
    "STDIN",
    "FolderRun",
    "FormatName",
    "Input",
    "Journal",
    "Outcome",
    "Record",
    "find_inputs",
    "show",
    "write_summary",
    "write_table",
]
