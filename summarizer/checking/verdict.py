"""The findings about a finished summary."""

from collections.abc import Iterable, Iterator
from typing import Final

from summarizer.checking.attributes import find_attributes
from summarizer.checking.attributions import find_attributions
from summarizer.checking.check import hold_facts, is_copied, kept_with_source, source_of
from summarizer.checking.comparisons import find_comparisons
from summarizer.checking.crossed import find_crossed
from summarizer.checking.facts import Held, apart
from summarizer.checking.findings import Finding, FindingKind
from summarizer.checking.lands import find_lands
from summarizer.checking.negation import find_negations
from summarizer.checking.opposites import find_opposites
from summarizer.checking.orders import find_orders
from summarizer.checking.pairs import Pair, find_pairs
from summarizer.checking.planned import find_planned
from summarizer.checking.posts import find_posts
from summarizer.checking.quality import check_text
from summarizer.checking.roles import Roles
from summarizer.checking.speakers import find_speakers
from summarizer.checking.unknown_words import find_unknown_words
from summarizer.checking.ways import find_ways
from summarizer.checking.wholes import find_wholes
from summarizer.checking.year_parts import find_year_parts
from summarizer.index import index_text

_OF_PERSONS: Final = (find_posts, find_lands, find_speakers, find_attributions)
# What a sentence tells the other way round than its source, or of more; those that hold word against word apart.
_OF_CLAUSES: Final = (find_opposites, find_planned, find_year_parts)
_OF_WORDS: Final = (find_attributes, find_comparisons, find_orders, find_wholes, find_ways, find_crossed)


def check_summary(summary: str, source: str) -> list[Finding]:
    """Facts that the source does not hold, lost negations, repeats, a broken end, in the summary's order.

    >>> [f.kind for f in check_summary("Мост закроют 7 мая.", "Мост закроют 5 мая.")]
    ['unsupported_date']
    >>> check_summary("Мост закроют 5 мая.", "Пятого мая мост закроют.")
    []
    """
    findings = [*find_faults(summary, source), *check_text(summary, source)]
    return sorted(findings, key=lambda finding: (finding.start, finding.stop))


@kept_with_source
def find_faults(summary: str, source: str) -> tuple[Finding, ...]:
    """The doubts, what is told with a «не» on one side only, and what is turned round in sentences without doubts.

    >>> [f.kind for f in find_faults("Лукина купила козу.", "Лукина намерена купить козу.")]
    ['not_done']
    """
    if is_copied(summary, source):
        return ()
    ours = index_text(summary)
    doubts = find_doubts(summary, source)
    doubted = {ours.sentence_at(finding.start) for finding in doubts}
    pairs = find_pairs(ours, index_text(source))
    negated = [finding for pair in pairs for finding in find_negations(pair)]
    turned = [finding for pair in pairs if pair.at not in doubted for finding in _find_turned(pair)]
    return (*doubts, *negated, *turned)


def _find_turned(pair: Pair) -> Iterator[Finding]:
    for find in (*_OF_CLAUSES, *_OF_WORDS) if pair.is_readable else _OF_CLAUSES:
        yield from find(pair)


@kept_with_source
def find_doubts(summary: str, source: str) -> tuple[Finding, ...]:
    """What the source does not hold, or says of something else: facts first, then roles that no fact tells of, words.

    >>> [f.kind for f in find_doubts("Анна Котова обыграла Нину Дымову.", "Нина Дымова обыграла Анну Котову.")]
    ['swapped_roles', 'swapped_roles']
    >>> [f.kind for f in find_doubts("Дымова победиела Котову.", "Нина Дымова обыграла Анну Котову.")]
    ['unknown_word']
    >>> find_doubts("Нина Дымова обыграла Котову.", "Анну Котову обыграла Нина Дымова.")
    ()
    """
    if is_copied(summary, source):
        return ()
    ours, theirs = index_text(summary), index_text(source)
    facts = fact_findings(hold_facts(summary, source))
    for find in _OF_PERSONS:
        facts += apart(find(ours, theirs), facts)
    roles = Roles(ours, theirs, source_of(source).figures[0]).find_swaps()
    words = find_unknown_words(summary, source_of(source).names.words)
    return (*facts, *apart(roles, facts), *words)


def fact_findings(held: Iterable[Held]) -> list[Finding]:
    """A finding for each fact that a reader should be warned of."""
    return [
        Finding(
            _kind(item), item.fact.start, item.fact.stop, item.fact.text, item.source_start, item.source_stop, item.note
        )
        for item in held
        if item.is_unsupported
    ]


def _kind(held: Held) -> FindingKind:
    is_other = held.how == "other"
    if held.fact.kind == "number":
        return "other_number" if is_other else "unsupported_number"
    if held.fact.kind == "date":
        return "other_date" if is_other else "unsupported_date"
    if held.fact.kind == "quotation":
        return "unsupported_quotation"
    return "other_name" if is_other else "unsupported_name"
