"""What keeps a client on the list of the day, and what takes him off it: talks, letters, agreed days, renewals."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from calls_base import client, due, policy
from desk import Desk

from osago_xl.errors import InputError
from osago_xl.schema.facts import Facts
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.day import CALLS
from osago_xl.schema.sheets.journals import CONTACTS, PAYMENTS, PAYMENTS_SHEET, TASKS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.vehicles import CARS
from osago_xl.work.unit import Work

TODAY = date(2026, 11, 30)
"""A Monday."""


@pytest.fixture
def desk(desk: Desk) -> Desk:
    desk.today = TODAY
    return desk


def write_sms(desk: Desk, *keys: str) -> None:
    desk.select("tblClients", *keys)
    desk.click("sms_selected", "2", "Рассылка", "Полис заканчивается")


def test_an_sms_does_not_silence_a_policy_that_ends_tomorrow(desk: Desk) -> None:
    desk.setup(lambda work: policy(work, client(work), date(2026, 12, 1)))
    write_sms(desk, "К-000001")
    assert due(desk) == ["renewal silence"]
    row = desk.row("tblClients", "К-000001")
    assert (row["last_contact"], row["last_mailing"]) == (None, TODAY)


def test_greetings_to_everybody_leave_the_ended_policies_on_the_list(desk: Desk, tmp_path: Path) -> None:
    def fill(work: Work) -> None:
        work.set_setting("cfg_folder", str(tmp_path))
        work.set_setting("cfg_date", date(2026, 12, 31))
        for n in (1, 2):
            policy(work, client(work, f"Клиент {n}", n, last_order=date(2025, 12, 1)), date(2026, 12, 29))

    desk.setup(fill)
    assert due(desk) == ["ended holiday silence"] * 2
    desk.click("greetings", "1", "1", "С Новым годом!")
    assert due(desk) == ["ended silence"] * 2  # congratulated, and still without a policy


def test_a_letter_keeps_no_promise_and_a_talk_does(desk: Desk) -> None:
    desk.setup(lambda work: client(work, next_call=TODAY, last_contact=date(2026, 11, 1)))
    write_sms(desk, "К-000001")
    assert due(desk) == ["agreed"]
    desk.setup(lambda work: work.set(CALLS, work.rows(CALLS)[0], result="нет ответа"))
    desk.click("log_calls")
    row = desk.row("tblClients", "К-000001")
    assert (row["last_contact"], row["next_call"]) == (date(2026, 11, 1), date(2026, 12, 1))
    desk.select("tblClients", "К-000001")
    desk.click("log_one_contact", "1", "", "")  # договорились
    row = desk.row("tblClients", "К-000001")
    assert (row["last_contact"], row["next_call"]) == (TODAY, date(2026, 12, 1))


SILENCED: dict[str, tuple[dict[str, Any], dict[str, Any], list[str]]] = {
    "nothing": ({}, {}, ["ended"]),
    "spoken to ten days after the end, nothing agreed": ({"last_contact": date(2026, 11, 20)}, {}, ["ended"]),
    "a day agreed upon": ({"next_call": date(2026, 12, 3)}, {}, []),
    "a day that has passed": ({"next_call": date(2026, 11, 20), "last_contact": date(2026, 11, 21)}, {}, ["ended"]),
    "gone": ({}, {"outcome": "ушёл"}, []),
    "renewed": ({}, {"outcome": "продлён"}, []),
}


@pytest.mark.parametrize(("person", "contract", "found"), SILENCED.values(), ids=SILENCED)
def test_an_ended_policy_is_silenced_by_its_result_or_an_agreed_day(
    desk: Desk, person: dict[str, Any], contract: dict[str, Any], found: list[str]
) -> None:
    known = {"last_contact": date(2026, 11, 1), "last_order": date(2025, 11, 1)} | person
    desk.setup(lambda work: policy(work, client(work, **known), date(2026, 11, 10), **contract))
    assert due(desk) == found


def test_the_figures_of_an_earlier_version_are_put_right(desk: Desk) -> None:
    """0.2.0 took the day of a letter for a talk; a day brought along by an old base stays."""

    def fill(work: Work) -> None:
        letter = {"kind": "SMS", "result": "отправлено", "mailing": "Осень", "day": date(2026, 11, 2)}
        work.add(CONTACTS, client=client(work, "А", 1, last_contact=date(2026, 11, 2))["key"], **letter)
        work.add(CONTACTS, client=client(work, "Б", 2, last_contact=date(2026, 10, 5))["key"], **letter)
        third = client(work, "В", 3, last_contact=date(2026, 11, 2))
        work.add(CONTACTS, client=third["key"], **letter)
        work.add(CONTACTS, client=third["key"], day=date(2026, 9, 1), kind="звонок", result="думает")

    desk.setup(fill)
    desk.click("refresh_all")
    found = [(row["last_contact"], row["last_mailing"]) for row in desk.rows("tblClients")]
    assert [talk for talk, _ in found] == [None, date(2026, 10, 5), date(2026, 9, 1)]
    assert {letter for _, letter in found} == {date(2026, 11, 2)}


def test_a_policy_sold_but_not_begun_counts(desk: Desk) -> None:
    """Sold 30.11.2026 for 05.12.2026–04.12.2027; a second client's term ended yesterday, a third's is a project."""

    def fill(work: Work) -> None:
        policy(work, client(work, "А", 1), date(2027, 12, 4), starts=date(2026, 12, 5), signed=TODAY)
        policy(work, client(work, "Б", 2), date(2026, 11, 29))
        policy(work, client(work, "В", 3), date(2027, 12, 4), starts=date(2026, 12, 5), state="проект")

    desk.setup(fill)
    desk.click("refresh_all")
    first, second, third = desk.rows("tblClients")
    assert (first["policies"], first["policy_ends"]) == (1, date(2027, 12, 4))
    assert "ОСАГО" not in first["missing"].split(", ")
    assert [row["policy_ends"] for row in (second, third)] == [date(2026, 11, 29), None]
    for row in (second, third):
        assert row["policies"] is None
        assert "ОСАГО" in row["missing"].split(", ")


def test_instalments_end_with_a_terminated_policy(desk: Desk) -> None:
    """Two instalments of 3 000 and 1 500 planned; the other policy's 700 stay."""

    def fill(work: Work) -> None:
        holder = client(work, last_contact=TODAY)
        for ends, sums in ((date(2027, 6, 1), (3000, 1500)), (date(2027, 7, 1), (700,))):
            row = policy(work, holder, ends, signed=date(2026, 6, 1), premium=Decimal(5000), insurer="Пример")
            for amount in sums:
                work.add(PAYMENTS, kind="премия", policy=row["key"], income=Decimal(amount),
                         due=date(2026, 12, 3))  # fmt: skip

    desk.setup(fill)
    assert due(desk)[0].split().count("payment") == 3
    assert awaited(desk) == 5200
    desk.select("tblPolicies", "П-000001")
    report = desk.click("terminate_policy", "30.11.2026")
    assert "Плановых взносов снято: 2 на 4 500,00 ₽." in [line.replace("\u00a0", " ") for line in report.details]
    assert [row["income"] for row in desk.rows("tblPayments") if row["due"] and not row["day"]] == [700]
    assert awaited(desk) == 700
    desk.setup(lambda work: work.set(POLICIES, work.get(POLICIES, "П-000002"), state="расторгнут"))
    assert not any("payment" in reasons for reasons in due(desk))  # the state typed by hand
    assert awaited(desk) == 0


def awaited(desk: Desk) -> object:
    """«Ждём» above the table of Расчёты: what is planned and neither paid nor ended with its policy."""
    [counter] = PAYMENTS_SHEET.counters
    return counter.compute(Facts(TODAY, {}, {"tblPayments": desk.rows("tblPayments")}))


GAPS = {-61: False, -60: True, 0: True, 1: True, 30: True, 31: False}
"""Days from the end of the old policy to the start of the new one."""


@pytest.mark.parametrize(("gap", "renewed"), GAPS.items())
def test_a_policy_typed_by_hand_renews_the_old_one_of_its_car(desk: Desk, gap: int, renewed: bool) -> None:
    ends = date(2026, 11, 20)

    def fill(work: Work) -> None:
        car = work.add(CARS, make="Kia")["key"]
        policy(work, client(work), ends, car=car)

    desk.setup(fill)
    desk.setup(lambda work: policy(work, work.rows(CLIENTS)[0], date(2027, 12, 30), car="А-000001",
                                   starts=ends + timedelta(days=gap)))  # fmt: skip
    desk.click("refresh_all")
    old, new = desk.rows("tblPolicies")
    assert (old["outcome"], old["successor"], new["previous"]) == (
        ("продлён", "П-000002", "П-000001") if renewed else ("", "", "")
    )


def test_a_renewal_without_a_car_says_what_is_missing(desk: Desk) -> None:
    def fill(work: Work) -> None:
        policy(work, client(work), date(2026, 12, 10))
        policy(work, work.rows(CLIENTS)[0], date(2026, 12, 11), product="КАСКО")

    desk.setup(fill)
    desk.click("build_renewals")
    assert [row["because"] for row in desk.rows("tblRenewals")] == ["не хватает: автомобиль", "считаем только ОСАГО"]


POSTPONED = {
    "a Saturday": (date(2026, 12, 4), 1, date(2026, 12, 7)),
    "a Sunday": (date(2026, 12, 3), 3, date(2026, 12, 7)),
    "3 January, then the holidays to the 8th and a weekend": (date(2026, 12, 4), 30, date(2027, 1, 11)),
    "a working day": (TODAY, 1, date(2026, 12, 1)),
}


@pytest.mark.parametrize(("today", "days", "day"), POSTPONED.values(), ids=POSTPONED)
def test_so_many_days_later_is_a_working_day(desk: Desk, today: date, days: int, day: date) -> None:
    desk.today = today
    desk.setup(client)
    desk.select("tblClients", "К-000001")
    desk.click(f"postpone_{days}")
    assert desk.row("tblClients", "К-000001")["next_call"] == day
    desk.click("log_one_contact", "2", str(days), "")
    assert desk.row("tblClients", "К-000001")["next_call"] == day


def test_a_named_day_is_taken_as_it_is(desk: Desk) -> None:
    desk.setup(client)
    desk.select("tblClients", "К-000001")
    desk.click("postpone_date", "05.12")  # a Saturday, but asked for
    assert desk.row("tblClients", "К-000001")["next_call"] == date(2026, 12, 5)


def test_a_week_of_six_days_works_on_saturday(desk: Desk) -> None:
    desk.setup(lambda work: [client(work), work.set_setting("cfg_work_days", "Пн Вт ср чт пт сб")])
    desk.select("tblClients", "К-000001")
    desk.today = date(2026, 12, 4)
    desk.click("postpone_1")
    assert desk.row("tblClients", "К-000001")["next_call"] == date(2026, 12, 5)


def test_one_call_too_proposes_inactive_after_three_without_answer(desk: Desk) -> None:
    desk.setup(client)
    desk.select("tblClients", "К-000001")
    for _ in range(2):
        desk.click("log_one_contact", "7", "", "")
    assert desk.row("tblClients", "К-000001")["status"] == "активный"
    report = desk.click("log_one_contact", "7", "", "")
    assert report.details == ["Теперь не активны: Орлов Пётр Ильич."]
    assert desk.row("tblClients", "К-000001")["status"] == "не активный"


def test_an_unknown_result_is_refused_and_another_spelling_is_not(desk: Desk) -> None:
    desk.setup(lambda work: client(work, next_call=TODAY))
    desk.click("build_call_list")
    desk.setup(lambda work: work.set(CALLS, work.rows(CALLS)[0], result="думаит"))
    with pytest.raises(InputError, match=r"Орлов Пётр Ильич\. Результата «думаит» нет в списке\. Выберите: договор"):
        desk.click("log_calls")
    assert desk.rows("tblContacts") == []
    desk.setup(lambda work: work.set(CALLS, work.rows(CALLS)[0], result=" Думает"))
    desk.click("log_calls")
    assert [row["result"] for row in desk.rows("tblContacts")] == ["думает"]


def test_reasons_of_a_family_are_told_once_and_fit_the_row(desk: Desk) -> None:
    """Three people on one phone: two ends, two silences and three tasks are five different reasons, four are told."""

    def fill(work: Work) -> None:
        for n, name in enumerate(("Муж", "Жена", "Сын")):
            one = client(work, name)
            if n < 2:
                policy(work, one, date(2026, 12, 5))
            work.add(TASKS, what=f"Дело {n}", due=TODAY, client=one["key"], state="открыта", kind="задача")

    desk.setup(fill)
    desk.click("build_call_list")
    (row,) = desk.rows("tblCalls")
    assert row["why"] == "полис заканчивается; Дело 0; Дело 1; Дело 2; ещё 1"


def test_dated_notes_of_the_comment_are_reminders_too(desk: Desk) -> None:
    desk.setup(lambda work: client(work, comment="25.12 ребёнок родился, поздравить", preferences="26.12 чай"))
    desk.click("build_call_list")
    desk.click("build_call_list")
    tasks = [(row["due"], row["what"], row["offer"], row["source"]) for row in desk.rows("tblTasks")]
    assert tasks == [
        (date(2026, 12, 26), "чай", "", "предпочтения"),
        (date(2026, 12, 25), "ребёнок родился, поздравить", "НС спортсмену", "комментарий"),
    ]


@pytest.mark.parametrize(("said", "offer"), {
    "ребёнок родился": "НС спортсмену", "Родился ребенок!": "НС спортсмену", "купил квартиру": "Страхование квартиры",
    "новая машина": "ОСАГО", "едут в поездку": "ВЗР", "взяли ипотеку": "Ипотека", "отвезти договор": "",
}.items())  # fmt: skip
def test_an_event_is_known_in_any_words(desk: Desk, said: str, offer: str) -> None:
    desk.setup(client)
    desk.select("tblClients", "К-000001")
    desk.click("new_task", said, "1")
    (task,) = desk.rows("tblTasks")
    assert (task["offer"], task["kind"]) == (offer, "событие" if offer else "задача")


APRIL = {
    "priced in March for April": (date(2027, 3, 20), date(2027, 4, 1), "0,46 → 0,46"),
    "priced in December for May": (date(2026, 12, 1), date(2027, 5, 10), "0,46 → 0,46"),
    "priced in March for March": (date(2027, 3, 20), date(2027, 3, 31), ""),
    "priced on 1 April": (date(2027, 4, 1), date(2027, 4, 1), ""),
}


@pytest.mark.parametrize(("today", "starts", "moved"), APRIL.values(), ids=APRIL)
def test_a_kbm_that_will_not_hold_is_said(
    desk: Desk, contract: dict[str, Any], today: date, starts: date, moved: str
) -> None:
    desk.today = today
    desk.setup(lambda work: work.fill("form_", **contract | {"starts": starts, "signed": today}))
    text = desk.click("calculate").text
    assert ("01.04.2027 его определят заново" in text, moved in text) == (bool(moved), True)


def test_the_kbm_said_is_one_class_better(desk: Desk, contract: dict[str, Any]) -> None:
    """Class 8 (0,68) becomes 9 (0,63) after a year without payouts."""
    desk.today = date(2027, 3, 20)
    (driver,) = contract["drivers"]
    contract["drivers"] = [driver | {"kbm": Decimal("0.68")}]
    desk.setup(lambda work: work.fill("form_", **contract | {"starts": date(2027, 4, 2), "signed": desk.today}))
    assert "(без убытков 0,68 → 0,63)" in desk.click("calculate").text


def test_an_unlimited_list_has_no_kbm_to_change(desk: Desk, contract: dict[str, Any]) -> None:
    desk.today = date(2027, 3, 20)
    desk.setup(lambda work: work.fill("form_", **contract | {"starts": date(2027, 4, 2), "unlimited": "да"}))
    assert "определят заново" not in desk.click("calculate").text


def test_a_call_set_for_who_was_never_talked_to_is_no_promise(desk: Desk) -> None:
    desk.setup(lambda work: [client(work, next_call=TODAY), client(work, "Сомова Рита", 2, next_call=TODAY,
                                                                   last_contact=date(2026, 11, 2))])  # fmt: skip
    due(desk)
    assert [row["why"] for row in desk.rows("tblCalls")] == [
        "назначен звонок 30.11.2026",
        "обещали позвонить 30.11.2026",
    ]
