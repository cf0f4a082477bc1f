"""Random histories of sales, payments, refunds and acts: after every step the money is conserved,
and no contract is in two living acts of a kind.

A few hundred always; thousands: OSAGO_FULL=1 pytest tests/domain/test_settlement_histories.py
"""

import os
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal as D

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from osago_xl.domain.acts import Act, ActState, Contract, check_acts, lines_for, paid_state
from osago_xl.domain.commission import Conditions, Hold, Report, Rule, Sale, compute
from osago_xl.domain.contract_money.chain import single
from osago_xl.domain.contract_money.receipts import Receipt, parts
from osago_xl.domain.settlement import Payment, PaymentKind, debts, owed_to_insurers

FULL = bool(os.environ.get("OSAGO_FULL"))
START = date(2026, 1, 1)
COMPANY = "СК"
TERMS = Rule(Conditions(), START, D("12.5"), D("2.5"))
money = st.decimals(1, 50000, places=2)


class Histories(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.day = START
        self.contracts, self.payments, self.acts = {}, [], []

    @initialize()
    def sell_the_first(self):
        self.sell(D(1000), Hold.FULL, False)

    @rule(premium=money, hold=st.sampled_from(Hold), direct=st.booleans())
    def sell(self, premium, hold, direct):
        self.day += timedelta(days=1)
        key = f"П-{len(self.contracts)}"
        commission = compute(TERMS, Sale(Conditions(), self.day, premium))
        (part,) = parts(single(commission), [Receipt(key, self.day, premium, direct)])
        self.contracts[key] = Contract(key, key, COMPANY, self.day, commission, (part,), hold)
        due = part.moved(hold, Report.BORDEREAU).to_insurer
        self.payments.append(Payment(PaymentKind.PREMIUM, COMPANY, key, self.day, income=premium, to_transfer=due))

    @rule(data=st.data(), amount=money, in_bulk=st.booleans())
    def transfer_money(self, data, amount, in_bulk):
        policy = "" if in_bulk else data.draw(st.sampled_from(sorted(self.contracts)))
        self.payments.append(Payment(PaymentKind.TRANSFER, COMPANY, policy, self.day, expense=amount))

    @rule(data=st.data(), percent=st.integers(1, 100))
    def refund(self, data, percent):
        key = data.draw(st.sampled_from(sorted(self.contracts)))
        contract = self.contracts[key]
        if not contract.terminated:
            back = single(contract.whole).given_back((contract.whole.base * percent / 100).quantize(D("0.01")))
            self.contracts[key] = contract._replace(terminated=self.day, refund=back)

    @rule(report=st.sampled_from(Report), days=st.integers(0, 20))
    def make_act(self, report, days):
        start = self.day - timedelta(days=days)
        lines = lines_for(report, COMPANY, start, self.day, self.contracts.values(), self.acts)
        self.acts.append(Act(str(len(self.acts)), report, COMPANY, start, self.day, tuple(lines)))

    @precondition(lambda self: self.acts)
    @rule(data=st.data(), wanted=st.sampled_from(ActState))
    def change_act(self, data, wanted):
        index = data.draw(st.integers(0, len(self.acts) - 1))
        lone = any(finding.rule == "acts.refund" for _, finding in check_acts(self.without(index)))
        if wanted is ActState.ANNULLED and lone:
            return  # annulling it would leave a refund without its contract: the check would say so
        if self.acts[index].state is not ActState.ANNULLED:  # its contracts may stand in another act by now
            self.acts[index] = replace(self.acts[index], state=wanted)

    def without(self, index):
        return [act for n, act in enumerate(self.acts) if n != index]

    @invariant()
    def debts_add_up_to_what_was_collected_less_what_was_transferred(self):
        collected = sum(p.to_transfer for p in self.payments)
        transferred = sum(p.expense for p in self.payments)
        found = debts(owed_to_insurers(self.payments), self.day)
        assert sum(debt.amount for debt in found) == collected - transferred
        assert all(debt.amount and debt.days >= 0 for debt in found)

    @invariant()
    def acts_break_no_rule(self):
        assert [finding for _, finding in check_acts(self.acts) if finding.level == "error"] == []

    @invariant()
    def living_acts_hold_a_contract_once_and_its_refund_with_a_minus(self):
        for report in Report:
            living = [act for act in self.acts if act.report is report and act.state is not ActState.ANNULLED]
            rows = [line for act in living for line in act.lines]
            assert len({line.what for line in rows}) == len(rows)
            assert all((line.premium < 0) == line.is_refund for line in rows)

    @invariant()
    def totals_are_the_sums_of_rows_and_close_the_act(self):
        for act in self.acts:
            totals = act.totals
            assert totals.to_transfer == sum(line.to_transfer for line in act.lines)
            assert paid_state(totals, totals.to_transfer, totals.to_return) is ActState.PAID


TestHistories = Histories.TestCase
TestHistories.settings = settings(max_examples=4000 if FULL else 200, stateful_step_count=30, deadline=None)
