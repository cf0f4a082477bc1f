"""Types of columns that both databases keep exactly."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import sqlalchemy as sa


class Exact(sa.types.TypeDecorator[Decimal]):
    """A decimal number with all its places: NUMERIC, and text where a database knows only binary fractions."""

    impl = sa.Numeric
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> sa.types.TypeEngine[Any]:
        return dialect.type_descriptor(sa.Text() if dialect.name == "sqlite" else sa.Numeric())

    def process_bind_param(self, value: Any, dialect: sa.Dialect) -> Any:
        if value is None:
            return None
        return str(value) if dialect.name == "sqlite" else Decimal(value)

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)
