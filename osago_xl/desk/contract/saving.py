"""«Записать»: one typed contract becomes rows of all sheets in one transaction; known people and cars stay single."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from osago_xl.books.base import FormValues, Row
from osago_xl.desk.blanks.register import blank_of, change_form, use_form
from osago_xl.desk.contacts import add_task, log_contact
from osago_xl.desk.contract.changing import (
    FACTORS,
    conditions,
    enter_if_new,
    has_chain,
    kept_of_sale,
    refuse_if_changed,
)
from osago_xl.desk.contract.form import POLICY, SHEET
from osago_xl.desk.contract.parties import car_of, client_of, driver_of
from osago_xl.desk.contract.pricing import Priced
from osago_xl.desk.contract.succession import link, renews
from osago_xl.desk.contract.typed import CHANGE
from osago_xl.desk.money.chains import to_pay
from osago_xl.desk.money.payment_rules import Payment, check_discount, check_payment
from osago_xl.desk.money.payments import book_payment, hold_at_sale, plan_payment, settle_contract
from osago_xl.domain.commission import ZERO
from osago_xl.domain.contract_states import DRAFT, ISSUED, QUOTE
from osago_xl.domain.premium import Quote
from osago_xl.schema.sheets.contract import CONTRACT
from osago_xl.schema.sheets.journals import DOCUMENTS
from osago_xl.schema.sheets.policies import ADMITTED, POLICIES
from osago_xl.values.dates import full_years, policy_end
from osago_xl.values.money import money
from osago_xl.work.ui import Ui
from osago_xl.work.unit import Work

_CONSENTS = {"processing": "обработка", "transfer": "передача", "advertising": "реклама"}


def save(work: Work, ui: Ui, form: FormValues, priced: Priced | None, premium: Decimal | None = None) -> Row:
    """Write the form into all tables and return the policy's row; nothing reaches the book before the commit.

    `premium` is the agent's own figure where no rate gives one.
    """
    client = client_of(work, ui, form, "holder")
    owner = client if form["owner_same"] != "нет" else client_of(work, ui, form, "owner")
    if form["kind"] != "расчёт" or form["vin"] or form["plate"]:
        car: Row | None = car_of(work, ui, form, owner)
    else:
        car = None
    known = work.find(POLICIES, form["policy_key"])
    sold_before = known is not None and known["state"] == ISSUED
    changed = known if form["kind"] == CHANGE else None
    former = blank_of(changed) if changed else None
    terms = None
    if changed and has_chain(changed):
        terms = conditions(work, changed, form["signed"] or work.today, premium, priced)
    policy = _policy(work, form, client, owner, car, priced, premium)
    _drivers(work, form, policy)
    if policy["state"] == ISSUED and form["kind"] != CHANGE and not sold_before:
        _link_predecessor(work, policy)
        _payments(work, ui, form, policy)
        _tasks(work, policy, car)
        if form["on_paper"] == "да":
            use_form(work, policy)
    elif former and form["on_paper"] == "да" and former != blank_of(policy):
        change_form(work, policy, former)
    if terms:
        enter_if_new(work, policy, terms)
    if changed is not None:
        settle_contract(work, policy)
    _consents(work, form, client)
    if not work.changes():  # pressed again with nothing new: no second talk either
        return policy
    result = "отправить расчёт" if policy["state"] == QUOTE else "договорились"
    log_contact(
        work, client, result, kind="визит", policy=policy["key"], offered=policy["product"], agent=form["agent"]
    )
    return policy


def _policy(
    work: Work,
    form: FormValues,
    client: Row,
    owner: Row,
    car: Row | None,
    priced: Priced | None,
    premium: Decimal | None,
) -> Row:
    values = {key: form[key] for key in POLICY}
    values["ends"] = values["ends"] or policy_end(form["starts"])
    values |= {
        "client": client["key"],
        "owner": owner["key"],
        "car": car["key"] if car else "",
        "product": "ОСАГО",
        "state": _state(form),
        "unlimited": form["unlimited"] or "нет",
        "previous": form["previous"] if work.find(POLICIES, form["previous"]) else "",
    }
    if priced and priced.quote:
        values |= _facts(form, priced.quote, priced)
    else:
        values["premium"] = premium
    rule = priced.line[0] if priced and priced.line else None
    values["hold"] = str(int(hold_at_sale(work, form["insurer"], rule)))
    if form["previous"] and not values["previous"]:
        values["notes"] = f"{values['notes']} Предыдущий полис: {form['previous']}".strip()
    draft = work.find(POLICIES, form["policy_key"]) if form["policy_key"] else None
    if draft is None:
        return work.add(POLICIES, **values)
    if form["kind"] == CHANGE and has_chain(draft):
        values |= kept_of_sale(draft, values)
    else:
        refuse_if_changed(work, draft)
    work.set(POLICIES, draft, **values)
    return draft


def _state(form: FormValues) -> str:
    """A contract counts as issued once the policy has its number; before that it is a project or a quote."""
    if form["kind"] == "расчёт":
        return QUOTE
    return ISSUED if form["number"] else DRAFT


def _facts(form: FormValues, quote: Quote, priced: Priced) -> dict[str, Any]:
    """Premium, factors and commission as they were on the day of the sale."""
    requests = [row for row in form["drivers"] if row.get("kbm_request")]
    facts: dict[str, Any] = {column: quote.value(code) for code, column in FACTORS.items()}
    facts |= {"premium": quote.premium, "act": quote.act}
    if requests:
        facts |= {"kbm_request": requests[0]["kbm_request"], "kbm_request_day": requests[0].get("kbm_day")}
    if priced.line:
        rule, line = priced.line
        facts |= {
            "bordereau_percent": rule.bordereau,
            "bordereau": line.bordereau,
            "services_percent": rule.services,
            "services": line.services,
        }
    return facts


def _drivers(work: Work, form: FormValues, policy: Row) -> None:
    """People admitted to the policy; the facts of each are kept with it. Rows that are still so stay untouched."""
    typed = [] if policy["unlimited"] == "да" else [each for each in form["drivers"] if each.get("name")]
    wanted = [_admitted(work, each, place, policy) for place, each in enumerate(typed, 1)]
    rows = sorted(work.linked(ADMITTED, "policy", {policy["key"]}), key=lambda row: row["place"] or 0)
    if len(rows) >= len(wanted) and all(each.items() <= row.items() for row, each in zip(rows, wanted, strict=False)):
        rows, wanted = rows[len(wanted) :], []
    for row in rows:
        work.remove(ADMITTED, row)
    for values in wanted:
        work.add(ADMITTED, **values)


def _admitted(work: Work, typed: FormValues, place: int, policy: Row) -> dict[str, Any]:
    return {
        "policy": policy["key"],
        "place": place,
        "driver": driver_of(work, typed)["key"],
        "kbm": typed.get("kbm"),
        "kvs": typed.get("kvs"),
        "age": full_years(typed["birth_date"], policy["starts"]) if typed.get("birth_date") else None,
        "experience": full_years(typed["licensed"], policy["starts"]) if typed.get("licensed") else None,
        "kbm_request": typed.get("kbm_request") or "",
    }


def _link_predecessor(work: Work, policy: Row) -> None:
    """The policy this one renews: named in the form, or of the same car and product, −60 … +30 days around its end."""
    previous = work.find(POLICIES, policy["previous"])
    if previous is None:
        previous = next((row for row in work.rows(POLICIES) if renews(policy, row)), None)
    if previous is None:
        return
    link(work, policy, previous)


def _payments(work: Work, ui: Ui, form: FormValues, policy: Row) -> None:
    check_discount(form["discount"], policy["premium"], _at("discount"))
    paid = _paid_now(ui, form, to_pay(policy))
    if paid is not None:
        day = form["pay_day"] or min(form["signed"] or work.today, work.today)
        payment = Payment(paid, day, ZERO, to_pay(policy), f"{_at('pay_sum')}, {_at('pay_day')}")
        check_payment(payment, work.today)  # a sum above the premium is asked about with all other doubts
        book_payment(
            work,
            policy,
            paid,
            day=day,
            method=form["pay_method"],
            fn=form["fn"],
            fd=form["fd"],
            fpd=form["fpd"],
            receipt_sent=form["receipt_sent"],
        )
    for instalment in form["instalments"]:
        if instalment.get("due") and instalment.get("sum"):
            plan_payment(work, policy, instalment["due"], instalment["sum"])


def _paid_now(ui: Ui, form: FormValues, price: Decimal) -> Decimal | None:
    """The sum typed; where only the way to pay is, the whole price if the agent says so."""
    if form["pay_sum"] is not None or not form["pay_method"] or not price:
        return form["pay_sum"]  # type: ignore[no-any-return]
    question = f"«Способ» заполнен, а «Сумма» ({_at('pay_sum')}) пуста. Оплачена вся премия, {money(price)} ₽?"
    return price if ui.ask(question) else None


def _at(key: str) -> str:
    """A cell of the form, as the agent finds it."""
    return f"{SHEET}, {CONTRACT.by_key[key].at}"


def _tasks(work: Work, policy: Row, car: Row | None) -> None:
    links = {"client": policy["client"], "policy": policy["key"], "agent": policy["agent"], "source": "Оформление"}
    days = int(work.settings["cfg_check_after"] or 0)
    named = f"{policy['series']} {policy['number']}".strip()
    add_task(work, f"Проверить полис {named} на НСИС", work.today + timedelta(days=days), kind="проверка", **links)
    if car and not car["plate"]:
        add_task(work, "Внести госномер в полис", work.today + timedelta(days=10), kind="документы", **links)


def _consents(work: Work, form: FormValues, client: Row) -> None:
    """A row in Документы for every consent newly given."""
    on_file = {row["kind"] for row in work.linked(DOCUMENTS, "client", {client["key"]}) if not row["withdrawn"]}
    for key, word in _CONSENTS.items():
        kind = f"согласие: {word}"
        if form[f"consent_{key}"] == "да" and kind not in on_file:
            work.add(DOCUMENTS, day=work.today, kind=kind, source="клиент", client=client["key"], by=form["agent"])
