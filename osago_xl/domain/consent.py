"""Consents of a client: what he allowed, from when to when, and whether he may be sent an advertisement.

Since 1 September 2025 (152-ФЗ as changed by 156-ФЗ of 24.06.2025) a consent is a paper of its own, one for
each purpose: processing, transfer to others, advertising. Service calls on a contract need none of these.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from osago_xl.findings import Finding, error, warning


class Purpose(StrEnum):
    PROCESSING = "согласие: обработка"
    TRANSFER = "согласие: передача"
    ADVERTISING = "согласие: реклама"


class Consent(NamedTuple):
    """A row of «Документы» of a consent kind. `until` and `withdrawn` None mean open.

    A consent is in force from `given` to `until` inclusive and no longer on the day of its withdrawal.
    """

    client: str
    purpose: Purpose
    given: date
    until: date | None = None
    withdrawn: date | None = None
    file: str = ""


class Status(StrEnum):
    """The words of the column «Реклама»."""

    YES = "да"
    NO = "нет"
    WITHDRAWN = "отозвано"


def status(consents: Iterable[Consent], purpose: Purpose, day: date) -> Status:
    """What one client's consents say about a purpose on a day.

    A withdrawal ends every consent to that purpose given before it, not only the paper it is written on;
    a paper signed later counts again.
    """
    given = [consent for consent in consents if consent.purpose is purpose and consent.given <= day]
    withdrawals = [consent.withdrawn for consent in given if consent.withdrawn and consent.withdrawn <= day]
    last = max(withdrawals, default=None)
    after = [consent for consent in given if last is None or consent.given > last]
    if any(consent.until is None or day <= consent.until for consent in after):
        return Status.YES
    return Status.NO if after or last is None else Status.WITHDRAWN


def check(consent: Consent, today: date) -> Iterator[Finding]:
    """What is wrong with a consent row."""
    if consent.given > today:
        yield error("consent.date", "дата согласия ещё не наступила", "Исправьте дату.")
    if consent.withdrawn and consent.withdrawn < consent.given:
        yield error("consent.withdrawn", "согласие отозвано раньше, чем дано", "Исправьте даты.")
    if consent.until and consent.until < consent.given:
        yield error("consent.until", "согласие кончилось раньше, чем дано", "Исправьте «Действует до».")
    if not consent.file:
        yield warning("consent.file", "нет файла с подписанным согласием", "Приложите скан.")
