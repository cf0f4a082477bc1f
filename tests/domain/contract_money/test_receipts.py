"""What came and what went back, by hand: 10 000 ₽ with 1 000 of commission."""

from decimal import Decimal as D

from osago_xl.domain.commission import Commission
from osago_xl.domain.contract_money.chain import single
from osago_xl.domain.contract_money.receipts import given_back

SOLD = single(Commission(D(10000), D(1000), D(0)))
KOPECK = D("0.01")


def backs(received, *refunds):
    return [(each.base, each.bordereau) for each in given_back(SOLD, D(received), map(D, refunds), KOPECK)]


def test_a_refund_takes_its_commission_along():
    assert backs(10000, 2000) == [(-2000, -200)]


def test_what_was_paid_too_much_goes_back_first():
    assert backs(10300, 200, 400) == [(0, 0), (-300, -30)]


def test_refunds_in_parts_take_the_whole_commission():
    # 10 % of 3 333,33 are 333,333 and of 6 666,66 are 666,666: 333,33, then 333,34, then the rest of 1 000.
    parts = backs(10000, "3333.33", "3333.33", "3333.34")
    assert [bordereau for _, bordereau in parts] == [D("-333.33"), D("-333.34"), D("-333.33")]
    assert sum(bordereau for _, bordereau in parts) == -1000
