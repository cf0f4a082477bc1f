"""Random histories of sales, payments and acts through the buttons: no rouble is owed twice and none is forgotten.

Some always; thousands, with their number: OSAGO_FULL=1 pytest -s tests/journeys/test_histories_*.py, half an hour.
"""

from collections import Counter
from datetime import date
from decimal import Decimal as D

from histories import Office, histories_of
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from osago_xl.desk.money.acts import marks, settled, state_of, stored_acts
from osago_xl.desk.money.debts import TO_INSURERS, all_debts
from osago_xl.domain.acts import ActState, check_acts
from osago_xl.domain.commission import Report
from osago_xl.schema.sheets.journals import ACTS, PAYMENTS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.reference import INSURERS


class Money(Office):
    @staticmethod
    def furnish(work):
        Office.furnish(work)
        work.set(INSURERS, work.rows(INSURERS)[0], hold="1")

    @rule(premium=st.integers(1, 99999), day=st.integers(1, 22))
    def sell(self, premium, day):
        price = D(premium) / 100
        fee = (price / 10).quantize(D("0.01"))
        signed = date(2026, 11, day)
        values = {"client": "К-000001", "insurer": "Пример", "product": "ОСАГО", "state": "оформлен", "agent": "Я"}
        money = {"premium": price, "bordereau": fee, "bordereau_percent": D(10), "signed": signed}
        self.typed(lambda work: work.add(POLICIES, **values, **money))

    def policies(self):
        return self.seen.rows(POLICIES)

    @precondition(lambda self: self.policies())
    @rule(choice=st.integers(0, 99), percent=st.sampled_from([33, 50, 100]), method=st.sampled_from("15"))
    def pay(self, choice, percent, method):
        policy = self.policies()[choice % len(self.policies())]
        amount = (max(policy["debt"], D(1)) * percent / 100).quantize(D("0.01"))
        self.desk.select("tblPolicies", policy["key"])
        cheque, doubt = [""] if method == "1" else [], ["д"] if amount > max(policy["debt"], 0) else []
        assert self.done("add_payment", str(amount), method, "", *doubt, *cheque) == bool(amount)

    @rule(kind=st.sampled_from("12"))
    def report(self, kind):
        assert self.done("act_report", kind, "11.2026", "", "д", "н")

    @precondition(lambda self: self.seen.rows(ACTS))
    @rule(choice=st.integers(0, 99), side=st.sampled_from("1"))
    def settle(self, choice, side):
        act = self.act(choice)
        self.desk.select("tblActs", act["key"])
        one = bool(act["to_transfer"]) != bool(act["to_return"])
        answers = ["", ""] if one else [side, "", ""]
        assert self.done("add_payment", *answers) == (state_of(act) is not ActState.ANNULLED)

    @precondition(lambda self: self.seen.rows(ACTS))
    @rule(choice=st.integers(0, 99))
    def annul(self, choice):
        key = self.act(choice)["key"]

        def change(work):
            act = work.get(ACTS, key)
            if not any(settled(work, act)):
                work.set(ACTS, act, state="отменён")

        self.typed(change)

    def act(self, choice):
        acts = self.seen.rows(ACTS)
        return acts[choice % len(acts)]

    @invariant()
    def parts_of_a_premium_never_owe_more_than_the_whole(self):
        for policy in self.policies():
            rows = [row for row in self.seen.rows(PAYMENTS) if row["policy"] == policy["key"]]
            due = sum((row["to_transfer"] for row in rows), D(0))
            whole = policy["premium"] - policy["bordereau"]
            paid = sum((row["income"] for row in rows), D(0))
            assert due == (policy["to_transfer"] or 0)
            assert 0 <= due <= whole
            if paid >= policy["premium"] and all(row["method"] == "наличные" for row in rows):
                assert due == whole

    @invariant()
    def a_policy_stands_in_one_living_act_of_a_kind(self):
        work = self.seen
        assert list(check_acts(stored_acts(work))) == []
        living = {row["key"] for row in work.rows(ACTS) if state_of(row) is not ActState.ANNULLED}
        for kind in Report:
            count = Counter(key for policy in work.rows(POLICIES) for key in marks(policy, kind)[0])
            for act in work.rows(ACTS):
                if act["kind"] == kind and act["key"] in living:
                    assert act["policies"] == count[act["key"]]

    @invariant()
    def the_debt_to_the_insurer_is_what_was_collected_less_what_was_sent(self):
        work = self.seen
        rows = work.rows(PAYMENTS)
        collected = sum((row["to_transfer"] or 0 for row in rows if row["kind"] == "премия"), D(0))
        sent = sum((row["expense"] or 0 for row in rows if row["kind"] == "перечисление СК"), D(0))
        owed = sum((line.debt.amount for line in all_debts(work) if line.what == TO_INSURERS), D(0))
        assert owed == collected - sent


test_histories = histories_of(Money)
