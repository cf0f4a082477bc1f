"""Each factor at the edges of its table."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from osago_xl import Tariffs
from osago_xl.domain import factors as by
from osago_xl.domain.rates import Corridor, Gap
from osago_xl.domain.territory import WHOLE, Territory
from osago_xl.errors import InputError

TARIFFS = Tariffs.load()
NOW = TARIFFS.at(date(2026, 3, 1))
BEFORE_MOTORCYCLES = TARIFFS.at(date(2025, 4, 16))
FIRST = TARIFFS.at(date(2022, 1, 9))


def refuses(field, call, *args):
    with pytest.raises(InputError) as error:
        call(*args)
    assert error.value.field == field
    return error.value.message


@pytest.mark.parametrize(
    ("vehicle", "row"),
    [
        (("B", "individual", False, None, None, False), "B individual"),
        (("B", "legal", False, None, None, False), "B legal"),
        (("B", "legal", True, None, None, False), "B taxi"),
        (("C", "legal", False, Decimal(16000), None, False), "C up to 16 t"),
        (("C", "legal", False, Decimal("16000.5"), None, False), "C over 16 t"),
        (("D", "legal", False, None, 16, False), "D up to 16 seats"),
        (("D", "legal", False, None, 17, False), "D over 16 seats"),
        (("D", "legal", False, None, None, True), "D regular routes"),
        (("A", "individual", False, None, None, False), "A"),
        (("M", "individual", False, None, None, False), "A"),
        (("Tb", "legal", False, None, None, False), "Tb"),
        (("tractor", "legal", False, None, None, False), "tractor"),
    ],
)
def test_row_of_annex_1(vehicle, row):
    assert by.base_class(*vehicle) == row


@pytest.mark.parametrize(
    ("vehicle", "field"),
    [
        (("C", "legal", False, None, None, False), "max_mass_kg"),
        (("C", "legal", False, Decimal(0), None, False), "max_mass_kg"),
        (("C", "legal", False, Decimal(1_000_001), None, False), "max_mass_kg"),
        (("D", "legal", False, None, None, False), "seats"),
        (("D", "legal", False, None, -1, False), "seats"),
        (("A", "legal", True, None, None, False), "taxi"),
        (("B", "legal", False, None, None, True), "regular_routes"),
    ],
)
def test_what_annex_1_needs(vehicle, field):
    refuses(field, by.base_class, *vehicle)


def test_mass_of_a_million_is_the_last():
    assert by.base_class("C", "legal", False, Decimal(1_000_000), None, False) == "C over 16 t"


def test_corridor_includes_its_bounds():
    for rate in (Decimal(1399), Decimal(8665)):
        factor = by.base_rate(NOW, "B individual", rate)
        assert (factor.value, factor.act, factor.article) == (rate, "7204-У", "приложение 1")
        assert factor.why == "ставка страховщика, коридор 1\u00a0399…8\u00a0665 ₽"
    for rate in ("1398.99", "8665.01"):
        message = refuses("base_rate", by.base_rate, NOW, "B individual", Decimal(rate))
        assert "коридор с 01.01.2026 по 21.06.2026: 1\u00a0399…8\u00a0665 ₽" in message


def test_bounds_by_name():
    assert by.base_rate(NOW, "B individual", "min").value == 1399
    assert by.base_rate(NOW, "B individual", "max").value == 8665


def test_rate_without_a_known_corridor_is_used_and_said():
    factor = by.base_rate(FIRST, "C up to 16 t", Decimal(5000))
    assert "не проверена" in factor.note
    assert factor.act == "6007-У"
    assert factor.confidence == "unknown"
    assert "верхняя граница" in refuses("base_rate", by.base_rate, FIRST, "C up to 16 t", "max")
    assert "нижняя граница: для договоров с 09.01.2022" in refuses(
        "base_rate", by.base_rate, FIRST, "B individual", "min"
    )


def test_one_known_bound_is_a_bound():
    assert by.base_rate(FIRST, "B individual", Decimal(5980)).why.endswith("?…5\u00a0980 ₽")
    refuses("base_rate", by.base_rate, FIRST, "B individual", Decimal("5980.01"))
    assert not by.outside(FIRST.base["B individual"], Decimal(1))


def test_a_corridor_may_lack_either_bound():
    low = by.base_rate(NOW, "A", "min")
    open_above = replace(
        NOW, base={"A": Corridor(low, None, "1-У", "155…? ₽"), "M": Corridor(None, None, "1-У", "?…? ₽")}
    )
    assert by.base_rate(open_above, "A", Decimal(99999)).why == "ставка страховщика, коридор 155…? ₽"
    refuses("base_rate", by.base_rate, open_above, "A", Decimal(154))
    assert "не проверена" in by.base_rate(open_above, "M", Decimal(154)).note


@pytest.mark.parametrize("rate", ["0", "-1"])
def test_no_rate_below_a_kopeck(rate):
    assert "больше нуля" in refuses("base_rate", by.base_rate, FIRST, "B individual", Decimal(rate))


def test_territory_and_tractors():
    ufa = Territory("02", "Уфа")
    assert by.territory(NOW, ufa, False).value == Decimal("1.56")
    assert by.territory(NOW, ufa, True).value == Decimal("1.00")
    message = refuses("place", by.territory, NOW, Territory("86", "Сургут"), True)
    assert "КТ тракторов, Ханты-Мансийский" in message and "с 01.01.2026 по 21.06.2026" in message


def test_region_without_a_rate_on_that_day():
    message = refuses("place", by.territory, FIRST, Territory("80", WHOLE), False)
    assert message == (
        "КТ Донецкая Народная Республика: для договоров с 09.01.2022 по 31.03.2022 значение не найдено в источниках."
    )


def test_reason_of_a_gap_is_told():
    with pytest.raises(InputError, match=r"источниках. Причина в этом\."):
        by.known(Gap("1-У", "причина в этом"), NOW, "kt", None, "КТ")


@pytest.mark.parametrize(
    ("category", "unfriendly", "day", "kt"),
    [
        ("B", False, date(2022, 5, 5), "1.70"), ("C", True, date(2023, 9, 11), "1.70"),
        ("C", True, date(2023, 9, 12), "30.00"), ("B", True, date(2023, 9, 12), "1.70"),
        ("D", True, date(2025, 12, 31), "1.70"), ("D", True, date(2026, 1, 1), "30.00"),
        ("C", True, date(2025, 12, 31), "30.00"), ("C", True, date(2026, 1, 1), "30.00"),
        ("M", True, date(2026, 1, 1), "1.70"), ("C", False, date(2026, 1, 1), "1.70"),
    ],
)  # fmt: skip
def test_vehicles_registered_abroad(category, unfriendly, day, kt):
    factor = by.foreign_territory(TARIFFS.at(day), category, unfriendly)
    assert str(factor.value) == kt
    if kt == "30.00":  # the term of the first act ended with 2025; the next has stated the value anew
        assert factor.act == ("7204-У" if day.year == 2026 else "2023 (номер не найден)")
    assert ("недружественного" in factor.why) == (kt == "30.00" or (unfriendly and day.year == 2026))


def test_kt_by_hand():
    factor = by.own_territory_factor(Decimal("1.9"))
    assert (factor.value, factor.act, factor.why) == (Decimal("1.9"), "", "указан вручную")
    assert by.own_territory_factor(Decimal(100)).note == "КТ: указан вручную, по таблице не проверен"
    for kt in (0, "-0.1", "100.01"):
        refuses("kt", by.own_territory_factor, Decimal(kt))


def test_kbm_by_value_and_class():
    assert by.bonus_malus(NOW, Decimal("0.91"), None).why == "класс 5"
    assert by.bonus_malus(NOW, None, "M").value == Decimal("3.92")
    assert by.bonus_malus(NOW, Decimal(1), "4").value == 1
    assert not by.bonus_malus(NOW, Decimal("1.17"), None).note


def test_kbm_not_in_the_table():
    assert "3,92; 2,94" in refuses("kbm", by.bonus_malus, NOW, Decimal("0.85"), None)
    assert "M, 0, 1" in refuses("kbm_class", by.bonus_malus, NOW, None, "14")
    assert "классу 5 соответствует 0,91" in refuses("kbm", by.bonus_malus, NOW, Decimal(1), "5")


def test_no_history_is_class_3_and_said():
    factor = by.bonus_malus(NOW, None, None)
    assert factor.value == Decimal("1.17")
    assert factor.note == "КБМ: не указан, взят 1,17 (класс 3: истории нет)"


def test_kbm_before_april_2022_has_no_source():
    message = refuses("kbm", by.bonus_malus, TARIFFS.at(date(2022, 3, 31)), Decimal(1), None)
    assert "с 09.01.2022 по 31.03.2022" in message
    assert by.bonus_malus(TARIFFS.at(date(2022, 4, 1)), Decimal(1), None).value == 1


@pytest.mark.parametrize(
    ("age", "experience", "kvs"),
    [(16, 0, "2.27"), (21, 5, "1.62"), (22, 0, "1.88"), (24, 7, "1.09"), (29, 10, "1.02"), (59, 15, "0.86"),
     (60, 14, "0.88"), (60, 46, "0.83"), (110, 96, "0.83")],
)  # fmt: skip
def test_kvs_of_cars(age, experience, kvs):
    assert str(by.age_experience(NOW, "B", age, experience, False).value) == kvs


def test_motorcycles_have_their_own_table_since_17_april_2025():
    assert str(by.age_experience(NOW, "A", 30, 3, False).value) == "1.33"
    assert str(by.age_experience(NOW, "M", 30, 3, False).value) == "1.33"
    assert str(by.age_experience(NOW, "C", 30, 3, False).value) == "1.05"
    assert str(by.age_experience(BEFORE_MOTORCYCLES, "A", 30, 3, False).value) == "1.05"


def test_legal_entities_pay_1_8_of_it():
    factor = by.age_experience(NOW, "B", 27, 8, True)
    assert factor.value == Decimal("1.926")
    assert factor.why == "возраст 25–29, стаж 7–9; юридическое лицо: 1,07 × 1,8"


@pytest.mark.parametrize(("age", "experience", "field"), [
    (15, 0, "age"), (111, 0, "age"), (-1, 0, "age"), (30, 17, "experience"), (30, -1, "experience"),
    (21, 7, "experience"), (24, 10, "experience"),
])  # fmt: skip
def test_impossible_people(age, experience, field):
    refuses(field, by.age_experience, NOW, "B", age, experience, False)


def test_experience_up_to_age_less_14():
    assert str(by.age_experience(NOW, "B", 30, 16, False).value) == "0.95"
    assert "от 0 до 16 лет" in refuses("experience", by.age_experience, NOW, "B", 30, 17, False)


@pytest.mark.parametrize(
    ("day", "unlimited", "owner", "ko"),
    [
        (date(2022, 5, 1), False, "individual", "1.00"), (date(2022, 9, 13), True, "individual", "2.32"),
        (date(2025, 1, 26), True, "individual", "2.32"), (date(2025, 12, 9), True, "individual", "3.16"),
        (date(2025, 6, 1), True, "legal", "1.97"), (date(2026, 6, 1), True, "legal", "1.97"),
        (date(2025, 6, 1), False, "legal", "1.00"),
    ],
)  # fmt: skip
def test_ko(day, unlimited, owner, ko):
    assert str(by.drivers_limit(TARIFFS.at(day), unlimited, owner).value) == ko


@pytest.mark.parametrize("day", [date(2025, 1, 27), date(2025, 4, 17), date(2025, 12, 8)])
def test_ko_of_citizens_between_the_acts_is_unknown_and_never_guessed(day):
    message = refuses("drivers", by.drivers_limit, TARIFFS.at(day), True, "individual")
    assert "КО без ограничений (гражданин)" in message
    assert "Указание 6949-У повысило КО граждан, новое значение не найдено." in message


def test_ko_before_it_is_known():
    assert "(юридическое лицо)" in refuses("drivers", by.drivers_limit, FIRST, True, "legal")


@pytest.mark.parametrize(
    ("category", "hp", "km"),
    [("B", "50", "0.60"), ("B", "50.01", "1.00"), ("B", "70", "1.00"), ("B", "100", "1.10"), ("B", "120", "1.20"),
     ("B", "150", "1.40"), ("B", "150.1", "1.60"), ("B", "3000", "1.60"), ("A", "50", "1.00"), ("M", "90", "1.50"),
     ("A", "90.5", "1.66"), ("B", "0.1", "0.60")],
)  # fmt: skip
def test_km(category, hp, km):
    assert str(by.power(NOW, category, Decimal(hp)).value) == km


def test_km_of_other_categories():
    assert by.power(NOW, "C", None) is None
    assert by.power(BEFORE_MOTORCYCLES, "A", None) is None
    assert "нужна мощность" in refuses("power_hp", by.power, NOW, "A", None)
    for hp in ("0", "-5", "3000.1"):
        refuses("power_hp", by.power, NOW, "C", Decimal(hp))


@pytest.mark.parametrize(
    ("months", "ks"), [(3, "0.50"), (4, "0.60"), (9, "0.95"), (10, "1.00"), (12, "1.00"), (None, "1.00")]
)
def test_ks(months, ks):
    assert str(by.season(NOW, months).value) == ks


@pytest.mark.parametrize("months", [2, 0, -3, 13])
def test_months_of_use(months):
    assert "от 3 до 12" in refuses("months_of_use", by.season, NOW, months)
