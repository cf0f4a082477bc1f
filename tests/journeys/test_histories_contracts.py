"""Random histories of one contract through the buttons: sold, changed, paid, changed back, ended, reported.

After every step the base says what the naive model says, which counts day by day from nothing but what was typed. Some
always; thousands, with their number: OSAGO_FULL=1 pytest -s tests/journeys/test_histories_contracts.py
"""

from datetime import date, timedelta
from decimal import Decimal as D
from math import prod

import naive_money as naive
from desk import CONTRACT
from histories import Office, histories_of
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from osago_xl.desk.money.debts import TO_INSURERS, all_debts
from osago_xl.schema.sheets.changes import CHANGES
from osago_xl.schema.sheets.journals import PAYMENTS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.reference import INSURERS

STARTS, ENDS = date(2026, 11, 1), date(2027, 10, 31)
RATES = st.sampled_from([D(3000), D(3500), D("4123.45"), D(6000)])
DAYS = st.integers(-5, 364)
KEY = "П-000001"


class Contract(Office):
    """`full` are the conditions typed: (day, premium of the year) in the order of entry; `moved` what was paid."""

    @staticmethod
    def furnish(work):
        Office.furnish(work)
        work.set(INSURERS, work.rows(INSURERS)[0], hold="1")

    @initialize(rate=RATES)
    def sell(self, rate):
        form = CONTRACT | {"starts": STARTS, "signed": date(2026, 10, 30), "pay_method": "", "base_rate": rate}
        self.typed(lambda work: work.fill("form_", **form))
        assert self.done("form_save", "")
        assert self.policy()["premium"] == self.price_of(rate)
        self.first, self.full, self.paid, self.back = self.policy()["premium"], {}, D(0), D(0)
        self.desk.select("tblPolicies", KEY)

    def policy(self):
        return next(row for row in self.seen.rows(POLICIES) if row["key"] == KEY)

    def in_force(self):
        return self.policy()["state"] == "оформлен"

    @precondition(in_force)
    @rule(rate=RATES, day=DAYS)
    def change(self, rate, day):
        changed = STARTS + timedelta(days=day)
        self.desk.select("tblPolicies", KEY)
        assert self.done("change_policy")
        self.typed(lambda work: work.fill("form_", base_rate=rate, signed=changed))
        assert self.done("form_save", "д")  # one doubt at most: more paid than the contract costs now
        row = self.seen.rows(CHANGES)[-1]
        self.full[row["key"]] = (changed, self.price_of(rate))
        assert row["full_premium"] == self.price_of(rate)

    def price_of(self, rate):
        """A year at a rate: the car, the place and the driver never change."""
        policy = self.policy()
        factors = (policy[code] for code in ("kt", "kbm", "kvs", "ko", "km", "ks", "kp"))
        return naive.kopecks(prod(map(naive.Fraction, factors), start=naive.Fraction(rate)))

    @precondition(lambda self: self.full)
    @rule(choice=st.integers(0, 99))
    def take_back(self, choice):
        key = sorted(self.full)[choice % len(self.full)]
        del self.full[key]
        self.desk.select("tblChanges", key)
        assert self.done("delete_row", "д")

    @rule(percent=st.sampled_from([20, 50, 100]), method=st.sampled_from("15"))
    def pay(self, percent, method):
        owed = max(self.policy()["debt"], D(0))
        amount = (owed * percent / 100).quantize(D("0.01"))
        planned = [row for row in self.seen.rows(PAYMENTS) if row["due"] and not row["day"]]
        self.desk.select("tblPolicies", KEY)
        ended = [] if self.in_force() else ["2"]
        answers = [*ended, *["н"] * bool(planned), str(amount), method, "", *[""] * (method == "1")]
        if self.done("add_payment", *answers):
            self.paid += amount

    @precondition(in_force)
    @rule(day=DAYS.filter(lambda day: day >= 0))
    def end(self, day):
        ended = STARTS + timedelta(days=day)
        self.desk.select("tblPolicies", KEY)
        assert self.done("terminate_policy", ended.strftime("%d.%m.%Y"), "д")
        expected = naive.refund(self.charges(), STARTS, ENDS, ended, self.paid, D("0.23"))
        assert self.policy()["refund"] == min(expected, self.paid)

    @precondition(lambda self: not self.in_force())
    @rule(percent=st.sampled_from([50, 100]), by=st.sampled_from("12"))
    def give_back(self, percent, by):
        amount = (self.policy()["refund"] * percent / 100).quantize(D("0.01"))
        self.desk.select("tblPolicies", KEY)
        if self.done("add_payment", "1", str(amount), by, ""):
            self.back += amount

    @rule(kind=st.sampled_from("12"))
    def report(self, kind):
        assert self.done("act_report", kind, "11.2026", "", "д", "н")

    def charges(self):
        return naive.charges(self.first, list(self.full.values()), STARTS, ENDS)

    @invariant()
    def the_premium_is_that_of_the_naive_model(self):
        charged = self.charges()
        policy = self.policy()
        assert policy["premium"] == sum(charged.values(), D(0))
        assert policy["bordereau"] == sum((naive.kopecks(naive.Fraction(each) / 10) for each in charged.values()), D(0))
        assert policy["debt"] == policy["premium"] - self.paid + self.back
        assert 0 <= self.back <= self.paid

    @invariant()
    def what_is_to_come_is_no_more_than_is_owed(self):
        rows = self.seen.rows(PAYMENTS)
        planned = sum((row["income"] for row in rows if row["due"] and not row["day"]), D(0))
        if self.in_force():
            assert 0 <= planned <= max(self.policy()["debt"], 0)

    @invariant()
    def the_company_is_owed_what_was_collected_less_refunds_and_what_is_held_back(self):
        rows = [row for row in self.seen.rows(PAYMENTS) if row["day"]]
        for day in (date(2026, 10, 31), date(2026, 11, 22)):
            moved = [row["to_transfer"] for row in rows if row["day"] <= day]
            owed = sum((line.debt.amount for line in all_debts(self.seen, day) if line.what == TO_INSURERS), D(0))
            booked = any(row["kind"] == "возврат" for row in rows)
            estimate = owed - sum(moved, D(0))
            assert estimate == 0 if booked or self.in_force() else estimate <= 0
            assert owed >= 0 or any(row["method"] != "наличные" for row in rows)


test_histories = histories_of(Contract)
