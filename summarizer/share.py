"""A share as people write it."""


def share_of(written: str) -> float:
    """``10%``, ``0.1`` or ``0,1`` as a number, whatever its range.

    Raises:
        ValueError: It is no number.

    >>> share_of("10%"), share_of(" 0,1 "), share_of("12.5 %")
    (0.1, 0.1, 0.125)
    """
    number = written.strip().replace(",", ".")
    return float(number[:-1]) / 100 if number.endswith("%") else float(number)
