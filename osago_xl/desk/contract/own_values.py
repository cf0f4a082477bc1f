"""«Проверить тариф»: the agent looks at the act, and what he sees becomes his own value with its date."""

from __future__ import annotations

from osago_xl.domain.factors import territory
from osago_xl.domain.territory import Match
from osago_xl.errors import InputError
from osago_xl.tariffs.own import confirm_territory, tariffs
from osago_xl.values import reading
from osago_xl.values.money import number
from osago_xl.work.ui import Cancelled, Report, Ui
from osago_xl.work.unit import Work


def check_territory(work: Work, ui: Ui, place: str) -> Report:
    """Open the page of the Bank of Russia and take the КТ the agent reads there; no answer leaves all as it is."""
    tariff = tariffs().at(work.today)
    text = ui.prompt("Какое место проверить?", place)
    if not text:
        raise Cancelled
    found = tariff.territories.look(None, None, text)
    name = tariff.territories.name(found.row)
    ui.open(str(work.settings["cfg_url_tariffs"]))
    ui.copy(name)
    seen = reading.number(ui.prompt(f"{name}: {_known(found)}. Какой КТ в акте (пусто = не смотрели)?"), "kt")
    if seen is None:
        raise Cancelled
    confirm_territory(found.row, seen, work.today)
    return Report(f"{name}: КТ {number(seen)}, ваше значение с {work.today:%d.%m.%Y}. Расчёты уже берут его.")


def _known(found: Match) -> str:
    try:
        factor = territory(tariffs().at(tariffs().starts[-1]), found.row, tractor=False)
    except InputError:
        return "в программе значения нет"
    return f"в программе {number(factor.value)} ({factor.act}{'; ' + factor.note if factor.note else ''})"
