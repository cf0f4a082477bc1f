"""Limits of one column: header, drop-down, texts of the input message."""

from __future__ import annotations

import re
from collections.abc import Iterator

from osago_xl.schema.columns import Choice, Column

HEADER_LIMIT, LIST_LIMIT, PROMPT_LIMIT, WIDTH_LIMIT = 255, 255, 255, 255
GROUP_LIMIT = 10

_HEADER_FORBIDDEN = re.compile(r"[#\[\]'\r\n\t]")


def column_problems(where: str, column: Column) -> Iterator[str]:
    """What is wrong with a column of a table; `where` names it."""
    if not column.header.strip() or len(column.header) > HEADER_LIMIT or _HEADER_FORBIDDEN.search(column.header):
        yield f"{where}: a header has 1 to {HEADER_LIMIT} characters, no line breaks, none of # [ ] '"
    if not 0 < column.width <= WIDTH_LIMIT:
        yield f"{where}: a width of {column.width}"
    if len(column.group) > GROUP_LIMIT:
        yield f"{where}: group «{column.group}» does not fit upright into the header, at most {GROUP_LIMIT} characters"
    yield from cell_problems(where, column)


def cell_problems(where: str, column: Column) -> Iterator[str]:
    """What is wrong with a column of a table or a cell of a form."""
    if not (column.key.isascii() and column.key.isidentifier()):
        yield f"{where}: the key {column.key} is not an identifier"
    if len(column.help) > PROMPT_LIMIT:
        yield f"{where}: an input message of {len(column.help)} characters; Excel shows {PROMPT_LIMIT}"
    if column.formula.startswith("="):
        yield f"{where}: a formula is declared without «=»"
    if isinstance(column, Choice) and isinstance(column.source, tuple):
        joined = ",".join(column.source)
        if len(joined) > LIST_LIMIT:
            yield f"{where}: a list of {len(joined)} characters; Excel allows {LIST_LIMIT}, point to a table instead"
        if any("," in word or '"' in word for word in column.source):
            yield f"{where}: a word of a list holds a comma or a quote"
