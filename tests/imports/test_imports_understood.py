"""Everyday files as agents keep them: each value in its place, each doubt said, the second time nothing new."""

from datetime import date
from decimal import Decimal

import pytest

from osago_xl.imports.run import import_all
from osago_xl.imports.target import Options
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.work.unit import Work

NAMED = ["ФИО", "Телефон"]


def bring(office, header, *rows):
    report = office.bring(header, *rows)
    office.bring(header, *rows)
    assert not office.changed, "the second import is empty"
    return report


def client(office):
    [found] = office.rows("tblClients")
    return found


@pytest.mark.parametrize(
    ("header", "row", "name"),
    [
        (["Фамилия", "Имя", "Отчество"], ["Сомова", "Вера", "Львовна"], "Сомова Вера Львовна"),
        (["Отчество", "Имя", "Фамилия"], ["Львовна", "Вера", "Сомова"], "Сомова Вера Львовна"),
        (["Last name", "First name", "Middle name"], ["Сомова", "Вера", ""], "Сомова Вера"),
        (["Фамилия", "Имя", "Отчество"], ["Сомова Вера Львовна", "", ""], "Сомова Вера Львовна"),
        (["Фамилия", "Имя", "Отчество"], ["Сомова", "В.", "Л."], "Сомова В. Л."),
    ],
)
def test_a_name_in_several_columns_is_one_name(office, header, row, name):
    bring(office, [*header, "Телефон"], [*row, "89160007711"])
    assert client(office)["name"] == name


def test_three_people_of_one_given_name_stay_three(office):
    rows = [["Сомов", "Лев", "89160007711"], ["Ершов", "Лев", "89160007711"], ["Карпов", "Лев", ""]]
    bring(office, ["Фамилия", "Имя", "Телефон"], *rows)
    assert [each["name"] for each in office.rows("tblClients")] == ["Сомов Лев", "Ершов Лев", "Карпов Лев"]


def test_a_column_without_a_heading_has_one_remark(office):
    report = bring(
        office, [*NAMED, ""], ["Сомова Вера", "89160007711", "у метро"], ["Ершов Лев", "89160007722", "с утра"]
    )
    assert [each["comment"] for each in office.rows("tblClients")] == ["Столбец C: у метро", "Столбец C: с утра"]
    [remark] = report.remarks
    assert "значений 2" in remark.message


def test_a_second_phone_has_its_cell_and_a_second_address_the_comment(office):
    header = [*NAMED, "Телефон", "E-mail", "E-mail"]
    report = bring(office, header, ["Сомова Вера", "89160007711", "84950007722", "v@som.example", "w@som.example"])
    found = client(office)
    assert (found["phone_2"], found["email"]) == ("+7 (495) 000-77-22", "v@som.example")
    assert found["comment"] == "E-mail: w@som.example"
    assert "уже занято" in report.remarks[0].message


def test_a_passport_in_one_cell(office):
    bring(office, [*NAMED, "Паспорт"], ["Сомова Вера", "89160007711", "45 11 654321 выдан ОВД г. Перми 05.06.2011"])
    found = client(office)
    keys = ("paper", "paper_series", "paper_number", "paper_issuer", "paper_issued")
    assert [found[key] for key in keys] == ["паспорт РФ", "4511", "654321", "ОВД г. Перми", date(2011, 6, 5)]


def test_an_address_in_one_line(office):
    bring(office, [*NAMED, "Адрес"], ["Сомова Вера", "89160007711", "614000, г. Пермь, ул. Лесная, д. 3, кв. 14"])
    found = client(office)
    assert [found[key] for key in ("postcode", "city", "street", "house", "flat")] == [
        "614000", "Пермь", "ул. Лесная", "3", "14",
    ]  # fmt: skip


def test_an_address_that_is_not_certain_stays_whole(office):
    bring(office, [*NAMED, "Адрес"], ["Сомова Вера", "89160007711", "Пермь, за мостом, дом с синей крышей"])
    assert client(office)["comment"] == "Адрес: Пермь, за мостом, дом с синей крышей"


@pytest.mark.parametrize(
    ("heading", "text", "starts", "ends"),
    [
        ("Срок действия", "16.04.25–15.04.26", date(2025, 4, 16), date(2026, 4, 15)),
        ("Срок действия", "с 16.04.2025 по 15.04.2026", date(2025, 4, 16), date(2026, 4, 15)),
        ("Окончание", "до мая 26", None, date(2026, 5, 1)),
        ("Полис до", "май 2026", None, date(2026, 5, 1)),
        ("Полис до", "до 15.05.2026", None, date(2026, 5, 15)),
    ],
)
def test_a_list_without_numbers_calls_for_the_renewal(office, heading, text, starts, ends):
    bring(office, [*NAMED, "Авто", "Госномер", heading], ["Сомова Вера", "89160007711", "Kia Rio", "М123КХ59", text])
    [policy] = office.rows("tblPolicies")
    assert (policy["starts"], policy["ends"], policy["state"]) == (starts, ends, "оформлен")
    assert policy["car"] == office.rows("tblCars")[0]["key"]


def test_an_empty_number_keeps_the_rest_of_its_row(office):
    header = [*NAMED, "Номер полиса", "Окончание"]
    rows = [
        ["Сомова Вера", "89160007711", "", "15.05.2026"],
        ["Ершов Лев", "89160007722", "ХХХ 0123456789", "20.05.2026"],
    ]
    bring(office, header, *rows)
    assert [each["number"] for each in office.rows("tblPolicies")] == ["", "0123456789"]


SALE = ["№ полиса", "Страхователь", "Начало", "Окончание", "Премия", "СК"]


@pytest.mark.parametrize(
    ("heading", "value", "percent", "fee"),
    [
        # 15 % of 8 000 are 1 200.
        ("КВ", 15, Decimal(15), Decimal(1200)),
        ("КВ, %", "15 %", Decimal(15), Decimal(1200)),
        ("КВ", 1200, None, Decimal(1200)),
        ("Комиссия, руб.", "1 200,00", None, Decimal(1200)),
        ("КВ, %", "0,15", Decimal(15), Decimal(1200)),
    ],
)
def test_commission_in_percent_and_in_roubles(office, heading, value, percent, fee):
    row = ["ХХХ 0123456789", "Сомова Вера", "16.04.2026", "15.04.2027", 8000, "Пример", value]
    bring(office, [*SALE, heading], row)
    [policy] = office.rows("tblPolicies")
    assert (policy["bordereau_percent"], policy["bordereau"]) == (percent, fee)


def test_a_commission_that_cannot_be_stays_in_the_comment(office):
    rows = [
        ["ХХХ 0123456789", "Сомова Вера", "16.04.2026", "15.04.2027", 8000, "Пример", 15],
        ["ХХХ 0123456790", "Ершов Лев", "16.04.2026", "15.04.2027", 9000, "Пример", 65],
    ]
    report = office.bring([*SALE, "КВ, %"], *rows)
    assert [each["bordereau"] for each in office.rows("tblPolicies")] == [Decimal(1200), None]
    assert office.rows("tblPolicies")[1]["comment"] == "КВ, %: 65"
    assert any("процентов не бывает" in remark.message for remark in report.remarks)


def test_what_a_row_says_of_a_car_without_naming_it_is_kept(office):
    bring(office, [*SALE, "Год выпуска", "Мощность, л.с."],
          ["ХХХ 0123456789", "Сомова Вера", "16.04.2026", "15.04.2027", 8000, "Пример", 2019, 110])  # fmt: skip
    assert office.rows("tblCars") == []
    assert {"Год выпуска: 2019", "Мощность, л.с.: 110"} <= set(office.rows("tblPolicies")[0]["comment"].split("; "))


def test_a_price_list_is_no_client_list(office):
    report = office.bring(["№", "Наименование", "Цена", "Описание"], [1, "Щётка", 450, "мягкая"])
    assert not office.changed
    assert "в файле: «№», «Наименование», «Цена», «Описание»" in report.remarks[0].message


def test_the_agent_may_say_where_the_name_is(office, tmp_path):
    path = tmp_path / "странный.csv"
    path.write_text("Кого возим;Куда\nСомова Вера;на дачу\n", "utf-8")
    asked = []
    work = Work(office.book, date(2026, 3, 2))
    options = Options(choose=lambda question, choices: asked.append((question, choices)) or 0)
    import_all(work, [path], options, lambda *_: None)
    assert asked[0][1] == ["Кого возим", "Куда", "не переносить этот лист"]
    assert [(each["name"], each["comment"]) for each in work.rows(CLIENTS)] == [("Сомова Вера", "Куда: на дачу")]
