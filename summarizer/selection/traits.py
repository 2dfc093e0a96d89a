"""What one sentence is by itself: its stems and names, and whether it can stand alone."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from summarizer.index import fold
from summarizer.patterns import pattern
from summarizer.selection.around import ALONE, PERSONAL, QUOTED, Around, find_arounds
from summarizer.selection.claims import disputes, is_hearsay, opposes, takes_back
from summarizer.selection.courtesies import is_courtesy
from summarizer.selection.labels import said_in
from summarizer.selection.leaning import announces, leans_back, told_later
from summarizer.selection.lines import is_entry, is_greeting, is_label, is_no_sentence
from summarizer.selection.outcomes import sums_up
from summarizer.selection.pronouns import missing_nouns
from summarizer.selection.quotes import open_quotes, with_guillemets
from summarizer.selection.sections import Section
from summarizer.selection.signs import END
from summarizer.selection.subjects import lacks_subject
from summarizer.selection.telling import needs_no_end
from summarizer.selection.torn import mend
from summarizer.selection.turns import Turn
from summarizer.selection.verdicts import told_last
from summarizer.split import Kept, Sentence, split_sentences

STEM_LETTERS: Final = 6  # Russian case endings fall away; a real lemma changes the ranking little
MIN_WORDS: Final = 4  # less is a heading, a caption or a crumb of a list
FEW_WORDS: Final = 7  # the mean of few words says little of a sentence's worth
_WORD = pattern(r"[^\W_]+")
# «Скончался основатель нашего музея»: what a town's paper begins with is no voice of another
_OURS: Final = pattern(r"\b(?:[Нн]аш(?:[аеу]|его|ему|ей|ем|ими?|их)?|у нас)\b")
_DASHES: Final = ("—", "–", "-")
_OPENING: Final = frozenset('«„“"(—–-')


@dataclass(frozen=True)
class Candidate:
    """A sentence with what selection asks of it; ``place`` is its index in the whole text."""

    sentence: Sentence
    place: int
    starts_paragraph: bool
    around: Around
    stems: tuple[str, ...]
    names: frozenset[str]  # stems of capitalised words inside the sentence
    leans_back: bool
    opens_quote: bool  # a quotation begins or goes on, and does not end
    closes_quote: bool  # one ends or goes on that did not begin
    is_speech: bool  # someone's own voice outside a quotation, a question, an exclamation: it needs its speaker
    is_brief: bool  # whole, but too short to tell much
    is_crumb: bool  # a heading, a caption, a name, the rest of a line, s p a c e d letters

    @property
    def lead(self) -> int | None:
        """The place of what introduces the list that it is an item of."""
        return self.around.lead

    @property
    def counter(self) -> int | None:
        """The place of what takes it back further on: without that it misleads, and it is no headline."""
        return self.around.counter

    @property
    def turn(self) -> Turn:
        """Its part in a conversation."""
        return self.around.turn

    @property
    def is_quoted(self) -> bool:
        """Whether it stands in the midst of a quotation of several sentences: it is not the text's own word."""
        return self.around.is_quoted

    @cached_property
    def asks(self) -> bool:
        """Whether it is a question."""
        return self.sentence.text.rstrip('»)"”').endswith("?")

    @cached_property
    def announces(self) -> bool:
        """Whether it only tells that something will be told: it needs what follows."""
        return announces(self.sentence.text)

    @cached_property
    def missing_nouns(self) -> list[tuple[str, ...]]:
        """What its pronouns may stand for that have no noun before them in it."""
        return missing_nouns(with_guillemets(self.sentence.text))

    @cached_property
    def lacks_subject(self) -> bool:
        """Whether it tells what somebody does, and nobody who; nothing before the first of a text could."""
        return self.place > 0 and lacks_subject(self.sentence.text)

    @cached_property
    def is_hearsay(self) -> bool:
        """Whether it tells what others believe, or names it as false."""
        return is_hearsay(self.sentence.text)

    def is_taken_back_by(self, following: "Candidate") -> bool:
        """Whether the sentence behind it says that it is not so, or not always."""
        text = following.sentence.text
        if disputes(text):
            return True
        if self.is_hearsay:
            return takes_back(text) or opposes(text)
        return not following.starts_paragraph and takes_back(text)

    @cached_property
    def is_line(self) -> bool:
        """Whether it has no end, as a heading has none, and is no item that says something by itself."""
        return not (END.search(self.sentence.text) or needs_no_end(self.sentence.text))

    @property
    def is_heading(self) -> bool:
        """Whether it may only name what stands below."""
        return self.is_line or self.around.is_title or self.around.section is Section.HEADING

    @cached_property
    def is_label(self) -> bool:
        """Whether it tells who made the text, where or when, and nothing else."""
        return is_label(self.sentence.text)

    @cached_property
    def is_aside(self) -> bool:
        """Whether it is no part of what the text tells: a label, old mail, who speaks."""
        return self.is_label or self.around.is_apart or self.turn.is_name

    @cached_property
    def n_words(self) -> int:
        """Words as a person counts them: runs without white space."""
        return len(self.sentence.text.split())


@Kept
def find_candidates(text: str) -> tuple[Candidate, ...]:
    """The sentences of a text in order, each with its traits. Those of the last few texts are kept.

    >>> [(c.sentence.text, c.leans_back, c.is_crumb) for c in find_candidates("Афиша\\nМост закрыт на год. Он стар.")]
    [('Афиша', False, True), ('Мост закрыт на год.', False, False), ('Он стар.', True, True)]
    >>> find_candidates("")
    ()
    """
    sentences = mend(split_sentences(text), text)
    stops = (0, *(sentence.stop for sentence in sentences))
    starts = [not stop or "\n" in text[stop : one.start] for stop, one in zip(stops, sentences, strict=False)]
    arounds = find_arounds(sentences, starts, text)
    first = next((i for i, sentence in enumerate(sentences) if END.search(sentence.text)), 0)  # below a heading
    return tuple(
        make_candidate(sentence, place, starts_line, around, is_first=place == first)
        for place, (sentence, starts_line, around) in enumerate(zip(sentences, starts, arounds, strict=True))
    )


def make_candidate(
    sentence: Sentence, place: int, starts_paragraph: bool, around: Around = ALONE, is_first: bool = False
) -> Candidate:
    """The sentence with its traits; the first of a text leans on nothing, what goes on in a turn on its beginning.

    Args:
        sentence: Any sentence.
        place: Its index in the text.
        starts_paragraph: Whether it begins a line.
        around: What the text says of it.
        is_first: It is the first that is no heading: what a text is about may be told briefly there.
    """
    text = said_in(sentence.text) if around.turn.is_labelled and around.turn.begins else sentence.text
    words = list(_WORD.finditer(text))
    quoted = with_guillemets(text)
    names = {
        stem(word[0])
        for word in words[1:]
        if word[0][0].isupper() and text[word.start() - 1] not in _OPENING and len(word[0]) > 1
    }
    opened, closed = open_quotes(quoted)
    return Candidate(
        sentence,
        place,
        starts_paragraph,
        around,
        tuple(stem(word[0]) for word in words),
        frozenset(names),
        leans_back=(around.turn.goes_on and not around.is_decided) or (place > 0 and _leans(quoted, around)),
        opens_quote=opened or around.is_quoted,
        closes_quote=closed or around.is_quoted,
        is_speech=_is_speech(
            _OURS.sub("", quoted) if is_first else quoted,
            around.is_personal or around.is_outcome or around.turn.in_interview,
            around.turn.begins,
        ),
        is_brief=place > 0 and len(words) < FEW_WORDS and not (around.is_outcome or is_first),
        is_crumb=len(words) < MIN_WORDS
        or around.is_apart
        or around.is_title
        or around.section is Section.HEADING
        or (around.is_lead and not around.turn.is_prompt)
        or (is_greeting(text) if around.turn.is_labelled else _is_no_sentence(text, around))
        or (starts_paragraph and is_entry(text))
        or is_courtesy(text),
    )


def _leans(text: str, around: Around) -> bool:
    """Whether it needs what stands before; not who asks, nor what the whole text, or a chat, comes to."""
    if around.turn.is_prompt or (around.is_outcome and (sums_up(text) or around.is_decided)):
        return False
    told = told_later(text) if around.is_news else told_last(text) if around.is_outcome else text
    return disputes(text) or leans_back(told)


def _is_no_sentence(text: str, around: Around) -> bool:
    """Whether it is no sentence; a heading that takes back what stands below tells the news."""
    return is_no_sentence(text, around.lead is not None) and not around.is_news


def _is_speech(text: str, is_personal: bool, begins_turn: bool) -> bool:
    is_dashed = text[:1] in _DASHES and (begins_turn or text[:2] != "- ")  # an item of a list is no speech
    if is_dashed or text.rstrip('»)"')[-1:] in ("?", "!"):
        return True
    return not is_personal and bool(PERSONAL.search(QUOTED.sub("", text)))


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A word without its ending, in lower case; ё is е.

    >>> stem("Ёлочками"), stem("ёлочка"), stem("мост")
    ('елочка', 'елочка', 'мост')
    """
    return fold(word)[:STEM_LETTERS]
