"""How much is to be filled."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Room:
    """How much is to be filled, in the unit of sizes: at least ``least``, never more than ``most``.

    Where nothing fits between the two, the sentence that comes nearest to ``target`` may go
    beyond ``most`` if ``is_soft``. Where each sentence ``stands_alone``, none comes with another.
    """

    target: float
    least: float
    most: float
    is_soft: bool = False
    stands_alone: bool = False
