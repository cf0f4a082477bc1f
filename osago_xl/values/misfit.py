"""What stands in a cell and does not fit its column: a value of the row like any other, so that nobody can lose it.

A misfit is falsy, equal to another with the same content, and written back as it came. It stands for nothing: sums,
formulas and questions pass it by as they pass by an empty cell.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, TypeVar

T = TypeVar("T")


class ErrorText(str):
    """The error a cell shows, «#N/A»: nothing that anybody has typed."""

    __slots__ = ()


class Misfit:
    """`raw` is what the cell holds: a text, a number, a truth value, a moment, an `ErrorText`."""

    def __init__(self, raw: object) -> None:
        self.raw = raw

    def __bool__(self) -> Literal[False]:
        return False

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Misfit) and type(self.raw) is type(other.raw) and self.raw == other.raw

    def __ne__(self, other: object) -> bool:
        return not self == other  # the inequality of texts would come first

    def __hash__(self) -> int:
        return hash((Misfit, self.raw))

    def __str__(self) -> str:
        return str(self.raw)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.raw!r})"


class TextMisfit(Misfit, str):
    """The misfit of a column of texts, an error as a rule: to whoever reads it, the empty text."""

    def __new__(cls, _raw: object) -> TextMisfit:
        return super().__new__(cls, "")

    def __str__(self) -> str:
        return ""


def as_typed(value: object) -> object:
    """A value as somebody is shown it: of a misfit what stands in the cell."""
    return value.raw if isinstance(value, Misfit) else value


def whole(value: int | Decimal | Misfit | None) -> int | None:
    """A number of whole things: pieces, seats, kilometres; what is broken is cut."""
    return None if value is None or isinstance(value, Misfit) else int(value)


def exact(value: int | Decimal | Misfit | None) -> Decimal | None:
    """A number with all its places."""
    return None if value is None or isinstance(value, Misfit) else Decimal(value)


def known(value: T | Misfit | None) -> T | None:
    """A value where 0 counts as one: None for an empty cell and for a misfit."""
    return None if isinstance(value, Misfit) else value
