"""Columns that say their state in words: a term, a change, an estimate, roubles without false kopecks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from osago_xl.schema.columns import Money, Number, Rate


@dataclass(frozen=True, kw_only=True)
class Term(Number):
    """Days until something ends: «через 5 дн.», «3 дн. назад», «сегодня». The cell holds the number."""

    minimum: int | None = None

    number_format: ClassVar[str] = '"через "0" дн.";0" дн. назад";"сегодня"'


@dataclass(frozen=True, kw_only=True)
class Change(Rate):
    """A change in percent with its sign; 15 is shown as +15 %."""

    number_format: ClassVar[str] = '"+"0" %";"−"0" %";"как было"'


@dataclass(frozen=True, kw_only=True)
class Roubles(Money):
    """Money shown without kopecks, which stay in the cell; nothing for zero."""

    number_format: ClassVar[str] = '#,##0;"−"#,##0;;@'


@dataclass(frozen=True, kw_only=True)
class Estimate(Money):
    """A sum that is not exact: «≈ 8 000»."""

    number_format: ClassVar[str] = '"≈ "#,##0;"−"#,##0;;@'


@dataclass(frozen=True, kw_only=True)
class Percent(Number):
    """Whole percents, 12 shown as 12 %."""

    number_format: ClassVar[str] = '0" %"'
