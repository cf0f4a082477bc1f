"""Numbers on papers: one module per identifier, every one with `compact`, `validate`, `is_valid`, `check`.

`ALL` maps the code of an identifier to its rules, for checks that go over whole columns.
"""

from __future__ import annotations

from osago_xl.values.identifiers.base import Identifier
from osago_xl.values.identifiers.bik import BIK
from osago_xl.values.identifiers.diagnostic_card import DIAGNOSTIC_CARD
from osago_xl.values.identifiers.email import EMAIL
from osago_xl.values.identifiers.inn import INN
from osago_xl.values.identifiers.kpp import KPP
from osago_xl.values.identifiers.licence import LICENCE
from osago_xl.values.identifiers.ogrn import OGRN
from osago_xl.values.identifiers.passport import PASSPORT
from osago_xl.values.identifiers.phone import PHONE
from osago_xl.values.identifiers.plate import PLATE
from osago_xl.values.identifiers.policy_number import POLICY_NUMBER
from osago_xl.values.identifiers.postcode import POSTCODE
from osago_xl.values.identifiers.receipt_a7 import RECEIPT_A7
from osago_xl.values.identifiers.snils import SNILS
from osago_xl.values.identifiers.unit_code import UNIT_CODE
from osago_xl.values.identifiers.vehicle_document import VEHICLE_DOCUMENT
from osago_xl.values.identifiers.vin import VIN

ALL: dict[str, Identifier] = {
    identifier.rule: identifier
    for identifier in (
        BIK, DIAGNOSTIC_CARD, EMAIL, INN, KPP, LICENCE, OGRN, PASSPORT, PHONE, PLATE, POLICY_NUMBER, POSTCODE,
        RECEIPT_A7, SNILS, UNIT_CODE, VEHICLE_DOCUMENT, VIN,
    )
}  # fmt: skip

__all__ = ["ALL", "Identifier"]
