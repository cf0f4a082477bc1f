"""Ribbon group База, its end: the law as the agent has it."""

from __future__ import annotations

from osago_xl.actions.registry import action
from osago_xl.work.ui import Report, Ui
from osago_xl.work.unit import Work


@action(
    "take_act",
    group="База",
    label="Новый акт",
    image="ImportTextFile",
    tip="Указание Банка России о тарифах из файла",
    supertip="Читает приложения в Word, PDF, HTML, Excel и CSV, показывает, что меняется, и пересчитывает "
    "«Пролонгацию». Взятый акт убирают «Отменить» или эта же кнопка.",
    bulk=True,
)
def take_act(work: Work, ui: Ui) -> Report:
    """Take an act, or put one away again; the list of Пролонгация follows."""
    from osago_xl.imports.acts.button import take_or_drop

    return take_or_drop(work, ui)
