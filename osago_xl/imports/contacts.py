"""An e-mail in the column of telephones, a telephone in that of e-mails: each finds its place."""

from __future__ import annotations

from osago_xl.domain.identity.traits import numbers_of
from osago_xl.imports.record import Record
from osago_xl.values import phones
from osago_xl.values.identifiers import email

_PHONES = ("phone", "phone_2")


def put_right(record: Record) -> None:
    """Exchange or move the two cells where what stands in one belongs to the other."""
    if not any("@" in record.text(of) for of in _PHONES) and not record.text("email"):
        return
    phone, mail = record.text("phone"), record.text("email")
    numbers, addresses = bool(numbers_of(mail)) and not _has_address(mail), _has_address(phone)
    if addresses and not numbers_of(phone) and not _has_address(mail):
        _leave(record, "email", "" if numbers else mail)
        record.derive("email", phone, "phone")
        record.derive("phone", mail if numbers else "", "email")
    elif numbers and not numbers_of(phone):
        _leave(record, "phone", phone)
        record.derive("phone", mail, "email")
        record.derive("email", "", "email")
    for of in _PHONES:
        _address_aside(record, of)


def _address_aside(record: Record, of: str) -> None:
    """An e-mail beside a phone goes to the client's when there is none yet; else it stays a word beside the phone."""
    text = record.text(of)
    for address in phones.addresses(text) if numbers_of(text) else ():
        if not record.text("email"):
            record.put("email", address)
            record.put(of, text.replace(address, " "))
            record.remark(of, f"{record.header(of)}: адрес {address} записан в «E-mail».", "phone.email")


def _has_address(text: str) -> bool:
    return any(email.is_valid(part) for part in text.replace(",", " ").replace(";", " ").split())


def _leave(record: Record, of: str, text: str) -> None:
    if text:
        record.leftovers.append(f"{record.header(of)}: {text}")
