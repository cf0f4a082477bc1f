"""What an office shares, from the declaration of the workbook: a table of the store for every table that is exchanged.

Of a row are stored its values that somebody has said, in typed columns; figures that follow from others are computed
in every book anew. What does not fit its column stands beside, in `row_misfits` and `row_private_misfits`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import sqlalchemy as sa

from osago_xl.agency.types import Exact
from osago_xl.keeping.handed_over import kept_columns
from osago_xl.keeping.keys import in_order
from osago_xl.schema import traits
from osago_xl.schema.columns import Column, Day, Key, Moment, Number
from osago_xl.schema.tables import Table
from osago_xl.schema.workbook import WORKBOOK

METADATA = sa.MetaData()


@dataclass(frozen=True)
class Shared:
    """A table of the workbook and its table in the store."""

    table: Table
    stored: sa.Table

    @property
    def name(self) -> str:
        """Its name in the workbook, by which history and reports call it."""
        return self.table.name

    @cached_property
    def columns(self) -> Mapping[str, Column]:
        """The columns that are exchanged, by their keys."""
        return {column.key: column for column in kept_columns(self.table)}

    @cached_property
    def links(self) -> Mapping[str, Key]:
        """Columns that hold keys of rows."""
        return {key: column for key, column in self.columns.items() if isinstance(column, Key)}

    @cached_property
    def private(self) -> frozenset[str]:
        """Columns that no sub-agent may see; all of a private table."""
        return frozenset(key for key, column in self.columns.items() if self.table.private or traits.is_private(column))

    @cached_property
    def personal(self) -> list[str]:
        """Columns that are emptied when a person is to be forgotten."""
        return [column.key for column in traits.personal(self.table) if column.key in self.columns]

    def hides(self, column: str) -> bool:
        """Whether a change of this column ("": of the row as a whole) is nothing for a sub-agent."""
        return self.table.private or column in self.private

    @property
    def has_owner(self) -> bool:
        """Whether each row is somebody's; the rows of a directory are the office's."""
        return bool(self.table.prefix or self.links)


def _type(column: Column) -> sa.types.TypeEngine[Any]:
    if isinstance(column, Moment):
        return sa.DateTime()
    if isinstance(column, Day):
        return sa.Date()
    return Exact() if isinstance(column, Number) else sa.Text()


def _name(table: Table) -> str:
    return re.sub(r"(?<!^)([A-Z])", r"_\1", table.name.removeprefix("tbl")).lower()


def _stored(table: Table) -> sa.Table:
    return sa.Table(
        _name(table),
        METADATA,
        sa.Column("row_key", sa.Text, primary_key=True),
        sa.Column("row_owner", sa.Integer, nullable=False, index=True),
        sa.Column("row_version", sa.BigInteger, nullable=False, index=True),
        sa.Column("row_deleted", sa.Boolean, nullable=False, default=False),
        sa.Column("row_into", sa.Text),
        sa.Column("row_misfits", sa.Text),
        sa.Column("row_private_misfits", sa.Text),
        *(sa.Column(column.key, _type(column)) for column in kept_columns(table)),
    )


_TABLES = {name: table for name, table in WORKBOOK.tables.items() if table.made == "by hand" and table.exchanged}

SHARED: Mapping[str, Shared] = {name: Shared(_TABLES[name], _stored(_TABLES[name])) for name in in_order(_TABLES)}
"""Every table that is exchanged, each after those its links lead to."""
