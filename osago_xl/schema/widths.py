"""How wide a column is drawn: as declared, and never too narrow for its header's longest word and its kind of value.

Measured with Arial 10 and the indent of one that every cell has: a sum that does not fit is shown as ###.
"""

from __future__ import annotations

from osago_xl.schema.columns import Column, Day, Key, Moment, Money

_BOLD, _EDGES = 1.03, 2.2
"""Characters a bold letter of a header takes, and borders with the indent."""
_LEAST: tuple[tuple[type[Column], float], ...] = ((Moment, 17), (Day, 12), (Money, 12.5), (Key, 11))
"""«26.11.2026 09:15», «26.11.2026», «123 456,78», «К-000123»; the first kind that fits counts."""


def drawn_width(column: Column) -> float:
    """Characters of width, 0 for a hidden column."""
    if column.hidden:
        return column.width
    word = max(map(len, column.header.split()), default=0)
    header = word * _BOLD + _EDGES if word > 1 else 0
    kind = next((width for kind, width in _LEAST if isinstance(column, kind)), 0)
    return round(max(column.width, header, kind), 1)
