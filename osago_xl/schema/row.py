"""A row of a table, whatever book it is read from. `schema.rows` says for every table which key holds what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


class Row(dict[str, Any]):
    """A row of a table by the keys of its columns.

    `at` is its place in the table (0 = first row below the header; -1 = not in the book yet). What does not fit its
    column is a `Misfit` (`values.misfit`).
    """

    __slots__ = ("at",)

    def __init__(self, values: Mapping[str, Any] | Iterable[tuple[str, Any]] = (), at: int = -1) -> None:
        super().__init__(values)
        self.at = at

    def cell(self, key: str) -> Any:
        """The value of a column that only the declaration or the data name: the checker of types cannot know it."""
        return self[key]

    def copy(self) -> Row:
        """A row of its own with the same values and place."""
        return Row(self, self.at)
