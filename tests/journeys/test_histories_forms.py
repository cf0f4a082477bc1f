"""Random histories of strict forms through the buttons: every form stays where a naive model has it, none is lost.

Some always; thousands, with their number: OSAGO_FULL=1 pytest -s tests/journeys/test_histories_*.py, half an hour.
"""

from desk import TODAY
from histories import Office, histories_of
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from osago_xl.schema.sheets.blanks import FORM_MOVES, FORMS

LAST = 30
AGENT, SUB, CLIENT, INSURER, NOWHERE = "у агента", "у субагента", "у клиента", "у страховщика", "нет"
numbers, sizes = st.integers(1, LAST), st.integers(0, 4)


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
        self.typed(lambda work: work.add(FORM_MOVES, **cells, **series))
        assert self.done("bso_balance", "11.2026", "1")
        row = self.seen.rows(FORM_MOVES)[-1]
        possible = self.models[-1].get(number) in {("чистый", AGENT), ("чистый", SUB)}
        assert bool(row["place"]) == possible != row["note"].startswith("Отказ: ")
        if possible:
            self.models.append({**self.models[-1], number: ("использован", CLIENT)})
        else:
            self.typed(lambda work: work.remove(FORM_MOVES, work.get(FORM_MOVES, row["key"])))

    @precondition(lambda self: len(self.models) > 1)
    @rule()
    def undo(self):
        assert self.done("bso_undo", "д")
        self.models.pop()

    @invariant()
    def every_form_is_where_the_naive_model_has_it(self):
        found = {}
        for row in self.seen.rows(FORMS):
            for number in range(int(row["first"]), int(row["last"]) + 1):
                assert number not in found, "two rows of БСО hold one form"
                found[number] = (row["state"], row["place"])
        assert found == self.models[-1]

    @invariant()
    def nothing_is_lost(self):
        rows = self.seen.rows(FORM_MOVES)
        received = sum(row["count"] for row in rows if row["operation"] == "получен" and row["place"])
        assert received == len(self.models[-1]) == sum(row["count"] for row in self.seen.rows(FORMS))


test_histories = histories_of(Forms)
