"""The chain by hand: П-000001 of Альфа, 05.12.2026–04.12.2027, 365 days, sold on 30.11.2026 for 5 387,38 ₽."""

from datetime import date, timedelta
from decimal import Decimal as D

import pytest

from osago_xl.domain.commission import Commission
from osago_xl.domain.contract_money.chain import Terms, chain, single
from osago_xl.errors import InputError

STARTS, ENDS = date(2026, 12, 5), date(2027, 12, 4)
FIRST = Commission(D("5387.38"), D("538.74"), D(0))
DRIVER = D("28911.17")  # the same car with the second driver, for a whole year


def sold(*changes, first=FIRST, unit=D("0.01")):
    return chain(first, first.base, STARTS, ENDS, changes, unit)


def change(day, full, bordereau=D(10), services=D(0)):
    return Terms(day, full, bordereau, services)


def dues(found):
    return [link.commission.base for link in found.links]


def test_a_driver_added_in_june():
    # 01.06.2027–04.12.2027 are 187 days: (28 911,17 − 5 387,38) × 187 / 365 = 12 051,914…
    assert dues(sold(change(date(2027, 6, 1), DRIVER))) == [D("5387.38"), D("12051.91")]


def test_a_plate_in_july_costs_nothing_after_the_driver():
    # The conditions of the year cost 28 911,17 before and after: 0. The blended 17 439,29 is no price of conditions.
    found = sold(change(date(2027, 6, 1), DRIVER), change(date(2027, 7, 1), DRIVER))
    assert (dues(found)[1:], found.price) == ([D("12051.91"), D(0)], D("17439.29"))


def test_before_the_first_day_the_whole_difference_is_due():
    # 23 414,03 − 5 387,38 = 18 026,65 for 365 of 365 days, entered five days before the start.
    found = sold(change(date(2026, 11, 30), D("23414.03")))
    assert (found.links[1].day, dues(found)[1]) == (STARTS, D("18026.65"))
    assert dues(sold(change(STARTS, D("23414.03"))))[1] == D("18026.65")


def test_the_last_day_costs_one_day():
    assert dues(sold(change(ENDS, D("5387.38") + 365)))[1] == 1
    with pytest.raises(InputError, match="день изменения с"):
        sold(change(ENDS + timedelta(days=1), DRIVER))


def test_cheaper_conditions_give_nothing_back_and_the_next_dearer_are_compared_with_them():
    # 04.04.2027: 245 days left; 03.07.2027: 155 days left. (8 000 − 5 387,38) × 155 / 365 = 1 109,468…
    found = sold(change(date(2027, 4, 4), D(5000)), change(date(2027, 7, 3), D(8000)))
    assert dues(found) == [D("5387.38"), D(0), D("1273.97")]  # (8 000 − 5 000) × 155 / 365 = 1 273,972…


def test_the_order_of_entry_decides_only_within_a_day():
    june, july = change(date(2027, 6, 1), DRIVER), change(date(2027, 7, 1), D(30000))
    assert sold(june, july) == sold(july, june)
    assert sold(july, june, change(date(2027, 7, 1), DRIVER)) == sold(june, change(date(2027, 7, 1), DRIVER))


def test_commission_is_that_of_the_premium_charged():
    # 10 % of 12 051,91 = 1 205,19; with 538,74 of the sale 1 743,93, and not 2 891,12 of the full-year premium.
    assert sold(change(date(2027, 6, 1), DRIVER)).total.bordereau == D("1743.93")
    # A change at other rates: 20 % and 5 % of 12 051,91 = 2 410,38 and 602,60 (602,5955).
    dearer = sold(change(date(2027, 6, 1), DRIVER, D(20), D(5))).total
    assert (dearer.bordereau, dearer.services) == (D("538.74") + D("2410.38"), D("602.60"))


def test_commission_after_a_removal_stays_that_of_the_premium():
    found = sold(change(date(2027, 6, 1), D("11711.70")), first=Commission(D("29214.90"), D("2921.49"), D(0)))
    assert (found.total.base, found.total.bordereau) == (D("29214.90"), D("2921.49"))


def test_commission_in_whole_roubles_is_rounded_in_every_link():
    found = sold(change(date(2027, 6, 1), DRIVER), first=Commission(D("5387.38"), D(539), D(0)), unit=D(1))
    assert found.total.bordereau == 539 + 1205


def test_a_refund_is_counted_from_the_money_received():
    # 5 387,38 of 23 316,66 paid; 156 of 365 days left: 5 387,38 × 0,77 × 156 / 365 = 1 772,965…
    found = sold(change(STARTS, D("23316.66")))
    july = ENDS - timedelta(days=156)
    assert found.refund(D("5387.38"), july).amount == D("1772.96")
    assert found.refund(D("23316.66"), july).amount == D("7673.42")
    assert found.refund(D(0), july).amount == 0


def test_a_refund_before_the_start_is_all_but_the_share():
    assert sold().refund(D(1000), date(2026, 11, 30)).amount == D("770.00")
    assert sold().refund(D(1000), date(2026, 11, 30), withheld=D(0)).amount == 1000


def test_a_surcharge_is_given_back_by_its_own_days():
    # 100 of the 187 days that the 12 051,91 were charged for: × 0,77 × 100 / 187 = 4 962,55; of the first
    # 5 387,38 × 0,77 × 100 / 365 = 1 136,516. Together 6 099,067 (unrounded 4 962,5512 + 1 136,5158).
    found = sold(change(date(2027, 6, 1), DRIVER))
    assert found.refund(D("17439.29"), ENDS - timedelta(days=100)).amount == D("6099.07")


def test_a_discount_is_no_money_received():
    own = sold(first=Commission(D(1000), D(100), D(0), D(400)))  # the client pays 600, the company has 1 000
    assert own.refund(D(600), STARTS - timedelta(days=1)).amount == 600
    assert own.of(D(300)) == Commission(D(500), D(50), D(0))


def test_payments_fill_one_link_after_the_other():
    found = sold(change(date(2027, 6, 1), DRIVER, D(20)))
    assert found.part(D(0), D("5387.38")) == Commission(D("5387.38"), D("538.74"), D(0))
    assert found.part(D("5387.38"), D("12051.91")) == Commission(D("12051.91"), D("2410.38"), D(0))
    assert found.part(found.price, D(100)) == Commission(D(0), D(0), D(0)), "an overpayment is the client's"


def test_a_premium_given_back_takes_its_commission_along():
    assert single(Commission(D(10000), D(1000), D(500))).given_back(D(2000)) == Commission(D(-2000), D(-200), D(-100))


def test_a_contract_without_dates_has_money_but_no_days():
    undated = single(Commission(D(1000), D(100), D(0)))
    assert (undated.price, undated.of(D(500)).bordereau) == (1000, 50)
    with pytest.raises(InputError, match="начала или окончания"):
        undated.refund(D(1000), STARTS)


@pytest.mark.parametrize(
    ("ended", "withheld", "reason"),
    [
        (ENDS + timedelta(days=1), D("0.23"), "договор закончился 04.12.2027"),
        (STARTS, D(23), "доля удержания от 0 до 1"),
    ],
)
def test_a_refund_is_not_of_a_contract_that_is_over_and_not_less_all_of_it(ended, withheld, reason):
    with pytest.raises(InputError, match=reason):
        sold().refund(D(1000), ended, withheld=withheld)


def test_a_refund_needs_the_days_of_the_contract():
    with pytest.raises(InputError, match="нет начала или окончания"):
        single(FIRST, FIRST.base).refund(D(1000), STARTS)


def test_what_goes_back_of_a_contract_without_a_premium_holds_no_commission():
    assert single(Commission(D(0), D(0), D(0)), D(0)).given_back(D(100)) == Commission(D(-100), D(0), D(0))
