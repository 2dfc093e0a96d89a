"""Engines that tests run in another process: it imports this file, so nothing heavy is imported here."""

import os
import signal
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from summarizer.engines import Draft, Request
from summarizer.errors import InputError, ModelError
from tests.scripted import ScriptedEngine


def says_its_process(request: Request) -> list[Draft]:
    return [Draft(f"{os.getpid()} {request.source}", -0.5)]


def takes_time(request: Request) -> list[Draft]:
    for step in range(1, 11):
        time.sleep(0.05)
        assert request.watch
        if request.watch.is_stopped:
            return []
        request.watch.step(step / 10)
    return says_its_process(request)


def never_ends(request: Request) -> list[Draft]:
    time.sleep(60 if request.source == "вечно" else 0)
    return says_its_process(request)


def fails(request: Request) -> list[Draft]:
    if request.source == "сломай":
        raise InputError("Кусок текста в 9 токенов не входит в окно 8")
    if request.source == "нет диска":
        raise OSError("disk is gone")
    if request.source == "непереносимо":
        raise Unportable("a", "b")
    if request.source == "убей":
        os.kill(os.getpid(), signal.SIGKILL)
    return says_its_process(request)


def kills(request: Request) -> list[Draft]:
    if "убей" in request.source:
        os.kill(os.getpid(), signal.SIGKILL)
    return [Draft(request.source[:30], -0.5)]


class Unportable(Exception):
    """Cannot be made again from what it holds."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(one + other)


class StubbornEngine(ScriptedEngine):
    """Gives up what is stopped, and is busy with it all the same; dies of some things and cannot count others."""

    is_running_on = False

    def count_tokens(self, text: str) -> int:
        if text == "несчётно":
            raise OverflowError("too many")
        return super().count_tokens(text)

    def generate(self, requests: Sequence[Request]) -> list[list[Draft]]:
        drafts = super().generate(requests)
        self.is_running_on = any(not found for found in drafts)
        return drafts

    def stream(self, requests: Iterable[Request]) -> Iterator[list[Draft]]:
        asked = list(requests)
        yield from self.generate(asked)
        if asked[-1].source == "последнее":
            os.kill(os.getpid(), signal.SIGKILL)


def slowly(note: str) -> ScriptedEngine:
    Path(note).write_text(str(os.getpid()))
    time.sleep(60)
    return ScriptedEngine()


def missing() -> ScriptedEngine:
    raise ModelError("Модели нет")
