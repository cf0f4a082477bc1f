"""Пролонгация: policies that end, with next year's premium and the reason of its change; results stored back.

A policy taken from an insurer's export names no drivers, so its premium cannot be computed. What can be said is how
the tariff moves the premium paid, the drivers being the same. That is shown as an estimate, in words, and never stored.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

from osago_xl.books.base import Row
from osago_xl.desk.contacts import log_contact
from osago_xl.desk.contract.pricing import insurer_rates, risk_of_policy
from osago_xl.domain.forecast import forecast
from osago_xl.domain.insurers import InsurerRate, quotes
from osago_xl.domain.premium import Quote, premium
from osago_xl.domain.risk import Driver
from osago_xl.errors import BookError, InputError, OsagoError
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.day import RENEWALS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.tariffs.own import tariffs
from osago_xl.values.misfit import whole
from osago_xl.values.money import number
from osago_xl.work.unit import Work

_WORDS = {
    "ТБ": "цена СК",
    "КТ": "территория",
    "КБМ": "КБМ",
    "КВС": "стаж и возраст",
    "КО": "ограничение",
    "КМ": "мощность",
}

_LACKING = {
    "drivers": "водители", "region": "место", "place": "место", "territory": "место", "power_hp": "мощность",
    "max_mass_kg": "масса", "seats": "число мест", "category": "категория", "kbm": "КБМ", "birth_date": "дата рождения",
    "age": "дата рождения", "experience": "стаж", "licence_date": "стаж", "car": "автомобиль",
}  # fmt: skip
"""What a policy lacks for a forecast, in a word that fits the column."""


OSAGO, ESTIMATE = "ОСАГО", "≈ без водителей"
_COMPARED = {"ТБ": "тариф", "КТ": "место", "КБМ": "КБМ", "КМ": "мощность"}
"""What an estimate compares, in words short enough for two lines of the column."""


class Outlook(NamedTuple):
    """Next year's premium of one policy: roubles, percent of change, why, and the cheapest other company."""

    premium: Decimal | None
    change: Decimal | None
    because: str
    best: str = ""


def outlook(work: Work, policy: Row, claims: int, rates: list[InsurerRate]) -> Outlook:
    """Forecast by the act of the renewal day; what stands in the way is told instead of a figure."""
    if policy["product"] and policy["product"] != OSAGO:
        return Outlook(None, None, "считаем только ОСАГО")
    if not policy["car"]:
        return _lacking("car")
    try:
        risk = risk_of_policy(work, policy)
        starts = max(policy["ends"] + timedelta(days=1), work.today)
        ahead = forecast(risk, tariffs(), claims=claims, starts=starts)
    except InputError as error:
        return _estimate(work, policy, claims) if error.field == "drivers" else _lacking(error.field)
    except OsagoError as error:
        return Outlook(None, None, str(error))
    best = [offer for offer in quotes(ahead.risk, rates, tariffs()) if offer.quote] if rates else []
    own = next((offer.quote for offer in best if offer.insurer == policy["insurer"]), None)
    quote = own or ahead.quote
    cheaper = best[0] if best and best[0].insurer != policy["insurer"] else None
    named = f"{cheaper.insurer} {number(round(cheaper.quote.premium))} ₽" if cheaper and cheaper.quote else ""
    return Outlook(quote.premium, _percent(policy["premium"], quote.premium), _why(policy, quote), named)


def _lacking(*fields: str) -> Outlook:
    return Outlook(None, None, "не хватает: " + ", ".join(_LACKING.get(field, field) for field in fields))


def _estimate(work: Work, policy: Row, claims: int) -> Outlook:
    """The premium paid, moved as the tariff moves for the same drivers.

    What depends on the drivers, КВС and КО, is left out of the comparison, and so is КБМ when the export does not give
    it. The company's rate is unknown too, so the corridor's upper bound stands for it.
    """
    if not policy["premium"]:
        return _lacking("drivers")
    kbm, starts = policy["kbm"], max(policy["ends"] + timedelta(days=1), work.today)
    somebody = Driver(age=40, experience=15, kbm=Decimal(1) if kbm is None else kbm)
    try:
        risk = risk_of_policy(work, policy, drivers=(somebody,))
        now, then = premium(risk, tariffs()), forecast(risk, tariffs(), claims, starts).quote
    except InputError as error:
        return _lacking("drivers", error.field)
    known = {code: now.value(code) for code in _COMPARED if code != "КБМ" or kbm is not None}
    moved: Decimal = policy["premium"]
    for code, old in known.items():
        moved = moved * (then.value(code) or 1) / (old or 1)
    shown = moved.quantize(Decimal(1), ROUND_HALF_UP)
    told = ", ".join(_COMPARED[code] for code, old in known.items() if then.value(code) != old) or "тариф прежний"
    return Outlook(shown, _percent(policy["premium"], shown), f"{ESTIMATE}: {told}")


def _percent(before: Decimal | None, after: Decimal) -> Decimal | None:
    if not before:
        return None
    return ((after - before) * 100 / before).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _why(policy: Mapping[str, Any], quote: Quote) -> str:
    """Factors that differ from those of the sale: «КБМ 0,63→0,57»."""
    columns = {"ТБ": "tb", "КТ": "kt", "КБМ": "kbm", "КВС": "kvs", "КО": "ko", "КМ": "km"}
    return _differences({code: policy[column] for code, column in columns.items()}, quote) or "без изменений"


def _differences(before: Mapping[str, Decimal | None], quote: Quote) -> str:
    told = []
    for code, old in before.items():
        new = quote.value(code)
        if old is not None and old != new:
            told.append(f"{_WORDS[code]} {_number(old)}→{_number(new)}")
    return ", ".join(told)


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}".replace(".", ",")


def build_rows(work: Work) -> list[dict[str, Any]]:
    """Rows of tblRenewals: policies that ended or end within the window, without a result, by days left."""
    ahead = int(work.settings["cfg_renewal_ahead"] or 60)
    kept = {row["policy_key"]: row for row in work.rows(RENEWALS)}
    rates, _ = insurer_rates(work, work.today)
    rows = []
    for policy in work.rows(POLICIES):
        left = whole(policy["left"])
        if left is None or left > ahead or policy["successor"]:
            continue
        claims = int((kept.get(policy["key"]) or policy)["claims"] or policy["claims"] or 0)
        rows.append(_line(policy, outlook(work, policy, claims, rates), claims))
    rows.sort(key=lambda row: row["days"])
    return [row | {"place": n} for n, row in enumerate(rows, 1)]


def recalculated(work: Work) -> str:
    """The list built anew by the tariffs of now, if there is one; says how many forecasts moved."""
    before: dict[str, Row] = {row["policy_key"]: row for row in work.rows(RENEWALS)}
    if not before:
        return "Список «Пролонгация» пуст: пересчитывать нечего."
    typed = ("again", "note", "done", "outcome", "reason")
    rows = [row | {k: old[k] for k in typed if (old := before.get(row["policy_key"]))} for row in build_rows(work)]
    work.replace(RENEWALS, rows)
    store_forecasts(work, rows)
    moved = sum(row["forecast"] != before[row["policy_key"]]["forecast"] for row in rows if row["policy_key"] in before)
    return f"«Пролонгация» пересчитана, прогноз изменился у полисов: {moved}."


def _line(policy: Row, ahead: Outlook, claims: int) -> dict[str, Any]:
    return {
        "name": policy["who"],
        "phone": policy["phone"],
        "car": policy["car_name"],
        "insurer": policy["insurer"],
        "policy": policy["policy"],
        "ends": policy["ends"],
        "days": policy["left"],
        "premium": policy["premium"],
        "forecast": ahead.premium,
        "change": ahead.change,
        "because": ahead.because,
        "best": ahead.best,
        "stage": _stage(policy["left"]),
        "claims": claims or None,
        "outcome": policy["outcome"],
        "reason": policy["loss_reason"],
        "policy_key": policy["key"],
    }


def _stage(left: int) -> str:
    if left < 0:
        return "ушёл?"
    if left <= 1:
        return "последний день"
    return next((f"−{days}" for days in (7, 14, 30) if left <= days), "рано")


def store_forecasts(work: Work, rows: list[dict[str, Any]]) -> None:
    """The forecast goes to the policy as well, where offers read it. An estimate does not: it is no price."""
    for row in rows:
        if row["because"].startswith(ESTIMATE):
            continue
        policy = work.get(POLICIES, row["policy_key"])
        work.set(POLICIES, policy, forecast=row["forecast"], forecast_change=row["change"])


def log_renewals(work: Work) -> int:
    """Store claims, outcome, reason, next call and note typed into Пролонгация; how many rows were stored."""
    stored = 0
    for row in work.rows(RENEWALS):
        policy = work.find(POLICIES, row["policy_key"])
        if policy is None or row["done"] == "да":
            continue
        work.set(POLICIES, policy, claims=row["claims"])
        typed = row["again"] or row["note"] or row["outcome"] != policy["outcome"]
        if not typed:
            continue
        if row["outcome"] == "ушёл" and not row["reason"]:
            raise BookError(f"Пролонгация, {row['name']}: итог «ушёл» без причины. Выберите причину и повторите.")
        work.set(POLICIES, policy, outcome=row["outcome"], loss_reason=row["reason"])
        result = {"продлён": "договорились", "ушёл": "отказ"}.get(row["outcome"], "думает")
        client = work.get(CLIENTS, policy["client"])
        reason = "полис закончился" if (row["days"] or 0) < 0 else "полис заканчивается"
        log_contact(work, client, result, again=row["again"], note=row["note"], reason=reason, policy=policy["key"])
        work.set(RENEWALS, row, done="да")
        stored += 1
    return stored
