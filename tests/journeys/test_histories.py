"""Random histories through the buttons: forms and money stay whole after every step, in memory and in a closed file.

Beside the workbook runs a naive model: one entry per form, one sum per policy.

A hundred always. Thousands, with their number: OSAGO_FULL=1 pytest -s tests/journeys/test_histories.py (an hour).
"""

import os
import shutil
import tempfile
from collections import Counter
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from desk import TODAY, Desk, add_insurer
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from osago_xl.books import open_book
from osago_xl.books.memory import MemoryBook
from osago_xl.desk.money.acts import marks, settled, state_of, stored_acts
from osago_xl.desk.money.debts import TO_INSURERS, all_debts
from osago_xl.domain.acts import ActState, check_acts
from osago_xl.domain.commission import Report
from osago_xl.errors import OsagoError
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.workbook.build import build_workbook

FULL = bool(os.environ.get("OSAGO_FULL"))
RUNS = [("memory", 2000, 25), ("file", 1000, 8)] if FULL else [("memory", 50, 25), ("file", 2, 8)]
"""Where the book is, how many histories, how many steps of each at most."""
D = Decimal
LAST = 30
AGENT, SUB, CLIENT, INSURER, NOWHERE = "у агента", "у субагента", "у клиента", "у страховщика", "нет"
numbers, sizes = st.integers(1, LAST), st.integers(0, 4)


def in_memory():
    book = MemoryBook(WORKBOOK, TODAY)

    def choose(selection):
        book.selected = selection
        return book

    return Desk(choose)


@cache
def empty_file():
    path = Path(tempfile.mkdtemp(prefix="osago-histories-"), "OSAGO.xlsm")
    build_workbook(path, TODAY)
    return path


def in_a_file():
    path = empty_file().with_name("history.xlsm")
    shutil.copy(empty_file(), path)
    return Desk(lambda selection: open_book(path, today=TODAY, selection=selection))


class Office(RuleBasedStateMachine):
    make = staticmethod(in_memory)

    def __init__(self):
        super().__init__()
        self.desk = self.make()
        self.desk.setup(add_insurer)
        self.desk.setup(self.furnish)

    def furnish(self, work):
        work.add("tblAgents", agent="Орлов", role="субагент", share=D(40), form_limit=1000)
        work.add("tblClients", name="Иванов")

    def done(self, action, *answers):
        """Whether the command was carried out; a refusal leaves everything as it was."""
        try:
            report = self.desk.click(action, *answers, yes=False)
        except OsagoError as refusal:
            assert str(refusal)
            return False
        return bool(report.text)


class Forms(Office):
    def __init__(self):
        super().__init__()
        self.models = [{}]

    @initialize()
    def receive_most_of_them(self):
        self.move(range(1, LAST - 5), {None}, ("чистый", AGENT), *self.receipt(range(1, LAST - 5)))

    def receipt(self, forms):
        return "bso_receive", "1", self.text(forms), "", "", "н"

    def range_of(self, first, size):
        return range(first, first + size + 1)

    def text(self, numbers):
        return f"ААМ {numbers[0]:010d}-{numbers[-1]:010d}"

    def move(self, numbers, allowed, after, *click):
        model = self.models[-1]
        possible = all(model.get(number) in allowed for number in numbers)
        assert self.done(*click) == possible
        if possible:
            self.models.append({**model, **dict.fromkeys(numbers, after)})

    @rule(first=numbers, size=sizes)
    def receive(self, first, size):
        forms = self.range_of(first, size)
        self.move(forms, {None}, ("чистый", AGENT), *self.receipt(forms))

    @rule(first=numbers, size=sizes)
    def transfer(self, first, size):
        forms = self.range_of(first, size)
        way = ["1"] if ("чистый", SUB) in self.models[-1].values() else []
        clean = ("чистый", AGENT)
        self.move(forms, {clean}, ("чистый", SUB), "bso_transfer", *way, self.text(forms), "", "н")

    @precondition(lambda self: ("чистый", SUB) in self.models[-1].values())
    @rule(first=numbers, size=sizes)
    def take_back(self, first, size):
        forms = self.range_of(first, size)
        held = {("чистый", SUB), ("испорчен", SUB)}
        model = self.models[-1]
        possible = all(model.get(number) in held for number in forms)
        assert self.done("bso_transfer", "2", self.text(forms), "", "н") == possible
        if possible:
            self.models.append({**model, **{number: (model[number][0], AGENT) for number in forms}})

    @rule(first=numbers, size=sizes)
    def lose(self, first, size):
        forms = self.range_of(first, size)
        allowed = {("чистый", AGENT), ("чистый", SUB)}
        self.move(forms, allowed, ("утерян", NOWHERE), "bso_lose", self.text(forms), "", "", "н")

    @rule(number=numbers)
    def spoil(self, number):
        place = self.models[-1].get(number, ("", AGENT))[1]
        allowed = {("чистый", AGENT), ("чистый", SUB)}
        self.move([number], allowed, ("испорчен", place), "bso_spoil", self.text([number]), "", "н")

    @rule(first=numbers, size=sizes)
    def give_back_to_the_insurer(self, first, size):
        forms = self.range_of(first, size)
        model, allowed = self.models[-1], {("чистый", AGENT), ("испорчен", AGENT), ("использован", CLIENT)}
        possible = all(model.get(number) in allowed for number in forms)
        assert self.done("bso_return", "3", self.text(forms), "", "", "н") == possible
        if possible:
            self.models.append({**model, **{number: (model[number][0], INSURER) for number in forms}})

    @rule(number=numbers)
    def type_an_issue_by_hand(self, number):
        """The next command accepts the row or writes the reason beside it."""
        cells = {"day": TODAY, "operation": "использован", "kind": "полис ОСАГО", "insurer": "Пример"}
        series = {"series": "ААМ", "first": f"{number:010d}", "last": f"{number:010d}"}
        self.desk.setup(lambda work: work.add("tblFormMoves", **cells, **series))
        assert self.done("bso_balance", "11.2026")
        row = self.desk.rows("tblFormMoves")[-1]
        possible = self.models[-1].get(number) in {("чистый", AGENT), ("чистый", SUB)}
        assert bool(row["place"]) == possible != row["note"].startswith("Отказ: ")
        if possible:
            self.models.append({**self.models[-1], number: ("использован", CLIENT)})
        else:
            self.desk.setup(lambda work: work.remove("tblFormMoves", work.get("tblFormMoves", row["key"])))

    @precondition(lambda self: len(self.models) > 1)
    @rule()
    def undo(self):
        assert self.done("bso_undo", "д")
        self.models.pop()

    @invariant()
    def every_form_is_where_the_naive_model_has_it(self):
        found = {}
        for row in self.desk.rows("tblForms"):
            for number in range(int(row["first"]), int(row["last"]) + 1):
                assert number not in found, "two rows of БСО hold one form"
                found[number] = (row["state"], row["place"])
        assert found == self.models[-1]

    @invariant()
    def nothing_is_lost(self):
        rows = self.desk.rows("tblFormMoves")
        received = sum(row["count"] for row in rows if row["operation"] == "получен" and row["place"])
        assert received == len(self.models[-1]) == sum(row["count"] for row in self.desk.rows("tblForms"))


class Money(Office):
    def furnish(self, work):
        super().furnish(work)
        work.set("tblInsurers", work.rows("tblInsurers")[0], hold="1")

    @rule(premium=st.integers(1, 99999), day=st.integers(1, 22))
    def sell(self, premium, day):
        price = D(premium) / 100
        fee = (price / 10).quantize(D("0.01"))
        signed = date(2026, 11, day)
        values = {"client": "К-000001", "insurer": "Пример", "product": "ОСАГО", "state": "оформлен", "agent": "Я"}
        money = {"premium": price, "bordereau": fee, "bordereau_percent": D(10), "signed": signed}
        self.desk.setup(lambda work: work.add("tblPolicies", **values, **money))

    def policies(self):
        return self.desk.rows("tblPolicies")

    @precondition(lambda self: self.policies())
    @rule(choice=st.integers(0, 99), percent=st.sampled_from([33, 50, 100]), method=st.sampled_from("15"))
    def pay(self, choice, percent, method):
        policy = self.policies()[choice % len(self.policies())]
        amount = (max(policy["debt"], D(1)) * percent / 100).quantize(D("0.01"))
        self.desk.select("tblPolicies", policy["key"])
        cheque = [""] if method == "1" else []
        assert self.done("add_payment", str(amount), method, "", *cheque) == bool(amount)

    @rule(kind=st.sampled_from("12"))
    def report(self, kind):
        assert self.done("act_report", kind, "11.2026", "", "д", "н")

    @precondition(lambda self: self.desk.rows("tblActs"))
    @rule(choice=st.integers(0, 99), side=st.sampled_from("1"))
    def settle(self, choice, side):
        act = self.act(choice)
        self.desk.select("tblActs", act["key"])
        one = bool(act["to_transfer"]) != bool(act["to_return"])
        answers = ["", ""] if one else [side, "", ""]
        assert self.done("add_payment", *answers) == (state_of(act) is not ActState.ANNULLED)

    @precondition(lambda self: self.desk.rows("tblActs"))
    @rule(choice=st.integers(0, 99))
    def annul(self, choice):
        key = self.act(choice)["key"]

        def change(work):
            act = work.get("tblActs", key)
            if not any(settled(work, act)):
                work.set("tblActs", act, state="отменён")

        self.desk.setup(change)

    def act(self, choice):
        acts = self.desk.rows("tblActs")
        return acts[choice % len(acts)]

    @invariant()
    def parts_of_a_premium_never_owe_more_than_the_whole(self):
        for policy in self.policies():
            rows = [row for row in self.desk.rows("tblPayments") if row["policy"] == policy["key"]]
            due = sum((row["to_transfer"] for row in rows), D(0))
            whole = policy["premium"] - policy["bordereau"]
            through_us = sum((row["income"] for row in rows if row["method"] == "наличные"), D(0))
            assert due == (policy["to_transfer"] or 0)
            assert 0 <= due <= whole
            if through_us >= policy["premium"]:
                assert due == whole

    @invariant()
    def a_policy_stands_in_one_living_act_of_a_kind(self):
        work = self.desk.work()
        assert list(check_acts(stored_acts(work))) == []
        living = {row["key"] for row in work.rows("tblActs") if state_of(row) is not ActState.ANNULLED}
        for kind in Report:
            count = Counter(marks(policy, kind)[0] for policy in work.rows("tblPolicies"))
            for act in work.rows("tblActs"):
                if act["kind"] == kind and act["key"] in living:
                    assert act["policies"] == count[act["key"]]

    @invariant()
    def the_debt_to_the_insurer_is_what_was_collected_less_what_was_sent(self):
        work = self.desk.work()
        rows = work.rows("tblPayments")
        collected = sum((row["to_transfer"] or 0 for row in rows if row["kind"] == "премия"), D(0))
        sent = sum((row["expense"] or 0 for row in rows if row["kind"] == "перечисление СК"), D(0))
        owed = sum((line.debt.amount for line in all_debts(work) if line.what == TO_INSURERS), D(0))
        assert owed == collected - sent


BOOKS = {"memory": in_memory, "file": in_a_file}


@pytest.mark.parametrize("machine", [Forms, Money])
@pytest.mark.parametrize(("where", "examples", "steps"), RUNS)
def test_histories(machine, where, examples, steps):
    begun = 0

    def make():
        nonlocal begun
        begun += 1
        return BOOKS[where]()

    office = type(machine.__name__, (machine,), {"make": staticmethod(make)})
    run_state_machine_as_test(
        office, settings=settings(max_examples=examples, stateful_step_count=steps, deadline=None)
    )
    print(f"{machine.__name__} in {where}: {begun} histories")
    assert begun >= examples
