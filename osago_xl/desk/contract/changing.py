"""New conditions of a contract that is sold: a link of its money more, while its dates and its premium so far stay."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from osago_xl.books.base import Row
from osago_xl.desk.contract.pricing import Priced, insurer_rates, risk_of_policy
from osago_xl.desk.money.chains import Chains, enter_change
from osago_xl.domain.commission import ZERO
from osago_xl.domain.contract_money.chain import Link
from osago_xl.domain.contract_states import CONCLUDED
from osago_xl.domain.insurers import quotes
from osago_xl.errors import InputError, OsagoError
from osago_xl.schema.sheets.changes import CHANGES
from osago_xl.tariffs.own import tariffs
from osago_xl.values.dates import numeric
from osago_xl.values.misfit import known
from osago_xl.values.money import money, number
from osago_xl.work.unit import Work

FACTORS = {"ТБ": "tb", "КТ": "kt", "КБМ": "kbm", "КВС": "kvs", "КО": "ko", "КМ": "km", "КС": "ks", "КП": "kp"}
_KEPT = (
    "signed", "starts", "ends", "premium", "discount", "bordereau_percent", "bordereau", "services_percent", "services",
    "hold",
)  # fmt: skip
"""Facts of the sale that a change leaves as they are; what they come to now follows from the chain."""


def has_chain(policy: Row) -> bool:
    """Whether a change of this contract is one of its money: it is sold, has a term and a premium."""
    return policy["state"] in CONCLUDED and bool(policy["starts"] and policy["ends"] and policy["premium"])


def refuse_if_changed(work: Work, policy: Row) -> None:
    """InputError for a contract changed already that is written as if it were sold anew: its money would be lost."""
    if work.linked(CHANGES, "policy", {policy["key"]}):
        message = f"Условия полиса {policy['key']} уже меняли (лист «Изменения»). Нажмите «Изменить» и внесите новые."
        raise InputError("kind", policy["key"], message)


def conditions(work: Work, policy: Row, day: date, premium: Decimal | None, priced: Priced | None) -> dict[str, Any]:
    """The conditions that hold from a day on, at the rates of commission of their day, as a row of Изменения."""
    rule = priced.line[0] if priced and priced.line else None
    rates = (
        (rule.bordereau, rule.services)
        if rule
        else (known(policy["bordereau_percent"]), known(policy["services_percent"]))
    )
    if priced and priced.quote:
        premium = priced.quote.premium
    return {
        "day": max(day, policy["starts"]),
        "full_premium": premium or full_premium_now(work, policy),
        "bordereau_percent": rates[0],
        "services_percent": rates[1],
        "what": _told(policy, priced),
    }


def enter_if_new(work: Work, policy: Row, terms: Mapping[str, Any]) -> None:
    """Remember new conditions; those written already, pressed again with nothing else new, are no second change."""
    entered = work.linked(CHANGES, "policy", {policy["key"]})
    written = bool(entered) and all(entered[-1][key] == terms[key] for key in ("day", "full_premium"))
    if work.changes() or not written:
        enter_change(work, policy, **terms)


def rate_of_sale(work: Work, policy: Row) -> Decimal | None:
    """The base rate of the sale where it is not the company's for these conditions: a change must not lose it."""
    if not policy["tb"] or not policy["car"]:
        return None
    try:
        risk = risk_of_policy(work, policy)
        found = quotes(risk, insurer_rates(work, risk.date)[0], tariffs())
    except OsagoError:
        return policy["tb"]  # type: ignore[no-any-return]
    own = next((offer.quote for offer in found if offer.insurer == policy["insurer"]), None)
    return None if own and own.value("ТБ") == policy["tb"] else policy["tb"]


def kept_of_sale(policy: Row, values: Mapping[str, Any]) -> dict[str, Any]:
    """The cells of the sale that new conditions do not overwrite."""
    return {key: policy[key] for key in _KEPT} | {"hold": policy["hold"] or values["hold"]}


def full_premium_now(work: Work, policy: Row) -> Decimal:
    """The premium of the conditions in force for the whole term."""
    return Chains(work, {policy["key"]}).of(policy).full_premium


def told_change(work: Work, policy: Row, day: date) -> str:
    """What a change costs, as a sentence."""
    links = Chains(work, {policy["key"]}).of(policy).links
    link = next((each for each in links[1:] if each.day == max(day, policy["starts"])), None)
    return _sentence(link, links[0].days) if link else ""


def _sentence(link: Link, days: int) -> str:
    since = numeric(link.day) if link.day else ""
    if link.commission.base == ZERO:
        return f"Изменение с {since}: доплаты нет."
    return f"Изменение с {since}: доплата {money(link.commission.base)} ₽ за {link.days} из {days} дней."


def _told(policy: Row, priced: Priced | None) -> str:
    """Factors that differ from those before: «КО 1→3,16»."""
    quote = priced.quote if priced else None
    found = ((code, policy[column], quote.value(code)) for code, column in FACTORS.items()) if quote else ()
    return ", ".join(f"{code} {number(old)}→{number(new)}" for code, old, new in found if old and new and old != new)
