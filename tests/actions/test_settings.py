"""Настройки are read as their units say, and a value that cannot be read is named instead of a crash."""

from __future__ import annotations

from datetime import date

import pytest
from desk import Desk

from osago_xl.actions.registry import load_all
from osago_xl.errors import InputError


def type_in(desk: Desk, name: str, value: object) -> None:
    desk.setup(lambda work: work.set_setting(name, value))


def test_a_number_with_its_unit_is_that_number_and_is_put_right(desk: Desk) -> None:
    type_in(desk, "cfg_silence_days", "180 дней")
    assert desk.work().settings["cfg_silence_days"] == 180
    report = desk.click("check_base")
    assert not [row for row in report.data if row["rule"] == "setting.unread"]
    report = desk.click("refresh_all")
    assert "Настройки, «Молчание до звонка»: «180 дней» записано как 180." in report.details
    assert desk.row("tblSettings", "cfg_silence_days")["value"] == 180


@pytest.mark.parametrize(
    ("name", "typed", "meant"),
    [
        ("cfg_vip", "50 000 ₽ за год", 50000),
        ("cfg_refund_percent", "23%", 23),
        ("cfg_a7", "Да", "да"),
        ("cfg_date", "05.12.2026", date(2026, 12, 5)),
        ("cfg_labels", "3x8", "3x8"),
    ],
)
def test_every_kind_of_setting(desk: Desk, name: str, typed: str, meant: object) -> None:
    type_in(desk, name, typed)
    assert desk.work().settings[name] == meant


NAMED = "Лист «Настройки», строка «Молчание до звонка», столбец «Значение»: «сто», нужно число. Исправьте ячейку."


def test_every_command_names_the_cell_that_cannot_be_read(desk: Desk) -> None:
    type_in(desk, "cfg_silence_days", "сто")
    for action in load_all():
        if not action.mends:
            with pytest.raises(InputError) as refused:
                desk.click(action.id)
            assert refused.value.message == NAMED


def test_the_check_of_the_base_names_it(desk: Desk) -> None:
    type_in(desk, "cfg_silence_days", "сто")
    type_in(desk, "cfg_date", "завтра")
    found = [row for row in desk.click("check_base").data if row["rule"] == "setting.unread"]
    assert [(row["level"], row["sheet"], row["column"]) for row in found] == [("error", "Настройки", "Значение")] * 2
    assert NAMED in [row["message"] for row in found]


def test_a_wrong_setting_can_be_taken_back(desk: Desk) -> None:
    type_in(desk, "cfg_silence_days", "сто")
    desk.click("undo_last")
    assert desk.work().settings["cfg_silence_days"] == 180
