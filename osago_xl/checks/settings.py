"""Checks of the sheet Настройки: values that no command can read."""

from __future__ import annotations

from collections.abc import Iterator

from osago_xl.checks.base import Base, Placed
from osago_xl.errors import InputError
from osago_xl.schema.facts import setting
from osago_xl.schema.sheets.settings import SETTINGS


def check(base: Base) -> Iterator[Placed]:
    """A finding for each setting that is not of the kind its unit says."""
    for row in base.rows(SETTINGS):
        try:
            setting(row)
        except InputError as refusal:
            hint = "Пока это не исправлено, команды не работают."
            yield Placed(SETTINGS.name, row, "value", "error", "setting.unread", refusal.message, hint)
