import pytest

from osago_xl.domain.declension import is_female
from osago_xl.domain.names import split


@pytest.mark.parametrize("name", ["Никита Ильин", "Иванов Саша", "Иванов Илья", "Чайка Илья Олегович"])
def test_men_in_a(name):
    assert not is_female(split(name))


@pytest.mark.parametrize("name", ["Чайка Ольга Олеговна", "Иванова Любовь", "Гусейнова Лала Гасан кызы"])
def test_women(name):
    assert is_female(split(name))
