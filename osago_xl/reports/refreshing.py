"""«Обновить»: keys, overwritten formulas, phones, figures of rows, changes of КВС, position of strict forms, Сводка."""

from __future__ import annotations

from osago_xl.books.base import Row
from osago_xl.books.contents import compute
from osago_xl.desk import totals
from osago_xl.desk.blanks.register import circumstances, store_position, stored_movements
from osago_xl.desk.calls.reminders import remind
from osago_xl.desk.contract.tariff_view import acts_in_force
from osago_xl.domain.blanks.register import Register
from osago_xl.domain.experience import next_change
from osago_xl.domain.rates import Tariff
from osago_xl.errors import InputError, TariffError
from osago_xl.reports.summary import refresh_summary
from osago_xl.schema.sheets.blanks import FORMS
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.reference import AGENTS
from osago_xl.schema.sheets.vehicles import DRIVERS
from osago_xl.tariffs.own import tariffs
from osago_xl.values import phones
from osago_xl.values.dates import numeric
from osago_xl.work.ui import Report
from osago_xl.work.unit import Work

PASSENGER_CAR = "B"
"""КВС of a driver is shown for the category nearly all clients drive."""

NAMED = 10
"""Restored formulas named one by one."""

_PHONES = {CLIENTS.name: ("phone", "phone_2"), DRIVERS.name: ("phone",), AGENTS.name: ("phone",)}


def refresh(work: Work) -> Report:
    """Bring everything stored up to date; the caller commits."""
    keys = work.give_keys()
    restored = _restore_formulas(work)
    reminders = remind(work)
    rewritten = _normalise_phones(work)
    _experience(work)
    _forms(work)
    totals.refresh_all(work)
    work.set_setting("cfg_refreshed", work.today)
    work.set_setting("cfg_tariff_acts", acts_in_force(work.today))
    refresh_summary(work)
    return Report(
        f"Показатели обновлены на {numeric(work.today)}.",
        [
            f"Новых ключей: {keys}.",
            f"Телефонов приведено к одному виду: {rewritten}.",
            f"Напоминаний из заметок и повторов: {reminders}.",
            *_told(restored),
        ],
    )


def _restore_formulas(work: Work) -> list[str]:
    """Put back the formulas that were typed over; their places as the agent reads them."""
    places = []
    for name, table in work.schema.tables.items():
        cells = work.overwritten(table) if table.computed else []
        for row, column in cells:
            work.restore(table, row, column)
        compute(table.computed, list({id(row): row for row, _ in cells}.values()), lambda: work.facts)
        sheet = work.schema.sheet_of[name].title
        places += [f"{sheet} {row[table.key]}, «{table.by_key[column].header}»" for row, column in cells]
    return places


def _told(restored: list[str]) -> list[str]:
    if not restored:
        return []
    more = f" и ещё {len(restored) - NAMED}" if len(restored) > NAMED else ""
    return [f"Возвращено формул, поверх которых было записано: {len(restored)}. {'; '.join(restored[:NAMED])}{more}."]


def _normalise_phones(work: Work) -> int:
    """Phones by the mask; what is no phone stays as it is for «Проверить базу»."""
    return sum(
        work.set(work.named(table), row, **{column: _by_mask(row[column])})
        for table, columns in _PHONES.items()
        for row in work.rows(work.named(table))
        for column in columns
    )


def _by_mask(text: str) -> str:
    """The phone by the mask if the cell holds nothing besides one phone."""
    try:
        found = phones.parse(text) if text else ()
    except InputError:
        return text
    return str(found[0]) if len(found) == 1 and not phones.remark(text) else text


def _experience(work: Work) -> None:
    """The column «Смена КВС»: «05.12.2026: КВС 1,04→0,96»."""
    try:
        tariff = tariffs().at(work.today)
    except TariffError:
        return
    for row in work.rows(DRIVERS):
        work.set(DRIVERS, row, kvs_change=_next_change(row, tariff, work))


def _next_change(driver: Row, tariff: Tariff, work: Work) -> str:
    birth, licence = driver["birth_date"], driver["licensed"]
    if not birth or not licence or not birth < licence <= work.today:
        return ""
    change = next_change(tariff, PASSENGER_CAR, birth, licence, work.today)
    if change is None:
        return ""
    factors = f"{change.before}→{change.after}".replace(".", ",")
    return f"{numeric(change.day)}: КВС {factors}"


def _forms(work: Work) -> None:
    """Sheet БСО from the movements."""
    movements = stored_movements(work)
    if movements or work.rows(FORMS):
        register, _ = Register.replay(movements, circumstances(work))
        store_position(work, register)
