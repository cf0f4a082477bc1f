"""Ribbon group Справка, its end: why the buttons do not work."""

from __future__ import annotations

from dataclasses import asdict

from osago_xl.actions.help import HELP
from osago_xl.actions.registry import action
from osago_xl.work.ui import Report, Ui
from osago_xl.work.unit import Work


@action("doctor", group=HELP, label="Диагностика", image="Info", tip="Почему не работают кнопки")
def doctor(work: Work, _ui: Ui) -> Report:
    """All checks of this computer and of the open workbook; what is wrong comes first, with its remedy."""
    from osago_xl.excel.doctor import examine
    from osago_xl.excel.environment import ThisComputer

    checks = examine(ThisComputer(), work.path)
    wrong = [check for check in checks if check.state != "ok"]
    healthy = [f"{check.name}: {check.found}" for check in checks if check.state == "ok"]
    told = [f"{check.name}: {check.found}. {check.remedy}" for check in wrong]
    text = f"Найдено проблем: {len(wrong)}." if wrong else "Всё в порядке: кнопки и функции должны работать."
    return Report(text, details=[*told, *healthy], data=[asdict(check) for check in checks])
