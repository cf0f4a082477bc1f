"""Ribbon menu Клиент → Ещё: a client handed to a partner.

It stands beside «Передать агенту», where the agent looks for handing over a client, and not in Оформление: of a lead
nothing is known yet but the client and the product.
"""

from __future__ import annotations

from osago_xl.actions.client import MORE
from osago_xl.actions.registry import action
from osago_xl.desk.who.selected import chosen_one
from osago_xl.desk.who.selected import leads as leads_to
from osago_xl.errors import BookError
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.reference import SERVICES
from osago_xl.schema.sheets.vehicles import CARS
from osago_xl.values.money import number
from osago_xl.work import asking
from osago_xl.work.ui import Report, Ui
from osago_xl.work.unit import Work


@action(
    "hand_to_partner",
    group="Клиент",
    label="Передать партнёру",
    image="PropertySheet",
    tip="Клиент, продукт и партнёр: лид на листе Полисы",
    supertip="Когда клиент заплатит партнёру, нажмите на строке лида «Оплата». Что должен партнёр, покажут «Долги».",
    menu=MORE,
)
def hand_to_partner(work: Work, ui: Ui) -> Report:
    """A lead of the selected client, with the text for the partner on the clipboard."""
    from osago_xl.desk.money import leads

    client = chosen_one(work, ui, CLIENTS)
    names = leads.partners(work)
    if not names:
        raise BookError("На листе «Агенты» нет партнёров. Впишите партнёра с ролью «партнёр» и повторите.")
    products = [row["service"] for row in work.rows(SERVICES) if row["service"] and row["active"] != "нет"]
    product = asking.option(ui, f"{client['name']}: какой продукт?", products)
    partner = asking.option(ui, "Какому партнёру?", names)
    same = leads.waiting(work, client, product)
    if same:
        known = f"уже у партнёра {same['partner']} ({same['key']})"
        asking.confirm(ui, f"{client['name']}, {product}: {known}. Передать ещё?")
    if not leads.may_transfer(work, client):
        asking.confirm(ui, f"{client['name']}: согласия на передачу данных нет. Всё равно передать?")
    note = ui.prompt("Что передать партнёру (можно пусто)") or ""
    lead = leads.hand_over(work, client, product, partner, note, _car(work))
    ui.copy(leads.told_to_partner(work, client, lead))
    text = f"{client['name']} передан партнёру {partner}: {product}, {number(lead['partner_percent'])} % после оплаты."
    details = ["Имя, телефон и заметка в буфере: вставьте в письмо партнёру (Ctrl+V)."]
    return Report(f"{text} Лид {lead['key']} на листе «Полисы».", details, data={"policy": lead["key"]})


def _car(work: Work) -> str:
    """The key of the car when the agent stands on a policy or a car."""
    selection = work.selection()
    keys = leads_to(work, selection.table, selection.keys, CARS.name) if selection.table else []
    return keys[0] if keys else ""
