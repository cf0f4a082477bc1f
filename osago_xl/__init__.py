"""The tool of an OSAGO agent: a generated workbook, worksheet functions and commands.

    from datetime import date
    from osago_xl import Driver, Risk, Tariffs, premium

    risk = Risk(date=date(2026, 3, 1), category="B", region="77", power_hp=110, base_rate=5000,
                drivers=[Driver(age=35, experience=10, kbm_class="5")])
    premium(risk, Tariffs.load()).premium

`premiums(frame)` is the same for a whole pandas DataFrame.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from osago_xl.domain.premium import Quote, premium
    from osago_xl.domain.risk import Driver, Risk
    from osago_xl.tariffs import Tariffs
    from osago_xl.tariffs.columns import premiums

__all__ = ["Driver", "Quote", "Risk", "Tariffs", "premium", "premiums"]

_HOMES = {
    "Driver": "osago_xl.domain.risk",
    "Quote": "osago_xl.domain.premium",
    "Risk": "osago_xl.domain.risk",
    "Tariffs": "osago_xl.tariffs",
    "premium": "osago_xl.domain.premium",
    "premiums": "osago_xl.tariffs.columns",
}


def __getattr__(name: str) -> object:
    """Import on first use: `import osago_xl` alone must stay instant and free of pandas."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)
