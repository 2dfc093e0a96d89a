"""Who takes part in a deed: whether a summary's argument is one of the source's, or stands in another's place."""

from typing import Final

from summarizer.checking.forms import is_same_name
from summarizer.checking.syntax import Argument, Clause

CORE: Final = frozenset({"agent", "patient", "recipient"})
CROSSED: Final = CORE | {"with у", "with от", "with к"}  # «отбил у»; who met «with с» is the same either way


def is_open(argument: Argument) -> bool:
    """Whether nobody can tell who or what it is."""
    return not argument.names and not argument.nouns


def is_same(one: Argument, other: Argument) -> bool:
    """Whether two arguments may be the same: a name in common, or, where one has none, a noun."""
    if one.names and other.names:
        return any(is_same_name(a, b) for a in one.names for b in other.names)
    return bool(one.nouns & other.nouns)


def is_held(argument: Argument, other: Clause) -> bool:
    """Whether a clause has the argument in its role, or nobody can tell."""
    return is_open(argument) or any(one.role == argument.role and is_same(argument, one) for one in other.arguments)


def crossed(argument: Argument, clause: Clause, other: Clause, is_person: bool) -> Argument | None:
    """What stands in the argument's place in the source, if the argument itself stands in another there.

    Two that changed places are proof enough; one alone must be a person with a clear ending on both sides.
    """
    places = [one for one in other.arguments if one.role != argument.role and is_same(argument, one)]
    if len(places) != 1 or not {argument.role, places[0].role} <= CROSSED:
        return None
    there = [one for one in other.arguments if one.role == argument.role]
    swapped = [
        one for one in clause.arguments if one.role == places[0].role and any(is_same(one, rival) for rival in there)
    ]
    is_clear = is_person and {argument.role, places[0].role} <= CORE and argument.is_sure and places[0].is_sure
    if swapped or (is_clear and not any(is_same(argument, one) for one in there)):
        return there[0] if there else places[0]
    return None
