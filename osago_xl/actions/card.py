"""Ribbon group Клиент, its beginning: find a client and show his card."""

from __future__ import annotations

from osago_xl.actions.registry import action
from osago_xl.books.base import Row
from osago_xl.desk.who.finding import matches
from osago_xl.desk.who.selected import chosen_one
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.vehicles import CARS
from osago_xl.work import asking
from osago_xl.work.ui import Cancelled, Report, Ui
from osago_xl.work.unit import Work

CLIENT, FORM, SHEET = "Клиент", "card_", "Карточка"
_SHOWN = {CLIENTS.name: "phone", POLICIES.name: "policy", CARS.name: "name"}
_OWNER = {CLIENTS.name: "key", POLICIES.name: "client", CARS.name: "owner"}


@action(
    "find_client",
    group=CLIENT,
    label="Найти",
    image="FindDialog",
    tip="По телефону, фамилии, госномеру, VIN, полису",
    supertip="Хватит четырёх цифр телефона или части имени. Единственный найденный сразу откроется в карточке.",
    large=True,
)
def find_client(work: Work, ui: Ui) -> Report:
    """Ask for a text, let the agent choose where several clients match, show the card."""
    wanted = asking.text(ui, "Кого ищем: телефон, фамилия, госномер, VIN или полис")
    found = {row[_OWNER[table]]: _told(table, row) for table, row in matches(work, wanted) if row[_OWNER[table]]}
    people = [(work.get(CLIENTS, key), told) for key, told in found.items()]
    if not people:
        return Report(f"Никого не нашлось: «{wanted}». Попробуйте часть фамилии или последние 4 цифры телефона.")
    if len(people) == 1:
        return _show(work, people[0][0])
    choice = ui.choose(f"Найдено: {len(people)}. Кто нужен?", [f"{row['name']} {told}" for row, told in people])
    if choice is None:
        raise Cancelled
    return _show(work, people[choice][0])


def _told(table: str, row: Row) -> str:
    """By what the client was found."""
    return str(row[_SHOWN[table]])


@action(
    "open_card",
    group=CLIENT,
    label="Карточка",
    image="AddressBook",
    tip="Всё о клиенте на одном листе",
    large=True,
)
def open_card(work: Work, ui: Ui) -> Report:
    """The card of the client that the active row leads to."""
    return _show(work, chosen_one(work, ui, CLIENTS))


def _show(work: Work, client: Row) -> Report:
    work.fill(FORM, find=client["key"], pick=None, objection="")
    return Report("", show=SHEET, data={"client": client["key"], "name": client["name"]})
