"""Ribbon group Полис: change of terms and early termination, with the money each of them means."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from osago_xl.actions.base import Cancelled, Report, Ui
from osago_xl.actions.contacts import log_contact, parse_again
from osago_xl.actions.contract_form import FORM, SHEET, policy_cells
from osago_xl.actions.contract_save import CHANGE
from osago_xl.actions.registry import action
from osago_xl.actions.selected import chosen_one
from osago_xl.actions.work import Work
from osago_xl.books.base import Row
from osago_xl.domain.dates import numeric
from osago_xl.domain.refund import Refund, refund
from osago_xl.errors import InputError

POLICY = "Полис"
FROM_APPLICATION_DAY = "со дня заявления"


@action("change_policy", group=POLICY, label="Изменить", image="EditDocument", tip="Изменение условий и доплата")
def change_policy(work: Work, ui: Ui) -> Report:
    """The form filled from the policy; «Записать» then changes that policy and plans the surcharge."""
    policy = _in_force(work, ui)
    change = {"kind": CHANGE, "policy_key": policy["key"], "signed": work.today}
    work.fill(FORM, **policy_cells(work, policy) | change)
    return Report("Исправьте, что изменилось, и нажмите «Записать»: доплата посчитается по дням.", show=SHEET)


@action(
    "terminate_policy", group=POLICY, label="Расторгнуть", image="CancelMeeting", tip="Расторжение и оценка возврата"
)
def terminate_policy(work: Work, ui: Ui) -> Report:
    """State, day, estimate of the refund and a contact; the estimate is named as such."""
    policy = _in_force(work, ui)
    answer = ui.prompt("День, когда компания получит заявление", numeric(work.today))
    day = parse_again(answer or "", work.today)
    if day is None:
        raise Cancelled
    estimate = refund_estimate(work, policy, day)
    told = f"вернут примерно {estimate.amount} ₽ за {estimate.days_left} из {estimate.days} дней"
    if not ui.ask(f"Расторгнуть полис {policy['policy']} с {numeric(day)}? {told.capitalize()} (оценка)."):
        raise Cancelled
    work.set("tblPolicies", policy, state="расторгнут", cancelled=day, refund=estimate.amount)
    client = work.get("tblClients", policy["client"])
    log_contact(work, client, "договорились", kind="визит", policy=policy["key"], note=f"расторжение, {told}")
    return Report(f"Полис {policy['policy']} расторгнут с {numeric(day)}; {told}: {estimate.note}.")


def refund_estimate(work: Work, policy: Row, ended: date) -> Refund:
    """What may come back when the application arrives on that day, by the settings of the agent."""
    settings = work.settings
    return refund(
        policy["premium"] or Decimal(0),
        policy["starts"],
        policy["ends"],
        ended,
        withheld=Decimal(settings["cfg_refund_percent"] or 0) / 100,
        count_last_day=settings["cfg_refund_days"] == FROM_APPLICATION_DAY,
    )


def _in_force(work: Work, ui: Ui) -> Row:
    policy = chosen_one(work, ui, "tblPolicies")
    if policy["state"] != "оформлен" or not policy["starts"] or not policy["ends"]:
        state = policy["state"] or "пусто"
        raise InputError("Состояние", state, f"Полис {policy['key']} в состоянии «{state}»: менять нечего.")
    return policy
