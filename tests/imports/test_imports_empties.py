"""Words for «nothing» are empty cells: nobody and nothing is recognised by them."""

import pytest

from osago_xl.values.placeholders import says_nothing, tells_instead

HEADER = ["Серия", "Номер", "Страхователь", "Телефон", "Авто", "VIN", "Госномер", "Начало", "Окончание"]


@pytest.mark.parametrize("word", ["нет", "Б/Н", " - ", "—", "отсутствует", "Не указан.", "н/д", "0", "00-00", "???"])
def test_words_that_say_nothing(word):
    assert says_nothing(word)


@pytest.mark.parametrize("word", ["", "Нетребко", "Бнин", "10", "А000АА77", "нетто"])
def test_words_that_say_something(word):
    assert not says_nothing(word)


def test_zero_is_a_number_where_numbers_stand():
    assert not says_nothing("0", zero=False)
    assert says_nothing("нет", zero=False)


def test_a_word_for_a_missing_plate_still_says_something():
    assert tells_instead("Транзит", "plate")
    assert not tells_instead("транзит", "vin")


@pytest.mark.parametrize("nothing", ["нет", "б/н", "транзит", "-", "0", "отсутствует", "не указан"])
def test_cars_without_a_plate_are_not_one_car(office, nothing):
    office.bring(
        HEADER,
        ["ХХХ", "0123456001", "Ольхова Вера", "", "Лада Веста", nothing, nothing, "16.04.2026", "15.04.2027"],
        ["ХХХ", "0123456002", "Дуб Лев", "", "Киа Рио", nothing, nothing, "16.04.2026", "15.04.2027"],
    )
    assert [car["make"] for car in office.rows("tblCars")] == ["Лада", "Киа"]
    assert {car["plate"] for car in office.rows("tblCars")} == {""}


def test_what_a_placeholder_says_besides_is_kept(office):
    office.bring(["ФИО", "Телефон", "Комментарий"], ["Дуб Лев", "не берёт", "нет"])
    assert office.rows("tblClients")[0]["comment"] == "нет; Телефон: не берёт"
