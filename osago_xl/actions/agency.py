"""Ribbon group Агентство: the exchange with the office's store, where the book stands, and what did not agree."""

from __future__ import annotations

from importlib.util import find_spec

from osago_xl.actions.registry import action
from osago_xl.errors import AgencyError
from osago_xl.work.ui import Report, Ui
from osago_xl.work.unit import Work


@action(
    "exchange",
    group="Агентство",
    label="Обменяться",
    image="ReplicationSynchronizeNow",
    tip="Ваше новое в хранилище, новое других в книгу",
    supertip="Строка за строкой, поле за полем. Изменённое двумя названо на листе «Отчёт», оба значения. "
    "Связь оборвалась: нажмите ещё раз, ничего не потеряно.",
    large=True,
)
def exchange(work: Work, _ui: Ui) -> Report:
    _need_packages()
    from osago_xl.agency.report import sync

    return sync(work)


@action(
    "agency_status",
    group="Агентство",
    label="Состояние",
    image="ServerConnection",
    tip="Кто вы в агентстве, где хранилище, что ждёт",
)
def agency_status(work: Work, _ui: Ui) -> Report:
    _need_packages()
    from osago_xl.agency.report import status

    return status(work)


@action(
    "agency_conflicts",
    group="Агентство",
    label="Расхождения",
    image="CompareAndCombine",
    tip="Что меняли двое: оба значения и какое осталось",
)
def agency_conflicts(work: Work, _ui: Ui) -> Report:
    _need_packages()
    from osago_xl.agency.report import conflicts

    return conflicts(work)


def _need_packages() -> None:
    """The database's packages are installed where there is an office; an agent alone does not need them."""
    if find_spec("sqlalchemy") is None:
        raise AgencyError(
            "На этом компьютере нет пакетов для агентства. Поставьте их: pip install osago-xl[agency] и повторите."
        )
