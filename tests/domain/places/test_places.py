"""Places as people write them: kinds, abbreviations, codes, misspellings."""

import subprocess
import sys
import time

import pytest

from osago_xl import Tariffs
from osago_xl.domain.places.gazetteer import gazetteer
from osago_xl.domain.places.regions import postcodes
from osago_xl.domain.places.spelling import Names, distance
from osago_xl.domain.places.writing import parts
from osago_xl.domain.territory import OTHER, WHOLE, Territory
from osago_xl.errors import InputError

PLACES = Tariffs.load().territories


@pytest.mark.parametrize(
    ("text", "region", "place"),
    [
        ("г.о. Балашиха", "50", WHOLE), ("Балашиха г.о.", "50", WHOLE), ("городской округ Королёв", "50", WHOLE),
        ("Московская обл., Пушкино", "50", WHOLE), ("Моск. обл. Химки", "50", WHOLE), ("М.О., Люберцы", "50", WHOLE),
        ("РФ, 143900, Московская область, г. Балашиха, ул. Советская, д. 5, кв. 12", "50", WHOLE),
        ("ст-ца Каневская", "23", OTHER), ("Краснодарский кр., ст. Динская", "23", OTHER),
        ("пгт Чишмы", "02", OTHER), ("Уфимский р-н, Башкортостан", "02", OTHER),
        ("Башкортостан, Уфимский р-н, с. Булгаково", "02", OTHER), ("Башкортостан г Уфа, ул. Ленина", "02", "Уфа"),
        ("Балашиха, мкр. Салтыковка", "50", WHOLE), ("Екатеринбург, мкр. Уктус", "66", "Екатеринбург"),
        ("Свердл. обл., г. Нижний Тагил", "66", OTHER), ("Нижегор. обл., г.о.г. Дзержинск", "52", "Дзержинск"),
        ("Берёзовский 196", "66", "Березовский"), ("Берёзовский, 142", "42", "Березовский"),
        ("650000, г. Берёзовский", "42", "Березовский"), ("623700 Берёзовский", "66", "Березовский"),
        ("Балашиха 777", "50", WHOLE), ("Казань, 116", "16", "Казань"), ("Одинцовский г.о., Кубинка", "50", WHOLE),
        ("Свердловская обл., дер. Ивановка", "66", OTHER), ("Хабаровский край, п. Ванино", "27", OTHER),
        ("Тамбов; Тамбовская обл", "68", "Тамбов"), ("Республика Крым, г. Ялта", "91", OTHER),
    ],
)  # fmt: skip
def test_ways_people_write(text, region, place):
    assert PLACES.find(None, None, text) == Territory(region, place)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("777", "77"), ("116", "16"), ("790", "50"), ("196", "66"), ("199", "77"), ("82", "91"), ("90", "50"),
        ("2", "02"), ("450000", "02"), ("299000", "92"), ("166000", "83"), ("Свердл. обл.", "66"), ("Моск. обл", "50"),
        ("обл. Московская", "50"), ("Краснояр. кр.", "24"), ("Респ. Татарст.", "16"), ("НСО", "54"),
        ("Кемеровская область — Кузбасс", "42"), ("999", None), ("00", None), ("270000", None), ("Моск.", None),
        ("Крас. край", None),
    ],
)  # fmt: skip
def test_regions(text, code):
    assert PLACES.region(text) == code


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Балашыха", ["Балашиха"]), ("Нижний Тагли", ["Нижний Тагил"]), ("Н. Тагил", ["Нижний Тагил"]),
        ("Тагил", ["Нижний Тагил", "Верхний Тагил"]), ("Сургуд", ["Сургут", "Сургут"]), ("Балахно", ["Балахна"]),
        ("Йошкр-Ола", ["Йошкар-Ола"]), ("Зввв", []), ("Балашиховка", []), ("Ух", []),
    ],
)  # fmt: skip
def test_only_spellings_of_what_was_typed_are_suggested(typed, meant):
    found = PLACES.similar(typed)
    assert [match.town or match.row.place for match in found][: len(meant) or None] == meant


def test_a_look_alike_is_never_the_answer():
    with pytest.raises(InputError) as refused:
        PLACES.find(None, "Балашыха")
    assert "Возможно: Балашиха (Московская область)" in refused.value.message
    assert "Балахна" not in refused.value.message


@pytest.mark.parametrize(
    ("text", "offered"), [("дер. Ивановка", "Ивановка (Приморский край)"), ("с. Красное", "Липецк")]
)
def test_a_village_of_many_regions_is_asked_about(text, offered):
    with pytest.raises(InputError, match="подходит несколько") as refused:
        PLACES.find(None, text)
    assert offered in refused.value.message


def test_a_small_place_known_once_may_have_namesakes():
    with pytest.raises(InputError, match=r"известно Оёк \(Иркутская область\), но так называются и другие"):
        PLACES.find(None, "с. Оёк")


def test_a_town_of_another_region_contradicts_a_region_of_one_territory():
    with pytest.raises(InputError, match=r"Москва; Балашиха \(Московская область\)"):
        PLACES.find("Москва", "Балашиха")
    assert PLACES.find("Москва", "Зеленоград") == Territory("77", WHOLE)
    assert PLACES.find("Московская область", "Каменка") == Territory("50", WHOLE)


def test_parts_of_an_address():
    said = parts("г. Нижний Тагил, пр-т Мира, д. 5, Пригородный р-н")
    assert [(part.name, part.kind) for part in said] == [
        ("нижний тагил", "town"), ("мира", "street"), ("5", "street"), ("пригородный", "district"),
    ]  # fmt: skip


def test_slips():
    assert distance("сургут", "сургуд") == 1  # one letter changed
    assert distance("сургут", "сругут") == 1  # neighbours swapped
    assert distance("тверь", "тверрь") == 1  # one added
    assert distance("балахна", "балашиха") == 3
    names = Names({"тула": 500, "тура": 5, "тырныауз": 20})
    assert [near.name for near in names.near("тува", 5)] == ["тула", "тура"]


def test_postcodes_of_three_digits_name_regions_of_the_table():
    assert set(postcodes().values()) <= set(PLACES.regions)
    assert {"101": "77", "190": "78", "620": "66", "690": "25"}.items() <= postcodes().items()


def test_it_is_fast_once_loaded():
    gazetteer.cache_clear()
    began = time.perf_counter()
    gazetteer()
    assert time.perf_counter() - began < 0.15  # 15 ms on the machine it was written on
    PLACES.similar("разогрев")
    began = time.perf_counter()
    for n in range(20):
        PLACES.similar(f"Балашыха{n}")
    assert (time.perf_counter() - began) / 20 < 0.02  # 2 ms there


def test_a_cell_that_names_region_and_town_of_the_table_reads_no_gazetteer():
    code = (
        "from osago_xl.functions.factors import osago_kt; import osago_xl.domain.places.gazetteer as g;"
        "osago_kt('2026-03-01', '02', 'Уфа', None); print(g.gazetteer.cache_info().currsize)"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert answer.stdout.strip() == "0"
