"""What checking, evidence and selection cost: ``python benchmarks/cost.py --texts news.jsonl.xz`` or ``--hostile``.

The share is measured with ruT5-base's geometry, random weights, int8, and the default options; the model's
gibberish is replaced by the text's reference, once with altered numbers, so that the checks have to mend. All
that is not generation counts, cleaning and splitting too. The small tokenizer cuts words finer than ruT5, so
the model is given as many tokens as ruT5 would read and write.
``--hostile`` times odd texts of a million characters through ``extract``. Times are processor seconds.
"""

import argparse
import os
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from time import process_time
from typing import Final

from checking import SEED, WRITTEN, clean_pairs, print_cost
from engines import GEOMETRIES, make_checkpoint

from summarizer import Summarizer
from summarizer.engines import Draft, Request
from summarizer.engines.batched import BatchedEngine
from summarizer.engines.loading import load_engine

N_CHARS: Final = 1_000_000
MAX_HOSTILE_S: Final = 10.0
RUT5_TOKENS_PER_WORD: Final = 1.9
SHAPES: Final = {
    "digits": "1234567890", "ones": "1 ", "a word": "слово ", "no spaces": "словобезпробелов", "quotes": "«",
    "quoted": "«Да» ", "brackets": "(", "bracketed": "(а) ", "dates": "5 мая 2014 г. ", "short dates": "05.05.2014 ",
    "names": "Иван Петров встретил Сергея Алтухова в Москве. ", "initials": "А. С. Пушкин и т. д. ",
    "abbreviations": "МВД ФСБ США ", "percent": "15% ", "money": "7 млн руб. ", "not": "не ",
    "not went": "Он не пошёл. ", "dots": ". ", "lines": "а\n", "dashes": "— ", "look-alikes": "cтoл ", "shouts": "Да! ",
    "semicolons": "раз; ", "numerals": "двадцать пять тысяч ", "open quotes": "«Да сказал он ", "straight": '"Да" ',
    "hyphens": "как-то-", "links": "http://a.ru/b ", "emoji": "🙂", "mixed": "aа", "capitals": "ДА",
    "lone initials": "А.", "items": "1) ", "paragraphs": "Он пришёл.\n\n", "commas": ", а", "Roman": "X", "a": "а",
    "pronouns": "дали им и ", "signs": "🚛❌ ", "A": "А",
}  # fmt: skip


@dataclass
class Timed:
    """The engine, its generation timed, its drafts in the words of ``reference``."""

    engine: BatchedEngine
    reference: str = ""
    generated_s: float = 0.0

    def __post_init__(self) -> None:
        self.traits = replace(self.engine.traits, can_title=False)
        # The small vocabulary cuts words finer than ruT5's: a window must hold as many words as there.
        self._scale = self.engine.tokens_per_word / RUT5_TOKENS_PER_WORD

    def count_tokens(self, text: str) -> int:
        """Tokens as ruT5 would count them."""
        return int(len(text.split()) * RUT5_TOKENS_PER_WORD)

    def generate(self, requests: Sequence[Request]) -> list[list[Draft]]:
        """The drafts of a real run, with other words in them."""
        began = process_time()
        room = self.engine.traits.max_source_tokens
        scaled = [
            replace(one, source=self._cut(one.source, room), target_words=max(1, int(one.target_words / self._scale)))
            for one in requests
        ]
        self.engine.generate(scaled)
        self.generated_s += process_time() - began
        altered = re.sub(r"\d+", lambda found: str(int(found[0]) + 7), self.reference)
        return [[Draft(altered, -1.0), Draft(self.reference, -1.1)] for _ in requests]

    def _cut(self, source: str, room: int) -> str:
        """As much of the source as makes the number of tokens that ruT5 would read."""
        low, high = 0, len(source)
        n_wanted = min(room, self.count_tokens(source))
        while high - low > 8:
            middle = (low + high) // 2
            low, high = (middle, high) if self.engine.count_tokens(source[:middle]) <= n_wanted else (low, middle)
        return source[:low]


def print_share(path: Path, n: int) -> None:
    """The share of what is not generation in the time of a summary: median and largest."""
    pairs = list(clean_pairs(path, n))
    with tempfile.TemporaryDirectory() as root:
        geometry = GEOMETRIES["rut5-base"]
        checkpoint = Path(root) / geometry.folder_name  # its name brings ruT5's own conventions
        make_checkpoint(geometry, checkpoint)
        os.environ["XDG_CACHE_HOME"] = root  # where its int8 form goes
        engine = load_engine(str(checkpoint), "cpu", "int8", threads=1)
        assert isinstance(engine, BatchedEngine)
        timed = Timed(engine)
        summarizer = Summarizer(timed)
        timed.reference = WRITTEN
        summarizer.summarize(SEED.read_text("utf-8"))  # loads the networks
        rows = [_one(summarizer, timed, source, reference) for source, reference in pairs]
    shares = [other / whole for other, whole in rows]
    print(
        f"{path.name}, {len(rows)} texts, ruT5-base geometry, int8: summary {median(w for _, w in rows):.2f} s,",
        end=" ",
    )
    print(f"not generation {median(o for o, _ in rows) * 1000:.0f} ms, {median(shares):.1%} (most {max(shares):.1%})")


def _one(summarizer: Summarizer, timed: Timed, source: str, reference: str) -> tuple[float, float]:
    """Seconds beside the generation, and in all."""
    timed.reference, timed.generated_s = reference, 0.0
    began = process_time()
    summarizer.summarize(source)
    whole = process_time() - began
    return whole - timed.generated_s, whole


def print_hostile(names: Sequence[str]) -> None:
    """Seconds of each shape, and which are over the limit."""
    summarizer = Summarizer.load("extract")
    slow = []
    for name in names or SHAPES:
        text = (SHAPES[name] * (N_CHARS // len(SHAPES[name]) + 1))[:N_CHARS]
        began = process_time()
        summarizer.summarize(text)
        seconds = process_time() - began
        slow += [name] if seconds >= MAX_HOSTILE_S else []
        print(f"{name:14} {seconds:6.2f} s", flush=True)
    print(f"at or over {MAX_HOSTILE_S:.0f} s: {', '.join(slow) or 'none'}")


def main() -> None:
    """Prints what the flags ask for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, help="jsonl(.xz) with the fields text and summary")
    parser.add_argument("--n", type=int, default=20)
    parser.add_argument("--hostile", nargs="*", choices=SHAPES, metavar="SHAPE", help="all shapes, or these")
    args = parser.parse_args()
    if args.hostile is not None:
        print_hostile(args.hostile)
        return
    print_cost(SEED, WRITTEN)
    if args.texts:
        print_share(args.texts, args.n)


if __name__ == "__main__":
    main()
