from datetime import date, timedelta
from decimal import Decimal

import pytest

from osago_xl.actions.perform import perform
from osago_xl.cli.console import ConsoleUi
from osago_xl.errors import BookError, InputError
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.day import CALLS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.vehicles import CARS

TODAY = date(2026, 11, 22)


def client(work, name, phone, **more):
    values = {"status": "активный", "added": TODAY - timedelta(days=400), "agent": "Я", "kind": "физлицо"} | more
    return work.add(CLIENTS, name=name, phone=phone, **values)


def test_promises_come_first_and_silence_fills_up_to_the_plan(desk):
    def fill(work):
        for n in range(30):
            client(work, f"Молчащий {n}", f"+7 (900) 000-00-{n:02}")
        client(work, "Обещанный", "+7 (911) 111-11-11", next_call=TODAY)

    desk.setup(fill)
    report = desk.click("build_call_list")
    calls = desk.rows("tblCalls")
    assert (calls[0]["name"], calls[0]["reasons"]) == ("Обещанный", "agreed")
    assert len(calls) == 20
    assert "Ещё 11" in report.text


def test_a_family_with_one_phone_is_called_once(desk):
    def fill(work):
        client(work, "Муж", "+7 (900) 000-00-01")
        client(work, "Жена", "+7 (900) 000-00-01", next_call=TODAY - timedelta(days=1))

    desk.setup(fill)
    desk.click("build_call_list")
    calls = desk.rows("tblCalls")
    assert [row["name"] for row in calls] == ["Жена; Муж"]
    assert calls[0]["reasons"] == "agreed silence"


def test_one_talk_with_a_family_is_about_everybody_and_every_car(desk):
    """Mother's policy ends in 5 days, her son's in 12; after one talk neither is called again today."""

    def fill(work):
        for name, days, car in (("Мать", 5, "Kia Rio А001АА77"), ("Сын", 12, "Lada Vesta")):
            row = client(work, name, "+7 (900) 000-00-01", last_contact=TODAY - timedelta(days=40))
            dates = {"starts": TODAY - timedelta(days=300), "ends": TODAY + timedelta(days=days)}
            work.add(POLICIES, client=row["key"], car_name=car, product="ОСАГО", insurer="Альфа",
                     state="оформлен", **dates)  # fmt: skip

    desk.setup(fill)
    desk.click("build_call_list")
    (call,) = desk.rows("tblCalls")
    assert call["name"] == "Мать; Сын"
    assert call["car_policy"] == "Kia Rio до 27.11; Lada Vesta до 04.12"
    assert (call["days"], call["policy_ends"]) == (5, TODAY + timedelta(days=5))
    desk.setup(lambda work: work.set(CALLS, work.rows(CALLS)[0], result="договорились"))
    assert desk.click("log_calls").text.startswith("Записано звонков: 1")
    assert [row["client"] for row in desk.rows("tblContacts")] == ["К-000001", "К-000002"]
    desk.click("build_call_list")
    assert desk.rows("tblCalls") == []


def test_a_call_later_than_the_end_of_the_policy_is_said(desk):
    """The policy ends on 27.11, the call is promised for 25.12."""

    def fill(work):
        row = client(work, "Мать", "+7 (900) 000-00-01")
        dates = {"starts": TODAY - timedelta(days=300), "ends": TODAY + timedelta(days=5)}
        work.add(POLICIES, client=row["key"], product="ОСАГО", state="оформлен", **dates)

    desk.setup(fill)
    desk.click("refresh_all")
    desk.select("tblClients", "К-000001")
    report = desk.click("log_one_contact", "перезвонить", "25.12", "")
    assert report.details == ["Мать: полис закончится 27.11.2026, раньше звонка 25.12.2026."]


@pytest.mark.parametrize("status", ["не активный", "не звонить", "связанный"])
def test_nobody_is_called_against_his_status(desk, status):
    desk.setup(lambda work: client(work, "Тихий", "+7 (900) 000-00-01", status=status, next_call=TODAY))
    desk.click("build_call_list")
    assert desk.rows("tblCalls") == []


def test_an_ending_policy_is_a_reason_without_consent(desk):
    def fill(work):
        row = client(work, "Водитель", "+7 (900) 000-00-01", last_contact=TODAY - timedelta(days=40))
        dates = {"starts": TODAY - timedelta(days=350), "ends": TODAY + timedelta(days=10)}
        work.add(POLICIES, client=row["key"], product="ОСАГО", state="оформлен", **dates)

    desk.setup(fill)
    desk.click("build_call_list")
    assert desk.rows("tblCalls")[0]["reasons"].startswith("renewal")
    assert desk.rows("tblCalls")[0]["advertising"] != "да"


def test_results_typed_into_the_list_become_contacts_and_next_calls(desk):
    def fill(work):
        for n in (1, 2, 3):
            client(work, f"Клиент {n}", f"+7 (900) 000-00-0{n}", next_call=TODAY)

    desk.setup(fill)
    desk.click("build_call_list")

    def typed(work):
        first, second, third = work.rows(CALLS)
        work.set(CALLS, first, result="думает", again="5", note="сравнивает")
        work.set(CALLS, second, result="просил не звонить")
        work.set(CALLS, third, result="перезвонить", again="25.12")

    desk.setup(typed)
    desk.click("log_calls")
    first, second, third = desk.rows("tblClients")
    assert (first["last_contact"], first["next_call"]) == (TODAY, date(2026, 11, 27))
    assert second["status"] == "не звонить"
    assert third["next_call"] == date(2026, 12, 25)
    assert [row["note"] for row in desk.rows("tblContacts")] == ["сравнивает", "", ""]
    assert {row["done"] for row in desk.rows("tblCalls")} == {"да"}


def test_three_times_without_answer_proposes_inactive(desk):
    desk.setup(lambda work: client(work, "Тишина", "+7 (900) 000-00-01", next_call=TODAY))
    for _ in range(3):
        desk.setup(lambda work: work.set(CLIENTS, work.rows(CLIENTS)[0], next_call=TODAY, last_contact=None))
        desk.click("build_call_list")
        desk.setup(lambda work: work.set(CALLS, work.rows(CALLS)[0], result="нет ответа"))
        desk.click("log_calls")
    assert desk.rows("tblClients")[0]["status"] == "не активный"


def test_postponing_moves_the_selected_clients(desk):
    desk.setup(lambda work: [client(work, f"К{n}", f"+7 (900) 000-00-0{n}") for n in (1, 2)])
    desk.select("tblClients", "К-000001", "К-000002")
    desk.click("postpone_14")
    assert {row["next_call"] for row in desk.rows("tblClients")} == {date(2026, 12, 7)}  # the 6th is a Sunday


def test_postponing_into_the_past_is_refused(desk):
    desk.setup(lambda work: client(work, "К", "+7 (900) 000-00-01"))
    desk.select("tblClients", "К-000001")
    with pytest.raises(InputError, match="прошло"):
        desk.click("postpone_date", "01.11.2026")


def test_a_button_without_a_row_says_where_to_stand(desk):
    with pytest.raises(BookError, match="Встаньте на строку клиента"):
        desk.click("stop_calling")


def test_spreading_uses_working_days_and_puts_buyers_first(desk):
    def fill(work):
        for n in range(25):
            bought = TODAY - timedelta(days=500) if n == 24 else None
            client(work, f"Молчащий {n}", f"+7 (900) 000-00-{n:02}", last_order=bought)

    desk.setup(fill)
    desk.click("spread_calls")
    days = [row["next_call"] for row in desk.rows("tblClients")]
    assert days[24] == date(2026, 11, 23)
    assert days.count(date(2026, 11, 23)) == 20 and days.count(date(2026, 11, 24)) == 5


def test_a_wrong_date_names_the_client_it_was_typed_for(desk):
    desk.setup(lambda work: [client(work, f"Клиент {n}", f"+7 (900) 000-00-0{n}", next_call=TODAY) for n in (1, 2)])
    desk.click("build_call_list")
    desk.setup(lambda work: [work.set(CALLS, row, result="думает", again=again)
                             for row, again in zip(work.rows(CALLS), ("3", "вчера"), strict=True)])  # fmt: skip
    with pytest.raises(InputError, match=r"Клиент 2\. «Перезвонить»: не понятно «вчера»"):
        desk.click("log_calls")
    assert desk.rows("tblContacts") == []


def test_typed_results_are_not_lost_by_a_new_list(desk):
    desk.setup(lambda work: client(work, "Клиент", "+7 (900) 000-00-01", next_call=TODAY))
    desk.click("build_call_list")
    desk.setup(lambda work: work.set(CALLS, work.rows(CALLS)[0], result="думает"))

    class No(ConsoleUi):
        def ask(self, question):
            assert question.startswith("Не записаны результаты звонков: 1.")
            return False

    assert perform("build_call_list", desk.book, No(), TODAY).text == ""
    assert desk.rows("tblCalls")[0]["result"] == "думает"


def test_nothing_to_log_and_nothing_to_spread_are_said(desk):
    assert "Записывать нечего" in desk.click("log_calls").text
    assert "Раскладывать нечего" in desk.click("spread_calls").text


def test_stopping_takes_the_promise_away(desk):
    desk.setup(lambda work: client(work, "Клиент", "+7 (900) 000-00-01", next_call=TODAY))
    desk.select("tblClients", "К-000001")
    desk.click("stop_calling")
    (row,) = desk.rows("tblClients")
    assert (row["status"], row["next_call"], row["call_from"]) == ("не звонить", None, None)


def test_postponing_to_a_named_day(desk):
    desk.setup(lambda work: client(work, "Клиент", "+7 (900) 000-00-01"))
    desk.select("tblClients", "К-000001")
    assert desk.click("postpone_date", "25.12").text == "Звонок перенесён на 25.12.2026: Клиент."
    assert desk.click("postpone_date", "").text == ""


def imported_policy(work, **more):
    """What an insurer's export gives: no drivers, no factors."""
    work.add(CLIENTS, name="Иванов Пётр", kind="физлицо", status="активный")
    work.add(CARS, make="Kia", model="Rio", category="B", region="Москва", place="Москва", owner="К-000001",
             power_hp=Decimal(100))  # fmt: skip
    policy = {"starts": date(2025, 12, 10), "ends": date(2026, 12, 9), "signed": date(2025, 12, 5),
              "premium": Decimal(10_000)}  # fmt: skip
    work.add(POLICIES, client="К-000001", owner="К-000001", car="А-000001", product="ОСАГО", insurer="Пример",
             state="оформлен", **{**policy, **more})  # fmt: skip


def test_without_drivers_the_premium_paid_is_moved_as_the_tariff_moves(desk):
    desk.setup(lambda work: imported_policy(work, kbm=Decimal("0.63")))
    desk.click("build_renewals")
    (row,) = desk.rows("tblRenewals")
    assert row["because"] == "≈ без водителей: КБМ"
    assert row["forecast"] == Decimal(9048)  # 10 000 × 0,57 / 0,63
    assert desk.row("tblPolicies", "П-000001")["forecast"] is None


def test_an_estimate_without_a_known_kbm_supposes_the_same_one(desk):
    desk.setup(imported_policy)
    desk.click("build_renewals")
    (row,) = desk.rows("tblRenewals")
    assert (row["forecast"], row["because"]) == (Decimal(10_000), "≈ без водителей: тариф прежний")


def test_what_is_lacking_besides_drivers_is_named(desk):
    desk.setup(lambda work: [imported_policy(work), work.set(CARS, work.get(CARS, "А-000001"), power_hp=None)])
    desk.click("build_renewals")
    (row,) = desk.rows("tblRenewals")
    assert (row["forecast"], row["because"]) == (None, "не хватает: водители, мощность")
