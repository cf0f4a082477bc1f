import pytest

from osago_xl import Tariffs
from osago_xl.domain.territory import OTHER, WHOLE, Territories, Territory
from osago_xl.errors import InputError

PLACES = Tariffs.load().territories


@pytest.mark.parametrize(
    ("text", "region", "place"),
    [
        ("уфа", "02", "Уфа"), ("г. Уфа", "02", "Уфа"), ("Уфа г", "02", "Уфа"), ("УФА, Башкирия", "02", "Уфа"),
        ("Республика Башкортостан, г Уфа, ул. Ленина, 5", "02", "Уфа"), ("Башкортостан Уфа", "02", "Уфа"),
        ("С-Петербург", "78", WHOLE), ("СПб", "78", WHOLE), ("город Санкт-Петербург", "78", WHOLE),
        ("Москва г", "77", WHOLE), ("Московская обл., Химки", "50", WHOLE), ("Орёл", "57", "Орел"),
        ("г.Королёв, Московская область", "50", WHOLE), ("Ростов-на-Дону", "61", "Ростов-на-Дону"),
        ("ростов н/д", "61", "Ростов-на-Дону"), ("Н. Новгород", "52", "Нижний Новгород"), ("Наб. Челны", "16",
        "Набережные Челны"), ("ХМАО Сургут", "86", "Сургут"), ("Башкирия прочие", "02", OTHER),
        ("Благовещенск, Амурская область", "28", "Благовещенск"), ("Ненецкий АО", "83", WHOLE),
        ("Ст. Оскол", "31", "Старый Оскол"), ("Тюменская обл; Тобольск", "72", "Тобольск"), ("РТ, Казань", "16",
        "Казань"),
        ("респ. Башкортостан, пгт Чишмы", "02", OTHER),
    ],
)  # fmt: skip
def test_free_text(text, region, place):
    assert PLACES.find(None, None, text) == Territory(region, place)
    assert PLACES.find(None, text) == Territory(region, place)


@pytest.mark.parametrize(
    ("region", "place", "expected"),
    [
        ("02", "Уфа", ("02", "Уфа")), ("2", "уфа", ("02", "Уфа")), ("Москва", None, ("77", WHOLE)),
        ("77", "Москва", ("77", WHOLE)), ("Ленобласть", "Мурино", ("47", WHOLE)), ("66", "Березовский", ("66",
        "Березовский")), ("42", "Берёзовский", ("42", "Березовский")), ("02", "Прочие", ("02", OTHER)),
        ("02", "с. Булгаково", ("02", OTHER)), ("Уфа", None, ("02", "Уфа")), ("Алтай", "Горно-Алтайск", ("04",
        "Горно-Алтайск")), ("Алтайский край", "Бийск", ("22", "Бийск")),
    ],
)  # fmt: skip
def test_region_and_place(region, place, expected):
    assert PLACES.find(region, place) == Territory(*expected)


@pytest.mark.parametrize(
    ("region", "place", "territory", "field", "offered"),
    [
        (None, "Благовещенск", None, "place", "Амурская область, Благовещенск"),
        (None, None, "Железногорск", "territory", "Курская область, Железногорск"),
        ("02", "Уфо", None, "place", "Республика Башкортостан, Уфа"),
        ("16", "Нефтекамск", None, "place", "Республика Татарстан, Прочие города"),
        ("Башкирея", "Уфа", None, "region", "Республика Башкортостан"),
        ("02", None, None, "place", "Стерлитамак"),
        ("66", "п. Березовский", None, "place", "Прочие города"),
        ("50", "Москва", None, "place", "Московская область; Москва"),
        (None, "Химкино", None, "place", "укажите регион"),
        ("302", "Уфа", None, "region", "Проверьте"),
        ("00", "Уфа", None, "region", "Проверьте"),
        (None, None, None, "territory", "нужны регион и место"),
        (None, None, "г.", "territory", "не найдена"),
        (None, None, "Сургуд", "territory", "Сургут"),
        ("непонятно", None, None, "region", "не найдена"),
    ],
)
def test_never_a_guess(region, place, territory, field, offered):
    with pytest.raises(InputError) as refused:
        PLACES.find(region, place, territory)
    assert refused.value.field == field
    assert offered in refused.value.message


def test_every_row_is_reachable_by_its_name():
    for code, names in PLACES.rows.items():
        for name in names:
            place = None if name == WHOLE else name
            assert PLACES.find(PLACES.regions[code], place) == Territory(code, name)
            assert PLACES.find(code, place) == Territory(code, name)


def test_candidates_are_all_that_is_meant():
    assert [match.row for match in PLACES.candidates(None, "Уфа")] == [Territory("02", "Уфа")]
    assert len(PLACES.candidates(None, "Прочие города, Свердловская область")) == 1
    assert [match.row for match in PLACES.candidates("66", "п. Березовский")] == [
        Territory("66", "Березовский"),
        Territory("66", OTHER),
    ]
    assert PLACES.candidates(None, "Уфимка на Днепре") == []


def test_names():
    assert PLACES.name(Territory("77", WHOLE)) == "Москва"
    assert PLACES.name(Territory("02", "Уфа")) == "Республика Башкортостан, Уфа"


def test_the_cache_is_bounded(monkeypatch):
    monkeypatch.setattr("osago_xl.domain.territory._CACHE_LIMIT", 1)
    small = Territories({"77": "Москва", "78": "Санкт-Петербург"}, [Territory("77", WHOLE), Territory("78", WHOLE)], [])
    assert small.find("77") == small.find("77")
    assert small.find("78") == Territory("78", WHOLE)
    assert len(small._found) == 1


def test_a_village_without_its_region_is_no_misprint_of_a_town():
    with pytest.raises(InputError) as refused:
        PLACES.find(None, "пгт Ильинскоэ")
    assert "Возможно" not in refused.value.message
    assert "укажите регион и «прочие»" in refused.value.message
