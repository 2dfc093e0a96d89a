"""Small random damage."""

import random
from io import BytesIO
from zipfile import ZipFile

from ..documents import (
    zipped,
)


def mutate(data: bytes, rng: random.Random) -> bytes:
    """The data with random damage; of half of the zip archives a member is damaged and packed again."""
    if data.startswith(b"PK") and rng.random() < 0.5:
        with ZipFile(BytesIO(data)) as archive:
            members: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
        name = rng.choice([name for name in members if members[name]])
        members[name] = _damaged(bytes(members[name]), rng)  # type: ignore[arg-type]
        return zipped(members)
    return _damaged(data, rng)


def _damaged(data: bytes, rng: random.Random) -> bytes:
    damaged = bytearray(data)
    for _ in range(rng.choice((1, 2, 5, 20))):
        at = rng.randrange(len(damaged) or 1)
        length = rng.randint(1, 30)
        match rng.randrange(6):
            case 0 | 1 | 2:
                damaged[at : at + 1] = rng.randbytes(1)
            case 3:
                del damaged[at : at + length]
            case 4:
                damaged[at:at] = damaged[at : at + length] * rng.choice((1, 100))
            case _:
                damaged[at : at + length] = rng.randbytes(length)
    return bytes(damaged[: rng.randrange(1, len(damaged) + 1)] if rng.random() < 0.1 else damaged)
