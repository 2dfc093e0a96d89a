"""Measures reading: web pages made from texts that the user names, hostile files, mutated files.

    python benchmarks/reading.py pages news.jsonl.xz --n-texts 12
    python benchmarks/reading.py hostile
    python benchmarks/reading.py mutated --n-files 10000

``pages``: a paragraph counts as kept when the text that was read holds it whole; a page holds junk when any
text from around its article was read. ``hostile`` and ``mutated``: times are a clock's, memory is the
largest that the child had. The exit code is 1 where a limit of the project was missed.
"""

import argparse
import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from time import monotonic

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from cleaning import read_texts
from page_layouts import LAYOUTS, Article, make_page

from summarizer.errors import InputError
from summarizer.reading import document_of, read_document
from tests.documents import DOCUMENTS
from tests.hostile import HOSTILE, mutate

MIN_KEPT_SHARE, MAX_JUNK_SHARE = 0.99, 0.01
MAX_S, MAX_MIB = 10.0, 1024.0
N_PARAGRAPHS = (4, 30)  # of an article
CONTROL = re.compile("[\x00-\x1f\x7f]")  # no page may hold them
PROGRESS_EVERY = 500  # files


def find_articles(path: Path, n_texts: int) -> list[Article]:
    """The first texts with enough paragraphs; the links of each lead to the others."""
    split = ([line.strip() for line in text.split("\n") if len(line.strip()) > 60] for text in read_texts(path))
    kept = list(islice((lines for lines in split if N_PARAGRAPHS[0] <= len(lines) <= N_PARAGRAPHS[1]), n_texts))
    if len(kept) < n_texts:
        limits = f"{N_PARAGRAPHS[0]} to {N_PARAGRAPHS[1]} paragraphs (lines)"
        sys.exit(f"{path}: {len(kept)} texts of {limits}, {n_texts} are needed; name another file or fewer --n-texts")
    titles = [" ".join(lines[0].split()[:9]).rstrip(",.:;") for lines in kept]
    articles = []
    for at, lines in enumerate(kept):
        others = [titles[(at + step) % len(titles)] for step in range(1, 5)]
        paragraphs = [" ".join(CONTROL.sub("", line).split()) for line in lines]
        articles.append(Article(titles[at], paragraphs, others))
    return articles


def measure_pages(path: Path, n_texts: int, seed: int) -> bool:
    """Prints the share of paragraphs kept and of pages with junk, for each layout; returns whether both are met."""
    rng, articles = random.Random(seed), find_articles(path, n_texts)
    n_kept = n_paragraphs = n_junk = n_pages = 0
    for layout in LAYOUTS:
        kept = total = junk_pages = 0
        for article in articles:
            page = make_page(article, layout, rng)
            text = " ".join(document_of(page.data, f"{layout}.html").text.split())
            kept += sum(paragraph in text for paragraph in page.kept)
            total += len(page.kept)
            found = [junk for junk in page.junk if junk in text and not any(junk in p for p in article.paragraphs)]
            junk_pages += bool(found)
            for junk in found[:1]:
                print(f"  {layout}: {junk!r}")
        print(f"{layout:10} paragraphs kept {kept}/{total}, pages with junk {junk_pages}/{len(articles)}")
        n_kept, n_paragraphs = n_kept + kept, n_paragraphs + total
        n_junk, n_pages = n_junk + junk_pages, n_pages + len(articles)
    print(f"all        {n_pages} pages: kept {n_kept / n_paragraphs:.2%}, junk on {n_junk / n_pages:.2%}")
    return n_kept >= MIN_KEPT_SHARE * n_paragraphs and n_junk <= MAX_JUNK_SHARE * n_pages


@dataclass
class Tally:
    """What became of the files that were read."""

    outcomes: Counter[str] = field(default_factory=Counter)
    longest_s: float = 0.0
    longest: str = ""
    faults: list[str] = field(default_factory=list)

    def read(self, path: Path, expected: str = "") -> str:
        """Reads one file; returns the refusal, or the text; one of both must match ``expected``."""
        began = monotonic()
        try:
            result, outcome = read_document(path).text, "read"
        except InputError as error:
            result = str(error)
            outcome = "refused" if result.startswith(f"{path.name}: ") else "nameless"
        except Exception as error:
            result, outcome = repr(error), "crash"
        elapsed_s = monotonic() - began
        if elapsed_s > self.longest_s:
            self.longest_s, self.longest = elapsed_s, f"{path.name}: {result[:80]!r}"
        self.outcomes[outcome] += 1
        if outcome in ("crash", "nameless") or elapsed_s > MAX_S or not re.search(expected, result):
            self.faults.append(f"{path.name} ({elapsed_s:.1f} s): {result[:300]}")
        return f"{elapsed_s:5.2f} s  {outcome}  {result[:140]!r}"

    def report(self) -> bool:
        """Prints the totals; returns whether the limits are met."""
        peak = children_peak_mib()
        print(f"{dict(self.outcomes)}; longest {self.longest_s:.1f} s ({self.longest}); child's peak {peak:.0f} MiB")
        for fault in self.faults:
            print("FAULT", fault)
        return not self.faults and peak < MAX_MIB


def children_peak_mib() -> float:
    """The largest resident memory of any child that has ended."""
    from resource import RUSAGE_CHILDREN, getrusage

    from summarizer.reading.parsing import shared_parser

    shared_parser().close()
    return getrusage(RUSAGE_CHILDREN).ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)


def measure_hostile(folder: Path) -> bool:
    """Prints what became of each hostile file; a sound one is read after each."""
    tally, sound = Tally(), folder / "sound.docx"
    sound.write_bytes(DOCUMENTS["a.docx"])
    for name, case in HOSTILE.items():
        path = folder / name
        path.write_bytes(case.make())
        print(f"{name:28} {tally.read(path, case.expected)}")
        path.unlink()
        read_document(sound)
    print(f"{len(HOSTILE)} kinds")
    return tally.report()


def measure_mutated(folder: Path, n_files: int, seed: int) -> bool:
    """Reads files with some bytes changed, cut out, doubled or cut off, of all formats in turn."""
    tally, rng = Tally(), random.Random(seed)
    for at, (name, data) in enumerate(mutations(n_files, rng), 1):
        path = folder / name
        path.write_bytes(data)
        tally.read(path)
        if at % PROGRESS_EVERY == 0:
            print(f"{at} files: {dict(tally.outcomes)}, longest {tally.longest_s:.1f} s", flush=True)
    return tally.report()


def mutations(n_files: int, rng: random.Random) -> Iterator[tuple[str, bytes]]:
    """Mutated documents, each format as often as the others."""
    names = list(DOCUMENTS)
    for at in range(n_files):
        name = names[at % len(names)]
        yield name, mutate(DOCUMENTS[name], rng)


def main() -> int:
    """Runs one measurement."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("what", choices=("pages", "hostile", "mutated"))
    parser.add_argument("texts", nargs="?", type=Path, help="JSONL (plain or xz) or a folder; for pages")
    parser.add_argument("--n-texts", type=int, default=12)
    parser.add_argument("--n-files", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    if args.what == "pages":
        if args.texts is None:
            parser.error("pages needs texts: a JSONL file or a folder")
        return int(not measure_pages(args.texts, args.n_texts, args.seed))
    with tempfile.TemporaryDirectory() as folder:
        if args.what == "hostile":
            return int(not measure_hostile(Path(folder)))
        return int(not measure_mutated(Path(folder), args.n_files, args.seed))


if __name__ == "__main__":
    sys.exit(main())
