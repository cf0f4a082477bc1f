"""Ribbon group Полис: change of terms and early termination, with the money each of them means."""

from __future__ import annotations

from osago_xl.actions.registry import action
from osago_xl.books.base import Row
from osago_xl.desk.blanks.cancelled import settle_blanks
from osago_xl.desk.blanks.register import blank_of, stands_on
from osago_xl.desk.contacts import log_contact
from osago_xl.desk.contract.changing import rate_of_sale
from osago_xl.desk.contract.form import FORM, SHEET, policy_cells
from osago_xl.desk.contract.refunds import paid_for, refund_estimate
from osago_xl.desk.contract.typed import CHANGE
from osago_xl.desk.money.payments import drop_instalments
from osago_xl.desk.who.selected import chosen_one
from osago_xl.domain.contract_states import ISSUED, TERMINATED
from osago_xl.errors import InputError
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.values.dates import numeric
from osago_xl.values.money import money
from osago_xl.work import asking
from osago_xl.work.ui import Cancelled, Report, Ui
from osago_xl.work.unit import Work

POLICY = "Полис"


@action("change_policy", group=POLICY, label="Изменить", image="EditListItems", tip="Изменение условий и доплата")
def change_policy(work: Work, ui: Ui) -> Report:
    """The form filled from the policy; «Записать» then changes that policy and plans the surcharge."""
    policy = _in_force(work, ui)
    on_paper = "да" if stands_on(work, policy, blank_of(policy)) else ""
    change = {"kind": CHANGE, "policy_key": policy["key"], "signed": work.today, "on_paper": on_paper}
    work.fill(FORM, **policy_cells(work, policy) | change)
    work.fill(FORM, base_rate=rate_of_sale(work, policy))
    text = "Исправьте, что изменилось, и нажмите «Записать»: доплата посчитается по дням с «Даты заключения»."
    return Report(text, show=SHEET)


@action(
    "terminate_policy", group=POLICY, label="Расторгнуть", image="CancelMeeting", tip="Расторжение и оценка возврата"
)
def terminate_policy(work: Work, ui: Ui) -> Report:
    """State, day, estimate of the refund and a contact; the estimate is named as such."""
    policy = _in_force(work, ui)
    day = asking.day(ui, "День, когда компания получит заявление", work.today)
    first = min(filter(None, (policy["signed"], policy["starts"])))
    if not first <= day <= policy["ends"]:
        term = f"с {numeric(first)} по {numeric(policy['ends'])}"
        raise InputError("День расторжения", day, f"{numeric(day)} не подходит: назовите день {term}.")
    estimate = refund_estimate(work, policy, day)
    paid = paid_for(work, policy)
    told = f"вернут примерно {money(estimate.amount)} ₽ за {estimate.days_left} из {estimate.days} дней"
    told += f" (оплачено {money(paid)} ₽)" if paid else ", премия не оплачена"
    if not ui.ask(f"Расторгнуть полис {policy['policy']} с {numeric(day)}? {told.capitalize()}. Это оценка."):
        raise Cancelled
    work.set(POLICIES, policy, state=TERMINATED, cancelled=day, refund=estimate.amount)
    client = work.get(CLIENTS, policy["client"])
    log_contact(work, client, "договорились", kind="визит", policy=policy["key"], note=f"расторжение, {told}")
    text = f"Полис {policy['policy']} расторгнут с {numeric(day)}; {told}: {estimate.note}."
    dropped = drop_instalments(work, policy)
    return Report(text, [*filter(None, [dropped]), *settle_blanks(work, ui, policy)])


def _in_force(work: Work, ui: Ui) -> Row:
    policy = chosen_one(work, ui, POLICIES)
    if policy["state"] != ISSUED or not policy["starts"] or not policy["ends"]:
        state = policy["state"] or "пусто"
        raise InputError("Состояние", state, f"Полис {policy['key']} в состоянии «{state}»: менять нечего.")
    return policy
