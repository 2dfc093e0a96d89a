"""The page under load: many users at once, each with a number of its own in every text.

``python benchmarks/page_load.py --model compact`` starts the page as a user does and prints one table: what became of
each request, how many answers were mixed up, the server's memory before and after, and how long it took. An answer that
holds another's number is asked for again, alone: where the same comes, the model made the number up.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

APP = ("-m", "summarizer", "app", "--no-browser", "--port", "0")
ROOT = Path(__file__).resolve().parents[1]
TIMEOUT_S = 600.0
NUMBER_OF = [100_000 + n * 7_919 % 900_000 for n in range(10_000)]  # far apart: one that is miscopied is nobody's
NUMBERS = frozenset(map(str, NUMBER_OF))
LENGTHS = ("short", "medium")  # users choose differently; a longer summary would be the text itself, without the model
# The page with an engine that takes one request after the other, whatever waits.
ALONE = """
from summarizer import Summarizer
from summarizer.page.server import serve

class OneByOne:
    def __init__(self, engine):
        self.__dict__.update({name: getattr(engine, name) for name in ("name", "max_source_tokens", "can_title")})
        self.count_tokens, self._engine = engine.count_tokens, engine

    def generate(self, requests):
        return list(self.stream(requests))

    def stream(self, requests):
        return (self._engine.generate([request])[0] for request in requests)

serve(%r, load=lambda name: Summarizer.load(name).over(OneByOne), port=0, open_browser=False)
"""
PLACES = ("Вологде", "Костроме", "Рязани", "Пензе", "Омске")
SENTENCES = (
    "В {place} закончили ремонт корпуса {n} районной больницы.",
    "Работы в корпусе {n} начались два года назад и обошлись городу дороже, чем считали вначале.",
    "Строители заменили в корпусе {n} крышу, проводку и лифты, а стены утеплили.",
    "Главный врач рассказал, что в корпус {n} вернутся хирургия и приёмное отделение.",
    "Первых больных корпус {n} примет в понедельник, остальные отделения переедут до конца месяца.",
    "Старое оборудование корпуса {n} отдадут сельским больницам.",
    "Жители просили не закрывать корпус {n} на лето, и часть палат работала всё время ремонта.",
)


@dataclass(frozen=True)
class Result:
    """What one request came to."""

    outcome: str  # answered, busy, or what went wrong
    seconds: float = 0.0
    answer: str = ""  # all of it but the time it took
    has_other: bool = False  # it holds a number that is another's


def main() -> None:
    """Runs the load and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default="extract")
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--requests", type=int, default=5, help="of each user, one after the other")
    parser.add_argument("--n-warm", type=int, default=100, help="requests before the memory is looked at first")
    parser.add_argument("--words", type=int, help="length of each summary; a short one takes a model less time")
    parser.add_argument("--one-by-one", action="store_true", help="no two requests at once, for comparison")
    parser.add_argument("--no-sharing", action="store_true", help="no two texts in one batch, for comparison")
    args = parser.parse_args()
    line = ["-c", ALONE % args.model] if args.no_sharing else [*APP, "--model", args.model]
    with running(line) as (url, process_id):
        n_users = 1 if args.one_by_one else args.users
        load(url, range(args.n_warm), n_users, args.words)
        before_mb = memory_mb(process_id)
        began = time.perf_counter()
        numbers = range(args.n_warm, args.n_warm + args.users * args.requests)
        results = load(url, numbers, n_users, args.words)
        elapsed_s = time.perf_counter() - began
        after_mb = memory_mb(process_id)
        doubtful = [(number, one) for number, one in zip(numbers, results, strict=True) if one.has_other]
        n_mixed_up = sum(ask(url, number, args.words).answer != one.answer for number, one in doubtful)
    show(results, n_mixed_up, elapsed_s, before_mb, after_mb)


@contextmanager
def running(line: list[str]) -> Iterator[tuple[str, int]]:
    """The address and the process of the page that this Python opens."""
    with subprocess.Popen(
        [sys.executable, *line], stdout=subprocess.PIPE, text=True, cwd=ROOT, env={**os.environ}
    ) as process:
        assert process.stdout
        found = re.search(r"http://\S+", process.stdout.readline())
        assert found
        for _ in range(100):
            try:
                httpx.get(found[0])
                break
            except httpx.TransportError:
                time.sleep(0.2)
        try:
            yield found[0], process.pid
        finally:
            process.terminate()


def load(url: str, numbers: range, n_users: int, n_words: int | None) -> list[Result]:
    """The results of one request for each number, of so many users at once."""
    with ThreadPoolExecutor(n_users) as users:
        return list(users.map(lambda number: ask(url, number, n_words), numbers))


def ask(url: str, number: int, n_words: int | None) -> Result:
    """One request, in the two steps of the API; without a number of words the lengths differ from user to user."""
    own = NUMBER_OF[number]
    text = " ".join(SENTENCES).format(place=PLACES[number % len(PLACES)], n=own)
    body = {"text": text, "words": n_words} if n_words else {"text": text, "length": LENGTHS[number % len(LENGTHS)]}
    began = time.perf_counter()
    try:
        with httpx.Client(base_url=url, timeout=TIMEOUT_S) as client:
            joined = client.post("/gradio_api/call/v2/summarize", json=body)
            if joined.status_code == 503 and "занято" in joined.text:
                return Result("told busy")
            if joined.status_code != 200:
                return Result(f"status {joined.status_code}")
            stream = client.get(f"/gradio_api/call/summarize/{joined.json()['event_id']}").text
        answer = json.loads(stream.split("event: complete\ndata: ")[1].splitlines()[0])[0]
    except (httpx.TransportError, IndexError, ValueError) as error:
        return Result(f"failed: {type(error).__name__}")
    seconds = time.perf_counter() - began
    if answer["notice"]:
        return Result("notice: " + answer["notice"][:60], seconds=seconds)
    said = json.dumps({**answer, "elapsed_s": 0}, ensure_ascii=False, sort_keys=True)
    others = NUMBERS.intersection(re.findall(r"\d{6}", said)) - {str(own)}
    return Result("answered", seconds, said, bool(others))


def memory_mb(process_id: int) -> float:
    """What the process and those that it began hold in memory, MiB (Linux)."""
    status = dict(line.split(":", 1) for line in Path(f"/proc/{process_id}/status").read_text().splitlines())
    own_mb = int(status["VmRSS"].split()[0]) / 1024
    begun = Path(f"/proc/{process_id}/task").glob("*/children")
    return own_mb + sum(memory_mb(int(child)) for path in begun for child in path.read_text().split())


def show(results: list[Result], n_mixed_up: int, elapsed_s: float, before_mb: float, after_mb: float) -> None:
    """Prints the table."""
    times = sorted(result.seconds for result in results)
    for outcome, n in Counter(result.outcome for result in results).most_common():
        print(f"{outcome:24}{n:8}")
    print(f"{'another number':24}{sum(result.has_other for result in results):8}")
    print(f"{'mixed up':24}{n_mixed_up:8}")
    print(f"{'seconds in all':24}{elapsed_s:8.1f}   {len(results) / elapsed_s:.2f} a second")
    print(f"{'median, slowest, s':24}{times[len(times) // 2]:8.2f}   {times[-1]:.2f}")
    growth = f"{100 * (after_mb / before_mb - 1):+.1f} %"
    print(f"{'memory, MiB':24}{before_mb:8.0f}   → {after_mb:.0f}, {growth}")


if __name__ == "__main__":
    main()
