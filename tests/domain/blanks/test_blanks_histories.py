"""Thousands of random histories: conservation and uniqueness hold after every step.

The register works on intervals; beside it runs a naive model with one entry per form.

A few hundred always; thousands: OSAGO_FULL=1 pytest tests/domain/test_forms_histories.py
"""

import os
from datetime import date, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from osago_xl.domain.blanks.model import TRANSITIONS, Circumstances, Movement, Operation, Place, State
from osago_xl.domain.blanks.register import Register
from osago_xl.domain.blanks.reports import balance, inventory
from osago_xl.findings import errors

FULL = bool(os.environ.get("OSAGO_FULL"))
START = date(2026, 1, 1)
KIND = "полис ОСАГО"
AFTER = {
    Operation.RECEIVE: (State.CLEAN, Place.AGENT),
    Operation.TRANSFER: (State.CLEAN, Place.SUBAGENT),
    Operation.TAKE_BACK: (None, Place.AGENT),
    Operation.RESERVE: (State.RESERVED, None),
    Operation.USE: (State.USED, Place.CLIENT),
    Operation.LOSE: (State.LOST, Place.NOWHERE),
    Operation.STEAL: (State.STOLEN, Place.NOWHERE),
    Operation.RETURN: (None, Place.INSURER),
    Operation.REPLACE: (State.VOID, None),
    Operation.WRITE_OFF: (State.WRITTEN_OFF, None),
}

sizes = st.integers(0, 3)
parties = st.sampled_from(["Орлов", "Кузнецова"])
policies = st.sampled_from(["", "П-1", "П-2", "П-3"])


class Histories(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.register = Register(Circumstances(closed_policies=frozenset({"П-3"})))
        self.models = [{}]
        self.day = START

    @initialize()
    def receive_the_first(self):
        assert self.register.record(Movement(START, Operation.RECEIVE, KIND, "СК", "ААМ", "000", "020")) == []
        self.models.append(self._moved(Operation.RECEIVE, range(21)))

    @rule(first=st.integers(0, 20), size=sizes, choice=st.integers(0, 11), policy=policies, party=parties)
    def likely_movement(self, first, size, choice, policy, party):
        """An operation the table allows for the first form of the range."""
        state, place = self.models[-1].get(first, (None, None))
        allowed = [op for op, step in TRANSITIONS.items() if state in step.states and place in step.places]
        self.move((allowed or [Operation.RECEIVE])[choice % max(len(allowed), 1)], first, size, policy, party, 1)

    @rule(
        operation=st.sampled_from(list(Operation)),
        first=st.integers(0, 40),
        size=sizes,
        policy=policies,
        party=parties,
        wait=st.integers(-1, 2),
    )
    def any_movement(self, operation, first, size, policy, party, wait):
        self.move(operation, first, size, policy, party, wait)

    def move(self, operation, first, size, policy, party, wait):
        self.day += timedelta(days=wait)
        size = 0 if operation is Operation.USE else size
        first_number, last_number = f"{first:03d}", f"{first + size:03d}"
        movement = Movement(self.day, operation, KIND, "СК", "ААМ", first_number, last_number, party, policy)
        if not errors(self.register.record(movement)):
            self.models.append({**self.models[-1], **self._moved(operation, range(first, first + size + 1))})

    def _moved(self, operation, moved):
        model = self.models[-1]
        if operation is Operation.RECEIVE:
            assert not model.keys() & set(moved), "a number was received twice"
        else:
            assert set(moved) <= model.keys(), "a form moved that was never received"
        return {number: self._after(operation, model.get(number)) for number in moved}

    @staticmethod
    def _after(operation, before):
        if operation is Operation.RELEASE:
            return State.CLEAN, before[1] if before[0] is State.RESERVED else Place.AGENT
        if operation is Operation.SPOIL:
            return State.SPOILED, Place.AGENT if before[0] is State.USED else before[1]
        state, place = AFTER[operation]
        return state or before[0], place or before[1]

    @precondition(lambda self: self.register.entries)
    @rule(really=st.integers(0, 3))
    def undo(self, really):
        if not really:
            self.register.undo()
            self.models.pop()

    @invariant()
    def every_form_is_where_the_naive_model_has_it(self):
        found = {}
        for _, span in self.register.position():
            for number in range(span.first, span.last + 1):
                assert number not in found, "two spans hold one form"
                found[number] = (span.state, span.place)
        assert found == self.models[-1]

    @invariant()
    def places_and_states_add_up_to_what_was_received_on_every_day(self):
        moved = [(entry.movement, entry.numbers.size) for entry in self.register.entries]
        for day in {movement.day for movement, _ in moved}:
            received = sum(size for each, size in moved if each.operation is Operation.RECEIVE and each.day <= day)
            assert sum(inventory(self.register.as_of(day)).values()) == received

    @invariant()
    def one_policy_one_form(self):
        used = [
            span.policy
            for _, span in self.register.position()
            if span.state is State.USED and span.policy
            for _ in range(span.size)
        ]
        assert len(used) == len(set(used))

    @invariant()
    def every_balance_is_even(self):
        for start, end in ((date(2025, 1, 1), self.day), (START + timedelta(days=3), START + timedelta(days=9))):
            for holder in (None, "", "Орлов"):
                assert all(line.is_even for line in balance(self.register, start, end, holder))


TestHistories = Histories.TestCase
TestHistories.settings = settings(max_examples=4000 if FULL else 400, stateful_step_count=30, deadline=None)
