"""What a reader should know before trusting a summary."""

import re
from dataclasses import dataclass
from typing import Final, Literal

from summarizer.checking.facts import unsupported_facts

FindingKind = Literal[
    "empty_source",
    "too_long",
    "short_source",
    "not_russian",
    "unsupported_number",
    "unsupported_name",
    "repetition",
    "unfinished",
    "sentence_cut",
]
MESSAGES: Final[dict[FindingKind, str]] = {
    "empty_source": "В тексте нет ни одного предложения: составлять реферат не из чего",
    "too_long": "Текст длиннее предела в знаках, разделите его на части",
    "short_source": "Текст не длиннее реферата, поэтому возвращён как есть",
    "not_russian": "Текст не на русском языке",
    "unsupported_number": "Числа нет в исходном тексте",
    "unsupported_name": "Названия или имени нет в исходном тексте",
    "repetition": "Повторяется внутри реферата",
    "unfinished": "Модель не закончила последнее предложение, оно отброшено",
    "sentence_cut": "Предложение длиннее окна модели и прочитано по частям",
}
REPEATED_WORDS: Final = 6  # a run of so many words is a repetition; shorter ones are names and titles
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Finding:
    """One doubt about a summary; start and stop are offsets in it, both 0 for the whole."""

    kind: FindingKind
    start: int = 0
    stop: int = 0
    text: str = ""  # the part of the summary in question, or the figures

    @property
    def message(self) -> str:
        """A Russian sentence for a person."""
        return f"{MESSAGES[self.kind]}: «{self.text}»" if self.text else MESSAGES[self.kind]


def check_source(is_russian: bool, has_cut_sentence: bool) -> list[Finding]:
    """Findings about what the model was given."""
    findings = [] if is_russian else [Finding("not_russian")]
    return findings + ([Finding("sentence_cut")] if has_cut_sentence else [])


def check_summary(summary: str, source: str) -> list[Finding]:
    """Facts that the source does not hold, and repetitions, in the order of the summary."""
    findings = [
        Finding("unsupported_number" if fact.kind == "number" else "unsupported_name", fact.start, fact.stop, fact.text)
        for fact in unsupported_facts(summary, source)
    ]
    return sorted(findings + repetitions(summary), key=lambda finding: finding.start)


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
