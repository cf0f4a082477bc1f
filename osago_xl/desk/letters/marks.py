"""«Отметки»: what became of the letters and SMS of a mailing: arrived, bounced, answered; marked in bulk."""

from __future__ import annotations

import re
from collections.abc import Sequence

from osago_xl.books.base import Row
from osago_xl.desk.contacts import log_contact
from osago_xl.domain.identity.names import name_key
from osago_xl.domain.identity.traits import numbers_of
from osago_xl.errors import InputError
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.journals import CONTACTS
from osago_xl.values.text import fold
from osago_xl.work import asking
from osago_xl.work.ui import Report, Ui
from osago_xl.work.unit import Work

ARRIVED, BOUNCED, ANSWERED = "да", "нет", "ответил"
MARKS = {"дошло": ARRIVED, "не дошло": BOUNCED, "ответили": ANSWERED}
NOT_DELIVERED, REPLY = "не доставлено", "ответил"
RECENT = 20


def mark(work: Work, ui: Ui) -> Report:
    """The selected rows of Контакты, else those of a mailing whose phones, e-mails or names are pasted."""
    sent, unknown = _chosen(work) or _pasted(work, ui)
    if not sent:
        raise InputError("Отметки", None, "Отмечать нечего: " + (", ".join(unknown) or "писем и SMS не выбрано") + ".")
    word = asking.option(ui, f"Писем и SMS: {len(sent)}. Что с ними?", list(MARKS))
    for row in sent:
        _mark(work, row, MARKS[word])
    details = [f"В рассылке нет: {each}." for each in unknown]
    return Report(f"Отмечено «{word}»: {len(sent)}.", details, show="Контакты")


def _mark(work: Work, row: Row, value: str) -> None:
    """A reply is a talk of its own, once; what bounced says so where the card shows it."""
    answered_before = row["delivered"] == ANSWERED
    work.set(CONTACTS, row, delivered=value, **({"result": NOT_DELIVERED} if value == BOUNCED else {}))
    client = work.find(CLIENTS, row["client"])
    if value == ANSWERED and client and not answered_before:
        more = {"reason": row["reason"], "offered": row["offered"], "note": f"на «{row['mailing']}»"}
        log_contact(work, client, REPLY, kind=row["kind"], direction="вх", **more)


def _chosen(work: Work) -> tuple[list[Row], list[str]] | None:
    selection = work.selection()
    if selection.table != CONTACTS.name or not selection.keys:
        return None
    return [row for row in work.linked(CONTACTS, "key", set(selection.keys)) if row["mailing"]], []


def _pasted(work: Work, ui: Ui) -> tuple[list[Row], list[str]]:
    """Rows of one mailing, and what was pasted and is in none of them."""
    rows = [row for row in work.rows(CONTACTS) if row["mailing"]]
    names = list(dict.fromkeys(row["mailing"] for row in reversed(rows)))[:RECENT]
    if not names:
        raise InputError("Отметки", None, "Рассылок ещё не было: отмечать нечего.")
    named = asking.option(ui, "Какая рассылка?", names)
    sent = [row for row in rows if row["mailing"] == named]
    pasted = ui.prompt("Кому? Телефоны, e-mail или имена через «;» (пусто = всем)") or ""
    return _matching(work, sent, [part.strip() for part in re.split(r"[;\n]", pasted) if part.strip()])


def _matching(work: Work, sent: Sequence[Row], parts: Sequence[str]) -> tuple[list[Row], list[str]]:
    if not parts:
        return list(sent), []
    signs: dict[str, list[Row]] = {}
    for row in sent:
        client = work.find(CLIENTS, row["client"])
        for sign in _signs(client) if client else ():
            signs.setdefault(sign, []).append(row)
    found = {part: signs.get(_sign(part), []) for part in parts}
    kept = {id(row): row for rows in found.values() for row in rows}
    return list(kept.values()), [part for part, rows in found.items() if not rows]


def _signs(client: Row) -> list[str]:
    return [*numbers_of(client["phone"]), fold(client["email"]), name_key(client["name"])]


def _sign(part: str) -> str:
    numbers = numbers_of(part)
    return numbers[0] if numbers else fold(part) if "@" in part else name_key(part)
