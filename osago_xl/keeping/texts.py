"""Values of cells as reports show them."""

from __future__ import annotations

from datetime import date

from osago_xl.schema.columns import as_text
from osago_xl.values.dates import numeric
from osago_xl.values.misfit import as_typed


def shown(value: object) -> str:
    """A date as 22.11.2026, anything else as its cell shows it."""
    value = as_typed(value)
    return numeric(value) if isinstance(value, date) else as_text(value)
