"""LibreOffice Calc as an xlwings engine: `with start_app() as app: app.books.open(path)…`, as with Excel.

What differs from Excel: dates are read as serial numbers and booleans as 1.0/0.0 (the column classes of the schema
convert); text that looks like a number or a formula stays text; an empty text is read as None.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlwings as xw

from osago_xl.books.live_cells import ERROR_TEXTS
from osago_xl.calc.addin import REGISTRY
from osago_xl.calc.apps import Answer, Apps

NAME = "calc"
MISSING = ("<NA>", "NaT", "nan")  # as pandas prints them
EPOCH = dt.datetime(1899, 12, 30)


class CalcEngine:
    """What `xlwings.main.Engine` delegates to."""

    name = NAME
    type = "desktop"

    def __init__(self) -> None:
        self.apps = Apps(self)

    @staticmethod
    def clean_value_data(
        data: Any,
        datetime_builder: object,
        empty_as: object,
        number_builder: Callable[[float], object] | None,
        err_to_str: bool,
    ) -> list[list[object]]:
        """Cell values as Python values; the dates option has no effect, see the module."""

        def clean(value: object) -> object:
            if value is None or value == "":
                return empty_as
            if isinstance(value, int):
                return ERROR_TEXTS[value] if err_to_str else None
            if number_builder is not None and isinstance(value, float):
                return number_builder(value)
            return value

        return [[clean(value) for value in row] for row in data]

    @staticmethod
    def prepare_xl_data_element(value: Any, options: object) -> object:
        """A Python value as a cell takes it: text or float; "" empties the cell."""
        if isinstance(value, str):
            return value
        if isinstance(value, dt.datetime):
            return "" if str(value) in MISSING else (value.replace(tzinfo=None) - EPOCH) / dt.timedelta(days=1)
        if isinstance(value, dt.date):
            return float((value - EPOCH.date()).days)
        if isinstance(value, bool | int | float | Decimal):
            return _number(float(value))
        return _foreign(value)


def _foreign(value: Any) -> object:
    """Numbers of numpy and pandas, missing values, anything else as its text."""
    if value is None or str(value) in MISSING:
        return ""
    try:
        return _number(float(value))
    except (TypeError, ValueError):
        return str(value)


def _number(value: float) -> object:
    """No cell holds NaN or infinity."""
    return value if math.isfinite(value) else ""


def register() -> xw.main.Engine:
    """The engine "calc" of this process; entered in xlwings' list at the first call."""
    if NAME not in xw.engines.engines_by_name:
        xw.engines.add(xw.main.Engine(impl=CalcEngine()))
    return xw.engines[NAME]


def start_app(*, answer: Answer | None = None, functions: str | None = REGISTRY, profile: Path | None = None) -> xw.App:
    """A new headless Calc as an `xw.App` and context manager; becomes the active engine.

    `answer` replies to `app.alert` (default: the careful answer, see `apps.careful`); `functions` names the
    registry whose functions compute in cells. Raises EngineError when LibreOffice is missing or does not start.
    """
    engine = register()
    engine.activate()
    return xw.App(impl=engine.impl.apps.add(answer=answer, functions=functions, profile=profile))
