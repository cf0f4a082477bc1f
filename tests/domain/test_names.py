import pytest
from hypothesis import given
from hypothesis import strategies as st

from osago_xl.domain import names
from osago_xl.domain.names import PersonName
from osago_xl.errors import InputError

IVANOV = PersonName("Иванов", "Иван", "Иванович")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Иванов Иван Иванович", IVANOV),
        ("Иван Иванович Иванов", IVANOV),
        ("тов. Иванов Иван Иванович", IVANOV),
        ("ИП Иванов  Иван Иванович", IVANOV),
        ("г-жа Лукина Лидия Ильинична", PersonName("Лукина", "Лидия", "Ильинична")),
        ("Олег Петрович Абрамович", PersonName("Абрамович", "Олег", "Петрович")),
        ("Абрамович Роман Аркадьевич", PersonName("Абрамович", "Роман", "Аркадьевич")),
        ("Алиев Вагиф Гасан оглы", PersonName("Алиев", "Вагиф", "Гасан оглы")),
        ("Константин Ильин", PersonName("Ильин", "Константин")),
        ("Ильин Константин", PersonName("Ильин", "Константин")),
        ("Мария Ивановна", PersonName("", "Мария", "Ивановна")),
        ("Иванов И.И.", PersonName("Иванов", "И.", "И.")),
        ("Петрова-Водкина Анна Львовна", PersonName("Петрова-Водкина", "Анна", "Львовна")),
        ("Прасковья", PersonName("Прасковья", "")),
    ],
)
def test_parts_in_any_order(written, expected):
    assert names.split(written) == expected


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("ООО «Ромашка»", "организации"),
        ("АО «Эйр» & Ко", "организации"),
        ("", "не заполнено"),
        ("  ", "не заполнено"),
        ("12345", "не похожа"),
        ("Сидорова " * 40, "не похожа"),
    ],
)
def test_no_person_is_refused_with_a_reason(written, reason):
    with pytest.raises(InputError, match=reason):
        names.split(written)


@pytest.mark.parametrize("company", ["ООО «ЩЕРБАКОВА»» & КО", "ИП «Савина»» & Ко", "ПАО Сбербанк", "ооо ромашка"])
def test_companies(company):
    assert names.is_company(company)


@pytest.mark.parametrize("person", ["Иванов Иван", "ИП Иванов Иван Иванович", "Паоло Аоки"])
def test_people(person):
    assert not names.is_company(person)


def test_forms_of_a_name():
    assert IVANOV.full == "Иванов Иван Иванович"
    assert IVANOV.address == "Иван Иванович"
    assert IVANOV.short == "Иванов\u00a0И.\u00a0И."
    assert PersonName("", "Мария", "Ивановна").short == "М.\u00a0И."


@pytest.mark.parametrize(
    ("written", "proposed"),
    [
        ("  МАРФА ЗАХАРОВНА ГЕРАСИМОВА ", "Герасимова Марфа Захаровна"),
        ("петрова-водкина анна", "Петрова-Водкина Анна"),
        ("АЛИЕВ ВАГИФ ГАСАН ОГЛЫ", "Алиев Вагиф Гасан оглы"),
        ("де Голль Шарль", "де Голль Шарль"),
        ("ООО  «РОМАШКА»", "ООО «РОМАШКА»"),
        ("", ""),
    ],
)
def test_proposal(written, proposed):
    assert names.propose(written) == proposed


@pytest.mark.parametrize(
    "twin",
    [
        "Пётр Ильич Семёнов",
        "СЕМЕНОВ ПЕТР ИЛЬИЧ",
        "тов. Семенов  Пётр Ильич",
        "Ceмёнов Пeтр Ильич",  # Latin C, e
    ],
)
def test_twins_have_one_key(twin):
    assert names.name_key(twin) == names.name_key("Семёнов Пётр Ильич")


def test_company_key_ignores_quotes_and_keeps_the_order():
    assert names.name_key("ООО «Ромашка»") == names.name_key('ооо "РОМАШКА"')
    assert names.name_key("ООО «А Б»") != names.name_key("ООО «Б А»")


@pytest.mark.parametrize(
    "written",
    ["Вектор ООО", "Вектор, ООО", "ООО Вектор", "Общество с ограниченной ответственностью «Вектор»", "ООО ВЕКТОР"],
)
def test_a_company_is_the_same_wherever_its_form_stands(written):
    assert names.is_company(written)
    assert names.name_key(written) == names.name_key("ООО «Вектор»")
    assert names.name_key(written) != names.name_key("АО «Вектор»")


@pytest.mark.parametrize("written", ["ИП Иванов Пётр", "Иванов Пётр ИП", "индивидуальный предприниматель Иванов Пётр"])
def test_a_sole_trader_is_a_person(written):
    assert names.is_sole_trader(written) and not names.is_company(written)
    assert names.name_key(written) == names.name_key("Пётр Иванов")
    assert not names.is_sole_trader("Липин Филипп")


@given(st.text())
def test_any_text_has_a_key_and_a_proposal(text):
    assert isinstance(names.name_key(text), str)
    assert isinstance(names.propose(text), str)
