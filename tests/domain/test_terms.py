from datetime import date
from decimal import Decimal

import pytest

from osago_xl import Tariffs
from osago_xl.domain.terms import foreign_term, short_contract
from osago_xl.errors import InputError

TARIFFS = Tariffs.load()
NOW = TARIFFS.at(date(2026, 3, 1))


@pytest.mark.parametrize(
    ("term", "kp"),
    [("5 дней", "0.20"), ("15 days", "0.20"), ("5-15 days", "0.20"), ("16 дн.", "0.30"), ("31 день", "0.30"),
     ("16-30 days", "0.30"), ("1 месяц", "0.30"), ("2 months", "0.40"), ("4 мес.", "0.60"), ("9 месяцев", "0.95"),
     ("10 months and more", "1.00"), ("12 МЕСЯЦЕВ", "1.00"), ("1 год", "1.00"), ("1 year", "1.00")],
)  # fmt: skip
def test_terms_as_people_write_them(term, kp):
    assert str(foreign_term(NOW, term).value) == kp


@pytest.mark.parametrize(
    "term", ["4 дня", "32 дня", "0 месяцев", "13 месяцев", "2 года", "15", "долго", "1000 дней", "две недели"]
)
def test_other_terms(term):
    with pytest.raises(InputError, match="15 дней") as refused:
        foreign_term(NOW, term)
    assert refused.value.field == "term"


def test_term_is_needed():
    with pytest.raises(InputError, match="не указано"):
        foreign_term(NOW, None)


@pytest.mark.parametrize("term", ["транзит", "Transit 20 days"])
def test_transit_has_no_source(term):
    with pytest.raises(InputError, match=r"КП транзита: для договоров с 01.01.2026"):
        foreign_term(NOW, term)


def test_terms_before_7204_have_no_source():
    with pytest.raises(InputError, match=r"КП иностранных ТС: для договоров с 17.04.2025 по 08.12.2025"):
        foreign_term(TARIFFS.at(date(2025, 12, 8)), "15 дней")


def test_short_contracts_since_2_march_2024():
    factor = short_contract(TARIFFS.at(date(2024, 3, 2)), Decimal("0.25"))
    assert (factor.value, factor.act) == (Decimal("0.25"), "6660-У")
    assert "таблицы в законе нет" in factor.note
    with pytest.raises(InputError, match=r"с 02.03.2024"):
        short_contract(TARIFFS.at(date(2024, 3, 1)), Decimal("0.25"))


@pytest.mark.parametrize("factor", ["0", "-0.1", "1.001"])
def test_short_contract_never_costs_more_than_a_year(factor):
    with pytest.raises(InputError) as refused:
        short_contract(NOW, Decimal(factor))
    assert refused.value.field == "short_term_factor"


def test_factor_of_one_is_allowed():
    assert short_contract(NOW, Decimal(1)).value == 1
