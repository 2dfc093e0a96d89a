"""Requests in smaller batches where memory runs out: half of them, and so on down to one."""

import logging
from collections.abc import Sequence

from summarizer.engines import Draft, Engine, Request
from summarizer.errors import InputError

_log = logging.getLogger(__name__)


def generate_sparingly(engine: Engine, requests: Sequence[Request]) -> list[list[Draft]]:
    """What ``engine.generate`` returns; drafts do not depend on what shares their batch.

    Raises:
        InputError: Memory runs out even for one request.
    """
    try:
        return engine.generate(requests)
    except (MemoryError, RuntimeError) as error:
        if not is_out_of_memory(error):
            raise
        if len(requests) <= 1:
            n_chars = sum(len(request.source) for request in requests)
            raise InputError(
                f"Модели не хватило памяти на кусок в {n_chars} знаков даже в одиночку. "
                "Закройте другие программы, возьмите --device cpu или модель меньше (--model)"
            ) from error
    # Out of the except block: the error holds the frames, and they hold the memory.
    _log.debug("Out of memory with %d requests: halving", len(requests))
    half = len(requests) // 2
    return generate_sparingly(engine, requests[:half]) + generate_sparingly(engine, requests[half:])


def is_out_of_memory(error: BaseException) -> bool:
    """True for Python's MemoryError and for what torch and CTranslate2 raise, which are not imported for it.

    >>> is_out_of_memory(RuntimeError("CUDA failed with error out of memory"))
    True
    >>> is_out_of_memory(RuntimeError("size mismatch"))
    False
    """
    is_named = type(error).__name__ in ("OutOfMemoryError", "AcceleratorOutOfMemoryError")
    said = str(error).lower()
    return isinstance(error, MemoryError) or is_named or "out of memory" in said or "can't allocate memory" in said
