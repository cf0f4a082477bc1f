"""Who gets a mailing: the selected clients without those who must not or cannot be written to, each with the reason.

Only advertising waits for a consent (38-ФЗ art. 18); a message about a client's own policy does not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from osago_xl.books.base import Row
from osago_xl.desk.contacts import log_contact, reason_word
from osago_xl.desk.who.selected import chosen
from osago_xl.errors import InputError
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.journals import CONTACTS
from osago_xl.values.dates import numeric
from osago_xl.work import asking
from osago_xl.work.ui import Report, Ui
from osago_xl.work.unit import Work

CAMPAIGN = "campaign"
SENT = "отправлено"
STOPPED = "не звонить"
ADVERT, SERVICE = "реклама или предложение", "сообщение о полисе клиента"


class Mailing(NamedTuple):
    """A mailing under way: its name in Контакты, the clients it goes to, and who was left out and why."""

    name: str
    reason: str
    clients: Sequence[Row]
    left_out: Sequence[str]


def ask_mailing(work: Work, ui: Ui, what: str, lacks: Callable[[Row], str]) -> Mailing:
    """A mailing of messages to the selected clients: its kind is asked for, then as `gather`."""
    clients = chosen(work, ui, CLIENTS)
    advert = asking.option(ui, "Что это за рассылка?", [ADVERT, SERVICE]) == ADVERT
    return gather(work, ui, clients, what, advert=advert, lacks=lacks)


def gather(
    work: Work, ui: Ui, clients: Sequence[Row], what: str, *, advert: bool, lacks: Callable[[Row], str]
) -> Mailing:
    """The clients it goes to, and its name; `lacks` says why a client cannot be reached, "" when he can.

    InputError when nobody is left.
    """
    kept, left_out = sift(work, clients, advert=advert, lacks=lacks)
    if not kept:
        way = " Бумага для согласия: ОСАГО → Печать → Согласия; отметка о нём в Оформлении." if advert else ""
        raise InputError("Рассылка", None, "Писать некому. " + " ".join(left_out[:5]) + way)
    name = asking.text(ui, "Название рассылки", f"{what} {numeric(work.today)}")
    return Mailing(name, campaign_reason(work) if advert else "", kept, left_out)


def sift(
    work: Work, clients: Sequence[Row], *, advert: bool, lacks: Callable[[Row], str]
) -> tuple[list[Row], list[str]]:
    """Clients to write to, and a line for each of the others."""
    recent = _last_adverts(work) if advert else {}
    kept, left_out = [], []
    for client in clients:
        why = _forbidden(client, advert, recent.get(client["key"])) or lacks(client)
        if why:
            left_out.append(f"{client['name']}: {why}.")
        else:
            kept.append(client)
    return kept, left_out


def _forbidden(client: Row, advert: bool, last: date | None) -> str:
    if client["status"] == STOPPED:
        return "просил не беспокоить"
    if advert and client["advertising"] != "да":
        return "нет согласия на рекламу"
    return f"реклама уже была {numeric(last)}" if last else ""


def _last_adverts(work: Work) -> dict[str, date]:
    """Client → day of the last advertising mailing, of those that are still too recent."""
    since = work.today - timedelta(days=int(work.settings["cfg_advert_days"] or 0))
    reason = campaign_reason(work)
    rows = (row for row in work.rows(CONTACTS) if row["mailing"] and row["reason"] == reason)
    return {row["client"]: row["day"] for row in rows if row["day"] and row["day"] > since}


def campaign_reason(work: Work) -> str:
    """The agent's word for an advertising contact."""
    return reason_word(work, CAMPAIGN, "акция")


def confirm(ui: Ui, mailing: Mailing) -> None:
    """The count first: nothing is made before «да»."""
    out = f" Не войдут: {len(mailing.left_out)}." if mailing.left_out else ""
    asking.confirm(ui, f"«{mailing.name}»: получателей {len(mailing.clients)}.{out} Создать?")


def log(work: Work, mailing: Mailing, client: Row, *, kind: str, **more: str) -> None:
    """The contact of one client with the name of the mailing; `more` are columns of tblContacts."""
    log_contact(work, client, SENT, kind=kind, reason=mailing.reason, mailing=mailing.name, **more)


def told(mailing: Mailing, made: int, failed: Sequence[str]) -> Report:
    """What became of the mailing: counts, then everybody who got nothing and why."""
    text = f"«{mailing.name}»: сделано {made}."
    if mailing.left_out:
        text += f" Не вошли: {len(mailing.left_out)}."
    if failed:
        text += f" Не получилось: {len(failed)}."
    return Report(text, [*failed, *mailing.left_out])
