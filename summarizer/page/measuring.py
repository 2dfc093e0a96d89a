"""A model is loaded and timed, saying how far it is."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYetError
from typing import Any, Final

from summarizer.doctor import SAMPLE
from summarizer.page import tab_texts
from summarizer.page.house import House
from summarizer.page.telling import characters_of, figure, told
from summarizer.summarize import Summarizer

SHOW_EVERY_S: Final = 0.5
ENOUGH_S: Final = 1.5  # of measuring: a fast model is asked again, its first summary loads tables
MAX_RUNS: Final = 3
BLOCK_BYTES: Final = 8 * 2**20
_MB: Final = 10**6


def measure(house: House, name: str) -> Iterator[str]:
    """Loads a model and measures it, saying how far it is; the last line is the result, or why there is none.

    Raises:
        ModelError: The model is not here, or damaged.
    """
    shelf, say = house.shelf, house.say
    shelf.check(name)
    if not shelf.is_loaded(name):
        yield from _read_files(house, name)
    with ThreadPoolExecutor(1, thread_name_prefix="measure") as thread:
        loading = thread.submit(shelf.get, name)
        yield from _waiting(loading, say(tab_texts.ASSEMBLING))
        if lost := loading.result().notes:  # the figure would be another model's
            yield from (told(note, say) for note in lost)
            return
        timing = thread.submit(_time, loading.result())
        yield from _waiting(timing, say(tab_texts.MEASURING))
    seconds = timing.result()
    shelf.speeds[name] = len(SAMPLE) / seconds
    speed = characters_of(round(shelf.speeds[name]), say)
    yield say(tab_texts.MEASURED).format(model=name, speed=speed, time=figure(seconds, 1 if seconds >= 0.1 else 3, say))


def _read_files(house: House, name: str) -> Iterator[str]:
    """Reads the model's files once: loading then takes them from memory, and how far it is can be said."""
    files = house.shelf.files(name)
    total = sum(path.stat().st_size for path in files)
    done, shown_s = 0, 0.0
    for path in files:
        with path.open("rb") as file:
            while n_read := len(file.read(BLOCK_BYTES)):
                done += n_read
                if time.monotonic() - shown_s > SHOW_EVERY_S:
                    shown_s = time.monotonic()
                    yield house.say(tab_texts.READING_FILES).format(done=round(done / _MB), total=round(total / _MB))


def _waiting(future: "Future[Any]", line: str) -> Iterator[str]:
    """The line with the seconds until the future is settled; its error is raised by who asks for the result."""
    began = time.monotonic()
    while True:
        yield line.format(n=round(time.monotonic() - began))
        try:
            future.exception(SHOW_EVERY_S)
            return
        except NotYetError:
            continue


def _time(summarizer: Summarizer, clock: Callable[[], float] = time.perf_counter) -> float:
    """Seconds of the fastest summary of the sample."""
    taken: list[float] = []
    while len(taken) < MAX_RUNS and sum(taken) < ENOUGH_S:
        began = clock()
        summarizer.summarize(SAMPLE)
        taken.append(clock() - began)
    return min(taken)
