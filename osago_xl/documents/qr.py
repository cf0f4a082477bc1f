"""Payment QR by ГОСТ Р 56042-2014: `ST00012|Name=…|PersonalAcc=…|…` (version 0001, UTF-8).

The five compulsory requisites stand first and in this order. Keys are ASCII: public copies of the standard
carry Cyrillic look-alikes from a scan. The payee is whom the contract names, as a rule the insurer.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO

import segno

from osago_xl.documents.contexts.common import Payee
from osago_xl.documents.printed import clean
from osago_xl.errors import InputError
from osago_xl.values.identifiers import account
from osago_xl.values.identifiers.bik import BIK

PREFIX = "ST00012"
SEPARATOR = "|"
# Key → (name of the field for the agent, greatest length), ГОСТ Р 56042-2014 tables 1 and 2.
COMPULSORY = {
    "Name": ("Получатель", 160),
    "PersonalAcc": ("Счёт получателя", 20),
    "BankName": ("Банк получателя", 45),
    "BIC": ("БИК", 9),
    "CorrespAcc": ("Корр. счёт", 20),
}
OPTIONAL = {
    "PayeeINN": ("ИНН получателя", 12),
    "KPP": ("КПП получателя", 9),
    "Sum": ("Сумма", 18),
    "Purpose": ("Назначение платежа", 210),
    "LastName": ("Фамилия плательщика", 210),
    "FirstName": ("Имя плательщика", 210),
    "MiddleName": ("Отчество плательщика", 210),
    "Contract": ("Номер договора", 210),
    "Phone": ("Телефон плательщика", 20),
}
PIXELS = 8  # per module: 45 mm on paper stay sharp


@dataclass(frozen=True, kw_only=True)
class Payment:
    """A payment to be encoded; the amount in roubles."""

    payee: Payee
    amount: Decimal
    purpose: str
    last_name: str = ""
    first_name: str = ""
    middle_name: str = ""
    contract: str = ""
    phone: str = ""


def payment_text(payment: Payment) -> str:
    """The string of the code. Raises InputError naming the field that cannot be encoded."""
    compulsory, optional = _compulsory(payment.payee), _optional(payment)
    pairs = [_pair(key, compulsory[key], *rule) for key, rule in COMPULSORY.items()]
    pairs += [_pair(key, optional[key], *rule) for key, rule in OPTIONAL.items() if optional[key]]
    return SEPARATOR.join([PREFIX, *pairs])


def payment_png(payment: Payment) -> bytes:
    """The code as a PNG picture, error correction M."""
    picture = BytesIO()
    code = segno.make(payment_text(payment), error="m", encoding="utf-8", micro=False)
    code.save(picture, kind="png", scale=PIXELS, border=4)
    return picture.getvalue()


def _compulsory(payee: Payee) -> dict[str, str]:
    bik = BIK.validate(payee.bik)
    has_correspondent = bool(payee.correspondent.strip())
    return {
        "Name": payee.name,
        "PersonalAcc": account.of_client(bik).validate(payee.account),
        "BankName": payee.bank,
        "BIC": bik,
        "CorrespAcc": account.correspondent(bik).validate(payee.correspondent) if has_correspondent else "0",
    }


def _optional(payment: Payment) -> dict[str, str]:
    return {
        "PayeeINN": payment.payee.inn,
        "KPP": payment.payee.kpp,
        "Sum": _kopecks(payment.amount),
        "Purpose": payment.purpose,
        "LastName": payment.last_name,
        "FirstName": payment.first_name,
        "MiddleName": payment.middle_name,
        "Contract": payment.contract,
        "Phone": payment.phone,
    }


def _kopecks(amount: Decimal) -> str:
    if not amount.is_finite() or amount <= 0 or amount != amount.quantize(Decimal("0.01")):
        raise InputError("Сумма", amount, "Сумма к оплате должна быть больше нуля, не точнее копейки.")
    return str(int(amount * 100))


def _pair(key: str, value: str, field: str, longest: int) -> str:
    text = " ".join(clean(value).split())
    if not text:
        raise InputError(field, value, f"{field}: не заполнено, без этого QR для оплаты не получится.")
    if SEPARATOR in text:
        raise InputError(field, value, f"{field}: знак «|» в QR для оплаты недопустим. Уберите его.")
    if len(text) > longest:
        raise InputError(field, value, f"{field}: {len(text)} знаков, в QR помещается {longest}. Сократите.")
    return f"{key}={text}"
