"""Talks in a foreign messenger after these were closed to insurers and to the agents who act for them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from osago_xl.checks.base import Base, Placed
from osago_xl.schema.sheets.journals import CONTACTS

_CLOSED = date(2025, 6, 1)
"""For talks with clients (docs/personal-data.md); whether a messenger is foreign the agent knows."""
_MESSAGE = "разговор в мессенджере: иностранные закрыты страховщикам и их агентам с 01.06.2025"
_HINT = "Пишите SMS и письмом. Мессенджер российский или вам можно: Настройки → «Иностранные мессенджеры» → да."


def check(base: Base) -> Iterator[Placed]:
    """A finding for each, while the setting does not say that the agent may."""
    if base.facts.settings.get("cfg_messengers") == "да":
        return
    for row in base.rows(CONTACTS):
        if row["kind"] == "мессенджер" and row["day"] and row["day"] >= _CLOSED:
            yield Placed(CONTACTS.name, row, "kind", "warning", "contact.messenger", _MESSAGE, _HINT)
