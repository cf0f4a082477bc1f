"""A policy of the base → the papers about its payment: notice with a QR, receipt А-7."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from osago_xl.books.base import Row
from osago_xl.desk.money.chains import to_pay
from osago_xl.desk.papers import contexts_parts as parts
from osago_xl.desk.papers.filing import paper_name_of, policy_number
from osago_xl.documents.contexts.common import Payee
from osago_xl.documents.contexts.money import PaymentNotice, ReceiptA7
from osago_xl.domain import names
from osago_xl.domain.names import PersonName
from osago_xl.errors import DocumentError, InputError
from osago_xl.schema.sheets.blanks import FORM_MOVES
from osago_xl.schema.sheets.journals import PAYMENTS
from osago_xl.schema.sheets.reference import INSURERS
from osago_xl.work.unit import Work

ZERO = Decimal(0)
CASH, CARD = "наличные", "карта"
RECEIPT_FORM, USED = "квитанция А-7", "использован"
_REQUISITES = ("full_name", "inn", "account", "bank", "bic")


def payment_notice(work: Work, policy: Row) -> PaymentNotice:
    """The next planned instalment, else the whole debt; the payee is the insurer.

    InputError when nothing is due or a requisite of the insurer is missing.
    """
    from osago_xl.documents.qr import Payment, payment_png

    contract = parts.contract_of(work, policy)
    amount, due = amount_due(work, policy)
    holder, settings = contract.holder, work.settings
    name = paper_name_of(holder)
    purpose = f"Оплата страховой премии по договору {policy['product']} {policy_number(policy)}, {parts.initials(name)}"
    person = _person(name)
    payment = Payment(
        payee=payee(work, contract.insurer),
        amount=amount,
        purpose=purpose,
        last_name=person.surname,
        first_name=person.given,
        middle_name=person.patronymic,
        contract=policy_number(policy),
    )
    return PaymentNotice(
        number=policy["key"],
        dated=work.today,
        payee=payment.payee,
        payer=name,
        payer_address=parts.address_line(holder),
        purpose=purpose,
        amount=amount,
        due=due,
        agent=contract.representative,
        agent_phone=str(settings["cfg_my_phone"]),
        qr=payment_png(payment),
    )


def payee(work: Work, insurer: Mapping[str, Any]) -> Payee:
    """The insurer's requisites; InputError names the empty cells."""
    columns = work.table(INSURERS).by_key
    empty = [columns[key].header for key in _REQUISITES if not insurer.get(key)]
    if empty:
        message = (
            f"Для счёта с QR не хватает реквизитов: «Страховые компании», «{insurer['insurer']}», "
            f"столбцы «{'», «'.join(empty)}» (группа «Реквизиты»). Заполните и повторите."
        )
        raise InputError(empty[0], "", message)
    return Payee(
        name=insurer["full_name"],
        inn=insurer["inn"],
        kpp=insurer["kpp"],
        account=insurer["account"],
        bank=insurer["bank"],
        bik=insurer["bic"],
        correspondent=insurer["correspondent"],
    )


def amount_due(work: Work, policy: Row) -> tuple[Decimal, date | None]:
    """What is to be paid next and until when; InputError when nothing is."""
    rows = work.linked(PAYMENTS, "policy", {policy["key"]})
    waiting = [(due, row["income"] or ZERO) for row in rows if not row["day"] and (due := row["due"])]
    planned = [(due, income) for due, income in waiting if income > 0]
    if planned:
        first, income = min(planned)
        return income, first
    debt = to_pay(policy) - (policy["paid"] or ZERO)
    if debt <= 0:
        message = f"По полису {policy_number(policy)} платить нечего: долга и плановых взносов нет."
        raise InputError("premium", debt, message)
    return debt, policy["starts"]


def receipt_a7(work: Work, policy: Row) -> ReceiptA7:
    """The archive receipt; DocumentError while the settings have it switched off."""
    from osago_xl.documents.catalogue import A7_ARCHIVE

    if work.settings["cfg_a7"] != "да":
        raise DocumentError(f"Квитанция А-7 выключена. {A7_ARCHIVE} («Настройки», «Квитанция А-7».)")
    contract = parts.contract_of(work, policy)
    paid = payment_of(work, policy)
    amount, by_card = paid["income"], paid["method"] == CARD
    series, number = _receipt_form(work, policy)
    return ReceiptA7(
        insurer=parts.insurer_name(contract.insurer),
        inn=contract.insurer["inn"],
        series=series,
        number=number,
        policyholder=paper_name_of(contract.holder),
        policy=policy_number(policy),
        representative=contract.representative,
        premium=amount,
        cash=None if by_card else amount,
        card=amount if by_card else None,
        paid_on=paid["day"],
    )


def payment_of(work: Work, policy: Row) -> Row:
    """The last payment received for a policy; InputError when there is none."""
    rows = work.rows(PAYMENTS)
    paid = [row for row in rows if row["policy"] == policy["key"] and row["day"] and (row["income"] or ZERO) > 0]
    if not paid:
        message = f"По полису {policy_number(policy)} нет оплаты: запишите её кнопкой «Оплата»."
        raise InputError("income", None, message)
    return paid[-1]


def _receipt_form(work: Work, policy: Row) -> tuple[str, str]:
    """Series and number of the receipt used for a policy, empty when none was taken from the stock."""
    for move in reversed(work.rows(FORM_MOVES)):
        if move["policy"] == policy["key"] and move["kind"] == RECEIPT_FORM and move["operation"] == USED:
            return move["series"], move["first"]
    return "", ""


def _person(name: str) -> PersonName:
    """Name of the payer in parts; a company has none."""
    try:
        return names.split(name)
    except InputError:
        return PersonName("", "")
