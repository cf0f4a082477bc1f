from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest

from osago_xl.domain.acts import Act, ActState, Contract, Totals, check_acts, lines_for, paid_state
from osago_xl.domain.commission import Commission, Hold, Report
from osago_xl.domain.contract_money.receipts import Part, Receipt
from osago_xl.errors import InputError

COMPANY = "СК «Пример»"
JANUARY, FEBRUARY = (date(2026, 1, 1), date(2026, 1, 31)), (date(2026, 2, 1), date(2026, 2, 28))


WHOLE = Commission(D(10000), D(1000), D(500))


def paid(n=1, day=15, commission=WHOLE, direct=False, month=1):
    """A payment in January of the whole contract of 10 000 ₽, 10 % and 5 %."""
    return Part(Receipt(f"О-{n}", date(2026, month, day), commission.base, direct), commission)


def contract(n=1, day=15, **changes):
    """Sold and paid on one day of January."""
    sold = Contract(f"П-{n}", f"ААМ000000000{n}", COMPANY, date(2026, 1, day), WHOLE, (paid(n, day),))
    return sold._replace(**changes)


def refunded(day, base, bordereau, services=D(0)):
    return {"terminated": day, "refund": Commission(-base, -bordereau, -services)}


def act(contracts, acts=(), period=JANUARY, report=Report.BORDEREAU, number="1"):
    return Act(number, report, COMPANY, *period, tuple(lines_for(report, COMPANY, *period, contracts, acts)))


def test_contracts_of_the_period_and_company():
    late = contract(3, parts=(paid(3, 1, month=2),))
    contracts = [contract(1), contract(2, 31), late, contract(4, insurer="Другая"), contract(5, parts=())]
    report = act(contracts)
    assert [line.policy for line in report.lines] == ["П-1", "П-2"]
    assert report.totals == Totals(D(20000), D(2000), D(20000), D(2000))


def test_a_contract_enters_one_act_of_a_kind():
    first = act([contract()])
    assert act([contract()], [first]).lines == ()
    assert len(act([contract()], [first], report=Report.SERVICES).lines) == 1


def test_parts_of_a_premium_stand_in_the_acts_of_their_days():
    # 3 000 of 10 000 in January, the rest in February: 10 % of each.
    first, rest = Commission(D(3000), D(300), D(150)), Commission(D(7000), D(700), D(350))
    sold = contract(parts=(paid(1, 15, first), paid(2, 3, rest, month=2)))
    january = act([sold])
    february = act([sold], [january], FEBRUARY, number="2")
    assert january.totals == Totals(D(3000), D(300), D(3000), D(300))
    assert february.totals == Totals(D(7000), D(700), D(7000), D(700))


def test_each_payment_goes_its_own_way():
    # 3 000 in cash with the commission kept back: 2 700 to the company. 7 000 at the company's site: 700 from it.
    cash, site = Commission(D(3000), D(300), D(0)), Commission(D(7000), D(700), D(0))
    sold = contract(hold=Hold.FULL, parts=(paid(1, 15, cash), paid(2, 16, site, direct=True)))
    assert act([sold]).totals == Totals(D(10000), D(1000), D(2700), D(700))


def test_a_whole_contract_of_an_older_act_is_not_reported_again_but_its_later_changes_are():
    old = replace(act([contract()]), lines=(act([contract()]).lines[0]._replace(payment=""),))
    change = Part(Receipt("О-9", date(2026, 1, 20), D(500)), Commission(D(500), D(50), D(0)), of_change=True)
    assert act([contract()], [old]).lines == ()
    assert [line.premium for line in act([contract(parts=(paid(), change))], [old]).lines] == [500]


def test_an_annulled_act_gives_its_contracts_back():
    annulled = replace(act([contract()]), state=ActState.ANNULLED)
    assert len(act([contract()], [annulled]).lines) == 1


def test_refund_is_a_negative_row_of_a_later_act():
    first = act([contract()])
    ended = contract(**refunded(date(2026, 2, 10), D("3333.33"), D("333.33")))
    second = act([ended], [first], FEBRUARY, number="2")
    (line,) = second.lines
    assert line.is_refund and line.day == date(2026, 2, 10)
    assert (line.premium, line.commission) == (D("-3333.33"), D("-333.33"))
    assert (line.to_transfer, line.to_return) == (D("-3333.33"), D("-333.33"))
    assert act([ended], [first, second], FEBRUARY).lines == ()


def test_refund_of_a_contract_never_reported_is_no_row():
    ended = contract(**refunded(date(2026, 2, 10), D(100), D(10)))
    assert act([ended], [], FEBRUARY).lines == ()


def test_refund_in_the_period_of_the_sale_follows_its_contract():
    ended = contract(**refunded(date(2026, 1, 20), D(100), D(10)))
    assert [line.is_refund for line in act([ended]).lines] == [False, True]


def test_services_report_leaves_out_what_was_settled():
    held = contract(hold=Hold.PARTIAL)
    assert act([held]).totals == Totals(D(10000), D(1000), D(9000), D(500))
    assert act([held], report=Report.SERVICES).lines == ()


def test_period_is_checked():
    with pytest.raises(InputError, match="раньше начала"):
        lines_for(Report.BORDEREAU, COMPANY, date(2026, 2, 1), date(2026, 1, 1), [], [])


@pytest.mark.parametrize(
    ("transferred", "returned", "state"),
    [(0, 0, ActState.PAYING), (9000, 0, ActState.PARTLY_PAID), (9000, 500, ActState.PAID)],
)
def test_state_follows_from_the_payments(transferred, returned, state):
    assert paid_state(Totals(D(10000), D(1000), D(9000), D(500)), D(transferred), D(returned)) is state


def test_broken_invariants_of_stored_acts():
    good = act([contract(1), contract(2)])
    twice = replace(good, number="2", lines=(good.lines[0], good.lines[1], good.lines[1]))
    lone = replace(good, number="3", lines=(good.lines[0]._replace(policy="П-9", is_refund=True),))
    late = replace(good, number="4", lines=(good.lines[0]._replace(policy="П-8", day=date(2026, 3, 1)),))
    found = [(number, finding.rule) for number, finding in check_acts([good, twice, lone, late])]
    assert found == [("2", "acts.twice")] * 3 + [("3", "acts.refund"), ("4", "acts.date")]
    assert list(check_acts([good, replace(twice, state=ActState.ANNULLED)])) == []
