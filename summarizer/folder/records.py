"""What is written down about one input, and what a summary depends on besides its text."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Final, Literal, get_args

from summarizer.cleaning import CLEANER_VERSION
from summarizer.options import SummaryOptions
from summarizer.patterns import pattern

Status = Literal["done", "skipped", "failed"]


@dataclass(frozen=True)
class Settings:
    """What a summary was made with; records made with other settings are done again."""

    model: str = ""
    model_version: str = ""
    cleaner: str = CLEANER_VERSION
    options: dict[str, Any] = field(default_factory=dict)  # SummaryOptions, and the encoding that was forced

    @classmethod
    def of(cls, model: str, model_version: str, options: SummaryOptions, encoding: str | None) -> "Settings":
        """The settings of a run, in the form that they have when they are read again."""
        plain = json.loads(json.dumps({**asdict(options), "encoding": encoding}))
        return cls(model, model_version, CLEANER_VERSION, plain)

    def key(self) -> str:
        """The same string for the same settings."""
        return json.dumps(asdict(self), sort_keys=True, ensure_ascii=False)

    def difference(self, before: "Settings") -> str:
        """In words, what is other than before.

        >>> Settings("extract", options={"length": "short"}).difference(Settings("extract", options={"length": "long"}))
        'length: long → short'
        >>> Settings("extract", options={"words": 30}).difference(Settings("extract", options={"words": None}))
        'words: нет → 30'
        >>> Settings("extract").difference(Settings("extract"))
        ''
        """
        parts = [
            f"{word}: {old} → {new}"
            for word, old, new in (
                ("модель", before.model, self.model),
                ("версия модели", before.model_version, self.model_version),
                ("версия очистки", before.cleaner, self.cleaner),
            )
            if old != new
        ]
        names = dict.fromkeys((*before.options, *self.options))
        was, now = before.options.get, self.options.get
        parts += [f"{name}: {_said(was(name))} → {_said(now(name))}" for name in names if was(name) != now(name)]
        return ", ".join(parts)


def _said(value: object) -> object:
    """A value of an option as a person reads it."""
    return {None: "нет", False: "нет", True: "да"}[value] if value is None or isinstance(value, bool) else value


@dataclass(frozen=True)
class Record:
    """One line of the journal. Nothing in it depends on the clock: the same input gives the same line."""

    path: str  # the input's name
    sha256: str  # of the file's bytes, or of the row's cells, title and text; empty: read it again next time
    status: Status
    reason: str = ""
    title: str = ""  # of the source, where it has one
    headline: str = ""  # that was made, where one was asked for
    summary: str = ""
    findings: list[dict[str, str | int]] = field(default_factory=list)
    evidence: list[dict[str, object]] = field(default_factory=list)  # the source sentences of each summary sentence
    coverage: float = 0.0  # share of the source that the model saw
    n_repairs: int = 0
    encoding: str = ""  # that the source was in; empty for formats that say it themselves
    text_sha256: str = ""  # of the text as it was read: equal texts have equal summaries
    stamp: str = ""  # of the file, see stamps.py; empty: the content is compared next time
    cells: dict[str, str] = field(default_factory=dict)  # of a table's row: its date, source and the like, by column
    origin: str = ""  # the file, seen from the folder of results; empty: it was a stream, or there is no such folder
    settings: Settings = field(default_factory=Settings)

    @property
    def is_list(self) -> bool:
        """Whether theses were asked for: each line of the summary is one."""
        return bool(self.settings.options.get("points"))

    @property
    def is_orphan(self) -> bool:
        """Whether a summary is left of a source that is gone; its reason says so."""
        return self.status == "done" and self.reason != ""

    def to_json(self) -> str:
        """The record as one line."""
        return json.dumps(vars(self) | {"settings": vars(self.settings)}, ensure_ascii=False)

    def to_line(self) -> bytes:
        """The record as a line of UTF-8; a lone surrogate becomes its JSON escape."""
        return self.to_json().encode("utf-8", "backslashreplace") + b"\n"

    @classmethod
    def from_json(cls, line: str | bytes) -> "Record":
        """The record of a line.

        Raises:
            ValueError: The line is torn, or no record.
        """
        values = json.loads(line)
        if isinstance(values, dict):
            values = {"origin": "", "cells": {}, **values}  # which earlier versions did not write
        if not isinstance(values, dict) or values.keys() != _NAMES or not _is_record(values):
            raise ValueError(f"Строка — не запись журнала: {line[:60]!r}")
        return cls(**{**values, "settings": Settings(**values["settings"])})


def cells_of(cells: Mapping[str, str]) -> list[str]:
    """What the row of a table says beside its text.

    >>> cells_of({"Дата": "2026-11-01", "СМИ": "ТАСС"})
    ['Дата: 2026-11-01', 'СМИ: ТАСС']
    """
    return [f"{name}: {value}" for name, value in cells.items()]


_NAMES: Final = frozenset(item.name for item in fields(Record))
_SETTINGS: Final = frozenset(item.name for item in fields(Settings))
_TEXTS: Final = frozenset(item.name for item in fields(Record) if item.type is str)
_SHA256: Final = pattern("(?:[0-9a-f]{64})?")
_SURROGATE: Final = pattern("[\ud800-\udfff]")  # which only texts may hold
_LEADS_OUT: Final = pattern(r"^/|(?:^|/)\.\.(?:/|$)")


def _is_record(values: dict[str, Any]) -> bool:
    """Whether all is of the kind that a record has: whatever is not ends the run where it is met."""
    return (
        all(isinstance(values[name], str) for name in _TEXTS)
        and values["status"] in get_args(Status)
        and values["path"] != ""
        and (values["status"] != "done" or not _LEADS_OUT.search(values["path"]))  # others have no file beside them
        and not any(_SURROGATE.search(values[name]) for name in ("path", "stamp", "origin"))
        and all(_SHA256.fullmatch(values[name]) for name in ("sha256", "text_sha256"))
        and type(values["coverage"]) in (int, float)
        and 0 <= values["coverage"] <= 1
        and type(values["n_repairs"]) is int
        and _is_dict_of_texts(values["cells"])
        and _is_list_of_dicts(values["evidence"])
        and _is_list_of_dicts(values["findings"])
        and all(isinstance(finding.get(name), str) for finding in values["findings"] for name in ("kind", "message"))
        and _is_settings(values["settings"])
    )


def _is_dict_of_texts(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(item, str) for item in value.values())


def _is_list_of_dicts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def _is_settings(values: object) -> bool:
    return (
        isinstance(values, dict)
        and values.keys() == _SETTINGS
        and all(isinstance(values[name], dict if name == "options" else str) for name in values)
    )
