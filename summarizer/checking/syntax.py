"""A sentence → who does what to whom, as slovnet's parser and the dictionary's case endings agree.

The parser says which word hangs on which verb, and the endings whether it can stand in that role:
where the two differ, the word is left out, since a wrong role would raise a false alarm.
"""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from summarizer.checking.forms import is_given_name
from summarizer.checking.trees import Node, parse
from summarizer.cleaning.dictionary import cases_of, readings_of

_OPENING: Final = frozenset('«„“"')
_VERBS: Final = frozenset({"VERB", "INFN", "PRTS", "PRTF", "GRND"})
_AGREEING: Final = frozenset({"sing", "plur", "masc", "femn", "neut", "past", "pres", "futr"})
_CASES: Final = frozenset({"nomn", "gent", "datv", "accs", "ablt", "loct", "gen2", "loc2"})
_PARTS: Final = ("appos", "flat:name", "flat", "nummod", "nummod:gov", "nmod", "amod")  # of an argument
_SAME: Final = ("appos", "flat:name")  # words of an argument that name the same


@dataclass(frozen=True)
class Argument:
    """What stands in a role: ``names`` and ``nouns`` that it goes by, in lower case; offsets in the sentence.

    One that goes by neither is a pronoun, or left out: nobody can tell what it is.
    """

    role: str
    names: frozenset[str]
    nouns: frozenset[str]
    start: int
    stop: int
    is_sure: bool  # its ending allows no other role


@dataclass(frozen=True)
class Clause:
    """A verb with what stands around it."""

    verb: str  # dictionary form
    arguments: tuple[Argument, ...]
    start: int  # of the verb in the sentence
    stop: int


@lru_cache(maxsize=512)
def find_clauses(sentence: str) -> tuple[Clause, ...]:
    """The clauses of a sentence; none without the parser, or beyond MAX_TOKENS.

    >>> clauses = find_clauses("Команду обыграл Юсупов.")
    >>> [(c.verb, [(a.role, sorted(a.names | a.nouns)) for a in c.arguments]) for c in clauses]
    [('обыграть', [('patient', ['команда']), ('agent', ['юсупов'])])]
    >>> find_clauses("Тишина.")
    ()
    """
    nodes = parse(sentence)
    verbs = [i for i, node in enumerate(nodes) if _is_verb(node)]
    clauses = (Clause(_lemma(nodes[i]), tuple(_arguments(nodes, i)), nodes[i].start, nodes[i].stop) for i in verbs)
    return tuple(clause for clause in clauses if clause.arguments)


def _is_verb(node: Node) -> bool:
    return bool(_grammemes(node) & _VERBS)


def _lemma(node: Node) -> str:
    return readings_of(node.lower)[0].lemma


def _grammemes(node: Node) -> Set[str]:
    return readings_of(node.lower)[0].grammemes


def _arguments(nodes: Sequence[Node], verb: int) -> Iterator[Argument]:
    grammemes = _grammemes(nodes[verb])
    is_passive = "PRTS" in grammemes or any(n.head == verb and n.relation == "nsubj:pass" for n in nodes)
    for i in range(len(nodes)):
        if _governor(nodes, i) == verb:
            role, is_sure = _role(nodes, i, grammemes, is_passive)
            if role:
                same = [i, *(j for j, other in enumerate(nodes) if other.head == i and other.relation == "conj")]
                yield from (_argument(nodes, j, role, is_sure) for j in same)
    head = nodes[verb].head
    if head < 0:
        return
    if "PRTF" in grammemes and _is_noun(nodes[head]):  # «Жукова, набравшая …»
        yield _argument(nodes, head, "patient" if "pssv" in grammemes else "agent", is_sure=True)
    elif nodes[verb].relation == "conj" and _has_no_subject(nodes, verb) and _is_alike(nodes, verb):
        yield from (a for a in _arguments(nodes, head) if a.role == "agent")  # «Гурия закрыла границу и отказалась …»
    elif "GRND" in grammemes and _grammemes(nodes[head]) & {"VERB", "INFN"}:
        yield from (a for a in _arguments(nodes, head) if a.role == "agent")  # «Шелест открыл её, опередив …»


def _governor(nodes: Sequence[Node], i: int) -> int:
    """The word that an argument belongs to: a bare dative that the parser hangs on a noun belongs to its verb."""
    node = nodes[i]
    head = node.head
    if node.relation not in ("iobj", "nmod") or head < 0 or _is_verb(nodes[head]):
        return head
    has_preposition = any(n.head == i and n.relation == "case" for n in nodes)
    if has_preposition or "datv" not in cases_of(node.lower) or "gent" in cases_of(node.lower):
        return head
    for _ in nodes:
        if head < 0 or _is_verb(nodes[head]):
            break
        head = nodes[head].head
    return head


def _role(nodes: Sequence[Node], i: int, verb: Set[str], is_passive: bool) -> tuple[str, bool]:
    """The role of an argument, "" where ending and parser do not agree, and whether its ending is clear."""
    node = nodes[i]
    cases = _cases(nodes, i, verb)
    relation = node.relation.split(":")[0]
    preposition = next((n.lower for n in nodes if n.head == i and n.relation == "case"), "")
    if preposition:
        return (f"with {preposition}", True) if relation in ("obl", "iobj", "nmod") else ("", False)
    if not cases:
        return ("patient" if relation == "obj" else "", False)  # a number alone
    if relation == "nsubj" and "nomn" in cases:
        return "patient" if is_passive else "agent", "accs" not in cases or _is_hers(node, verb)
    if relation == "nsubj" and not is_passive and (_is_no_subject(node, verb) or _is_of_object(node)):
        return ("patient", True) if "accs" in cases else ("", False)
    if relation == "obj" and cases & {"accs", "gent"}:
        return "patient", "nomn" not in cases
    if relation == "obj" and "Surn" in _grammemes(node) and not is_passive and "sing" in verb:
        return ("agent", True) if "nomn" in cases and "femn" not in verb else ("", False)
    if relation in ("iobj", "obj", "obl") and "ablt" in cases and "datv" not in cases:
        return ("agent" if is_passive else "by", True)
    if relation in ("iobj", "nmod") and "datv" in cases:
        return "recipient", "accs" not in cases
    return "", False


def _is_no_subject(node: Node, verb: Set[str]) -> bool:
    """Whether a surname's one nominative is a woman's, beside a man's verb: «Соколова обыграл Зайцев»."""
    readings = [reading.grammemes for reading in readings_of(node.lower)]
    is_hers = "Surn" in readings[0] and any(one >= {"Surn", "femn", "nomn"} for one in readings)
    return is_hers and verb >= {"past", "masc"}


def _is_of_object(node: Node) -> bool:
    """Whether a name can be nobody's but one object's: «Йовича сменил Лапшин»."""
    readings = [reading.grammemes for reading in readings_of(node.lower)]
    return node.text[0].isupper() and not any({"nomn", "plur"} & one for one in readings)


def _is_hers(node: Node, verb: Set[str]) -> bool:
    """Whether a woman's surname stands beside a woman's verb: «Шубина уговорила»."""
    is_woman = any(one.grammemes >= {"Surn", "femn", "nomn"} for one in readings_of(node.lower))
    return is_woman and verb >= {"past", "femn"}


def _cases(nodes: Sequence[Node], i: int, verb: Set[str]) -> Set[str]:
    """The cases that a word may stand in: a surname is no common noun, nor a woman's the subject of «обыграл»."""
    readings = [reading.grammemes for reading in readings_of(nodes[i].lower)]
    if _is_no_subject(nodes[i], verb):
        readings = [one for one in readings if not one >= {"femn", "nomn"}]
    surnames = [one for one in readings if "Surn" in one and "plur" not in one]
    is_surname = surnames and i > 0 and nodes[i].text[0].isupper()  # what opens a sentence may be «орлов», of eagles
    is_surname = is_surname and nodes[i - 1].text not in _OPENING  # «Ростов» is a club
    return frozenset().union(*(surnames if is_surname else readings)) & _CASES


def _argument(nodes: Sequence[Node], i: int, role: str, is_sure: bool) -> Argument:
    same = {i}
    for j, node in enumerate(nodes):  # «банк» ← «Ладога», «аптекарь» ← «Дамир» ← «Валеев»
        is_given = node.relation == "nmod" and is_given_name(node.lower) and _is_somebody(nodes[node.head])
        if node.head in same and (node.relation in _SAME or is_given):
            same.add(j)
    whole = set(same)
    for j in (*range(len(nodes)), *range(len(nodes))):
        if nodes[j].head in whole and nodes[j].relation in _PARTS:
            whole.add(j)
    names = {nodes[j].lower for j in same if _is_name(nodes, j)} or {
        nodes[j].lower
        for j in whole
        if nodes[j].head == i and nodes[j].relation == "nmod" and _is_name(nodes, j) and _is_somebody(nodes[i])
    }  # «хоккеисты «Сокола»» are «Сокол», «картина Репина» is not Repin
    names |= {nodes[j].lower for j in whole if j and nodes[j - 1].text in _OPENING and _is_name(nodes, j)}
    nouns = {_lemma(nodes[j]) for j in same if not _is_name(nodes, j) and _is_noun(nodes[j])}
    start = min(nodes[j].start for j in whole)
    return Argument(role, frozenset(names), frozenset(nouns), start, max(nodes[j].stop for j in whole), is_sure)


def _is_name(nodes: Sequence[Node], i: int) -> bool:
    text = nodes[i].text
    if not text[0].isupper() or len(text) == 1:
        return False
    readings = [reading.grammemes for reading in readings_of(text)]
    if nodes[i].relation == "nsubj":  # «Зайцев обыграл», not «зайцев», of hares
        readings = [one for one in readings if "nomn" in one] or readings
    return i > 0 or bool(readings[0] & {"Name", "Surn", "Patr", "Geox"})


def _has_no_subject(nodes: Sequence[Node], verb: int) -> bool:
    return not any(node.head == verb and node.relation.startswith(("nsubj", "csubj")) for node in nodes)


def _is_alike(nodes: Sequence[Node], verb: int) -> bool:
    """Whether a verb and the one that it is joined to agree, so that both may have one subject."""
    one, other = _grammemes(nodes[verb]), _grammemes(nodes[nodes[verb].head])
    return {"VERB"} <= one & other and one & _AGREEING == other & _AGREEING


def _is_somebody(node: Node) -> bool:
    return any("anim" in reading.grammemes for reading in readings_of(node.lower))


def _is_noun(node: Node) -> bool:
    return "NOUN" in _grammemes(node)
