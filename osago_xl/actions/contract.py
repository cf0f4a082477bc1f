"""Ribbon group Полис: the form Оформление, premiums, renewal, change and termination."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from osago_xl.actions.registry import action
from osago_xl.books.base import FormValues, Row
from osago_xl.desk.contract import form as cells
from osago_xl.desk.contract.changing import full_premium_now, has_chain, told_change
from osago_xl.desk.contract.form import FORM, SHEET
from osago_xl.desk.contract.pricing import (
    MAX_RATE,
    MIN_RATE,
    Priced,
    commission_line,
    commission_rules,
    commission_unit,
    form_class,
    notes_of,
    offers,
    risk_of_form,
)
from osago_xl.desk.contract.saving import save
from osago_xl.desk.contract.showing import show_drivers, show_offers, show_quote
from osago_xl.desk.contract.typed import CHANGE, check_filled, check_typed, with_cell
from osago_xl.desk.who.selected import chosen_one
from osago_xl.domain.commission import ZERO, Conditions
from osago_xl.domain.contract_states import NEVER_STARTED
from osago_xl.domain.premium import premium
from osago_xl.domain.risk import Risk
from osago_xl.errors import InputError
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.common import ELECTRONIC, PAPER
from osago_xl.schema.sheets.contract_grids import HIT_ROWS
from osago_xl.schema.sheets.contract_state import signature
from osago_xl.schema.sheets.day import CALLS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.reference import TARIFFS
from osago_xl.schema.sheets.vehicles import CARS
from osago_xl.tariffs.own import tariffs
from osago_xl.values.dates import numeric
from osago_xl.values.money import money
from osago_xl.work import asking
from osago_xl.work.ui import Cancelled, Report, Ui
from osago_xl.work.unit import Work

POLICY = "Полис"


@action(
    "new_policy",
    group=POLICY,
    label="Новый полис",
    image="FileNew",
    tip="Открыть оформление; клиент строки уже подставлен",
    large=True,
)
def new_policy(work: Work, ui: Ui) -> Report:
    """An empty form, filled from the record of the active row or from the calculator."""
    selection = work.selection()
    values = cells.empty() | {"kind": "новый полис", "owner_same": "да", "unlimited": "нет", "signed": work.today}
    if selection.table in (CLIENTS.name, POLICIES.name, CARS.name, CALLS.name):
        values |= cells.client_cells(work, chosen_one(work, ui, CLIENTS))
    if selection.sheet == "Калькулятор":
        from osago_xl.desk.contract.calculator import CALC, cells_for_contract

        values |= cells_for_contract(work.form(CALC))
    if selection.table in (CARS.name, POLICIES.name):
        values |= cells.car_cells(chosen_one(work, ui, CARS))
    work.fill(FORM, **values)
    return Report("Заполните ячейки в рамке и нажмите «Рассчитать».", show=SHEET)


@action(
    "renew_policy",
    group=POLICY,
    label="Продлить полис",
    image="Recurrence",
    tip="Черновик на следующий год из этой строки",
    large=True,
)
def renew_policy(work: Work, ui: Ui) -> Report:
    """The form filled from the selected policy with the dates moved, and priced when that is possible."""
    policy = chosen_one(work, ui, POLICIES)
    if policy["successor"]:
        raise InputError("policy", policy["key"], f"Полис {policy['policy']} уже продлён: {policy['successor']}.")
    if policy["state"] in NEVER_STARTED:
        message = f"{policy['key']} в состоянии «{policy['state']}»: продлевать нечего. Нажмите «Новый полис»."
        raise InputError("state", policy["state"], message)
    work.fill(FORM, **cells.renewal_cells(work, policy))
    try:
        text = _calculate_form(work)
    except InputError as error:
        text = f"Премия не посчитана. {error.message}"
    return Report(f"Черновик продления открыт. {text}", show=SHEET)


@action(
    "calculate",
    group=POLICY,
    label="Рассчитать",
    image="Calculator",
    tip="Премия у всех компаний, каждый коэффициент с актом",
    large=True,
)
def calculate(work: Work, _ui: Ui) -> Report:
    """Price the form; on the calculator's sheet price that instead."""
    if work.selection().sheet == "Калькулятор":
        from osago_xl.desk.contract.calculator import calculate_sheet

        return calculate_sheet(work)
    if work.selection().sheet == "Тарифы":
        return _show_tariffs(work)
    return Report(_calculate_form(work), show=SHEET)


def _show_tariffs(work: Work) -> Report:
    """The sheet Тарифы for the day named in the settings."""
    from osago_xl.desk.contract.tariff_view import tariff_rows

    day = work.settings["cfg_tariff_date"] or work.today
    work.replace(TARIFFS, tariff_rows(day))
    return Report(f"Тарифы на {numeric(day)}.", show="Тарифы")


def _calculate_form(work: Work) -> str:
    form = work.form(FORM)
    check_typed(work, form, "starts", "category")
    risk = risk_of_form(form)
    priced, troubles = offers(work, risk, _conditions(work, form), form["signed"])
    best = _chosen_offer(work, form, risk, priced)
    show_offers(work, priced)
    show_quote(work, best)
    show_drivers(work, form, risk)
    work.fill(FORM, signature=signature(work.form(FORM)))
    told = f"{best.insurer}: {money(best.quote.premium)} ₽." if best.quote else best.reason
    return " ".join([told, *notes_of(risk, work.today), *troubles[:2]])


def _conditions(work: Work, form: FormValues) -> Conditions:
    kind = "продление" if form["kind"] == "продление" else "новый"
    owner = form["holder_kind"] if form["owner_same"] != "нет" else form["owner_kind"]
    written = PAPER if form["on_paper"] == "да" else ELECTRONIC if form["on_paper"] == "нет" else ""
    word = "такси" if form["purpose"] == "такси" else "юрлицо" if owner == "юрлицо" else "физлицо"
    return Conditions(
        product="ОСАГО",
        agent=form["agent"],
        contract=kind,
        owner=word,
        category=form["category"],
        region=form["region"],
        form=form_class(work, form["series"]) or written,
    )


def _chosen_offer(work: Work, form: FormValues, risk: Risk, priced: Sequence[Priced]) -> Priced:
    """The offer of the company chosen in the form (at the rate typed by hand, if any), else the cheapest one."""
    insurer = form["insurer"]
    own = next((offer for offer in priced if offer.insurer == insurer), None)
    if form["base_rate"] is not None:
        quote = premium(replace(risk, base_rate=form["base_rate"]), tariffs())
        facts = _conditions(work, form)._replace(insurer=insurer)
        line = commission_line(
            commission_rules(work), facts, form["signed"] or work.today, quote, commission_unit(work)
        )
        return Priced(insurer or "ТБ вручную", quote, line)
    if own is not None:
        return own
    return next((offer for offer in priced if offer.quote), priced[0])


@action(
    "form_fill",
    group=POLICY,
    label="Подставить",
    image="PasteSpecial",
    tip="Взять найденного клиента, машину, водителя",
)
def form_fill(work: Work, _ui: Ui) -> Report:
    """Search what stands in «Найти»; one hit, or the one whose number is in «Выбор», fills the form."""
    form = work.form(FORM)
    if not form["find"]:
        raise InputError("find", "", "Впишите в «Найти» телефон, фамилию, госномер, VIN или номер полиса.")
    hits = search(work, form["find"])
    work.fill(FORM, hits=[{"n": n, "who": text} for n, (text, _) in enumerate(hits[:HIT_ROWS], 1)])
    if not hits:
        return Report(f"По словам «{form['find']}» никого не найдено. Это новый клиент: заполните ячейки.", show=SHEET)
    pick = int(form["pick"] or 0)
    if len(hits) > 1 and not 1 <= pick <= len(hits):
        return Report(f"Найдено: {len(hits)}. Впишите номер в «Выбор» и нажмите ещё раз.", show=SHEET)
    _, values = hits[pick - 1 if 1 <= pick <= len(hits) else 0]
    work.fill(FORM, **values, pick=None)
    return Report("Подставлено. Проверьте и дополните.", show=SHEET)


def search(work: Work, text: str) -> list[tuple[str, dict[str, Any]]]:
    """Policies, cars and clients that a text names, with the form cells each would fill; newest first."""
    from osago_xl.desk.who.finding import matches

    found: list[tuple[str, dict[str, Any]]] = []
    for table, row in matches(work, text):
        if table == POLICIES.name:
            found.append((f"{row['policy']} {row['who']} {row['car_name']}", cells.policy_cells(work, row)))
        elif table == CARS.name:
            owner = work.find(CLIENTS, row["owner"])
            found.append((f"{row['name']} {row['owner_name']}", _car_and_owner(work, row, owner)))
        else:
            found.append((f"{row['name']} {row['phone']}", cells.client_cells(work, row)))
    return found


def _car_and_owner(work: Work, car: Row, owner: Row | None) -> dict[str, Any]:
    return cells.car_cells(car) | (cells.client_cells(work, owner) if owner else {})


@action(
    "form_save",
    group=POLICY,
    label="Записать",
    image="RecordsSaveRecord",
    tip="Сохранить оформление во все листы",
)
def form_save(work: Work, ui: Ui) -> Report:
    """The whole contract in one transaction; the form stays filled, with the key of its policy.

    What cannot be is refused with its cell; all doubts are asked about in one window.
    """
    from osago_xl.actions import doubts
    from osago_xl.desk.blanks.choice import offer_blank

    form = work.form(FORM)
    check_filled(work, form)
    offer_blank(work, ui, form)
    priced, premium = _price_for_saving(work, ui, form)
    policy = save(work, ui, form, priced, premium)
    if not work.changes():
        return Report(f"Изменений нет: {policy['key']} уже записан.", data={"policy": policy["key"]})
    doubts.settle(work, ui, doubts.on_form)
    work.fill(FORM, policy_key=policy["key"])
    named = f"{policy['series']} {policy['number']}".strip() or "без номера"
    details = [told_change(work, policy, form["signed"] or work.today)] if form["kind"] == CHANGE else []
    return Report(
        f"Записано: {policy['key']}, полис {named}, состояние «{policy['state']}».",
        list(filter(None, details)),
        data={"policy": policy["key"]},
    )


def _confirm_new_price(ui: Ui, form: FormValues, price: Decimal) -> None:
    """What is saved is what the form showed: a premium that has become another is said before it is written."""
    shown = form["premium"] if form["signature"] else None
    question = f"Премия пересчитана: {money(price)} ₽ вместо {money(shown or ZERO)} ₽ на экране. Записать?"
    if shown is not None and shown != price and not ui.ask(question):
        raise Cancelled


def _price_for_saving(work: Work, ui: Ui, form: FormValues) -> tuple[Priced | None, Decimal | None]:
    """The price by today's form; without a rate of the company, the premium as the agent names it."""
    risk = risk_of_form(form)
    try:
        priced, _ = offers(work, risk, _conditions(work, form), form["signed"])
    except InputError as error:
        raise with_cell(work, error) from None
    best = _chosen_offer(work, form, risk, priced)
    if best.quote and best.insurer not in (MIN_RATE, MAX_RATE):
        _confirm_new_price(ui, form, best.quote.premium)
        return best, None
    if form["kind"] == "расчёт":
        return None, None
    why = best.reason or f"у компании «{form['insurer']}» нет ставки"
    if form["kind"] == CHANGE and (policy := work.find(POLICIES, form["policy_key"])) and has_chain(policy):
        question = f"Премия не посчитана: {why}. Сколько стоит год по новым условиям, ₽"
        return None, asking.amount(ui, question, full_premium_now(work, policy))
    if form["pay_sum"] is not None:
        planned = sum((each["sum"] for each in form["instalments"] if each.get("sum")), ZERO)
        return None, asking.amount(
            ui, f"Премия не посчитана: {why}. Какая премия в полисе, ₽", form["pay_sum"] + planned
        )
    if not ui.ask(f"Премия не посчитана: {why}. Записать полис без премии?"):
        raise Cancelled
    return None, None
