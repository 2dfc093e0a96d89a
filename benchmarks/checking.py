"""Measures the checks and the evidence: recall, false alarms, cost.

    python benchmarks/checking.py                                # the labelled sets, and the cost on the seed
    python benchmarks/checking.py --pairs news.jsonl.xz --n 300  # also facts of true references: fields text, summary
    python benchmarks/checking.py --book book.txt                # also the cost on a long text

``--show`` prints every miss and every alarm, for a person to judge. A reference written by an editor
holds facts that its article lacks, so that not every alarm there is a false one. Times are processor
seconds of this process.
"""

import argparse
import resource
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import process_time

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from summarizer.checking import check, find_doubts, find_faults, hold_facts, ner, roles, syntax
from summarizer.cleaning import CleanText, clean
from summarizer.evaluate import read_pairs
from summarizer.index import index_text
from summarizer.mending import check as check_all
from tests.labelled import CASE_FILES, Score, read_cases, score_cases

ROOT = Path(__file__).resolve().parents[1]
SEED = ROOT / "seeds" / "000_85ea6cc59d434372.txt"
WRITTEN = (  # a summary of the seed in words of our own: a copied one costs next to nothing
    "Исполняющий обязанности вице-губернатора Краснодарского края Сергей Алтухов обсудил с бизнесом проблемы "
    "промышленности. По его словам, ситуацию усугубил кризис 2014 года. В регионе создадут не менее семи парков."
)
N_ROUNDS = 9
CACHES = (
    index_text,
    check.source_of,
    ner.find_entities,
    syntax.find_clauses,
    roles._figures,
)


def print_labelled(name: str, show: bool) -> None:
    """Recall by kind of alteration, false alarms and evidence on one file of cases."""
    score: Score = score_cases(read_cases(name))
    print(f"{name}: found of altered: " + ", ".join(f"{k} {score.found[k]}/{score.total[k]}" for k in score.total))
    print(f"  numbers, units, dates {score.recall('number', 'unit', 'date'):.3f}", end="; ")
    print(f"names, places {score.recall('name', 'place'):.3f}; roles {score.recall('role'):.3f}")
    print(f"  false alarms {len(score.false)} of {score.n_facts} facts ({len(score.false) / score.n_facts:.1%})")
    print(f"  evidence: first {score.n_first / score.n_sentences:.3f}", end=", ")
    print(f"among the first two {score.n_first_two / score.n_sentences:.3f} of {score.n_sentences} sentences")
    if show:
        print("\n".join(f"    {line}" for line in (*score.missed, *score.false, *score.strays)))


def clean_pairs(path: Path, n: int) -> Iterator[tuple[str, str]]:
    """Sources and references of the first n pairs of a file, cleaned."""
    for pair in read_pairs(path, n):
        yield clean(pair.text).text, clean(pair.reference).text


def print_pairs(path: Path, n: int, show: bool) -> None:
    """Which facts of references their sources do not hold."""
    total: Counter[str] = Counter()
    alarms: Counter[str] = Counter()
    how: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    n_with = 0
    began = process_time()
    for source, reference in clean_pairs(path, n):
        held = hold_facts(reference, source)
        total.update(item.fact.kind for item in held)
        how.update(item.how for item in held)
        alarms.update(item.fact.kind for item in held if item.is_unsupported)
        doubts = find_doubts(reference, source)
        kinds.update(finding.kind for finding in find_faults(reference, source))
        n_with += bool(doubts)
        for doubt in (doubt for doubt in doubts if doubt.kind in ("swapped_roles", "unknown_word") and show):
            around = source[max(0, doubt.source_start - 70) : doubt.source_stop + 70]
            print(f"    {doubt.message}: {reference} | {around}")
        for item in (item for item in held if item.is_unsupported and show):
            start, stop = max(0, item.fact.start - 50), item.fact.stop + 50
            around = source[max(0, item.source_start - 50) : item.source_stop + 50] if item.source_stop else ""
            print(
                f"    {item.how} {item.fact.kind} «{item.fact.text}» {item.note}: …{reference[start:stop]}… | {around}"
            )
    print(f"{path.name}: {n_with} of {n} references with an alarm; {process_time() - began:.1f} s")
    print("  " + ", ".join(f"{kind} {alarms[kind]}/{total[kind]}" for kind in total))
    print("  findings: " + ", ".join(f"{kind} {kinds[kind]}" for kind in kinds))
    print("  " + ", ".join(f"{key} {how[key]}" for key in ("copied", "verbatim", "form", "open", "other", "absent")))


def seconds(summary: str, source: CleanText) -> float:
    """The cost of one check with nothing kept from before."""
    for cache in CACHES:
        cache.cache_clear()
    began = process_time()
    check_all(summary, source, "repair")
    return process_time() - began


def print_cost(path: Path, summary: str) -> None:
    """The cost of checking and evidence for one source, the first time and then."""
    source = clean(path.read_text("utf-8"))
    n_rounds = N_ROUNDS if len(source.text) < 100_000 else 1
    costs = [seconds(summary, source) for _ in range(n_rounds)]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{path.name}: {len(source.text)} characters, check and evidence {median(costs) * 1000:.0f} ms", end=" ")
    print(f"(first {costs[0] * 1000:.0f} ms); peak {peak} MB")


def main() -> None:
    """Prints what the flags ask for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=Path)
    parser.add_argument("--n", type=int, default=300)
    parser.add_argument("--book", type=Path)
    parser.add_argument("--show", action="store_true")
    args = parser.parse_args()
    began = process_time()
    ner.find_entities("Иванов")
    print(f"loading the networks: {process_time() - began:.2f} s")
    for name in CASE_FILES:
        print_labelled(name, args.show)
    print_cost(SEED, WRITTEN)
    if args.book:
        print_cost(args.book, WRITTEN)
    if args.pairs:
        print_pairs(args.pairs, args.n, args.show)


if __name__ == "__main__":
    main()
