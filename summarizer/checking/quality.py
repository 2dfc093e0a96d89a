"""What can be told of a summary's text without its facts: repeats, its end, its language, how much is copied."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from summarizer.checking.findings import Finding
from summarizer.cleaning import is_russian
from summarizer.cleaning.language import is_pre_reform
from summarizer.cleaning.old_spelling import as_spelt_today
from summarizer.index import IndexedText
from summarizer.patterns import pattern
from summarizer.split import split_sentences

REPEATED_WORDS: Final = 6  # a run of so many words is a repetition; shorter ones are names and titles
MAX_REPEATS: Final = 50  # of a word of the summary: one that stands more often ends a copied run
SHOWN_CHARS: Final = 80  # of a sentence that breaks off: its end, from a word on
MAX_SENTENCE_WORDS: Final = 80  # on average; more than that has no marks: a news lead has 50 at most, a law fewer
MIN_LANGUAGE_CHARS: Final = 40  # a shorter sentence may be all names
_WORD: Final = pattern(r"[^\W_]+")
_END: Final = pattern(r"[.!?…][»”\")\]]*$")
_HANGS: Final = pattern(  # what no sentence ends with
    r"(?<!\w)(?:и|а|но|или|что|чтобы|который|которая|которые|в|во|на|со|к|по|из|от|до|о|об|при|"
    r"между)[.…]*$|[,:;–—-]$"  # in lower case: «Мальцева О. О.» ends with a name
)
_HASHTAGS: Final = pattern(r"(?:#\w+\s*)+")


@dataclass(frozen=True)
class Copying:
    """How near a summary is to its source's own words."""

    longest_run: int = 0  # words in a row that the source holds
    novel_bigrams: float = 0.0  # share of its word pairs that the source does not hold, 0 … 1


def has_end(sentence: str) -> bool:
    """Whether a sentence is closed by a mark and does not hang on a word to come.

    >>> has_end("Матч отменён."), has_end("Он сказал: «Ждём!»"), has_end("Секретарь: Мальцева О. О.")
    (True, True, True)
    >>> has_end("Причиной стала"), has_end("Об этом сообщили в."), has_end("Пара выступит на играх в...")
    (False, False, False)
    """
    text = sentence.strip()
    return bool(_END.search(text)) and not _HANGS.search(text.rstrip('»”")]'))


def is_unmarked(text: str) -> bool:
    """Whether a text has so few marks at the ends of sentences that these cannot be told apart: a raw transcript.

    >>> is_unmarked("и мы поехали в деревню за рекой " * 20)
    True
    >>> is_unmarked("Мы поехали в деревню. " * 20), is_unmarked("Меню\\n" * 200)
    (False, False)
    """
    return len(_WORD.findall(text)) > MAX_SENTENCE_WORDS * len(split_sentences(text))


def check_text(summary: str, source: str) -> list[Finding]:
    """Repetitions, a broken end, and sentences in another language than the source."""
    sentences = split_sentences(summary)
    findings = repetitions(summary)
    if sentences and _breaks_off(sentences[-1].text, source):
        last = sentences[-1]
        findings.append(Finding("broken_end", last.start, last.stop, _shown_end(last.text)))
    if is_russian(source):
        is_old = is_pre_reform(source)  # what one sentence in the old spelling may not show
        told = [
            (s, as_spelt_today(s.text) if is_old else s.text) for s in sentences if len(s.text) >= MIN_LANGUAGE_CHARS
        ]
        foreign = [s for s, text in told if not is_russian(text)]
        findings += [Finding("foreign_language", s.start, s.stop, s.text) for s in foreign]
    return findings


def _breaks_off(sentence: str, source: str) -> bool:
    """Whether a last sentence has no end and the source does not leave it so: a heading, a signature, hashtags.

    >>> _breaks_off("Мост закроют на", "Мост закроют на год."), _breaks_off("Запрещается:", "Запрещается:\\nпеть.")
    (True, True)
    >>> _breaks_off("Судья Т. В. Орлова", "Жалоба отклонена.\\nСудья Т. В. Орлова"), _breaks_off("#мост #река", "")
    (False, False)
    """
    if has_end(sentence) or _HASHTAGS.fullmatch(sentence) or is_unmarked(source):
        return False
    return bool(_HANGS.search(sentence)) or not any(line.rstrip().endswith(sentence) for line in source.splitlines())


def _shown_end(sentence: str) -> str:
    """The end of a sentence from a word on.

    >>> _shown_end("Мост закроют на"), len(_shown_end("слово " * 50))
    ('Мост закроют на', 79)
    """
    if len(sentence) <= SHOWN_CHARS:
        return sentence
    end = sentence[-SHOWN_CHARS:]
    return f"…{end[end.find(' ') + 1 :]}"


def repetitions(summary: str, n_words: int = REPEATED_WORDS) -> list[Finding]:
    """The second occurrence of each run of n_words words; overlapping runs are one."""
    words = list(_WORD.finditer(summary))
    seen: set[tuple[str, ...]] = set()
    spans: list[tuple[int, int]] = []
    for first, last in zip(words, words[n_words - 1 :], strict=False):
        run = tuple(_WORD.findall(summary[first.start() : last.end()].lower()))
        if run not in seen:
            seen.add(run)
        elif spans and first.start() < spans[-1][1]:
            spans[-1] = (spans[-1][0], last.end())
        else:
            spans.append((first.start(), last.end()))
    return [Finding("repetition", start, stop, summary[start:stop]) for start, stop in spans]


def measure_copying(summary: IndexedText, source: IndexedText) -> Copying:
    """The longest run of copied words and the share of new word pairs.

    >>> from summarizer.index import index_text
    >>> measure_copying(index_text("Мост закрыли утром"), index_text("Старый мост закрыли на год"))
    Copying(longest_run=2, novel_bigrams=0.5)
    """
    ours = [word.lower for word in summary.flat]
    pairs = set(pairwise(ours))
    known = set(pairwise(word.lower for word in source.flat))
    novel = len(pairs - known) / len(pairs) if pairs else 0.0
    return Copying(_longest_run(ours, [word.lower for word in source.flat]), round(novel, 4))


def _longest_run(ours: list[str], theirs: list[str]) -> int:
    """The longest common run of words; time grows with the source alone."""
    places: dict[str, list[int]] = {}
    for i, word in enumerate(ours):
        places.setdefault(word, []).append(i)
    places = {word: found for word, found in places.items() if len(found) <= MAX_REPEATS}
    best, before = 0, dict[int, int]()
    for word in theirs:
        now = {i: before.get(i - 1, 0) + 1 for i in places.get(word, ())}
        best = max(best, max(now.values(), default=0))
        before = now
    return best
