"""What the agent reads when a contract cannot be priced: field, value and sentence, word for word.

And the words of the factors that come from no table.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from osago_xl import Risk, Tariffs, premium
from osago_xl.domain import factors as by
from osago_xl.domain import premium as formula
from osago_xl.domain.terms import foreign_term
from osago_xl.domain.territory import Territory
from osago_xl.errors import InputError

TARIFFS = Tariffs.load()
NOW = TARIFFS.at(date(2026, 3, 1))
PERIOD = "с 01.01.2026 по 21.06.2026"
CAR = {"date": "2026-03-01", "category": "B", "region": "02", "place": "Уфа", "power_hp": 110, "base_rate": 5000,
       "drivers": [{"age": 35, "experience": 10, "kbm": 0.91}]}  # fmt: skip
KBM = "3,92; 2,94; 2,25; 1,76; 1,17; 1,00; 0,91; 0,83; 0,78; 0,74; 0,68; 0,63; 0,57; 0,52; 0,46"
CLASSES = "M, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13"
TERMS = "укажите «15 дней» (от 5 до 15), «1 месяц» … «12 месяцев»"


def driver(**changes):
    return {"drivers": [{"age": 35, "experience": 10} | changes]}


@pytest.mark.parametrize(
    ("change", "field", "value", "message"),
    [
        ({"category": "C"}, "max_mass_kg", None,
         "Разрешённая масса, кг: не указано; нужна разрешённая масса: ставки до 16 т и свыше различны."),
        ({"category": "C", "max_mass_kg": 0}, "max_mass_kg", 0,
         "Разрешённая масса, кг: «0» не подходит; нужно положительное число до 1 000 000."),
        ({"category": "D"}, "seats", None,
         "Пассажирских мест: не указано; нужно число мест: ставки до 16 мест и свыше различны."),
        ({"category": "A", "taxi": True}, "taxi", "да",
         "Такси: «да» не подходит; отдельная базовая ставка такси есть только в категории B."),
        ({"regular_routes": True}, "regular_routes", "да",
         "Регулярные перевозки: «да» не подходит; регулярные перевозки есть только в категории D."),
        ({"base_rate": 1}, "base_rate", 1,
         f"Базовая ставка: «1» не подходит; коридор {PERIOD}: 1\u00a0399…8\u00a0665 ₽."),
        ({"base_rate": 0}, "base_rate", 0, "Базовая ставка: «0» не подходит; ставка должна быть больше нуля."),
        ({"date": "2022-05-05", "base_rate": "min"}, "base_rate", "min",
         "Базовая ставка, нижняя граница: для договоров с 01.04.2022 по 12.09.2022 значение не найдено в источниках."),
        ({"date": "2022-05-05", "category": "C", "max_mass_kg": 1, "base_rate": "max"}, "base_rate", "max",
         "Базовая ставка, верхняя граница: для договоров с 01.04.2022 по 12.09.2022 значение не найдено в источниках."),
        ({"kt": -1}, "kt", -1, "КТ: «-1» не подходит; нужно число больше 0 и не больше 100."),
        (driver(kbm=2), "kbm", 2, f"КБМ: «2» не подходит; допустимо: {KBM}."),
        (driver(kbm_class=14), "kbm_class", "14", f"Класс КБМ: «14» не подходит; допустимо: {CLASSES}."),
        (driver(kbm_class=5, kbm=1), "kbm", 1, "КБМ: «1» не подходит; классу 5 соответствует 0,91."),
        ({"date": "2022-02-02"} | driver(kbm=1), "kbm", 1,
         "КБМ: таблица КБМ для договоров с 09.01.2022 по 31.03.2022 не найдена в источниках."),
        (driver(age=15, experience=0), "age", 15, "Возраст: «15» не подходит; нужен возраст от 16 до 110 полных лет."),
        (driver(experience=22), "experience", 22, "Стаж: «22» не подходит; при возрасте 35 стаж от 0 до 21 года."),
        (driver(age=21, experience=7), "experience", 7,
         "Стаж: «7» не подходит; в таблице КВС нет строки «возраст 21, стаж 7»."),
        ({"date": "2025-06-01", "drivers": "unlimited", "kbm": 1}, "drivers", "unlimited",
         "КО без ограничений (гражданин): для договоров с 17.04.2025 по 08.12.2025 значение не найдено в источниках. "
         "Указание 6949-У повысило КО граждан, новое значение не найдено."),
        ({"power_hp": 0}, "power_hp", 0, "Мощность, л.с.: «0» не подходит; нужно число больше 0 и не больше 3000."),
        ({"power_hp": None}, "power_hp", None, "Мощность, л.с.: не указано; нужна мощность двигателя."),
        ({"months_of_use": 2}, "months_of_use", 2,
         "Месяцев использования: «2» не подходит; период использования от 3 до 12 месяцев."),
        ({"short_term_factor": 2}, "short_term_factor", 2,
         "Коэффициент краткосрочности: «2» не подходит; нужно число больше 0 и не больше 1."),
        ({"short_term_factor": 1, "date": "2024-03-01"}, "short_term_factor", 1,
         "Коэффициент краткосрочности: «1» не подходит; договоры короче года заключают с 02.03.2024."),
        ({"short_term_factor": 1, "months_of_use": 9}, "short_term_factor", 1,
         "Краткосрочный договор не сочетается с периодом использования."),
        ({"term": "2 месяца"}, "term", "2 месяца",
         "Срок: «2 месяца» не подходит; срок указывают только для ТС иностранной регистрации."),
        ({"foreign_registered": True}, "term", None, f"Срок: не указано; {TERMS}."),
        ({"foreign_registered": True, "term": "долго"}, "term", "долго", f"Срок: «долго» не подходит; {TERMS}."),
        ({"foreign_registered": True, "term": "4 дня"}, "term", "4 дня", f"Срок: «4 дня» не подходит; {TERMS}."),
        ({"foreign_registered": True, "term": "Транзит"}, "term", "Транзит",
         f"КП транзита: для договоров {PERIOD} значение не найдено."),
        ({"foreign_registered": True, "term": "1 месяц", "date": "2024-01-10"}, "term", "1 месяц",
         "КП иностранных ТС: для договоров с 01.01.2024 по 01.03.2024 значение не найдено в источниках."),
    ],
)  # fmt: skip
def test_refused(change, field, value, message):
    with pytest.raises(InputError) as refused:
        premium(Risk.parse(CAR | change), TARIFFS)
    assert (refused.value.field, refused.value.value, str(refused.value)) == (field, value, message)


def test_a_place_without_a_rate():
    with pytest.raises(InputError) as refused:
        by.territory(NOW, Territory("86", "Сургут"), True)
    assert (refused.value.field, refused.value.value) == ("place", "Сургут")


def test_foreign_vehicles_without_a_rate():
    with pytest.raises(InputError) as refused:
        by.foreign_territory(replace(NOW, kt_foreign={}), "B", False)
    assert (refused.value.field, refused.value.value) == ("foreign_registered", "да")
    assert str(refused.value) == f"КТ иностранных ТС: для договоров {PERIOD} значение не найдено в источниках."


@pytest.mark.parametrize(
    ("age", "experience", "field", "message"),
    [
        (None, None, "drivers",
         "Водители: не указано; список водителей пуст; перечислите водителей или напишите «без ограничений»."),
        (None, 1, "age", "Возраст: не указано; нужны полные годы или дата."),
        (30, None, "experience", "Стаж: не указано; нужны полные годы или дата."),
    ],
)  # fmt: skip
def test_a_driver_half_known(age, experience, field, message):
    with pytest.raises(InputError) as refused:
        formula.kvs_factor(NOW, False, False, "individual", "B", age, experience)
    assert (refused.value.field, str(refused.value)) == (field, message)


def words(**change) -> dict[str, tuple[str, str, str, str]]:
    quote = premium(Risk.parse(CAR | change), TARIFFS)
    return {factor.code: (factor.why, factor.act, factor.article, factor.note) for factor in quote.factors}


def test_words_of_an_ordinary_contract():
    assert words() == {
        "ТБ": ("ставка страховщика, коридор 1\u00a0399…8\u00a0665 ₽", "7204-У", "приложение 1", ""),
        "КТ": ("Республика Башкортостан, Уфа", "6949-У", "приложение 2", ""),
        "КБМ": ("класс 5", "6007-У", "приложение 2", ""),
        "КВС": ("возраст 35–39, стаж 10–14", "6007-У", "приложение 2", ""),
        "КО": ("список водителей", "6007-У", "приложение 2", ""),
        "КМ": ("мощность свыше 100 до 120 л.с.", "6007-У", "приложение 2", ""),
        "КС": ("период использования 12 мес.", "6007-У", "приложение 2", ""),
        "КП": ("договор на год", "7204-У", "приложение 2", ""),
    }


def test_words_of_factors_that_are_not_applied():
    assert words(category="C", max_mass_kg=1)["КМ"] == (
        "к этой категории КМ не применяется",
        "7204-У",
        "приложение 2",
        "",
    )
    assert words(drivers="unlimited")["КВС"] == (
        "список без ограничений: КВС не применяется", "7204-У", "приложение 4, пункт 10", "",
    )  # fmt: skip


def test_words_of_a_short_contract():
    assert words(short_term_factor="0.5")["КП"] == (
        "краткосрочный договор, коэффициент страховщика", "6660-У", "приложение 2",
        "КП: понижающий коэффициент страховщика, таблицы в законе нет",
    )  # fmt: skip


def test_words_of_a_foreign_vehicle():
    told = words(foreign_registered=True, term="1 месяц")
    assert told["КТ"] == ("ТС иностранной регистрации", "6007-У", "приложение 2", "")
    assert told["КБМ"] == ("класс 3: ТС иностранной регистрации", "6007-У", "приложение 2", "")
    assert told["КС"] == ("ТС иностранной регистрации: вместо КС применяется КП", "7204-У", "приложение 2", "")
    assert told["КП"] == ("иностранная регистрация, срок 1 мес.", "7204-У", "приложение 2", "")


def test_words_by_hand_and_without_a_corridor():
    assert words(kt="0.5")["КТ"] == ("указан вручную", "", "", "КТ: указан вручную, по таблице не проверен")
    assert by.own_territory_factor(Decimal("0.5")).code == "КТ"
    assert words(date="2022-05-05", category="C", max_mass_kg="0.5")["ТБ"] == (
        "ставка страховщика", "6007-У", "приложение 1",
        "ТБ: границы коридора с 01.04.2022 по 12.09.2022 не найдены, ставка не проверена",
    )  # fmt: skip


def test_notes_of_the_contract():
    assert formula.extra_notes(False, "legal", False, "") == ()
    assert formula.extra_notes(True, "individual", True, "") == (
        "Прицеп: коэффициент прицепа не применяется с 05.09.2020",
    )
    assert formula.extra_notes(True, "legal", True, "") == (
        "Прицеп: коэффициент прицепа не применяется с 05.09.2020",
        "КВС: множитель юридического лица к иностранным ТС не применён (единственный источник так считает)",
    )
    assert formula.HIGH_NOTE == "Премия больше 3 × ТБ × КТ: прежний предел не применяется"


def test_steps_of_foreign_terms_are_named_by_their_own_length():
    assert foreign_term(NOW, "7 дней").why == "иностранная регистрация, срок 7 дн."
