"""What follows from the traits of columns and tables: nobody keeps lists of columns outside their declaration."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from osago_xl.schema.columns import Choice, Column, Key, Text
from osago_xl.schema.tables import Table, WorkbookSchema

OWN_MONEY = ("Деньги", "КВ")
"""Groups of columns about commission and settlements: private unless a column says otherwise."""


def is_personal(table: Table, column: Column) -> bool:
    """Whether a cell goes when a person is erased.

    Of a person everything does unless its column says otherwise; of his affairs, whatever the agent writes in his own
    words.
    """
    if column.formula or (isinstance(column, Key) and column.own):
        return False
    if column.personal is not None:
        return column.personal
    if table.about == "a person":
        return True
    return table.about == "a client's affairs" and type(column) is Text and column.fill == "input"


def personal(table: Table) -> list[Column]:
    """The columns of a table that are erased."""
    return [column for column in table.columns if is_personal(table, column)]


def is_private(column: Column) -> bool:
    """Whether a cell is the owner's alone."""
    return column.group in OWN_MONEY if column.private is None else column.private


def causes(tables: Iterable[Table], name: str) -> frozenset[str]:
    """Columns of a table from which stored figures follow; empty when every cell may alter some."""
    sources = [source.partition(": ") for table in tables for column in table.columns for source in column.follows]
    columns = [named.split() for table, _, named in sources if table == name]
    return frozenset() if [] in columns else frozenset({"key"}.union(*columns))


def links(table: Table, to: str) -> list[str]:
    """The columns that hold keys of another table."""
    return [column.key for column in table.columns if isinstance(column, Key) and not column.own and column.of == to]


def lead(source: Table, table: str) -> str:
    """The column of `source` that leads to a row of `table`: its own key, else the first such link; "" for none."""
    if source.name == table:
        return source.key
    return next((column.key for column in source.columns if column.leads == table), "")


def holders(schema: WorkbookSchema, table: str) -> Iterator[tuple[str, str]]:
    """(table, column) of the cells that keep a row from being deleted: links, and words of a list it stands in."""
    sources = {name for name, (source, _) in schema.lists.items() if source == table}
    for other in schema.tables.values():
        for column in other.columns:
            link = isinstance(column, Key) and column.holds and column.leads == table
            if link or (isinstance(column, Choice) and isinstance(column.source, str) and column.source in sources):
                yield other.name, column.key


def identifiers(table: Table) -> Mapping[str, str]:
    """Column → the rules of the number it holds."""
    return {column.key: column.identifier for column in table.columns if column.identifier}
