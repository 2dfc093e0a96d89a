"""The facts of a text: what can be held against its source."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal, Protocol, TypeVar

Span = tuple[int, int]  # offsets: the start, and the stop behind the end
FactKind = Literal["number", "date", "person", "organisation", "place", "name", "abbreviation", "quotation"]
YEAR: Final = 12  # months
EXACT: Final = 9  # digits of what is told in no round number, or worked out
OCCASION: Final = "раз"  # what «6 раз» counts; «в 6 раз» counts nothing
How = Literal["copied", "verbatim", "form", "open", "other", "absent"]
NAME_KINDS: Final[tuple[FactKind, ...]] = ("person", "organisation", "place", "name", "abbreviation")


class Part(Protocol):
    """What stands somewhere in a text: a word, a sentence, a fact."""

    @property
    def start(self) -> int: ...

    @property
    def stop(self) -> int: ...


AnyPart = TypeVar("AnyPart", bound=Part)


def span_of(*parts: Part) -> Span:
    """From where the first of some parts of a text begins to where the last one ends."""
    return min(part.start for part in parts), max(part.stop for part in parts)


def overlap(one: Part, other: Part) -> bool:
    """Whether two parts of a text share a character."""
    return one.start < other.stop and other.start < one.stop


def apart(parts: Iterable[AnyPart], others: Sequence[Part]) -> list[AnyPart]:
    """Those of some parts of a text that share no character with others."""
    return [one for one in parts if not any(overlap(one, other) for other in others)]


@dataclass(frozen=True)
class Fact:
    """A number, a date, a name or a quotation in a text, with its offsets."""

    kind: FactKind
    text: str
    start: int
    stop: int

    @property
    def is_name(self) -> bool:
        """Whether it names a person, an organisation, a place or a thing."""
        return self.kind in NAME_KINDS


@dataclass(frozen=True)
class Quantity(Fact):
    """A number with what it counts; ``value`` is in the first unit of its family (units.tsv)."""

    value: float = 0.0
    factor: float = 1.0  # of the unit as written: value / factor is the number that was written
    family: str = ""  # "length", "rouble", "percent" …; "" where a noun is counted, or nothing
    noun: str = ""  # lemma of what is counted
    is_animate: bool | None = None  # of the noun; None where there is none
    is_ordinal: bool = False
    is_collective: bool = False  # «двое», «семеро»: people, unless a noun says otherwise
    is_loose: bool = False  # «один», «первый», «половина»: often not a figure at all
    has_hedge: bool = False  # «около», «почти», «более»
    sign: int = 0  # 1 above zero, −1 below; of these three 0 is «not said»
    bound: int = 0  # 1 «более», −1 «менее»
    trend: int = 0  # 1 «вырос на», −1 «упал на», «упал до»
    is_level: bool = False  # «вырос до»: where a trend leads, not how far
    edge: int = 0  # −1 «с 38» and 1 «до 42» of «с 38 до 42»
    per_hours: float = 0.0  # «в сутки»; 0 where it is no rate
    is_gapped: bool = False  # the unit or the noun is that of the number before it: «Ему 5 мест, ей — 3»
    is_ago: bool = False  # «два года назад»
    n_digits: int = 0  # significant digits as written
    scale: float = 1.0  # of «тыс.», «млн»: value / factor / scale are the digits that were written
    parts: tuple["Quantity", ...] = ()  # «56 рублей» and «40 копеек» of what is told in two units
    clock: int | None = None  # the time of day that it may tell, in minutes
    is_clock: bool = False  # «в 18:30»: it tells a time of day and nothing else

    def is_opposed(self, other: "Quantity") -> bool:
        """Whether they point different ways, «более 500» and «менее 500», or are no one thing, «на 5» and «до 5»."""
        signs = (self.sign * other.sign, self.bound * other.bound, self.trend * other.trend, self.edge * other.edge)
        is_other_reach = self.trend != 0 != other.trend and self.is_level != other.is_level
        is_other_rate = self.per_hours != 0 != other.per_hours and self.per_hours != other.per_hours
        return min(signs) < 0 or is_other_reach or is_other_rate

    @property
    def is_bare(self) -> bool:
        """Whether nothing says what is counted."""
        return not self.family and not self.noun


@dataclass(frozen=True)
class Moment(Fact):
    """A date or a period; fields that are not said are None."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None  # 1 is Monday, 8 the weekend
    season: int | None = None  # 1 is winter
    relative: int | None = None  # days from today, as in «вчера»
    is_decade: bool = False  # ``year`` is its first year

    @property
    def is_open(self) -> bool:
        """Whether its meaning hangs on the day of writing."""
        return self.weekday is not None or self.relative is not None


@dataclass(frozen=True)
class Held:
    """How a source holds a fact of a summary.

    ``how``: ``copied``, in a sentence that the source says word for word; ``verbatim``; ``form``, in another form,
    which ``note`` names; ``open``, the source does not say enough to tell; ``other``, the source says it of something
    else; ``absent``.
    """

    fact: Fact
    how: How
    note: str = ""
    source_start: int = 0  # its counterpart; both 0 where there is none
    source_stop: int = 0

    @property
    def is_unsupported(self) -> bool:
        """Whether a reader should be warned."""
        return self.how in ("other", "absent")


def hold_by(fact: Fact, how: How, note: str, *parts: Part) -> Held:
    """A fact as some parts of the source, one or more, hold it."""
    return Held(fact, how, note, *span_of(*parts))


def hold_alike(fact: Fact, other: Fact, note: str) -> Held:
    """A fact as the source says it in these words, or else in another form, which ``note`` names."""
    if fact.text.lower() == other.text.lower():
        return hold_by(fact, "verbatim", "", other)
    return hold_by(fact, "form", note, other)
