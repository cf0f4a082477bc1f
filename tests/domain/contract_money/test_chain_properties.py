"""Any chain against the naive model. Some always; thousands: OSAGO_FULL=1 pytest tests/domain/contract_money"""

import os
from datetime import date, timedelta
from decimal import Decimal as D

import naive_money as naive
from hypothesis import given, settings
from hypothesis import strategies as st

from osago_xl.domain.commission import Commission, Hold, percent
from osago_xl.domain.contract_money.chain import Terms, chain
from osago_xl.domain.contract_money.receipts import Receipt, collected, parts

FULL = bool(os.environ.get("OSAGO_FULL"))
RUNS = settings(max_examples=4000 if FULL else 150, deadline=None)
premiums = st.decimals(D("0.01"), 90000, places=2)
starts = st.dates(date(2024, 1, 1), date(2028, 12, 31))
terms = st.sampled_from([1, 90, 181, 364, 365, 366])


@st.composite
def contracts(draw):
    """First day, last day, first premium, changes with days from a month before the start to the last day."""
    first_day, length = draw(starts), draw(terms)
    last_day = first_day + timedelta(days=length - 1)
    days = st.integers(-30, length - 1).map(lambda n: first_day + timedelta(days=n))
    return first_day, last_day, draw(premiums), draw(st.lists(st.tuples(days, premiums), max_size=6))


def chain_of(contract, rate=D(10)):
    first_day, last_day, first, changes = contract
    sold = Commission(first, percent(first, rate), D(0))
    return chain(sold, first, first_day, last_day, [Terms(day, full, rate) for day, full in changes])


@RUNS
@given(contracts())
def test_a_chain_is_the_sum_of_the_daily_differences(contract):
    first_day, last_day, first, changes = contract
    expected = naive.charges(first, changes, first_day, last_day)
    assert [link.commission.base for link in chain_of(contract).links] == list(expected.values())


@RUNS
@given(contracts(), st.randoms())
def test_changes_of_different_days_may_be_entered_in_any_order(contract, chance):
    *known, changes = contract
    single = list({max(day, known[0]): (day, full) for day, full in changes}.values())
    mixed = single[:]
    chance.shuffle(mixed)
    assert chain_of((*known, mixed)) == chain_of((*known, single))


@RUNS
@given(contracts(), st.integers(-10, 400), st.integers(0, 150), st.sampled_from(["0", "0.23", "1"]))
def test_a_refund_is_what_the_days_left_hold_and_never_more_than_was_paid(contract, day, share, withheld):
    first_day, last_day, first, changes = contract
    found = chain_of(contract)
    paid = (found.price * share / 100).quantize(D("0.01"))
    ended = min(first_day + timedelta(days=day), last_day)
    refund = found.refund(paid, ended, withheld=D(withheld)).amount
    charged = naive.charges(first, changes, first_day, last_day)
    assert refund == naive.refund(charged, first_day, last_day, ended, paid, D(withheld))
    assert 0 <= refund <= paid


amounts = st.lists(st.tuples(st.integers(0, 60), st.decimals(-5000, 30000, places=2), st.booleans()), max_size=8)


@RUNS
@given(contracts(), amounts, st.sampled_from(Hold))
def test_the_company_is_due_what_was_collected_less_what_is_held_back(contract, moved, hold):
    found = chain_of(contract)
    receipts = [
        Receipt(str(n), contract[0] + timedelta(days=day), amount, direct)
        for n, (day, amount, direct) in enumerate(moved)
    ]
    held = list(parts(found, receipts))
    ours = [part.commission for part in held if not part.receipt.direct]
    kept = D(0) if hold is Hold.NONE else sum((each.bordereau for each in ours), D(0))
    assert collected(found, receipts, hold) == sum((each.base for each in ours), D(0)) - kept
    whole, received = found.total, sum((each.amount for each in receipts), D(0))
    all_held = sum((part.commission.base for part in held), D(0))
    assert all_held == min(max(received, D(0)), whole.base), (
        "without discounts each rouble of the price is one of premium"
    )
    if received >= found.price:
        assert sum((part.commission.bordereau for part in held), D(0)) == whole.bordereau
