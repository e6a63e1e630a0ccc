"""Numbers as they were written: 0.1 is a tenth, so a day or a point is never off."""

from fractions import Fraction


def exact(value: float) -> Fraction:
    """
    Return the decimal number that a value is written as.

    :raises ValueError: if it is infinite or not a number.
    """
    return Fraction(str(value))
