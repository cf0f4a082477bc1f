"""Mission C: client accounting as a small-business CRM has it."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

import openpyxl
import pytest
from desk import TODAY
from icalendar import Calendar
from mission_words import channel_of, client_with_policy, numbered

from osago_xl.actions.perform import perform
from osago_xl.books.base import Selection
from osago_xl.cli.console import ConsoleUi
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.journals import CONTACTS, DOCUMENTS, TASKS
from osago_xl.schema.sheets.lists import QUERIES

YEAR = "01.01.2026–22.11.2026"
ALL_AGENTS = "1"


def test_C1_the_card_shows_everything_about_a_client(desk):
    policy = client_with_policy(desk)
    desk.select("tblPolicies", policy["key"])
    desk.click("open_card")
    card = desk.book.read_form("card_")
    client = desk.row("tblClients", policy["client"])
    assert (card["name"], card["phone"]) == (client["name"], client["phone"])
    lines = card["lines"]
    assert policy["policy"] in " ".join(line["what"] for line in lines)
    assert policy["car_name"] in [line["what"] for line in lines]
    assert Decimal(policy["premium"]) in [line["sum"] for line in lines if line["what"] == "премия"]


def test_C2_every_contact_is_a_row_of_the_history(desk):
    policy = client_with_policy(desk)
    desk.select("tblClients", policy["client"])
    desk.click("log_one_contact", numbered(desk, "tblResults", "result", "думает"), "5", "сравнивает цены")
    (contact,) = desk.rows("tblContacts")
    assert (contact["day"], contact["kind"], contact["result"], contact["note"]) == (
        TODAY, "звонок", "думает", "сравнивает цены"
    )  # fmt: skip
    assert contact["next_call"] == TODAY + timedelta(days=5)
    assert desk.row("tblClients", policy["client"])["last_contact"] == TODAY
    desk.click("open_card")
    assert "думает сравнивает цены" in [line["detail"] for line in desk.book.read_form("card_")["lines"]]


def test_C3_a_dated_preference_becomes_a_reminder(desk):
    fields = {"preferences": "любит звонки утром; 25.11 спросить про дачу; 05.06 годовщина", "industry": "стройка",
              "contact_person": "Мария"}  # fmt: skip
    desk.setup(lambda work: work.set(CLIENTS, work.get(CLIENTS, "К-000003"), **fields))
    desk.click("refresh_all")
    desk.click("refresh_all")
    tasks = [(row["due"], row["what"], row["client"], row["source"]) for row in desk.rows("tblTasks")]
    assert tasks == [
        (date(2026, 11, 25), "спросить про дачу", "К-000003", "предпочтения"),
        (date(2027, 6, 5), "годовщина", "К-000003", "предпочтения"),
    ]
    desk.today = date(2026, 11, 25)
    desk.click("build_call_list")
    line = next(row for row in desk.rows("tblCalls") if row["client"] == "К-000003")
    assert "спросить про дачу" in line["why"]


def test_C4_tasks_have_a_plan_and_a_control(desk):
    policy = client_with_policy(desk)
    desk.select("tblClients", policy["client"])
    desk.click("new_task", "Отправить расчёт", "0")
    (task,) = desk.rows("tblTasks")
    assert (task["due"], task["left"], task["state"], task["agent"]) == (TODAY, 0, "открыта", "Я")
    desk.setup(lambda work: work.set_setting("cfg_plan_week", 200))
    desk.today += timedelta(days=1)  # Monday: the week begins, the task is late
    desk.click("log_one_contact", "1", "", "")
    start = desk.book.read_form("start_")
    assert start["tasks_late"] == 1
    assert start["week_calls"] == "1 из 200"


def test_C4_a_task_that_repeats_comes_back(desk):
    policy = client_with_policy(desk)
    desk.setup(lambda work: work.add(TASKS, due=date(2026, 10, 31), what="Отчёт", kind="задача", agent="Я",
                                     state="сделана", repeat="месяц", client=policy["client"]))  # fmt: skip
    desk.click("refresh_all")
    desk.click("refresh_all")
    done, again = desk.rows("tblTasks")
    assert (again["due"], again["state"], again["repeat"], done["repeat"]) == (
        date(2026, 11, 30), "открыта", "месяц", "нет"
    )  # fmt: skip


def test_C5_papers_are_made_from_the_card(desk):
    policy = client_with_policy(desk)
    address = {"city": "Уфа", "street": "ул. Мира", "house": "1"}
    desk.setup(lambda work: work.set(CLIENTS, work.get(CLIENTS, policy["client"]), **address))
    desk.select("tblClients", policy["client"])
    desk.click("open_card")
    desk.selection = Selection("Карточка")
    report = desk.click("print_envelope")
    assert report.files[0].is_file()
    assert desk.rows("tblDocs")[-1]["client"] == policy["client"]


def test_C6_a_mailing_respects_the_consent(desk):
    keys = [row["key"] for row in desk.rows("tblClients") if row["status"] == "активный" and row["phone"]][:5]
    desk.setup(lambda work: [work.add(DOCUMENTS, day=TODAY, kind="согласие: реклама", client=k) for k in keys[:2]])
    desk.setup(lambda work: work.set(DOCUMENTS, work.rows(DOCUMENTS)[1], withdrawn=TODAY))
    desk.click("refresh_all")
    desk.select("tblClients", *keys)
    report = desk.click("sms_selected", "1", "Осень", "Текст")
    assert report.text == "«Осень»: сделано 1. Не вошли: 4."
    assert [row["client"] for row in desk.rows("tblContacts")] == keys[:1]
    assert all("нет согласия на рекламу" in line for line in report.details)


def test_C7_the_funnel_counts_clients_orders_and_money(desk):
    sold = [row for row in desk.rows("tblPolicies") if date(2026, 1, 1) <= row["signed"] <= TODAY]
    work_of_a_day(desk)
    form = summary(desk)
    steps = {row["name"]: row["count"] for row in form["steps"] if row["name"]}
    bought = {row["client"] for row in sold} & {row["client"] for row in desk.rows("tblContacts")}
    assert steps == {"Контакты": 3, "Разговоры": 2, "Расчёты": 1, "Купили": len(bought)}
    assert form["steps"][1]["share"] == 67  # 2 talks of 3 contacts
    assert sum(row["premium"] for row in form["companies"] if row["name"]) == sum(row["premium"] for row in sold)


def work_of_a_day(desk):
    keys = [row["key"] for row in desk.rows("tblClients") if row["channel"] == "Визитка"][:3]
    for key, result in zip(keys, ("думает", "отказ", "нет ответа"), strict=True):
        desk.select("tblClients", key)
        desk.click("log_one_contact", numbered(desk, "tblResults", "result", result), "", "")


def summary(desk):
    desk.setup(lambda work: work.fill("sum_", since=date(2026, 1, 1), until=TODAY))
    desk.click("open_summary")
    return desk.book.read_form("sum_")


def test_C8_conversion_by_channel_and_by_agent(desk):
    work_of_a_day(desk)
    form = summary(desk)
    channel = next(row for row in form["channels"] if row["name"] == "Визитка")
    sold = [row for row in desk.rows("tblPolicies")
            if channel_of(desk, row["client"]) == "Визитка" and date(2026, 1, 1) <= row["signed"] <= TODAY]  # fmt: skip
    assert (channel["contacts"], channel["talks"], channel["policies"]) == (3, 2, len(sold))
    agent = next(row for row in form["sellers"] if row["name"] == "Я")
    assert (agent["contacts"], agent["talks"], agent["offers"]) == (3, 2, 1)


def test_C9_the_link_dials_the_first_phone_without_its_extension(desk):
    desk.select("tblClients", "К-000001")
    desk.click("open_card")
    card = desk.book.read_form("card_")
    assert card["call"] == "позвонить" and card["phone"] == "+7 (983) 690-06-02 доб. 12"


def test_C10_a_query_sorts_filters_and_chooses_fields_and_a_table_is_exported(desk, tmp_path):
    query = {"query": "Визитки", "table": "Клиенты", "where": "Канал = Визитка и Статус = активный",
             "columns": "Клиент; Последний заказ", "sort": "Последний заказ убыв."}  # fmt: skip
    desk.setup(lambda work: work.add(QUERIES, **query))
    data = desk.click("run_query", numbered(desk, "tblQueries", "query", "Визитки")).data
    days = [row["Последний заказ"] for row in data if row["Последний заказ"]]
    assert list(data[0]) == ["Клиент", "Последний заказ"] and len(days) > 15 and days == sorted(days, reverse=True)
    desk.select("tblClients", "К-000001", "К-000002")
    (path,) = desk.click("export_table", "2").files
    header, *lines = csv.reader(path.read_text("utf-8-sig").splitlines(), delimiter=";")
    assert header[:2] == ["Ключ", "Клиент"] and [line[0] for line in lines] == ["К-000001", "К-000002"]
    desk.select("tblClients")
    (path,) = desk.click("export_table", "1").files
    assert openpyxl.load_workbook(path).active.max_row == 1 + 268


def test_C11_clients_are_segmented_by_the_settings(desk):
    found = Counter(row["segment"] for row in desk.rows("tblClients"))
    assert found == {"активный": 186, "спящий": 42, "потерянный": 19, "VIP": 18, "потенциальный": 3}
    desk.setup(lambda work: [work.set_setting("cfg_vip", 0), work.set_setting("cfg_asleep_days", 100_000)])
    found = Counter(row["segment"] for row in desk.rows("tblClients"))
    assert found == {"активный": 265, "потенциальный": 3}


def test_C12_season_products_and_what_clients_lack(desk):
    form = summary(desk)
    months = {row["month"]: row["now"] for row in form["season"]}
    sold = [row for row in desk.rows("tblPolicies") if row["signed"].year == 2026]
    march = sum((row["premium"] for row in sold if row["signed"].month == 3), Decimal(0))
    assert march > 0 and months["мар"] == march
    assert [row["name"] for row in form["products"] if row["name"]] == ["ОСАГО"]
    assert next(row for row in form["lacking"] if row["name"] == "КАСКО")["share"] == 100


def test_C13_an_agents_clients_are_handed_over_in_bulk(desk):
    report = desk.click("hand_over", "1", "1")
    assert report.text == "Передано клиентов: 268. Теперь их ведёт Кузнецова."
    assert {row["agent"] for row in desk.rows("tblClients")} == {"Кузнецова"}
    assert {row["agent"] for row in desk.rows("tblPolicies")} == {"Я"}  # who sold them stays a fact


def test_C14_the_calendar_shows_every_stage(desk):
    ends = next(row["ends"] for row in desk.rows("tblPolicies") if row["left"] in range(10, 60))
    policy = client_with_policy(desk)
    desk.setup(lambda work: work.add(TASKS, due=ends, what="Встреча", kind="задача", state="открыта", agent="Я",
                                     client=policy["client"]))  # fmt: skip
    desk.setup(lambda work: work.fill("cal_", month=ends.replace(day=1), day=ends))
    lines = [row for row in desk.book.read_form("cal_")["list"] if row["kind"]]
    assert {"полис заканчивается", "задача"} <= {row["kind"] for row in lines}
    (path,) = desk.click("export_ics").files
    events = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    summaries = [str(event["SUMMARY"]) for event in events if event["DTSTART"].dt == ends]
    assert any(text.startswith("Задача: ") for text in summaries) and any("Полис" in text for text in summaries)


def test_C15_scans_go_to_the_archive_and_are_found_there(desk, tmp_path):
    scan = tmp_path / "IMG 7.jpg"
    scan.write_bytes(b"scan")
    policy = client_with_policy(desk)
    desk.select("tblClients", policy["client"])
    report = perform("attach_document", desk.book, ConsoleUi(files=[scan], answers=["1"]), TODAY)
    (row,) = [row for row in desk.rows("tblDocs") if row["client"] == policy["client"]]
    assert (row["kind"], row["open"]) == ("паспорт", "открыть")
    assert report.files[0].read_bytes() == b"scan" and report.files[0].name in row["file"].replace("\\", "/")


def test_C15_an_attachment_that_is_gone_is_said_in_a_sentence(desk, tmp_path):
    scan = tmp_path / "нет.jpg"
    desk.select("tblClients", "К-000003")
    with pytest.raises(Exception, match="не читается"):
        perform("attach_document", desk.book, ConsoleUi(files=[scan], answers=["1"]), TODAY)
    assert desk.rows("tblDocs") == []


def test_C16_what_did_not_arrive_is_found_by_a_query(desk):
    keys = [row["key"] for row in desk.rows("tblClients") if row["status"] == "активный" and row["phone"]][:3]
    desk.select("tblClients", *keys)
    desk.click("sms_selected", "2", "О полисе", "Полис готов")
    marks = ("да", "нет", "ошибка")
    desk.setup(lambda work: [work.set(CONTACTS, row, delivered=mark)
                             for row, mark in zip(work.rows(CONTACTS), marks, strict=True)])  # fmt: skip
    data = desk.click("run_query", numbered(desk, "tblQueries", "query", "Письма и SMS не дошли")).data
    assert [row["Доставлено"] for row in data] == ["нет", "ошибка"]
    assert {row["Рассылка"] for row in data} == {"О полисе"}
    desk.selection = Selection("Отчёт")  # and they are written to again by another way
    assert desk.click("sms_selected", "2", "Ещё раз", "Полис готов").text == "«Ещё раз»: сделано 2."


def test_C17_who_led_the_client_before_stays_visible(desk):
    desk.select("tblClients", "К-000003", "К-000004")
    desk.click("hand_over", "2")
    row = desk.row("tblClients", "К-000003")
    assert (row["agent"], row["former_agent"]) == ("Кузнецова", "Я")
    assert desk.row("tblClients", "К-000005")["former_agent"] == ""
