from datetime import date, timedelta
from decimal import Decimal as D

import pytest

from osago_xl.domain import settlement
from osago_xl.domain.settlement import Debt, Item, Lead, Payment, PaymentKind, debts, instalments, plan_bonus

DAY = date(2026, 3, 1)


def item(amount, day=0, policy="П-1", party="СК"):
    return Item(party, policy, DAY + timedelta(days=day), D(amount))


def after(days):
    return DAY + timedelta(days=days)


def test_debt_is_as_old_as_its_oldest_unsettled_part():
    rows = [item(100), item(50, 5), item(-100, 6)]
    assert debts(rows, after(10)) == [Debt("СК", "П-1", D(50), after(5), 5, "warning")]


def test_part_of_the_oldest_remains():
    (debt,) = debts([item(100), item(50, 5), item(-40, 6)], after(10))
    assert (debt.amount, debt.since) == (D(110), DAY)


def test_settled_debts_are_left_out_and_the_future_is_not_counted():
    assert debts([item(100), item(-100, 1)], after(1)) == []
    assert len(debts([item(100), item(-100, 1)], after(0))) == 1


@pytest.mark.parametrize(("days", "level"), [(0, ""), (3, ""), (4, "warning"), (15, "warning"), (16, "error")])
def test_age_classes(days, level):
    (debt,) = debts([item(100)], after(days))
    assert (debt.days, debt.level) == (days, level)


def test_one_transfer_for_many_policies_settles_the_oldest():
    rows = [item(100, 0, "П-1"), item(100, 1, "П-2"), item(100, 2, "П-3"), item(-150, 3, "")]
    found = debts(rows, after(3))
    assert [(debt.policy, debt.amount, debt.since) for debt in found] == [
        ("П-2", D(50), after(1)),
        ("П-3", D(100), after(2)),
    ]


def test_overpayment_is_a_negative_debt_without_alarm():
    assert debts([item(100), item(-130, 1)], after(99)) == [Debt("СК", "П-1", D(-30), after(1), 98, "")]
    (debt,) = debts([item(-5, 0, "")], after(1))
    assert (debt.policy, debt.amount) == ("", D(-5))


def test_parties_are_apart():
    found = debts([item(100, party="А"), item(-100, party="Б", policy="")], after(1))
    assert [(debt.party, debt.amount) for debt in found] == [("А", D(100)), ("Б", D(-100))]


def payment(kind, day=0, **sums):
    return Payment(kind, "СК", "П-1", after(day), **{name: D(value) for name, value in sums.items()})


def test_premium_collected_and_not_transferred():
    rows = [
        payment(PaymentKind.PREMIUM, 0, income=10000, to_transfer=9000),
        payment(PaymentKind.TRANSFER, 2, expense=4000),
        payment(PaymentKind.EXPENSE, 2, expense=1),
        Payment(PaymentKind.PREMIUM, "СК", "П-2", None, income=D(10), to_transfer=D(10), due=DAY),
    ]
    assert debts(settlement.owed_to_insurers(rows), after(4)) == [Debt("СК", "П-1", D(5000), DAY, 4, "warning")]


def test_a_mistake_is_reversed_by_a_negative_row():
    rows = [
        payment(PaymentKind.PREMIUM, income=100, to_transfer=90),
        payment(PaymentKind.PREMIUM, 1, income=-100, to_transfer=-90),
    ]
    assert debts(settlement.owed_to_insurers(rows), after(2)) == []


def test_commission_and_subagents():
    due = [item(1000)]
    got = [payment(PaymentKind.COMMISSION, 1, income=400)]
    assert debts(settlement.owed_by_insurers(due, got), after(1))[0].amount == D(600)
    given = [payment(PaymentKind.SUBAGENT, 1, expense=1000)]
    assert debts(settlement.owed_to_subagents(due, given), after(1)) == []


def test_partner_owes_after_the_client_has_paid():
    handed = Lead("П-1", "Партнёр", "КАСКО", DAY, D("45000.05"))
    paid = handed._replace(paid=after(3))
    assert settlement.owed_by_partners([handed], []) == []
    assert settlement.owed_by_partners([paid], []) == [Item("Партнёр", "П-1", after(3), D("4500.01"))]
    got = Payment(PaymentKind.PARTNER, "Партнёр", "П-1", after(4), income=D("4500.01"))
    assert debts(settlement.owed_by_partners([paid], [got]), after(4)) == []
    assert settlement.lead_fee(paid._replace(rate=D(5))).amount == D("2250.00")


def test_planned_instalments_by_urgency():
    def planned(days):
        return Payment(PaymentKind.PREMIUM, "К-1", f"П-{days}", None, income=D(500), due=after(days))

    made = payment(PaymentKind.PREMIUM, income=500)._replace(due=after(-9))
    found = instalments([planned(8), planned(7), planned(-1), made], DAY)
    assert [(row.policy, row.days, row.level) for row in found] == [
        ("П--1", -1, "error"),
        ("П-7", 7, "warning"),
        ("П-8", 8, ""),
    ]


@pytest.mark.parametrize(
    ("sold", "plan", "bonus"), [("99999.99", "100000", "0"), ("100000", "100000", "2000.00"), ("100", "0", "0")]
)
def test_bonus_for_the_plan(sold, plan, bonus):
    assert plan_bonus(D(sold), D(plan), D(2)) == D(bonus)
