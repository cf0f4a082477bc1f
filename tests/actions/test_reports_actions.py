"""A4, C12, D3, D7: the printed reports; «Обновить», Сводка and the views of sheets."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import base_of_six
import pytest
from desk import TODAY, Desk, shown

from osago_xl.actions.help import is_shown
from osago_xl.books.base import Selection
from osago_xl.desk.money.chains import enter_change
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.journals import PAYMENTS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.reference import AGENTS
from osago_xl.schema.sheets.vehicles import DRIVERS
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.work.unit import Work

YEAR = "01.01.2026–22.11.2026"


@pytest.fixture
def six(desk: Desk) -> Desk:
    desk.setup(base_of_six.fill)
    return desk


def lines(desk: Desk) -> list[list[str]]:
    return [[text for n in range(1, 15) if (text := shown(row, n))] for row in desk.rows("tblReport")]


def test_a4_sales_by_company_with_title_and_totals(six: Desk) -> None:
    six.click("report_sales", YEAR, "1", "1")
    title, header, *rows, totals = lines(six)
    assert title == ["Продажи по компаниям. 01.01.2026–22.11.2026, все агенты. Составлен 22.11.2026"]
    assert header == ["Компания", "Полисов", "Премия, ₽", "КВ, ₽", "Расторгнуто"]
    assert [row[0:2] for row in rows] == [["Другая", "1"], ["Пример", "2"]]
    assert totals[:2] == ["Всего", "3"]


def test_sums_of_a_report_are_numbers_to_go_on_counting_with(six: Desk) -> None:
    six.click("report_sales", YEAR, "1", "1")
    _, _, *rows, totals = six.rows("tblReport")
    assert sum(row["c3"] for row in rows) == totals["c3"] > 0
    assert sum(row["c2"] for row in rows) == totals["c2"] == 3
    assert totals["signs"] == "--мм-"


def test_a_report_is_exported_without_the_letters_of_its_columns(six: Desk, tmp_path: Path) -> None:
    six.book._path = tmp_path / "OSAGO.xlsm"
    six.click("report_sales", YEAR, "1", "1")
    six.selection = Selection("Отчёт", "tblReport")
    (path,) = six.click("export_table", "2").files
    title, header, *_ = path.read_text("utf-8-sig").splitlines()
    assert title.startswith("Продажи по компаниям.") and header.startswith("Компания;Полисов;")


def test_a_report_of_one_agent(six: Desk) -> None:
    report = six.click("report_sales", YEAR, "3", "1")
    assert [(line["name"], line["premium"]) for line in report.data] == [("Пример", Decimal(12000))]


@pytest.mark.parametrize(
    ("by", "names"),
    [
        ("1", ["Другая", "Пример"]),
        ("2", ["КАСКО", "ОСАГО"]),
        ("3", ["Я", "Ольга"]),
        ("4", ["Рекомендация", "Авито"]),
        ("5", ["янв 2026", "мар 2026", "авг 2026"]),
    ],
)
def test_sales_by_company_product_agent_channel_and_month(six: Desk, by: str, names: list[str]) -> None:
    assert [line["name"] for line in six.click("report_sales", YEAR, "1", by).data] == names


def test_what_stays_of_the_commission(six: Desk) -> None:
    def spend(work: Work) -> None:
        work.set(AGENTS, work.get(AGENTS, "Ольга"), share=Decimal(40))
        work.set(POLICIES, work.get(POLICIES, "П-000006"), discount=Decimal(100))
        values = {"day": date(2026, 1, 10), "method": "карта", "income": Decimal(11900)}
        work.add(PAYMENTS, kind="премия", policy="П-000006", acquiring=Decimal(238), **values)

    six.setup(spend)
    own, hers = six.click("report_commission", YEAR, "1").data
    assert (own["name"], own["commission"], own["margin"]) == ("Я", Decimal(9850), Decimal(9850))
    assert [hers[key] for key in ("commission", "discounts", "acquiring", "share", "margin")] == [
        Decimal(1200), Decimal(100), Decimal(238), Decimal(480), Decimal(382)]  # fmt: skip


def test_debts_on_a_day_of_one_agent(six: Desk) -> None:
    paid = {"kind": "премия", "policy": "П-000006", "day": date(2026, 3, 5), "income": Decimal(12000)}
    six.setup(lambda work: work.add(PAYMENTS, **paid))
    olga = "3"
    before, after = (six.click("debts", day, olga).data for day in ("04.03.2026", "05.03.2026"))
    assert [(line["policy"], line["amount"], line["days"]) for line in before] == [
        ("П-000005", Decimal(7000), 154), ("П-000006", Decimal(12000), 53)]  # fmt: skip
    assert [line["policy"] for line in after] == ["П-000005"]
    assert lines(six)[0] == ["Долги на 05.03.2026, Ольга"]


def test_lost_policies_with_phone_and_reason(six: Desk) -> None:
    report = six.click("report_lost", YEAR, "1")
    assert [(line["who"], line["loss_reason"]) for line in report.data] == [("Сидоров Олег", "дешевле у других")]


def test_d7_yield_and_price_of_each_channel(six: Desk) -> None:
    by_name = {line["name"]: line for line in six.click("report_channels", "11.2026", "1").data}
    assert by_name["Авито"]["contacts"] == 2
    assert by_name["Авито"]["cost"] == Decimal(3000)  # one whole month
    assert by_name["Рекомендация"]["kind"] == "тёплый"


def test_d3_who_recommends_and_what_came_of_it(six: Desk) -> None:
    first = six.click("report_referrals", "01.2025", "1").data[0]
    assert (first["name"], first["count"], first["buyers"], first["premium"]) == (
        "Иванов Пётр Сергеевич", 2, 2, Decimal(23500))  # fmt: skip
    assert six.click("report_referrals", YEAR, "1").data == [], "nobody was entered this year"


@pytest.mark.parametrize("kind", ["commission", "agents", "partners", "stock"])
def test_every_report_of_the_menu_runs_on_an_empty_base_and_asks_one_agent_nothing(desk: Desk, kind: str) -> None:
    assert desk.click(f"report_{kind}", YEAR).show == "Отчёт"


def test_refresh_gives_keys_phones_and_figures(six: Desk) -> None:
    six.book.put("tblClients", [{"name": "Вписан Руками", "phone": "89031112233"}])
    report = six.click("refresh_all")
    added = six.rows("tblClients")[-1]
    assert (added["key"], added["phone"]) == ("К-000007", "+7 (903) 111-22-33")
    assert report.details[0] == "Новых ключей: 1."
    assert six.work().settings["cfg_refreshed"] == TODAY


def test_a_cell_with_more_than_a_phone_is_left_alone(six: Desk) -> None:
    six.setup(lambda work: work.set(CLIENTS, work.get(CLIENTS, "К-000006"), phone="89031112233 Маша"))
    six.click("refresh_all")
    assert six.row("tblClients", "К-000006")["phone"] == "89031112233 Маша"


def test_refresh_tells_when_experience_changes_the_price(six: Desk) -> None:
    six.setup(
        lambda work: work.add(
            DRIVERS, name="Молодой", birth_date=date(2004, 12, 5), licensed=date(2023, 1, 10), client="К-000001"
        )
    )
    six.click("refresh_all")
    assert six.rows("tblDrivers")[0]["kvs_change"].startswith("05.12.2026: КВС ")


def test_c7_c8_d6_the_summary_answers_in_stored_tables(six: Desk) -> None:
    assert six.click("open_summary").show == "Сводка"
    form = six.book.read_form("sum_")
    assert [(row["name"], row["plan"], row["fact"], row["talks"]) for row in form["calls"]] == [
        ("Сегодня", 20, 2, 1), ("Неделя", 100, 3, 2), ("Месяц", 400, 4, 3)]  # fmt: skip
    assert form["kpi"][0]["now"] == 4
    assert [row["count"] for row in form["steps"]] == [4, 3, 2, 3]
    assert [row["name"] for row in form["agents"] if row["name"]] == ["Я", "Ольга"]


def test_the_summary_of_one_agent(six: Desk) -> None:
    six.setup(lambda work: work.fill("sum_", agent="Ольга"))
    six.click("open_summary")
    form = six.book.read_form("sum_")
    assert "Ольга" in form["period"]
    assert form["kpi"][0]["now"] == 1


def test_the_full_view_shows_more_sheets_than_the_simple_one(six: Desk) -> None:
    work = six.work()
    simple, full = (
        {sheet.title for sheet in WORKBOOK.sheets if is_shown(sheet, view, work)} for view in ("Простой", "Полный")
    )
    assert {"Старт", "Карточка", "Сводка"} <= simple < full
    assert {"Автомобили", "Услуги", "Движения БСО"} <= full - simple
    assert {"Календарь", "Задачи", "Пролонгация", "Расчёты"} <= simple
    assert "Журнал" not in full


def test_the_view_is_remembered(six: Desk) -> None:
    six.click("view_full")
    assert six.work().settings["cfg_view"] == "Полный"


def test_a_sale_stays_in_its_month_and_the_end_is_of_its_own(six: Desk) -> None:
    # П-000006: 12 000 sold in January with 1 200 of commission; in November 3 000 go back with their 300 (10 %).
    ended = {"state": "расторгнут", "cancelled": date(2026, 11, 10), "refund": Decimal(3000)}
    six.setup(lambda work: work.set(POLICIES, work.get(POLICIES, "П-000006"), **ended))
    lines = six.click("report_sales", YEAR, "1", "5").data
    told = {line["name"]: (line["count"], line["premium"], line["commission"], line["ended"]) for line in lines}
    assert told["янв 2026"] == (1, 12000, 1200, None)
    assert told["ноя 2026"] == (0, -3000, -300, 1)
    olga = six.click("report_commission", "01.2026", "1").data
    assert [(line["name"], line["count"], line["premium"]) for line in olga] == [("Ольга", 1, 12000)]


def test_a_change_is_sold_in_its_own_month(six: Desk) -> None:
    # П-000006 runs from 11.01.2026 to 10.01.2027. Dearer by 3 650 a year from 11.11.2026 on: 61 of 365 days, 610.
    def change(work: Work) -> None:
        policy = work.get(POLICIES, "П-000006")
        enter_change(work, policy, day=date(2026, 11, 11), full_premium=Decimal(15650), bordereau_percent=Decimal(10))

    six.setup(change)
    six.click("refresh_all")
    lines = six.click("report_sales", YEAR, "1", "5").data
    told = {line["name"]: (line["count"], line["premium"], line["commission"]) for line in lines}
    assert (told["янв 2026"], told["ноя 2026"]) == ((1, 12000, 1200), (0, 610, 61))


def test_who_is_still_in_force_is_not_lost(six: Desk) -> None:
    # П-000001 ends on 24.11.2026, in two days, and its client said that he leaves.
    six.setup(lambda work: work.set(POLICIES, work.get(POLICIES, "П-000001"), outcome="ушёл"))
    assert [line["who"] for line in six.click("report_lost", "01.01.2026–31.12.2026", "1").data] == ["Сидоров Олег"]
    six.setup(lambda work: work.set_setting("cfg_date", date(2026, 11, 25)))
    assert len(six.click("report_lost", "01.01.2026–31.12.2026", "1").data) == 2


def test_a_partners_sale_is_none_of_ours(six: Desk) -> None:
    sold = {"state": "оформлен", "signed": date(2026, 11, 5), "partner": "Ольга", "premium": Decimal(60000)}
    before = six.click("report_sales", YEAR, "1", "1").data
    six.setup(lambda work: work.add(POLICIES, client="К-000001", product="КАСКО", agent="Я", **sold))
    assert six.click("report_sales", YEAR, "1", "1").data == before
