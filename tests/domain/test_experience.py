from datetime import date
from decimal import Decimal

from osago_xl import Tariffs
from osago_xl.domain.experience import next_change

NOW = Tariffs.load().at(date(2026, 3, 1))


def test_the_birthday_into_the_next_band():
    change = next_change(NOW, "B", date(2001, 9, 10), date(2019, 9, 20), date(2026, 9, 1))
    assert change == (date(2026, 9, 10), Decimal("1.10"), Decimal("1.08"))


def test_the_anniversary_of_the_licence_itself_is_the_day():
    change = next_change(NOW, "B", date(2007, 1, 1), date(2025, 6, 1), date(2026, 5, 31))
    assert change == (date(2026, 6, 1), Decimal("2.27"), Decimal("1.92"))
    assert next_change(NOW, "B", date(2007, 1, 1), date(2025, 6, 1), date(2026, 6, 1)).day == date(2027, 6, 1)


def test_29_february():
    change = next_change(NOW, "B", date(1992, 2, 29), date(2020, 2, 29), date(2026, 3, 1))
    assert change == (date(2027, 3, 1), Decimal("1.04"), Decimal("0.95"))


def test_nothing_changes_any_more():
    assert next_change(NOW, "B", date(1960, 1, 1), date(1980, 1, 1), date(2026, 3, 1)) is None
    assert next_change(NOW, "B", date(1916, 1, 1), date(1980, 1, 1), date(2026, 3, 1)) is None


def test_motorcycles_by_their_table():
    change = next_change(NOW, "A", date(1996, 6, 1), date(2024, 1, 1), date(2026, 3, 1))
    assert (change.before, change.after) == (Decimal("1.81"), Decimal("1.54"))
