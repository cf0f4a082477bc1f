"""«Остатки»: the balance sheet of a period, the inventory by holder, and warnings about stock and age."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from osago_xl.desk.blanks.register import open_register, store_position
from osago_xl.desk.contacts import first_agent
from osago_xl.desk.report_sheet import SHEET, Marked, ask_agent, show_report
from osago_xl.domain.blanks.model import Place
from osago_xl.domain.blanks.register import Register
from osago_xl.domain.blanks.reports import Balance, Holding, Limits, ageing, balance, inventory, lying, shortage
from osago_xl.schema.sheets.blanks import FORM_MOVES
from osago_xl.schema.sheets.reference import AGENTS
from osago_xl.schema.sheets.technical import REPORT_ROLES
from osago_xl.values.dates import numeric
from osago_xl.values.misfit import whole
from osago_xl.work import asking
from osago_xl.work.ui import Report, Ui
from osago_xl.work.unit import Work

_HEADER = (
    "Компания", "Вид", "Серия", "Было", "Получено", "Вернулось", "Выписано", "Испорчено", "Утеряно", "Похищено",
    "Возвращено", "Списано", "Стало",
)  # fmt: skip
_INVENTORY = ("Компания", "Вид", "Место", "У кого", "Состояние", "Кол-во")
_TITLE, _HEAD, _TOTAL = REPORT_ROLES


def report_balance(work: Work, ui: Ui) -> Report:
    """The balance of a period of everyone or of one agent; БСО is brought up to date on the way."""
    start, end = asking.period(ui, "Баланс бланков", work.today)
    agent = ask_agent(work, ui)
    register = open_register(work)
    store_position(work, register)
    return _show(work, register, start, end, None if not agent else "" if agent == first_agent(work) else agent)


def _show(work: Work, register: Register, start: date, end: date, holder: str | None) -> Report:
    """Fill Отчёт, of everyone or of one holder ("" is the agent himself); the totals row is the sum of the lines."""
    lines = balance(register, start, end, holder)
    totals = ("Итого", "", "", *(sum(getattr(line, name) for line in lines) for name in Balance._fields[1:]))
    title = f"Бланки: {numeric(start)}–{numeric(end)}"
    if holder is not None:
        title += f", {holder or first_agent(work)}"
    limits = limits_of(work)
    found = [] if holder is not None else [*ageing(register, work.today, limits), *shortage(register, limits)]
    remarks = [f"{each.message}. {each.hint}" for each in found]
    rows = [
        *map(_cells, lines),
        Marked(totals, _TOTAL),
        ("",),
        *_inventory(register, min(end, work.today), holder, limits),
    ]
    if remarks:
        rows += [("",), Marked(("Сегодня обратите внимание",), _TITLE), *((remark,) for remark in remarks)]
    show_report(work, title, _HEADER, rows)
    refused = sum(1 for row in work.rows(FORM_MOVES) if not row["place"])
    text = f"{title}: строк {len(lines)}, чистых на конец {totals[-1]}."
    if refused:
        text += f" Не принято строк, введённых руками: {refused}; причина рядом, в «Примечании»."
    data = [line.heading._asdict() | dict(zip(Balance._fields[1:], line[1:], strict=True)) for line in lines]
    return Report(text, remarks, show=SHEET, data=data)


def _inventory(register: Register, day: date, holder: str | None, limits: Limits) -> Iterator[Sequence[object]]:
    """Who holds what in the evening of a day, and how much of it lies there too long."""
    then = register.as_of(day)
    long, too_long = (lying(then, day, days) for days in (limits.yellow_days, limits.red_days))
    yield Marked((f"Где бланки на {numeric(day)}",), _TITLE)
    yield Marked((*_INVENTORY, f"> {limits.yellow_days} дней", f"> {limits.red_days} дней"), _HEAD)
    for each, count in sorted(inventory(then).items()):
        if _is_of(each, holder):
            yield (*each, count, long[each] or "", too_long[each] or "")


def _is_of(holding: Holding, holder: str | None) -> bool:
    place = Place.SUBAGENT if holder else Place.AGENT
    return holder is None or (holding.holder, holding.place) == (holder, place)


def _cells(line: Balance) -> tuple[object, ...]:
    return (*line.heading, *line[1:])


def limits_of(work: Work) -> Limits:
    """Norms of Настройки and, for each sub-agent, of Агенты."""
    settings = work.settings
    typed = {row["agent"]: whole(row["form_limit"]) for row in work.rows(AGENTS)}
    of_holder = {agent: limit for agent, limit in typed.items() if limit is not None}
    return Limits(
        yellow_stock=int(settings["cfg_form_yellow"] or 0),
        red_stock=int(settings["cfg_form_red"] or 0),
        yellow_days=int(settings["cfg_form_amber_days"] or 0),
        red_days=int(settings["cfg_form_red_days"] or 0),
        of_holder=of_holder,
    )
