"""«Отметки»: letters that bounced and letters that were answered, marked in bulk."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk import TODAY, Desk

from osago_xl.books.base import Selection
from osago_xl.errors import InputError
from osago_xl.reports.data import load
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.work.unit import Work


@pytest.fixture
def sent(desk: Desk, tmp_path: Path) -> Desk:
    """Three clients got the SMS «Осень»."""
    desk.book._path = tmp_path / "OSAGO.xlsm"

    def fill(work: Work) -> None:
        for n, name in enumerate(("Орлов Пётр Ильич", "Хасанова Алсу", "Ким Ян"), 1):
            work.add(CLIENTS, name=name, phone=f"+7 (900) 000-00-0{n}", email=f"c{n}@example.ru", agent="Я",
                     status="активный", kind="физлицо")  # fmt: skip

    desk.setup(fill)
    desk.select("tblClients", "К-000001", "К-000002", "К-000003")
    desk.click("sms_selected", "2", "Осень", "Полис готов")
    desk.selection = Selection("")
    return desk


def marks(desk: Desk) -> list[str]:
    return [row["delivered"] for row in desk.rows("tblContacts") if row["mailing"]]


def test_what_bounced_is_marked_by_a_pasted_list(sent: Desk) -> None:
    report = sent.click("mark_delivery", "8 900 000 00 01; КИМ ЯН; нет@example.ru", "2")
    assert marks(sent) == ["нет", "", "нет"]
    assert (report.text, report.details) == ("Отмечено «не дошло»: 2.", ["В рассылке нет: нет@example.ru."])
    assert [row["result"] for row in sent.rows("tblContacts")] == ["не доставлено", "отправлено", "не доставлено"]
    assert len(load(sent.work()).contacts) == 1  # of three sent the funnel counts the one that was heard


def test_a_reply_is_a_talk_once(sent: Desk) -> None:
    for _ in range(2):
        sent.select("tblContacts", "С-000002")
        sent.click("mark_delivery", "3")
    reply = sent.rows("tblContacts")[-1]
    assert len(sent.rows("tblContacts")) == 4
    assert (reply["client"], reply["direction"], reply["result"], reply["kind"]) == ("К-000002", "вх", "ответил", "SMS")
    assert [row["last_contact"] for row in sent.rows("tblClients")] == [None, TODAY, None]
    assert int(load(sent.work()).contacts["talk"].sum()) == 1


def test_the_whole_mailing_at_once(sent: Desk) -> None:
    sent.click("mark_delivery", "", "1")
    assert marks(sent) == ["да", "да", "да"]


def test_nobody_of_the_list_is_said(sent: Desk) -> None:
    with pytest.raises(InputError, match="Отмечать нечего: Чужой"):
        sent.click("mark_delivery", "Чужой")


def test_without_mailings_there_is_nothing_to_mark(desk: Desk) -> None:
    with pytest.raises(InputError, match="Рассылок ещё не было"):
        desk.click("mark_delivery")
