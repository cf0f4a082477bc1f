"""Ribbon group Клиент, its end: rows into Корзина and back."""

from __future__ import annotations

from osago_xl.actions.client import CLIENT, MORE
from osago_xl.actions.registry import action
from osago_xl.books.base import Row
from osago_xl.errors import BookError
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.tables import Table
from osago_xl.work import asking
from osago_xl.work.ui import Cancelled, Report, Ui
from osago_xl.work.unit import Work


@action(
    "delete_row",
    group=CLIENT,
    label="Удалить",
    image="PropertySheet",
    tip="Строки в корзину на 90 дней",
    menu=MORE,
)
def delete_row(work: Work, ui: Ui) -> Report:
    """Selected rows go to Корзина; who has policies, payments or forms is offered «не активный» instead."""
    from osago_xl.desk.trash import held_by, to_trash

    selection = work.selection()
    if not selection.table or not selection.keys:
        raise BookError("Встаньте на строку, которую нужно удалить, и нажмите ещё раз.")
    if not ui.ask(f"Удалить строк: {len(selection.keys)}? Они полежат в корзине 90 дней."):
        raise Cancelled
    table, deleted, details = work.named(selection.table), 0, []
    for key in selection.keys:
        row = work.get(table, key)
        holder = held_by(work, table, row)
        if not holder:
            to_trash(work, table, row)
            deleted += 1
        elif table.name == CLIENTS.name and ui.ask(
            f"{row['name']}: есть строки на листе «{holder}», удалить нельзя. Сделать не активным?"
        ):
            work.set(CLIENTS, row, status="не активный")
            details.append(f"{key}: теперь не активный.")
        else:
            details.append(f"{key}: оставлен, есть строки на листе «{holder}».{_instead(table)}")
    return Report(f"В корзину: {deleted}." if deleted else "Ничего не удалено.", details)


def _instead(table: Table) -> str:
    """What closes a word of a list that is in use."""
    column = table.by_key.get("active")
    return f" Поставьте «{column.header}» = нет: в новых строках его не предложат." if column else ""


@action(
    "give_back",
    group=CLIENT,
    label="Вернуть из корзины…",
    image="RecoverInviteToMeeting",
    tip="Удалённые строки снова на своих листах, с прежними ключами",
    menu=MORE,
)
def give_back(work: Work, ui: Ui) -> Report:
    """One of the deletions of the last ninety days, whole or a row of it, goes back with its links."""
    from osago_xl.desk import trash

    found = trash.entries(work)
    if not found:
        return Report("Корзина пуста: возвращать нечего.")
    titles = [_title(work, rows) for rows in found]
    rows = found[0] if len(found) == 1 else found[titles.index(asking.option(ui, "Что вернуть?", titles))]
    if len(rows) > 1:
        whole = f"Всё, строк: {len(rows)}"
        names = [whole, *(f"{number}. {trash.told(work, row)}" for number, row in enumerate(rows, 1))]
        choice = names.index(asking.option(ui, "Вернуть всё или одну строку?", names))
        rows = rows if choice == 0 else [rows[choice - 1]]
    elif not ui.ask(f"Вернуть: {trash.told(work, rows[0])}?"):
        raise Cancelled
    names = [trash.told(work, row) for row in rows]
    remarks = [trash.give_back(work, row) for row in rows]
    return Report(f"Возвращено строк: {len(rows)}.", [*names, *filter(None, remarks)])


def _title(work: Work, rows: list[Row]) -> str:
    """«22.11.2026 09:15: Клиенты К-000001 Иванов Иван и ещё 2»."""
    from osago_xl.desk.trash import told

    moment = rows[0]["moment"]
    more = f" и ещё {len(rows) - 1}" if len(rows) > 1 else ""
    return f"{moment:%d.%m.%Y %H:%M}: {told(work, rows[0])}{more}" if moment else f"{told(work, rows[0])}{more}"
