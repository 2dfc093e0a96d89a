"""An engine in a process of its own: the same drafts, told on the way, ended at once, not missed if it dies."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from summarizer import Summarizer, SummaryOptions
from summarizer.engines import Draft, Request, Traits
from summarizer.engines.apart import ApartEngine
from summarizer.engines.loading import load_engine
from summarizer.errors import InputError, ModelError
from summarizer.page.shelf import load_apart
from summarizer.page.together import TogetherEngine
from summarizer.watching import Progress, Watch
from tests.other_process import StubbornEngine, fails, missing, never_ends, says_its_process, takes_time
from tests.scripted import Script
from tests.texts import NEWS
from tests.tiny import rut5_absum

ROOT = Path(__file__).resolve().parents[1]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are killed and looked at as POSIX has it")


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> Iterator[ApartEngine]:
    script: Script = getattr(request, "param", says_its_process)
    apart = ApartEngine(partial(StubbornEngine, script, 40, "stubborn", focus=2.5, is_trusted=False))
    yield apart
    apart.close()


def requests(*sources: str, watch: Watch | None = None) -> list[Request]:
    watches = watch.begin_round(len(sources)) if watch else [None] * len(sources)
    return [Request(source, 20, watch=one) for source, one in zip(sources, watches, strict=True)]


def drafts_after_stop(engine: ApartEngine, asked: list[Request], delay_s: float) -> list[list[Draft]]:
    """What comes of requests that are stopped amid the work."""
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(engine.generate, asked)
        time.sleep(delay_s)
        assert not running.done()
        for one in asked:
            assert one.watch
            one.watch.watch.stop()
        return running.result(60)


def process_of(drafts: Sequence[Draft]) -> int:
    return int(drafts[0].text.split()[0])


def test_drafts_come_from_another_process_in_their_order(engine: ApartEngine) -> None:
    assert engine.traits == Traits("stubborn", 40, focus=2.5, is_trusted=False)
    assert engine.count_tokens("один два три") == 3
    found = engine.generate(requests("первый", "второй"))
    process = process_of(found[0])
    assert process != os.getpid()
    assert found == [[Draft(f"{process} {source}", -0.5)] for source in ("первый", "второй")]
    assert process_of(engine.generate(requests("третий"))[0]) == process


@pytest.mark.parametrize("engine", [takes_time], indirect=True)
def test_progress_is_told_and_a_stop_ends_the_process(engine: ApartEngine) -> None:
    heard: list[Progress] = []
    watch = Watch(heard.append)
    first = process_of(engine.generate(requests("первый", watch=watch))[0])
    shares = [one.share for one in heard]
    assert shares == sorted(shares) and len({share for share in shares if 0 < share < 1}) > 5
    assert heard[-1].drafts == (f"{first} первый",)

    assert drafts_after_stop(engine, requests("второй", watch=Watch()), 0.1) == [[]]
    assert process_of(engine.generate(requests("третий"))[0]) != first
    with pytest.raises(ProcessLookupError):
        os.kill(first, 0)


@pytest.mark.parametrize("engine", [takes_time], indirect=True)
def test_who_still_waits_gets_drafts_of_a_batch_that_another_left(engine: ApartEngine) -> None:
    left, waited = Watch(), Watch()
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(engine.generate, requests("один", watch=left) + requests("другой", watch=waited))
        left.stop()
        found = running.result(60)
    assert found[0] == [] and found[1][0].text.endswith(" другой")


@pytest.mark.parametrize("engine", [fails], indirect=True)
def test_errors_are_raised_here_and_a_dead_process_is_replaced(engine: ApartEngine) -> None:
    with pytest.raises(InputError, match="9 токенов"):
        engine.generate(requests("сломай"))
    with pytest.raises(RuntimeError, match="Unportable: ab") as caught:
        engine.generate(requests("непереносимо"))
    assert "other_process.py" in str(caught.value.__cause__)  # where it was
    with pytest.raises(OSError, match="disk is gone"):
        engine.generate(requests("нет диска"))
    with pytest.raises(OverflowError):
        engine.count_tokens("несчётно")
    alive = process_of(engine.generate(requests("цел"))[0])
    with pytest.raises(ModelError, match=r"оборвался \(код -9\)"):
        engine.generate(requests("убей"))
    assert engine.count_tokens("один два") == 2
    assert process_of(engine.generate(requests("цел"))[0]) != alive


@pytest.mark.parametrize("engine", [fails], indirect=True)
def test_text_that_kills_the_process_breaks_no_other(engine: ApartEngine) -> None:
    together = TogetherEngine(engine)
    with ThreadPoolExecutor(4) as pool:
        futures = [pool.submit(together.generate, requests(source)) for source in ("один", "убей", "два", "три")]
        with pytest.raises(ModelError):
            futures[1].result(60)
        assert [futures[n].result(60)[0][0].text.split()[1] for n in (0, 2, 3)] == ["один", "два", "три"]


def test_process_that_dies_when_all_is_said_leaves_the_others_a_model(engine: ApartEngine) -> None:
    together = TogetherEngine(engine)
    assert together.generate(requests("последнее"))[0][0].text.endswith(" последнее")
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(together.generate, requests("цел")).result(60)[0][0].text.endswith(" цел")


@pytest.mark.parametrize("engine", [takes_time], indirect=True)
def test_listener_that_breaks_leaves_no_answers_to_the_next(engine: ApartEngine) -> None:
    def breaks(progress: Progress) -> None:
        if progress.share:
            raise LookupError("no such widget")

    watch = Watch(breaks)
    with pytest.raises(LookupError):
        engine.generate(requests("первый", "второй", watch=watch))
    assert engine.generate(requests("третий"))[0][0].text.endswith(" третий")


@pytest.mark.parametrize("engine", [never_ends], indirect=True)
def test_process_that_does_not_hear_a_stop_is_ended(engine: ApartEngine) -> None:
    assert drafts_after_stop(engine, requests("вечно", watch=Watch()), 0.2) == [[]]
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(engine.generate, requests("скоро")).result(60)[0][0].text.endswith(" скоро")


def test_nothing_is_asked_of_the_process_for_who_has_stopped(engine: ApartEngine) -> None:
    watch = Watch()
    watch.stop()
    engine.close()
    assert engine.generate(requests("один", "два", watch=watch)) == [[], []]
    with pytest.raises(ModelError, match="закрывается"):
        engine.generate(requests("три"))


def test_process_ends_with_a_program_that_is_killed_while_it_loads(tmp_path: Path) -> None:
    note = tmp_path / "process"
    program = f"""
from functools import partial
from summarizer.engines.apart import ApartEngine
from tests.other_process import slowly
ApartEngine(partial(slowly, {str(note)!r}))
"""
    with subprocess.Popen([sys.executable, "-c", program], cwd=ROOT) as running:
        while not (note.exists() and note.read_text()):
            time.sleep(0.02)
        running.kill()
    until = time.monotonic() + 10
    while is_running(int(note.read_text())) and time.monotonic() < until:
        time.sleep(0.02)
    assert not is_running(int(note.read_text()))


def is_running(process: int) -> bool:
    """Whether it is there and not just waiting to be missed."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_process_that_was_killed_between_two_calls_is_not_missed(engine: ApartEngine) -> None:
    os.kill(process_of(engine.generate(requests("цел"))[0]), signal.SIGKILL)
    time.sleep(0.1)
    assert engine.count_tokens("один два") == 2
    assert engine.generate(requests("цел"))[0][0].text.endswith(" цел")


def test_what_is_wrong_with_a_model_is_said_at_once() -> None:
    with pytest.raises(ModelError, match="Модели нет"):
        ApartEngine(missing)


def test_model_with_weights_runs_apart_and_says_the_same(tmp_path: Path) -> None:
    folder = str(rut5_absum(tmp_path).folder)
    here = Summarizer.load(folder, "cpu")  # converts it, with the libraries that are imported already
    apart = load_apart(folder, device="cpu")
    options = SummaryOptions(words=12, faithful="off")
    assert apart.model == here.model
    assert apart.summarize(NEWS, options).text == here.summarize(NEWS, options).text
    assert isinstance(apart._engine, ApartEngine)
    apart._engine.close()
    assert load_apart("extract").model == "extract" and not isinstance(load_apart("extract")._engine, ApartEngine)


def test_search_with_several_beams_is_stopped(tmp_path: Path) -> None:
    """CTranslate2 cannot end it, and it would take minutes: the process ends, and the next drafts come from another."""
    load = partial(load_engine, str(rut5_absum(tmp_path).folder), "cpu", "float32")
    load()  # converts it, with the libraries that are imported already
    engine = ApartEngine(load)
    before = engine._running()
    [request] = requests("Мост закрыт.", watch=Watch())
    assert drafts_after_stop(engine, [replace(request, target_words=20_000, num_beams=32)], 0.5) == [[]]
    assert engine.generate(requests("Мост закрыт."))[0][0].text
    assert engine._running() is not before
    engine.close()
