"""The page over a real socket, asked by programs and by many at once."""

import json
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier, Event, stack_size

import httpx
import pytest
from gradio_client import Client  # type: ignore[import-untyped]  # no types published

from summarizer import Summarizer, SummaryOptions
from summarizer.beside import begin
from summarizer.engines import Draft, Request
from summarizer.engines.extract import ExtractEngine
from summarizer.page import russian
from summarizer.page.build import QUEUE_SIZE, build_app
from summarizer.page.together import TogetherEngine
from tests.scripted import ScriptedEngine
from tests.serving import served
from tests.texts import NEWS


def ask(url: str, text: str) -> dict[str, object]:
    """A summary over HTTP, as curl would ask for it."""
    with httpx.Client(base_url=url, timeout=60) as client:
        event = client.post("/gradio_api/call/v2/summarize", json={"text": text}).raise_for_status().json()["event_id"]
        stream = client.get(f"/gradio_api/call/summarize/{event}").text
    found = json.loads(stream.split("event: complete\ndata: ")[1].splitlines()[0])[0]
    assert isinstance(found, dict)
    return found


def test_gradio_client_gets_the_summary_of_the_library(url: str) -> None:
    client = Client(url, verbose=False)
    found = client.predict(NEWS, api_name="/summarize")
    assert found["text"] == Summarizer(ExtractEngine()).summarize(NEWS).text
    short = client.predict(text=NEWS, length="short", api_name="/summarize")
    assert len(short["text"]) < len(found["text"])
    assert client.predict("Мοст", api_name="/clean")["text"] == "Мост"


def test_many_at_once_get_their_own_answers(url: str) -> None:
    sources = [f"Город номер {n} строит мост. " + NEWS.replace("Тулы", f"Города{n}") for n in range(40)]
    alone = [summary.text for summary in Summarizer(ExtractEngine()).summarize_many(sources)]
    with ThreadPoolExecutor(10) as pool:
        assert [found["text"] for found in pool.map(lambda source: ask(url, source), sources)] == alone


def test_full_queue_says_so() -> None:
    may_end = Event()

    def waits(request: Request) -> list[Draft]:
        may_end.wait(60)
        return [Draft("Мост закроют.", 0.0)]

    with served(build_app(Summarizer(ScriptedEngine(waits)))) as url, httpx.Client(base_url=url, timeout=60) as client:
        answers = []
        for _ in range(QUEUE_SIZE + 20):
            answers.append(client.post("/gradio_api/call/v2/summarize", json={"text": NEWS}))
            time.sleep(0.005)
        may_end.set()
        refused = [answer for answer in answers if answer.status_code != 200]
        assert refused
        assert {(answer.status_code, answer.json()["detail"]) for answer in refused} == {(503, russian.BUSY)}


def test_those_who_wait_share_a_batch_whatever_their_options() -> None:
    began, may_go_on = Event(), Event()

    def first_waits(request: Request) -> list[Draft]:
        began.set()
        may_go_on.wait(60)
        return [Draft(request.source[:20], 0.0)]

    engine = ScriptedEngine(first_waits)
    together = TogetherEngine(engine)
    summarizer = Summarizer(together)
    with ThreadPoolExecutor(8) as pool:
        first = pool.submit(summarizer.summarize, NEWS)
        began.wait(60)
        chosen = [SummaryOptions(words=20 + n, faithful="off") for n in range(7)]
        rest = [pool.submit(summarizer.summarize, f"Город {n}. {NEWS}", chosen[n]) for n in range(7)]
        while len(together._waiting) < 7:
            time.sleep(0.01)
        may_go_on.set()
        assert [future.result(60).text[:7] for future in rest] == [f"Город {n}" for n in range(7)]
        assert first.result(60).text
    assert engine.batch_sizes == [1, 7]


class StreamingEngine(ScriptedEngine):
    """Gives each request's drafts before it looks at the next."""

    def stream(self, requests: Iterable[Request]) -> Iterator[list[Draft]]:
        return (self._drafts(request) for request in requests)


def test_who_is_served_waits_for_no_other_of_the_batch() -> None:
    began, last_began, may_go_on, last_may_go_on = Event(), Event(), Event(), Event()

    def waits_for_the_last(request: Request) -> list[Draft]:
        if request.source == "первый":
            began.set()
            assert may_go_on.wait(60)
        if request.source == "сломай":
            raise RuntimeError("broken")
        if request.source == "последний":
            last_began.set()
            assert last_may_go_on.wait(60)
        return [Draft(request.source, 0.0)]

    together = TogetherEngine(StreamingEngine(waits_for_the_last))
    with ThreadPoolExecutor(5) as pool:
        pool.submit(together.generate, requests("первый"))
        began.wait(60)
        rest = []
        for source in ("второй", "сломай", "третий", "последний"):
            rest.append(pool.submit(together.generate, requests(source)))
            while len(together._waiting) < len(rest):
                time.sleep(0.01)
        may_go_on.set()
        assert rest[0].result(60)[0][0].text == "второй"
        with pytest.raises(RuntimeError):
            rest[1].result(60)
        assert rest[2].result(60)[0][0].text == "третий"
        assert last_began.wait(60) and not rest[3].done()
        last_may_go_on.set()
        assert rest[3].result(60)[0][0].text == "последний"


def test_thread_that_cannot_be_had_leaves_the_next_one_a_model() -> None:
    together = TogetherEngine(ScriptedEngine())
    usual = stack_size(1 << 47)  # bytes: more than there are addresses
    try:
        with pytest.raises(RuntimeError, match="thread"):
            together.generate(requests("Мост закрыт."))
    finally:
        stack_size(usual)
    later = begin(partial(together.generate, requests("Мост закрыт.")), "later")
    assert later.result(60)[0][0].text == "Мост закрыт."


def requests(*sources: str) -> list[Request]:
    return [Request(source, 20) for source in sources]


def test_short_text_does_not_wait_for_a_long_one_nor_the_other_way() -> None:
    """A book of 100 chunks has begun; then 40 short texts come, and another book."""
    began, may_go_on = Event(), Event()
    order: list[str] = []

    def notes(request: Request) -> list[Draft]:
        began.set()
        may_go_on.wait(60)
        order.append(request.source)
        return [Draft(request.source, 0.0)]

    together = TogetherEngine(ScriptedEngine(notes))
    with ThreadPoolExecutor(50) as pool:
        book = pool.submit(together.generate, requests(*(f"книга {n}" for n in range(100))))
        began.wait(60)
        rest = [pool.submit(together.generate, requests(f"заметка {n}")) for n in range(40)]
        while len(together._waiting) < 84 + 40:
            time.sleep(0.01)
        may_go_on.set()
        for n, future in enumerate(rest):
            assert future.result(60)[0][0].text == f"заметка {n}"
        assert [drafts[0].text for drafts in book.result(60)] == [f"книга {n}" for n in range(100)]
    assert [source for source in order[16:56] if source.startswith("книга")] == []
    assert order[56] == "книга 16"


def test_long_text_is_not_kept_back_by_those_that_keep_coming() -> None:
    together = TogetherEngine(ScriptedEngine(lambda request: [Draft(request.source, time.sleep(0.002) or 0.0)]))
    is_over = Event()

    def comes_again_and_again() -> None:
        while not is_over.is_set():
            together.generate(requests("заметка"))

    with ThreadPoolExecutor(40) as pool:
        for _ in range(32):
            pool.submit(comes_again_and_again)
        book = pool.submit(together.generate, requests(*["книга"] * 60))
        assert len(book.result(60)) == 60
        is_over.set()


def test_text_that_breaks_the_model_breaks_no_other() -> None:
    def picky(request: Request) -> list[Draft]:
        if "сломай" in request.source:
            raise RuntimeError("broken")
        return [Draft(request.source[:20], 0.0)]

    summarizer, start = Summarizer(TogetherEngine(ScriptedEngine(picky))), Barrier(6)

    def ask_together(text: str) -> str:
        start.wait(60)
        return summarizer.summarize(text, SummaryOptions(faithful="off")).text

    sources = [f"{'сломай' if n == 3 else 'Город'} {n}. {NEWS}" for n in range(6)]
    with ThreadPoolExecutor(6) as pool:
        futures = [pool.submit(ask_together, source) for source in sources]
        for n, future in enumerate(futures):
            if n == 3:
                with pytest.raises(RuntimeError):
                    future.result(60)
            else:
                assert future.result(60).startswith(sources[n][: len("Город 0.")])


def test_answered_call_leaves_nothing_behind_but_a_browser_session_stays() -> None:
    pages = build_app(Summarizer(ExtractEngine()))
    with served(pages) as url:
        client = Client(url, verbose=False)
        client.predict(NEWS, api_name="/clean")
        for _ in range(3):
            assert ask(url, NEWS)["notice"] == ""
        sessions = pages["ru"].state_holder.session_data
        deadline = time.monotonic() + 60
        while len(sessions) > 1 and time.monotonic() < deadline:  # a call's own goes once its answer has left
            time.sleep(0.01)
        assert list(sessions) == [client.session_hash]
        assert len(pages["ru"]._queue.pending_event_ids_session) <= 1  # the client's own
        assert client.predict(NEWS, api_name="/summarize")["text"]
