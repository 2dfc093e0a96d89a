"""Posts told of another: «министр транспорта Орлов» where the source has «министр транспорта Пивкин».

A post is a word of POSTS before a person's name in the same case, with what stands between them. It
counts as another's where the source gives it, with the same words, to somebody else and nowhere names
it in one sentence with the person: former holders and namesakes are left alone.
"""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import islice
from typing import Final

from summarizer.checking.facts import Fact, span_of
from summarizer.checking.findings import Finding, set_against
from summarizer.checking.forms import is_same_name
from summarizer.checking.persons import find_named, is_named, names_of
from summarizer.cleaning.dictionary import PREDICATES, is_proper, readings_of
from summarizer.index import IndexedText, Word

N_READ: Final = 8  # sentences of the source that are read for names; a main character stands everywhere
REACH: Final = 6  # words back from a name where its post may stand
POSTS: Final = frozenset(  # each is one person's at a time, or says whose side somebody is on
    "президент вице-президент премьер премьер-министр вице-премьер канцлер король королева министр губернатор "
    "вице-губернатор мэр вице-мэр глава директор гендиректор председатель зампред спикер прокурор адвокат судья "
    "следователь посол секретарь госсекретарь пресс-секретарь ректор декан главврач капитан вратарь тренер "
    "режиссёр режиссер сценарист композитор дирижёр дирижер архитектор владелец основатель начальник командующий "
    "командир заведующий заместитель помощник начальница коммунист единоросс".split()
)
OTHERS: Final = frozenset("депутат сенатор журналист врач эксперт игрок защитник нападающий".split())  # of many persons
ALONE: Final = frozenset(  # what is another's post without a word more; of «директор» and «глава» there are many
    "адвокат судья прокурор следователь режиссёр режиссер сценарист композитор архитектор коммунист единоросс".split()
)
VAGUE: Final = frozenset(  # what somebody may be besides: a leader, kin, one's fellow, of a country, of a trade
    "лидер представитель представительница коллега соратник сторонник противник соперник участник автор герой гость "
    "собеседник политик человек мужчина женщина девушка парень победитель чемпион брат сестра сын дочь отец мать муж "
    "жена супруг супруга внук вдова друг подруга француз француженка турок грек поляк чех серб финн швед "
    "спортсмен спортсменка учёный ученый исследователь исследовательница специалист чиновник чиновница артист артистка "
    "писатель писательница художник художница музыкант житель жительница горожанин сотрудник сотрудница работник "
    "работница служащий военный офицер предприниматель бизнесмен подросток ребёнок пенсионер пенсионерка доктор "
    "профессор академик педагог преподаватель преподавательница наставник наставница хозяин хозяйка журналистка".split()
)
_OF_LAND: Final = ("анин", "янин", "анка", "янка", "ец")  # «россиянин», «украинец»; «певец» is left out with them
OF_ONE: Final = frozenset(  # what who has another post is not: a director may be a head, a chief or a chairman as well
    "президент премьер премьер-министр канцлер король королева мэр губернатор ректор декан главврач тренер".split()
)
_KINDS: Final = frozenset(  # of directors and the like
    "генеральный финансовый исполнительный коммерческий технический художественный спортивный".split()
)
SIDES: Final = frozenset("адвокат прокурор судья следователь".split())  # of one trial, nobody has two
_HEAD: Final = "глава"  # of a town, a country or a firm
_CASES: Final = frozenset({"nomn", "datv", "ablt"})  # «адвоката Иванова» may be Ivanov's lawyer
_BORDERS: Final = frozenset(",;:.!?()—–")


@dataclass(frozen=True)
class _Post:
    """A person with the post that stands before the name."""

    head: str  # lemma
    kind: str  # «генеральный», or ""
    of: frozenset[str]  # lemmas of what stands between: «транспорта»
    person: Fact
    start: int  # of the post

    def is_like(self, other: "_Post") -> bool:
        return (self.head, self.kind, self.of) == (other.head, other.kind, other.of)


def find_posts(summary: IndexedText, source: IndexedText) -> Iterator[Finding]:
    """A finding for each person of a summary whose post is another's in the source.

    >>> from summarizer.index import index_text
    >>> source = index_text("Министр транспорта Иван Пивкин уехал. Губернатор Олег Львов остался.")
    >>> [f.text for f in find_posts(index_text("Министр транспорта Олег Львов остался дома."), source)]
    ['Олег Львов']
    >>> list(find_posts(index_text("Глава региона Олег Львов остался дома."), source))
    []
    """
    for at, sentence in enumerate(summary.sentences):
        if source.holds(sentence.text):
            continue
        for post in _posts(summary, at, heads=None):
            holder = (_other_side(post, source) or _other_holder(post, source)) if post.head in POSTS else None
            holder = holder or _other_role(post, source)
            if holder:
                its = holder.start, holder.person.stop
                yield set_against("other_name", summary.text, span_of(post.person), source.text, its)


def _other_holder(post: _Post, source: IndexedText) -> _Post | None:
    """Who holds a post in the source, if the person of the summary is named there, but not with the post."""
    told, surname = source.postings.get(post.head, ()), names_of(post.person)[-1:]
    is_whole = post.of or post.kind or post.head in ALONE
    if not is_whole and not (post.head in OF_ONE and _is_no(post, _posts_of(post, source))):
        return None
    whole = islice((i for i in told if post.of <= {word.lemma for word in source.words[i]}), N_READ)
    holders = (one for i in whole for one in _posts(source, i) if post.is_like(one))
    other = next((one for one in holders if not _is_one(post, one)), None)
    if not other or not is_named(surname, source.flat):
        return None
    return None if _is_told_of(post, source) else other


def _other_role(post: _Post, source: IndexedText) -> _Post | None:
    """The person of a post with what the source calls them, if it never gives them the post, but others."""
    told = source.postings.get(post.head, ())
    if not told or post.head in OTHERS or _is_vague(post) or _is_told_of(post, source):
        return None
    roles = [one for one in _posts_of(post, source, heads=None) if not _is_vague(one)]
    if not roles or any(one.head in (post.head, _HEAD) for one in roles):
        return None
    holders = (one for i in islice(told, N_READ) for one in _posts(source, i, heads=None) if one.head == post.head)
    is_held = any(one.of <= post.of or post.of <= one.of for one in holders if not _is_one(post, one))
    return roles[0] if is_held or (post.head in OF_ONE and roles[0].head in POSTS) else None


def _is_vague(post: _Post) -> bool:
    return post.head in VAGUE or post.head.endswith(_OF_LAND)


def _is_told_of(post: _Post, source: IndexedText) -> bool:
    """Whether the source may give the person of a post the same post, or names both too often to tell."""
    told, surname = source.postings.get(post.head, ()), names_of(post.person)[-1:]
    shared = list(islice((i for i in told if is_named(surname, source.words[i])), N_READ + 1))
    return len(shared) > N_READ or any(_may_hold(post, source, i) for i in shared)


def _may_hold(post: _Post, source: IndexedText, at: int) -> bool:
    """Whether a sentence that names a person and a post may give it to the person: it gives it to nobody else."""
    here = [one for one in _posts(source, at, heads=None) if one.head == post.head]
    n_told = sum(word.lemma == post.head for word in source.words[at])
    return n_told > len(here) or any(_is_one(post, one) and one.kind in ("", post.kind) for one in here)


def _other_side(post: _Post, source: IndexedText) -> _Post | None:
    """The person with the post that the source gives, where nobody has both: «адвокат Седова» is no prosecutor."""
    if post.head not in SIDES or _is_told_of(post, source):
        return None
    posts = _posts_of(post, source)
    return next((one for one in posts if one.head in SIDES), None) if _is_no(post, posts) else None


def _posts_of(post: _Post, source: IndexedText, heads: Set[str] | None = POSTS | OTHERS) -> list[_Post]:
    """The posts, or what else of some heads, that the source gives the person of another."""
    surname = names_of(post.person)[-1:]
    named = islice((i for i in range(len(source.sentences)) if is_named(surname, source.words[i])), N_READ)
    return [one for i in named for one in _posts(source, i, heads) if _is_one(post, one)]


def _is_no(post: _Post, posts: Sequence[_Post]) -> bool:
    return bool(posts) and all(one.head not in (post.head, _HEAD) for one in posts)


def _is_one(one: _Post, other: _Post) -> bool:
    names, others = (names_of(post.person) for post in (one, other))
    return any(is_same_name(a, b) for a in names for b in others)


def _posts(text: IndexedText, at: int, heads: Set[str] | None = POSTS) -> list[_Post]:
    """The persons of sentence ``at`` with their posts, or with any word for a person; offsets in the text."""
    posts = (_post_of(person, text, text.words[at], heads) for person in find_named(text, at))
    return [post for post in posts if post]


def _post_of(person: Fact, text: IndexedText, words: Sequence[Word], heads: Set[str] | None) -> _Post | None:
    name = next((word for word in words if word.start >= person.start), None)
    cases = cases_of_one(name.lower, "Name", "Surn") if name else frozenset()
    between: list[str] = []
    last = person.start
    before = [word for word in words if word.start < person.start]
    for i, word in [*enumerate(before)][: -REACH - 1 : -1]:
        if not _BORDERS.isdisjoint(text.text[word.stop : last]):
            return None
        if (_is_role(word) if heads is None else word.lemma in heads) and cases_of_one(
            word.lower, "NOUN"
        ) & cases & _CASES:
            kind = before[i - 1].lemma if i and before[i - 1].lemma in _KINDS else ""
            return _Post(word.lemma, kind, frozenset(between), person, word.start)
        if heads is None and readings_of(word.lower)[0].grammemes & PREDICATES:
            return None  # «писатель обошёл Мураками»
        between.append(word.lemma)
        last = word.start
    return None


def _is_role(word: Word) -> bool:
    """Whether a word in the singular says who somebody is: «геолог», «вице-мэр»."""
    reading = readings_of(word.lower)[0]
    return word.lemma in POSTS or (reading.grammemes >= {"NOUN", "anim", "sing"} and not is_proper(word.lower))


def cases_of_one(word: str, *kinds: str) -> frozenset[str]:
    """The cases of the readings of a word that are of a kind, in the singular."""
    readings = [r.grammemes for r in readings_of(word) if "sing" in r.grammemes and r.grammemes & set(kinds)]
    return frozenset(case for one in readings for case in one if case in _CASES)
