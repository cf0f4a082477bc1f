"""Cells that hold more than their heading says: a car with its plate, two cars, a number with its day, the owner."""

import pytest

from osago_xl.imports.composed import cars


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Лада Гранта А123ВС77", [("Лада Гранта", "А123ВС77")]),
        ("А123ВС77 Лада Гранта", [("Лада Гранта", "А123ВС77")]),
        ("лада гранта (a 123 bc 77)", [("лада гранта", "А123ВС77")]),
        ("ГАЗ 3302 К123КК790 белая", [("ГАЗ 3302 белая", "К123КК790")]),
        ("Kia Rio В456ЕК50, Лада А123ВС77", [("Kia Rio", "В456ЕК50"), ("Лада", "А123ВС77")]),
        ("А123ВС77 Лада; В456ЕК50 Kia Rio", [("Лада", "А123ВС77"), ("Kia Rio", "В456ЕК50")]),
        ("А123ВС77, В456ЕК50", [("", "А123ВС77"), ("", "В456ЕК50")]),
        ("Kia Rio", []),
        ("Kia Rio, Лада Веста", []),
        ("", []),
    ],
)
def test_cars_of_a_cell(text, found):
    assert cars(text) == found


def twice(office, *rows):
    report = office.bring(*rows)
    office.bring(*rows)
    assert not office.changed
    return report


def told(office, table, *keys):
    return [tuple(row[key] for key in keys) for row in office.rows(table)]


def test_two_cars_in_a_cell_are_two_and_the_contract_is_of_the_first(office):
    header = ["ФИО", "Телефон", "Машины", "Окончание"]
    report = twice(office, header, ["Ершов Лев", "89160007722", "Kia Rio В456ЕК50, Лада А123ВС77", "15.04.2026"])
    assert told(office, "tblCars", "make", "plate", "owner") == [
        ("Kia", "В456ЕК50", "К-000001"),
        ("Лада", "А123ВС77", "К-000001"),
    ]
    assert told(office, "tblPolicies", "car") == [("А-000001",)]
    assert any("машин 2" in remark.message for remark in report.remarks)


def test_the_day_behind_a_number_is_the_day_of_the_contract(office):
    header = ["Номер полиса", "Страхователь", "Премия"]
    twice(office, header, ["ХХХ-0123456789 от 16.04.2025", "Сомова Вера", "6100"])
    [policy] = office.rows("tblPolicies")
    assert (policy["series"], policy["number"]) == ("ХХХ", "0123456789")
    assert f"{policy['signed']:%d.%m.%Y}" == "16.04.2025"
    assert not policy["comment"]


OWNED = ["Страхователь", "Телефон", "Марка, модель", "Госномер", "Собственник", "Окончание"]
VERA = ["Сомова Вера Львовна", "89160007711", "Лада Гранта", "А123ВС77"]


def test_another_owner_is_a_client_of_his_own_and_one_for_all_his_cars(office):
    second = ["Сомова Вера Львовна", "89160007711", "Kia Rio", "В456ЕК50", "сомов лев ильич", "16.04.2026"]
    twice(office, OWNED, [*VERA, "Сомов Лев Ильич", "15.04.2026"], second)
    assert told(office, "tblClients", "name") == [("Сомова Вера Львовна",), ("Сомов Лев Ильич",)]
    assert told(office, "tblCars", "owner") == [("К-000002",), ("К-000002",)]
    assert told(office, "tblPolicies", "client", "owner") == [("К-000001", "К-000002")] * 2


@pytest.mark.parametrize("owner", ["Сомова Вера Львовна", "СОМОВА В. Л.", "она же", ""])
def test_the_holder_himself_is_no_second_client(office, owner):
    twice(office, OWNED, [*VERA, owner, "15.04.2026"])
    assert told(office, "tblCars", "owner") == [("К-000001",)]
    assert len(office.rows("tblClients")) == 1


def test_an_owner_of_one_word_stays_a_word(office):
    twice(office, OWNED, [*VERA, "муж", "15.04.2026"])
    assert len(office.rows("tblClients")) == 1
    assert "Собственник: муж" in office.rows("tblPolicies")[0]["comment"]


def test_headings_of_plain_speech(office):
    header = ["Кто", "Куда звонить", "Чем ездит", "Номер машины", "Когда кончается", "Сколько стоила"]
    twice(office, header, ["Ершов Лев", "89160007755", "Kia Rio", "А 111 АА 77 RUS", "12.03.26", "5 600 р."])
    assert told(office, "tblClients", "name", "phone") == [("Ершов Лев", "+7 (916) 000-77-55")]
    assert told(office, "tblCars", "make", "model", "plate") == [("Kia", "Rio", "А111АА77")]
    [policy] = office.rows("tblPolicies")
    assert (f"{policy['ends']:%d.%m.%Y}", str(policy["premium"])) == ("12.03.2026", "5600.00")


def test_an_address_beside_a_phone_joins_people_as_one_in_its_own_cell_does(office):
    rows = [["Сомова Вера", "89160007711 v@som.example"], ["Сомова Вера", "v@som.example"]]
    twice(office, ["ФИО", "Телефон"], *rows)
    assert told(office, "tblClients", "phone", "email") == [("+7 (916) 000-77-11", "v@som.example")]


def test_an_owner_where_nobody_else_is_named_is_the_client(office):
    header = ["Владелец", "Телефон", "Авто", "Гос номер", "Страховка до"]
    twice(office, header, ["Сомов Лев Ильич", "89160007711", "Kia Rio", "А123ВС77", "15.04.2026"])
    assert told(office, "tblClients", "name", "phone") == [("Сомов Лев Ильич", "+7 (916) 000-77-11")]
    assert told(office, "tblCars", "plate", "owner") == [("А123ВС77", "К-000001")]
    assert told(office, "tblPolicies", "client", "owner") == [("К-000001", "К-000001")]


def test_an_owner_in_a_list_without_cars_stays_in_the_comment(office):
    twice(office, ["ФИО", "Телефон", "Собственник"], ["Сомов Лев Ильич", "89160007711", "Сомова Вера Львовна"])
    assert told(office, "tblClients", "name", "comment") == [("Сомов Лев Ильич", "Собственник: Сомова Вера Львовна")]
