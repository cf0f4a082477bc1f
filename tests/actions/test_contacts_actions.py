"""A contact and what follows from it; Корзина."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from desk import TODAY, Desk

from osago_xl.desk.contacts import first_agent, log_contact, parse_again, unanswered
from osago_xl.desk.trash import held_by, to_trash
from osago_xl.errors import InputError
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.journals import TASKS
from osago_xl.schema.sheets.reference import AGENTS
from osago_xl.schema.sheets.technical import TRASH

AGAIN = {
    "": None, " 7 ": date(2026, 11, 29), "0": TODAY, "25.12": date(2026, 12, 25), "01.02.": date(2027, 2, 1),
    "29.02": date(2027, 3, 1), "25-12": date(2026, 12, 25), "25.12.26": date(2026, 12, 25),
    "2026-12-25": date(2026, 12, 25), "25 декабря 2026": date(2026, 12, 25),
}  # fmt: skip


@pytest.mark.parametrize(("text", "day"), AGAIN.items(), ids=[repr(text) for text in AGAIN])
def test_what_may_be_typed_under_call_again(text: str, day: date | None) -> None:
    assert parse_again(text, TODAY) == day


@pytest.mark.parametrize("text", ["скоро", "31.02", "32.12.2026", "99999999999", "-5", "1.2.3.4", "²"])
def test_what_is_not_understood_is_a_sentence(text: str) -> None:
    with pytest.raises(InputError, match="не понятно"):
        parse_again(text, TODAY)


def test_a_day_that_has_passed_is_refused() -> None:
    with pytest.raises(InputError, match=r"21\.11\.2026 уже прошло"):
        parse_again("21.11.2026", TODAY)


RESULTS: dict[str, tuple[dict[str, Any], str]] = {
    "думает": ({"next_call": date(2026, 11, 30), "status": "потенциальный"}, ""),
    "договорились": ({"next_call": None, "status": "активный"}, ""),
    "просил не звонить": ({"next_call": None, "status": "не звонить"}, ""),
    "отправить расчёт": ({"next_call": TODAY + timedelta(days=2), "status": "потенциальный"}, "Отправить расчёт"),
    "слова не из списка": ({"next_call": None, "status": "потенциальный"}, ""),
}


@pytest.mark.parametrize(("result", "after"), RESULTS.items(), ids=RESULTS)
def test_the_result_decides_on_next_call_status_and_task(desk: Desk, result: str, after: Any) -> None:
    work = desk.work()
    client = work.add(CLIENTS, name="Клиент", status="потенциальный", next_call=TODAY)
    contact = log_contact(work, client, result)
    assert {key: client[key] for key in after[0]} == after[0]
    assert (contact["agent"], contact["day"], client["last_contact"]) == ("Я", TODAY, TODAY)
    assert [task["what"] for task in work.rows(TASKS)] == [text for text in [after[1]] if text]


def test_a_later_promise_is_not_spent_by_a_call_before_it(desk: Desk) -> None:
    work = desk.work()
    client = work.add(CLIENTS, name="Клиент", next_call=date(2026, 12, 1))
    log_contact(work, client, "договорились")
    assert client["next_call"] == date(2026, 12, 1)


def test_unanswered_calls_are_counted_back_to_the_last_talk(desk: Desk) -> None:
    work = desk.work()
    client, other = work.add(CLIENTS, name="Клиент"), work.add(CLIENTS, name="Другой")
    for result in ("нет ответа", "думает", "нет ответа", "занято"):
        log_contact(work, client, result)
        log_contact(work, other, "нет ответа")
    assert (unanswered(work, client["key"]), unanswered(work, other["key"])) == (2, 4)


def test_a_base_without_agents_has_no_owner(desk: Desk) -> None:
    work = desk.work()
    for row in list(work.rows(AGENTS)):
        work.remove(AGENTS, row)
    assert first_agent(work) == ""


def test_the_trash_keeps_ninety_days(desk: Desk) -> None:
    work = desk.work()
    work.add(TRASH, row_key="К-1", moment=datetime(2026, 8, 1), content="{}")
    work.add(TRASH, row_key="К-2", moment=datetime(2026, 9, 1), content="{}")
    to_trash(work, CLIENTS, work.add(CLIENTS, name="Клиент"))
    assert [row["row_key"] for row in work.rows(TRASH)] == ["К-2", "К-000001"]


IN_USE = {
    "agent": ("tblAgents", "Я", {"agent": "Я"}, "Клиенты"),
    "channel": ("tblChannels", "Сайт", {"channel": "Сайт"}, "Клиенты"),
    "service": ("tblServices", "КАСКО", {"service": "КАСКО"}, "Клиенты"),
}


@pytest.mark.parametrize(("table", "word", "cells", "sheet"), IN_USE.values(), ids=IN_USE)
def test_a_word_still_in_use_is_not_deleted(desk: Desk, table: str, word: str, cells: Any, sheet: str) -> None:
    desk.setup(lambda work: work.add(CLIENTS, name="Клиент", **cells))
    work = desk.work()
    assert held_by(work, work.named(table), work.get(work.named(table), word)) == sheet
    desk.select(table, word)
    report = desk.click("delete_row")
    assert report.text == "Ничего не удалено." and f"листе «{sheet}»" in report.details[0]
    assert any(row[work.named(table).key] == word for row in desk.rows(table))


def test_a_channel_in_use_may_be_closed_and_an_unused_one_deleted(desk: Desk) -> None:
    desk.setup(lambda work: work.add(CLIENTS, name="Клиент", channel="Сайт"))
    desk.select("tblChannels", "Сайт")
    assert "Поставьте «Активен» = нет" in desk.click("delete_row").details[0]
    desk.select("tblChannels", "СТО")
    assert desk.click("delete_row").text == "В корзину: 1."


def test_a_word_deleted_by_hand_stops_nothing_and_is_found(desk: Desk) -> None:
    desk.setup(lambda work: work.add(CLIENTS, name="Клиент", agent="Ушедший", channel="Радио", next_call=TODAY))
    desk.click("build_call_list")
    assert [row["name"] for row in desk.rows("tblCalls")] == ["Клиент"]
    desk.click("open_summary")
    desk.click("check_base")
    messages = [row["message"] for row in desk.rows("tblFindings")]
    assert {"«Ушедший»: нет в списке", "«Радио»: нет в списке"} <= set(messages)
