"""Keys over all books: К-000123 of book 7 is К-7-000123 in the store and in every other book."""

from __future__ import annotations

import re
from collections.abc import Iterable


def outside(key: str, prefix: str, code: int) -> str:
    """The key of a row as the office knows it; `code` is that of the book that shows `key`."""
    if not key or re.fullmatch(rf"{prefix}\d+-.+", key):
        return key
    return f"{prefix}{code}-{key.removeprefix(prefix)}"


def inside(key: str, prefix: str, code: int) -> str:
    """The key as the book with this code shows it."""
    own = f"{prefix}{code}-"
    return prefix + key.removeprefix(own) if key.startswith(own) else key


def is_own(key: str, prefix: str, code: int) -> bool:
    """Whether the row was made in the book with this code."""
    return key.startswith(f"{prefix}{code}-")


def next_free(prefix: str, code: int, taken: Iterable[str]) -> str:
    """The next key of a book that nobody has had, as the office knows it."""
    numbers = (re.fullmatch(rf"{prefix}{code}-(\d+)", key) for key in taken)
    last = max((int(number[1]) for number in numbers if number), default=0)
    return f"{prefix}{code}-{last + 1:06d}"
