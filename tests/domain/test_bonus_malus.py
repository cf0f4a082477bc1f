from datetime import date

import pytest

from osago_xl import Tariffs
from osago_xl.domain.bonus_malus import class_of, next_class, path, recalculations, year_of
from osago_xl.errors import InputError

TARIFFS = Tariffs.load()
NOW = TARIFFS.at(date(2026, 3, 1))
# The table as printed: class, then the class after 0, 1, 2, 3 and more than 3 payouts.
PRINTED = """
M 0 M M M M | 0 1 M M M M | 1 2 M M M M | 2 3 1 M M M | 3 4 1 M M M | 4 5 2 1 M M | 5 6 3 1 M M | 6 7 4 2 M M |
7 8 4 2 M M | 8 9 5 2 M M | 9 10 5 2 1 M | 10 11 6 3 1 M | 11 12 6 3 1 M | 12 13 6 3 1 M | 13 13 7 3 1 M
"""


def test_all_75_transitions():
    rows = [row.split() for row in PRINTED.split("|")]
    assert len(rows) == 15
    for kbm_class, *after in rows:
        assert [next_class(NOW, kbm_class, claims) for claims in range(5)] == after
        assert next_class(NOW, kbm_class, 50) == after[4]


@pytest.mark.parametrize(
    ("kbm_class", "claims", "field"), [("14", 0, "kbm_class"), ("5", -1, "claims"), ("5", 51, "claims")]
)
def test_what_the_table_has_not(kbm_class, claims, field):
    with pytest.raises(InputError) as refused:
        next_class(NOW, kbm_class, claims)
    assert refused.value.field == field


def test_before_april_2022():
    with pytest.raises(InputError, match="не найдена в источниках"):
        next_class(TARIFFS.at(date(2022, 1, 9)), "3", 0)


def test_ten_clean_years_lead_from_3_to_13():
    steps = path(NOW, "3", [0] * 11)
    assert [step.kbm_class for step in steps] == [*map(str, range(4, 14)), "13"]
    assert str(steps[-1].factor.value) == "0.46"
    assert path(NOW, "13", [1, 0])[1].kbm_class == "8"
    assert path(NOW, "3", []) == []


def test_class_of_a_value():
    assert all(class_of(NOW, factor) == name for name, factor in NOW.kbm.items())


def test_the_year_of_a_kbm_turns_on_1_april():
    assert year_of(date(2026, 3, 31)) == (date(2025, 4, 1), date(2026, 3, 31))
    assert year_of(date(2026, 4, 1)) == (date(2026, 4, 1), date(2027, 3, 31))
    assert recalculations(date(2026, 3, 31), date(2026, 4, 1)) == 1
    assert recalculations(date(2026, 4, 1), date(2027, 3, 31)) == 0
    assert recalculations(date(2026, 4, 1), date(2027, 4, 1)) == 1
    assert recalculations(date(2026, 5, 1), date(2025, 1, 1)) == 0
