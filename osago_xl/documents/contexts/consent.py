"""Consents of a client: since 01.09.2025 each on a sheet of its own (152-ФЗ art. 9 as changed by 156-ФЗ)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

DATA = (
    "фамилия, имя, отчество; дата рождения; адрес; реквизиты документа, удостоверяющего личность; телефон; "
    "адрес электронной почты; данные водительского удостоверения и транспортного средства; сведения о договорах "
    "страхования и страховых случаях"
)


@dataclass(frozen=True, kw_only=True)
class Subject:
    """Whose data; `document` with number, date and issuing body, as art. 9 § 4 wants it."""

    name: str
    address: str = ""
    document: str = ""


@dataclass(frozen=True, kw_only=True)
class Operator:
    """Who processes or receives the data; an agent with a base of his own is an operator too."""

    name: str
    address: str = ""
    inn: str = ""


@dataclass(frozen=True, kw_only=True)
class ProcessingConsent:
    """Consent to the processing of personal data by the agent."""

    subject: Subject
    operator: Operator
    purpose: str = "подбор, заключение и сопровождение договоров страхования"
    data: str = DATA
    term: str = "пять лет со дня подписания"
    withdrawal: str  # where the written withdrawal is sent
    given_on: date


@dataclass(frozen=True, kw_only=True)
class TransferConsent:
    """Consent to hand the data over to a named third party, usually the insurer."""

    subject: Subject
    operator: Operator
    receiver: Operator
    purpose: str = "расчёт страховой премии, заключение и исполнение договора страхования"
    data: str = DATA
    term: str = "пять лет со дня подписания"
    withdrawal: str
    given_on: date


@dataclass(frozen=True, kw_only=True)
class AdvertisingConsent:
    """Consent to receive advertising (38-ФЗ art. 18); each way of sending is ticked apart."""

    subject: Subject
    operator: Operator
    phone: str = ""
    email: str = ""
    by_call: bool = False
    by_sms: bool = False
    by_messenger: bool = False
    by_email: bool = False
    term: str = "до отзыва"
    withdrawal: str
    given_on: date
