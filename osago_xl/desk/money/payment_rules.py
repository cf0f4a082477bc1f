"""What may be booked as a payment: what cannot be is refused with its reason, what is odd is asked about once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from osago_xl.domain.commission import ZERO
from osago_xl.errors import InputError
from osago_xl.values.dates import numeric
from osago_xl.values.money import money
from osago_xl.work.ui import Cancelled, Ui


class Payment(NamedTuple):
    """A payment about to be booked; `received` and `owed` are the policy's before it, `where` names its cells."""

    amount: Decimal
    day: date
    received: Decimal
    owed: Decimal
    where: str = ""


def check_payment(payment: Payment, today: date) -> list[str]:
    """Doubts about a payment. InputError for a sum of zero, more taken back than came, or a day to come."""
    place = f" ({payment.where})" if payment.where else ""
    if payment.amount == 0:
        raise InputError(
            "Сумма", payment.amount, f"Сумма оплаты 0{place}: такой оплаты нет. Впишите, сколько получено."
        )
    if payment.day > today:
        message = f"Дата оплаты {numeric(payment.day)}{place} ещё не наступила. Плановый взнос пишется со сроком."
        raise InputError("Дата оплаты", payment.day, message)
    if payment.amount < 0 and -payment.amount > payment.received:
        message = (
            f"Сторно {money(payment.amount)} ₽{place} больше полученного ({money(payment.received)} ₽). "
            "С минусом отменяют только то, что было записано."
        )
        raise InputError("Сумма", payment.amount, message)
    if payment.amount < 0:
        return [f"сумма с минусом отменяет {money(-payment.amount)} ₽ из полученных {money(payment.received)} ₽"]
    over = payment.amount - max(payment.owed, ZERO)
    return (
        [f"оплата {money(payment.amount)} ₽ больше долга {money(payment.owed)} ₽ на {money(over)} ₽"]
        if over > 0
        else []
    )


def check_discount(discount: Decimal | None, premium: Decimal | None, where: str) -> None:
    """InputError for an own discount that is negative or exceeds the premium."""
    if discount is None:
        return
    if discount < 0:
        raise InputError("Скидка из КВ", discount, f"Скидка {money(discount)} ₽ ({where}) с минусом. Исправьте её.")
    if premium is not None and discount > premium:
        message = f"Скидка {money(discount)} ₽ ({where}) больше премии {money(premium)} ₽. Исправьте её."
        raise InputError("Скидка из КВ", discount, message)


def ask_doubts(ui: Ui, doubts: Sequence[str]) -> None:
    """All doubts in one question; anything but «да» stops the command with nothing written."""
    if doubts and not ui.ask(f"Проверьте: {'; '.join(doubts)}. Всё верно, записать?"):
        raise Cancelled
