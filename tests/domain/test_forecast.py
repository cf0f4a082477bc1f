from datetime import date
from decimal import Decimal

from osago_xl import Driver, Risk, Tariffs, premium
from osago_xl.domain.forecast import forecast

TARIFFS = Tariffs.load()
CAR = {"date": "2026-03-01", "category": "B", "region": "02", "place": "Уфа", "power_hp": 110, "base_rate": 5000,
       "drivers": [{"age": 35, "experience": 9, "kbm": 0.91}]}  # fmt: skip


def risk(**changes) -> Risk:
    return Risk.parse(CAR | changes)


def test_a_year_older_and_a_class_better():
    found = forecast(risk(), TARIFFS)
    assert found.risk.date == date(2027, 3, 1)
    assert found.risk.drivers == (Driver(36, 10, kbm_class="6"),)
    assert str(found.quote.premium) == "7302.67"  # 5000 × 1.56 × 0.83 × 0.94 × 1.20
    assert found.change == found.quote.premium - premium(risk(), TARIFFS).premium


def test_after_a_claim():
    assert forecast(risk(), TARIFFS, 1).quote.value("КБМ") == Decimal("1.17")
    assert forecast(risk(), TARIFFS, 4).quote.value("КБМ") == Decimal("3.92")


def test_two_years_later_the_claim_counts_once():
    found = forecast(risk(), TARIFFS, 1, date(2028, 4, 1))
    assert found.risk.drivers[0].kbm_class == "5"  # 5 → 3 after the payout, → 4, → 5
    assert found.risk.drivers[0].age == 37


def test_before_1_april_nothing_moves():
    assert forecast(risk(date="2026-04-01"), TARIFFS, 1, date(2027, 3, 31)).quote.value("КБМ") == Decimal("0.91")


def test_dates_grow_by_themselves():
    people = [{"birth_date": "1990-01-01", "licence_date": "2016-06-01"}]
    found = forecast(risk(drivers=people), TARIFFS)
    assert found.risk.drivers[0].birth_date == date(1990, 1, 1)
    assert found.quote.value("КБМ") == 1  # no history: class 3, then 4
    assert found.quote.value("КВС") == Decimal("0.94")


def test_drivers_without_their_own_kbm_move_the_contracts():
    found = forecast(risk(drivers=[{"age": 35, "experience": 9}], kbm="0.91"), TARIFFS)
    assert found.quote.value("КБМ") == Decimal("0.83")


def test_unlimited_list_and_legal_entity_move_their_own_class():
    assert forecast(risk(drivers="unlimited", kbm_class=5), TARIFFS).quote.value("КБМ") == Decimal("0.83")
    people = [{"age": 35, "experience": 9, "kbm": 2.25}]
    assert forecast(risk(owner="legal", drivers=people, kbm="0.91"), TARIFFS).quote.value("КБМ") == Decimal("0.83")


def test_legal_entity_with_the_drivers_kbm():
    people = [{"age": 35, "experience": 9, "kbm": 0.91}, {"age": 35, "experience": 9, "kbm": 0.46}]
    found = forecast(risk(owner="legal", drivers=people), TARIFFS)
    assert found.quote.value("КБМ") == Decimal("0.83")


def test_the_act_of_the_new_day():
    old = risk(date="2025-06-23", region="54", place="Новосибирск", base_rate=1500 + 146)
    found = forecast(old, TARIFFS)
    assert (found.quote.act, found.quote.value("КТ")) == ("7349-У", Decimal("2.34"))


def test_a_rate_outside_the_new_corridor_moves_to_its_bound():
    bike = {"date": "2025-01-26", "category": "A", "region": "77", "place": None, "base_rate": 330, "power_hp": 100}
    assert forecast(risk(**bike), TARIFFS).quote.value("ТБ") == 330
    truck = {"category": "C", "max_mass_kg": 3000, "date": "2025-12-01", "base_rate": 11_900, "power_hp": None}
    assert forecast(risk(**truck), TARIFFS).quote.value("ТБ") == 11_900
    tram = {"category": "Tm", "date": "2024-12-01", "base_rate": 3000, "power_hp": None}
    assert forecast(risk(**tram), TARIFFS).quote.notes == ()
    low = forecast(risk(date="2022-05-05", base_rate=1000), TARIFFS)
    assert low.quote.value("ТБ") == 1646
    assert low.quote.notes == ("ТБ: ставка 1\u00a0000 вне нового коридора, взята граница 1\u00a0646",)


def test_bounds_by_name_stay_names():
    assert forecast(risk(base_rate="max", date="2025-12-08"), TARIFFS).quote.value("ТБ") == 8665


def test_an_unlimited_list_without_history_is_forecast_as_it_is_priced():
    # 5000 × 1.56 × 1.17 × 3.16 × 1.20 = 34 605.79 this year and next: nobody's history moves the 1.17.
    now = premium(risk(drivers="unlimited"), TARIFFS)
    ahead = forecast(risk(drivers="unlimited"), TARIFFS)
    assert (str(now.premium), str(ahead.quote.premium), ahead.change) == ("34605.79", "34605.79", 0)
    # 5000 × 2.34 × 1.17 × 3.16 × 1.10 = 47 582.96 in Novosibirsk; with a move to 1.00 it was 40 669.20.
    car = {"region": "54", "place": "Новосибирск", "power_hp": 100, "drivers": "unlimited"}
    assert str(forecast(risk(**car), TARIFFS).quote.premium) == "47582.96"
    assert forecast(risk(drivers="unlimited"), TARIFFS, 2).quote.value("КБМ") == Decimal("1.17")


def test_an_unlimited_list_with_the_owners_class_moves_on():
    # Class 3 (1.17) named: 1.00 next year; 5000 × 1.56 × 1.00 × 3.16 × 1.20 = 29 577.60.
    assert str(forecast(risk(drivers="unlimited", kbm="1.17"), TARIFFS).quote.premium) == "29577.60"
