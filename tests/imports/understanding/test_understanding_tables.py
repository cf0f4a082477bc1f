"""Whole tables: words and values together, all columns at once, and doubt where only the agent can tell."""

from datetime import date

import pytest

from osago_xl.imports.understanding.understand import understand

TODAY = date(2026, 3, 2)


def table(header, *rows, taken=frozenset()):
    columns = {place: [row[place] for row in rows] for place in range(len(header))}
    found = understand(dict(enumerate(header)), columns, TODAY, taken=taken)
    return {column.heading: column for column in found}


def fields(header, *rows):
    return {heading: column.field for heading, column in table(header, *rows).items()}


def test_number_is_a_phone_where_phones_stand_below():
    header = ["Имя", "Номер", "Город"]
    assert fields(header, ["Ветрова Анна", 89160001122, "Тула"]) == {"Имя": "name", "Номер": "phone", "Город": "city"}


def test_number_counts_the_rows_where_it_counts_up():
    rows = [["Ветрова Анна", 1, "89160001122"], ["Кленов Пётр", 2, "89160001133"]]
    assert fields(["Клиент", "Номер", "Телефон"], *rows)["Номер"] == "row_number"


def test_number_is_the_policy_where_policies_stand_below():
    assert (
        fields(["Номер", "Страхователь", "Начало"], ["0123456789", "Ветрова Анна", "16.04.2025"])["Номер"] == "number"
    )


def test_name_alone_is_the_given_name_beside_a_surname():
    found = fields(["Имя", "Фамилия", "Отчество"], ["Анна", "Ветрова", "Павловна"])
    assert found == {"Имя": "given", "Фамилия": "surname", "Отчество": "patronymic"}


@pytest.mark.parametrize(
    ("value", "field"), [("16.04.2025 - 15.04.2026", "period"), ("15.04.2026", "ends"), ("до мая 26", "ends")]
)
def test_a_term_is_told_by_its_values(value, field):
    header = ["Полис", "Клиент", "Срок действия"]
    assert fields(header, ["ХХХ 0123456789", "Ветрова Анна", value])["Срок действия"] == field


@pytest.mark.parametrize(
    ("heading", "values", "field"),
    [
        ("КВ", [12.5, 10], "percent"),
        ("КВ", [4225, 800], "fee"),
        ("КВ, руб.", [40, 30], "fee"),
        ("КВ, %", [12.5, 10], "percent"),
        ("Комиссия", ["12,5 %", "10 %"], "percent"),
    ],
)
def test_roubles_and_percent_are_told_apart(heading, values, field):
    rows = [["0123456789", "Ветрова Анна", 65000, values[0]], ["0123456790", "Осин Денис", 8000, values[1]]]
    found = table(["Полис", "Клиент", "Премия", heading], *rows)[heading]
    assert (found.field, found.rivals) == (field, ())


def test_a_commission_that_may_be_both_is_asked():
    # 40 on a premium of 1 000 may be 40 % or 40 roubles.
    rows = [["0123456789", "Ветрова Анна", 1000, 40], ["0123456790", "Осин Денис", 800, 30]]
    found = table(["Полис", "Клиент", "Премия", "КВ"], *rows)["КВ"]
    assert set(found.rivals) == {"percent", "fee"}


def test_a_lonely_date_is_asked():
    found = table(["Клиент", "Телефон", "Дата"], ["Ветрова Анна", "89160001122", "17.03.2026"])["Дата"]
    assert found.doubtful
    assert {"starts", "ends", "signed"} <= set(found.rivals)


def test_a_date_before_the_start_is_the_signing():
    row = ["0123456789", "Ветрова Анна", "14.04.2025", "16.04.2025", "15.04.2026"]
    found = table(["Полис", "Клиент", "Дата", "Начало", "Окончание"], row)["Дата"]
    assert (found.field, found.rivals) == ("signed", ())


def test_an_old_lonely_date_is_a_birthday():
    found = table(["Клиент", "Телефон", "Дата"], ["Ветрова Анна", "89160001122", "17.03.1984"])["Дата"]
    assert (found.field, found.rivals) == ("birth_date", ())


def test_repeated_headings_take_the_fields_of_their_kind_from_left_to_right():
    row = ["Ветрова Анна", "89160001122", "84950001122"]
    found = understand({0: "ФИО", 1: "Телефон", 2: "Телефон"}, {n: [row[n]] for n in range(3)}, TODAY)
    assert [column.field for column in found] == ["name", "phone", "phone_2"]


def test_values_speak_for_themselves_under_a_strange_heading():
    found = table(["ФИО", "Абв"], ["Ветрова Анна", "89160001122"])["Абв"]
    assert (found.field, found.by) == ("phone", "values")


def test_values_that_cannot_be_turn_a_weak_heading_away():
    assert fields(["ФИО", "Номер"], ["Ветрова Анна", "a@vetrova.example"])["Номер"] == ""


def test_a_column_without_values_is_understood_by_words():
    found = table(["ФИО", "Телефон"], ["Ветрова Анна", None])["Телефон"]
    assert (found.field, found.by, found.confidence) == ("phone", "words", 0.65)


def test_a_field_the_agent_has_given_away_is_taken():
    rows = [["Ветрова Анна", "89160001122"]]
    assert table(["ФИО", "Телефон"], *rows, taken=frozenset({"phone"}))["Телефон"].field == "phone_2"


def test_the_order_of_columns_changes_nothing():
    header = ["Полис", "Страхователь", "Тел.", "Марка", "Г/н", "Начало", "Конец", "Премия"]
    row = ["ХХХ 0123456789", "Ветрова Анна", "89160001122", "Kia Rio", "А123ВС77", "16.04.2025", "15.04.2026", 7421.5]
    forth, back = fields(header, row), fields(header[::-1], row[::-1])
    assert forth == back
    assert set(forth.values()) == {"number", "name", "phone", "model", "plate", "starts", "ends", "premium"}
