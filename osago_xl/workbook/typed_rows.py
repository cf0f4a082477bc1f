"""schema/rows.py: what the checker of types knows of the rows of every table, written from the declaration."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from osago_xl.schema.columns import Column, Day, Moment, Money, Number, Rate, Text, Value
from osago_xl.schema.tables import Table, WorkbookSchema

_HEAD = '''"""The rows of all tables for the checker of types: key → what stands there. Written by `osago-xl build`.

An empty cell is None (in a column of texts ""), and a cell that does not fit its column a `Misfit`; both are false.
"""

# fmt: off
# ruff: noqa: E501

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal, overload

from osago_xl.schema.row import Row
from osago_xl.values.misfit import Misfit
'''
_TYPES: tuple[tuple[type[Column], str], ...] = (
    (Text, "str"),
    (Moment, "datetime | Misfit | None"),
    (Day, "date | Misfit | None"),
    (Money, "Decimal | Misfit | None"),
    (Rate, "Decimal | Misfit | None"),
    (Number, "int | Decimal | Misfit | None"),
    (Value, "Any"),
)
"""The narrower class first: a moment is a day too."""


def class_name(table: Table) -> str:
    """tblClients → ClientsRow."""
    return f"{table.name.removeprefix('tbl')}Row"


def rows_module(schema: WorkbookSchema) -> str:
    """The text of the module."""
    return _HEAD + "".join(f"\n\n{text}" for table in schema.tables.values() for text in [_class(table)])


def _class(table: Table) -> str:
    kinds: dict[str, list[str]] = defaultdict(list)
    for column in table.columns:
        kinds[_type(column)].append(column.key)
    return f"class {class_name(table)}(Row):\n" + "\n".join(_methods(kinds))


def _methods(kinds: dict[str, list[str]]) -> Iterator[str]:
    """One overload per type; a class with a single type has a plain method."""
    heads = [f"__getitem__(self, key: Literal[{_named(keys)}]) -> {kind}:" for kind, keys in kinds.items()]
    if len(heads) == 1:
        yield f"    def {heads[0]}  # type: ignore[override]"
        yield "        return super().__getitem__(key)  # type: ignore[no-any-return]"
    else:
        for head in heads:
            yield "    @overload" + ("  # type: ignore[override]" if head is heads[0] else "")
            yield f"    def {head} ..."
        yield "    def __getitem__(self, key: str) -> Any: return super().__getitem__(key)"
    yield ""


def _named(keys: list[str]) -> str:
    return ", ".join(f'"{key}"' for key in keys)


def _type(column: Column) -> str:
    return next(name for kind, name in _TYPES if isinstance(column, kind))
