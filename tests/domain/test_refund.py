from datetime import date
from decimal import Decimal

import pytest

from osago_xl.domain.refund import Refund, Surcharge, refund, surcharge, term_days
from osago_xl.errors import InputError

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


def test_23_percent_are_withheld_and_days_counted_from_the_next():
    found = refund(Decimal(10000), FIRST, LAST, date(2026, 6, 30))
    assert found == Refund(Decimal("3881.64"), 184, 365, Decimal("0.23"))
    assert "оценка" in found.note


def test_counting_and_share_are_settings():
    with_day = refund(Decimal(10000), FIRST, LAST, date(2026, 6, 30), count_last_day=True)
    assert (with_day.days_left, with_day.amount) == (185, Decimal("3902.74"))
    assert refund(Decimal(365), FIRST, LAST, date(2026, 6, 30), withheld=Decimal(0)).amount == 184
    assert refund(Decimal(365), FIRST, LAST, date(2026, 6, 30), withheld=Decimal(1)).amount == 0


def test_ends_of_the_term():
    assert refund(Decimal(10000), FIRST, LAST, LAST).amount == 0
    assert refund(Decimal(10000), FIRST, LAST, LAST, count_last_day=True).days_left == 1
    assert refund(Decimal(10000), FIRST, LAST, date(2025, 12, 1)).amount == Decimal("7700.00")
    assert refund(Decimal(10000), FIRST, LAST, FIRST, count_last_day=True).days_left == 365


def test_leap_year_has_366_days():
    assert term_days(date(2028, 1, 1), date(2028, 12, 31)) == 366
    assert term_days(FIRST, FIRST) == 1


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        ((Decimal(0), FIRST, LAST, LAST), "premium"), ((Decimal(-1), FIRST, LAST, LAST), "premium"),
        ((Decimal(1), LAST, FIRST, FIRST), "ends"), ((Decimal(1), FIRST, LAST, date(2027, 1, 1)), "ended"),
    ],
)  # fmt: skip
def test_refund_refuses(arguments, field):
    with pytest.raises(InputError) as refused:
        refund(*arguments)
    assert refused.value.field == field


@pytest.mark.parametrize("share", ["-0.01", "1.01"])
def test_share_is_a_share(share):
    with pytest.raises(InputError, match="доля удержания"):
        refund(Decimal(1), FIRST, LAST, LAST, withheld=Decimal(share))


def test_surcharge_for_the_rest_of_the_term():
    found = surcharge(Decimal(10000), Decimal(12000), FIRST, LAST, date(2026, 7, 1))
    assert found == Surcharge(Decimal("1008.22"), 184, 365)
    assert surcharge(Decimal(10000), Decimal(12000), FIRST, LAST, FIRST).amount == 2000
    assert surcharge(Decimal(12000), Decimal(10000), FIRST, LAST, LAST).amount == Decimal("-5.48")


@pytest.mark.parametrize(
    ("old", "new", "changed", "field"),
    [(0, 1, FIRST, "old_premium"), (1, 0, FIRST, "new_premium"), (1, 1, date(2025, 12, 31), "changed"),
     (1, 1, date(2027, 1, 1), "changed")],
)  # fmt: skip
def test_surcharge_refuses(old, new, changed, field):
    with pytest.raises(InputError) as refused:
        surcharge(Decimal(old), Decimal(new), FIRST, LAST, changed)
    assert refused.value.field == field
