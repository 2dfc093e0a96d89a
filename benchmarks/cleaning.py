"""Measures cleaning and decoding on texts that the user names, spoiling them in known ways.

    python benchmarks/cleaning.py news.jsonl.xz --n-texts 250
    python benchmarks/cleaning.py folder/ --only homoglyphs summaries --seed 7

A JSONL file (plain or xz) holds one object with a ``text`` field in each line; a folder holds text
files. What a spoiled word becomes is compared with the same word of the unspoiled text. Times are
processor seconds of this process.
"""

import argparse
import gc
import json
import lzma
import random
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from decoding import measure_encodings, measure_mojibake
from spoiling import SPOILERS, wrap

from summarizer import Summarizer, clean
from summarizer.cleaning.look_alikes import RUSSIAN
from summarizer.reading import read_document

HOSTILE = (
    *("а", "аa", ".", "1", "a@", "\n", '"', "&", "&amp;amp;", "&lt;", "\u00ad", "\u200d", "а\u0301", "\u0301\u0323"),
    *("сoвет ", "c ", "ο κ ", " ", "\r\n", "РџСЂРё ", "Ïðèâåò\n", "АБВГДЕ ", "👩\u200d", "aа/", "http://", "по-\n"),
    *("да\n", "слово " * 11 + "\n", "їжак сοвет ", "о c ", "Читайте также:\n", "вYouTube ", "<aа"),
)
FIGURES = ("damage", "homoglyphs", "encodings", "mojibake", "summaries", "wrapping", "hostile", "growth")
WIDTHS = (50, 60, 72, 80, 95, 110)  # characters
HOSTILE_CHARACTERS = 1_000_000
N_ROUNDS = 5  # in turns; the fastest counts
MIN_SECONDS = 0.02  # shorter times are noise
WORD = re.compile(r"\w+")
SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


def read_texts(path: Path) -> Iterator[str]:
    """Yields the texts of a JSONL file or of a folder."""
    if path.is_dir():
        for file in sorted(path.rglob("*.txt")):
            yield read_document(file).text
        return
    open_text = lzma.open if path.suffix == ".xz" else open
    with open_text(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["text"]


@dataclass
class Tally:
    """Words counted over all texts."""

    n_spoiled: int = 0
    n_repaired: int = 0
    n_whole: int = 0
    n_whole_repaired: int = 0
    n_damaged: int = 0

    def add(self, right: str, spoiled: str, cleaned: str) -> None:
        """Counts one word."""
        if right == spoiled:
            self.n_damaged += cleaned != right
            return
        is_whole = RUSSIAN.isdisjoint(spoiled)
        self.n_spoiled += 1
        self.n_repaired += cleaned == right
        self.n_whole += is_whole
        self.n_whole_repaired += is_whole and cleaned == right


def measure_homoglyphs(texts: list[str], seed: int) -> None:
    """Prints recall and precision by kind of spoiling; words that stand in code or addresses count as misses."""
    for name, spoil in SPOILERS.items():
        tally, chance = Tally(), random.Random(seed)
        for text in texts:
            spoiled = spoil(text, chance)
            rows = [WORD.findall(version) for version in (text, spoiled, clean(spoiled).text)]
            if len({len(row) for row in rows}) == 1:
                for right, word, cleaned in zip(*rows, strict=True):
                    tally.add(right, word, cleaned)
        precision = tally.n_repaired / max(1, tally.n_repaired + tally.n_damaged)
        whole = tally.n_whole_repaired / max(1, tally.n_whole)
        print(
            f"{name:24} words {tally.n_spoiled:7}  recall {tally.n_repaired / max(1, tally.n_spoiled):.4f}"
            f"  precision {precision:.4f}  wholly in look-alikes {whole:.3f} of {tally.n_whole}"
        )


def measure_damage(texts: list[str]) -> None:
    """Prints how many words of the texts as they are change; a person must judge which changes are wrong."""
    n_words = sum(len(text.split()) for text in texts)
    start = process_time()
    repairs = [repair for text in texts for repair in clean(text).repairs]
    speed = sum(map(len, texts)) / (process_time() - start) / 1e6
    changed = [repair for repair in repairs if repair.rule in ("homoglyph", "mojibake")]
    print(
        f"texts as they are        {len(changed)} homoglyph and mojibake repairs in {n_words:,} words; {speed:.1f} M/s"
    )
    for repair in changed[:20]:
        print(f"    {repair.before!r} → {repair.after!r}")


def measure_summaries(texts: list[str], model: str, seed: int) -> None:
    """Prints how many summaries of spoiled texts equal those of the clean ones."""
    summarizer = Summarizer.load(model)
    wanted = [summary.text for summary in summarizer.summarize_many(texts)]
    for name, spoil in SPOILERS.items():
        chance = random.Random(seed)
        spoiled = [spoil(text, chance) for text in texts]
        same = [s.text == w for s, w in zip(summarizer.summarize_many(spoiled), wanted, strict=True)]
        print(f"summaries, {name:24} {sum(same) / len(same):.4f} equal of {len(same)}, model {model}")


def measure_growth(texts: list[str]) -> None:
    """Prints how the time grows with the length: of joined texts, and of each hostile shape, of n and 2n characters."""
    joined = "\n".join(texts)[:HOSTILE_CHARACTERS]
    ratios = {"texts": _growth(joined)} | {ascii(shape): _growth(_repeated(shape)) for shape in HOSTILE}
    worst = max(ratios, key=ratios.__getitem__)
    print(f"time(2n) / time(n)       texts {ratios['texts']:.2f}; the worst shape {worst[:24]} {ratios[worst]:.2f}")


def _growth(text: str) -> float:
    half = text[: len(text) // 2]
    pairs = [(_seconds(half), _seconds(text)) for _ in range(N_ROUNDS)]
    return min(whole for _, whole in pairs) / max(min(half for half, _ in pairs), MIN_SECONDS)


def _repeated(shape: str) -> str:
    """An even number of whole shapes, about HOSTILE_CHARACTERS long."""
    return shape * (2 * (HOSTILE_CHARACTERS // len(shape) // 2) + 2)


def _seconds(text: str) -> float:
    gc.collect()  # else the garbage of the run before is counted here
    start = process_time()
    clean(text)
    return process_time() - start


def measure_wrapping(texts: list[str]) -> None:
    """Prints how many paragraphs come back whole from texts wrapped at a width, words cut at line ends or not."""
    for blank in ("\n\n", "\n"):
        for width in WIDTHS:
            for is_cut in (False, True):
                n_whole = n_all = 0
                for text in texts:
                    paragraphs = [line for line in text.split("\n") if len(line) > width]
                    if not paragraphs:
                        continue
                    wrapped = blank.join(wrap(paragraph, width, is_cut) for paragraph in paragraphs)
                    lines = set(clean(wrapped).text.split("\n"))
                    n_all += len(paragraphs)
                    n_whole += sum(paragraph in lines for paragraph in paragraphs)
                kind = f"{'cut ' if is_cut else ''}{'empty lines' if blank == chr(10) * 2 else 'no empty lines'}"
                print(f"wrapped at {width:3}, {kind:20} whole {n_whole / max(1, n_all):.4f} of {n_all}")


def measure_hostile() -> None:
    """Prints processor seconds for one megabyte of each hostile shape."""
    for shape in HOSTILE:
        print(f"hostile {ascii(shape)[:24]:26} {_seconds(_repeated(shape)):5.2f} s")


def main() -> None:
    """Prints all figures, or those that are named."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("path", type=Path, help="JSONL file, plain or xz, or a folder of text files")
    parser.add_argument("--n-texts", type=int, default=250)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--n-summaries", type=int, default=200)
    parser.add_argument("--model", default="auto")
    parser.add_argument(
        "--only", nargs="+", choices=FIGURES, default=FIGURES, metavar="FIGURE", help=", ".join(FIGURES)
    )
    options = parser.parse_args()
    texts = list(islice(read_texts(options.path), options.n_texts))
    cleaned = [clean(text).text for text in texts]
    measures: dict[str, Callable[[], None]] = {
        "damage": lambda: measure_damage(texts),
        "homoglyphs": lambda: measure_homoglyphs(cleaned, options.seed),
        "encodings": lambda: measure_encodings(cleaned, options.seed),
        "mojibake": lambda: measure_mojibake(_sentences(cleaned)),
        "summaries": lambda: measure_summaries(cleaned[: options.n_summaries], options.model, options.seed),
        "wrapping": lambda: measure_wrapping(cleaned),
        "hostile": measure_hostile,
        "growth": lambda: measure_growth(cleaned),
    }
    for name in options.only:
        measures[name]()


def _sentences(texts: list[str]) -> list[str]:
    return [part for text in texts for part in SENTENCE_END.split(text) if re.search("[а-я]{3}", part)]


if __name__ == "__main__":
    main()
