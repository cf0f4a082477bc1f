"""Tariff acts of the Bank of Russia as dated data: `Tariffs.load()` reads them, `.at(day)` gives the rates of a day."""

from __future__ import annotations

from osago_xl.tariffs.acts import Act
from osago_xl.tariffs.tariffs import Tariffs

__all__ = ["Act", "Tariffs"]
