"""Who pays which factor: the rules on which the sources disagree, and the words around them."""

from datetime import date
from decimal import Decimal

import pytest

from osago_xl import Risk, Tariffs, premium
from osago_xl.domain.premium import CODES, HIGH_NOTE, TRAILER_NOTE, high_note
from osago_xl.errors import InputError

TARIFFS = Tariffs.load()
CAR = {"date": "2026-03-01", "category": "B", "region": "02", "place": "Уфа", "power_hp": 110, "base_rate": 5000,
       "drivers": [{"age": 35, "experience": 10, "kbm": 0.91}]}  # fmt: skip


def quote(**changes):
    return premium(Risk.parse(CAR | changes), TARIFFS)


def refused(**changes):
    with pytest.raises(InputError) as error:
        quote(**changes)
    return error.value


def test_the_formula():
    found = quote()
    assert str(found.premium) == "8006.54"  # 5000 × 1.56 × 0.91 × 0.94 × 1.00 × 1.20
    assert [factor.code for factor in found.factors] == list(CODES)
    assert [str(found.value(code)) for code in CODES] == ["5000", "1.56", "0.91", "0.94", "1.00", "1.20", "1.00", "1"]
    assert (found.act, found.notes) == ("7204-У", ())


def test_worst_kvs_and_worst_kbm_may_be_two_people():
    found = quote(drivers=[{"age": 19, "experience": 1, "kbm": 0.46}, {"age": 50, "experience": 20, "kbm": 2.25}])
    assert (found.value("КВС"), found.value("КБМ")) == (Decimal("1.92"), Decimal("2.25"))
    assert found.factors[2].why == "класс 1; наибольший, водитель 2 из 2"
    assert found.factors[3].why.endswith("наибольший, водитель 1 из 2")


def test_a_driver_without_history_counts_as_class_3():
    found = quote(drivers=[{"age": 35, "experience": 10}, {"age": 35, "experience": 10, "kbm": 0.46}])
    assert found.value("КБМ") == Decimal("1.17")
    assert found.notes[0].startswith("КБМ: не указан, взят 1,17")


def test_kbm_of_the_contract_serves_drivers_without_their_own():
    assert quote(drivers=[{"age": 35, "experience": 10}], kbm=0.52).value("КБМ") == Decimal("0.52")
    assert quote(drivers=[{"age": 35, "experience": 10, "kbm": 0.46}], kbm=0.52).value("КБМ") == Decimal("0.46")


def test_unlimited_list():
    found = quote(drivers="unlimited", kbm_class="13")
    assert (found.value("КВС"), found.value("КО"), found.value("КБМ")) == (1, Decimal("3.16"), Decimal("0.46"))
    assert found.factors[3].article == "приложение 4, пункт 10"
    assert quote(drivers="unlimited").value("КБМ") == Decimal("1.17")


def test_legal_entity_has_one_kbm():
    people = [{"age": 35, "experience": 10, "kbm": 2.25}]
    assert quote(owner="legal", drivers=people, kbm=0.91).value("КБМ") == Decimal("0.91")
    assert quote(owner="legal", drivers=people, kbm_class=5).value("КБМ") == Decimal("0.91")
    assert quote(owner="legal", drivers=people).value("КБМ") == Decimal("2.25")
    assert quote(owner="legal", drivers=people).value("КВС") == Decimal("1.692")


def test_old_ceiling_is_not_applied_and_said():
    found = quote(drivers="unlimited", power_hp=151)
    assert found.premium > 3 * 5000 * Decimal("1.56")
    assert HIGH_NOTE in found.notes


def test_exactly_three_times_is_not_more():
    tariff, base, kt = TARIFFS.at(date(2026, 3, 1)), Decimal(5000), Decimal("1.56")
    assert high_note(tariff, base, kt, 3 * base * kt) == ()
    assert high_note(tariff, base, kt, 3 * base * kt + Decimal("0.0001")) == (HIGH_NOTE,)


def test_act_is_the_newest_behind_this_premium():
    assert quote(date="2026-07-01").act == "7204-У"
    assert quote(date="2026-07-01", region="54", place="Бердск").act == "7349-У"
    assert quote(date="2024-02-01").act == "6209-У"
    assert quote(date="2024-02-01", region="80", place=None).act == "2023 (номер не найден)"


def test_a_factor_by_hand_names_no_act():
    assert quote(date="2022-05-05", region=None, place=None, kt=1).act == "6007-У"


def test_years_are_counted_on_the_first_day_of_the_policy():
    people = [{"birth_date": "1991-03-01", "licence_date": "2016-03-01", "kbm": 0.91}]
    assert quote(drivers=people).premium == quote().premium
    assert quote(drivers=people, date="2026-02-28").value("КВС") == Decimal("1.01")


def test_uncertain_kt_is_told_with_its_act():
    assert quote(region="02", place="Салават").notes == ("КТ: значение из 6007-У, для 7204-У не подтверждено",)
    assert quote(region="49", place="Магадан", date="2025-03-01").notes == (
        "КТ: значение из 6007-У, для 6949-У не подтверждено, возможно, уже выше",
    )
    assert quote(date="2026-01-10", region="06", place="Назрань").notes == (
        "КТ: значение из 7204-У, получено расчётом",
    )


def test_kt_by_hand_needs_no_territory():
    found = quote(region=None, place=None, kt=1.9)
    assert found.value("КТ") == Decimal("1.9")
    assert found.notes == ("КТ: указан вручную, по таблице не проверен",)


def test_trailer_is_free():
    assert quote(trailer=True).premium == quote().premium
    assert quote(trailer="да").notes == (TRAILER_NOTE,)


def test_foreign_vehicle():
    found = quote(foreign_registered=True, term="1 месяц", region=None, place=None, months_of_use=3)
    assert [str(found.value(code)) for code in CODES] == ["5000", "1.70", "1.17", "0.94", "1.00", "1.20", "1", "0.30"]
    assert "ТС иностранной регистрации" in found.factors[2].why
    assert found.factors[6].why.endswith("вместо КС применяется КП")


def test_foreign_legal_entity_is_not_multiplied():
    found = quote(owner="legal", foreign_registered=True, term="1 месяц")
    assert found.value("КВС") == Decimal("0.94")
    assert any(note.startswith("КВС: множитель юридического лица") for note in found.notes)
    assert not any("множитель" in note for note in quote(owner="legal").notes)


def test_short_contract():
    assert quote(short_term_factor="0.5").premium == Decimal("4003.27")
    assert quote(short_term_factor=1, months_of_use=12).premium == quote().premium
    assert quote(short_term_factor=1, months_of_use=10).premium == quote().premium
    assert refused(short_term_factor="0.5", months_of_use=9).field == "short_term_factor"
    assert refused(short_term_factor="0.5", date="2024-03-01").field == "short_term_factor"


def test_a_term_without_foreign_registration():
    assert refused(term="15 дней").field == "term"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"place": "Уфо"}, "place"), ({"date": "2022-01-08"}, "date"), ({"date": "2022-03-31"}, "kbm"),
        ({"power_hp": -1}, "power_hp"), ({"power_hp": 10_000}, "power_hp"), ({"power_hp": None}, "power_hp"),
        ({"drivers": [{"age": 30, "experience": 17}]}, "experience"), ({"drivers": []}, "drivers"),
        ({"drivers": [{"age": 30, "experience": 1, "kbm": 0.99}]}, "kbm"), ({"base_rate": 1398}, "base_rate"),
        ({"base_rate": 10**9}, "base_rate"), ({"months_of_use": 2}, "months_of_use"), ({"power_hp": "сто"}, "power_hp"),
        ({"power_hp": float("nan")}, "power_hp"), ({"place": "#N/A"}, "place"), ({"kt": 0}, "kt"),
        ({"category": "X"}, "category"), ({"owner": "кто-то"}, "owner"), ({"date": "вчера"}, "date"),
        ({"region": None, "place": None}, "territory"), ({"kbm": -2146826246}, "kbm"),
    ],
)  # fmt: skip
def test_bad_input_is_named(change, field):
    error = refused(**({"base_rate": 5000} | change))
    assert error.field == field
    assert error.message


def test_day_of_an_excel_serial():
    assert quote(date=46082.0).premium == quote(date=date(2026, 3, 1)).premium
