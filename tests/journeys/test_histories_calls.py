"""Random weeks of two clients through the buttons: talks, letters, postponed calls, renewals, days that pass.

After every step the list of the day holds whom a naive diary says: it remembers the talks and the promises, and counts
days on a calendar of its own. Some always; thousands, with their number:
OSAGO_FULL=1 pytest -s tests/journeys/test_histories_calls.py
"""

import os
import tempfile
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal as D

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from osago_xl.actions.perform import perform
from osago_xl.books.base import Selection
from osago_xl.books.memory import MemoryBook
from osago_xl.cli.console import ConsoleUi
from osago_xl.desk.calls.call_list import due_lines
from osago_xl.errors import OsagoError
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.lists import RESULTS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.work.unit import Work

EXAMPLES = 3000 if os.environ.get("OSAGO_FULL") else 15
STAGES = (30, 14, 7, 1)
SILENCE, LOST = 180, 30
DAYS_OFF = {(d, 1) for d in range(1, 9)} | {(23, 2), (8, 3), (1, 5), (9, 5), (12, 6), (4, 11)}
"""Labour code, article 112: written down here once more, not read from the workbook."""
TALKS = {"договорились": None, "думает": 7, "перезвонить": 3, "отправить расчёт": 2, "отказ": 180}
NO_TALKS = {"нет ответа": 1, "занято": 1}
CLIENT = st.integers(0, 1)
CAUSES = {"agreed", "renewal", "ended", "silence"}


def working(day):
    while day.weekday() > 4 or (day.day, day.month) in DAYS_OFF:
        day += timedelta(days=1)
    return day


class Diary:
    """What the agent would remember of one client without any program."""

    def __init__(self, ends):
        self.talk = None
        self.promise = None
        self.policies = {}
        self.closed = set()
        self.asked_not_to_call = False
        self.ordered = ends - timedelta(days=365)


class Weeks(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.today = date(2026, 11, 30)
        self.book = MemoryBook(WORKBOOK, self.today)
        self.diaries = []
        self.typed(self.furnish)

    def furnish(self, work):
        work.set_setting("cfg_folder", tempfile.gettempdir())
        for number, days in enumerate((9, 45)):
            ends = self.today + timedelta(days=days)
            diary = Diary(ends)
            values = {"status": "активный", "kind": "физлицо", "agent": "Я", "last_order": diary.ordered}
            key = work.add(CLIENTS, name=f"Клиент {number}", phone=f"+7 (900) 000-00-0{number}", **values)["key"]
            diary.policies = {self.sold(work, key, ends)["key"]: ends}
            self.diaries.append(diary)

    def sold(self, work, client, ends):
        signed = min(ends - timedelta(days=365), self.today)
        values = {"client": client, "insurer": "Пример", "product": "ОСАГО", "state": "оформлен", "agent": "Я"}
        car = {"car_name": "Kia Rio", "premium": D(5000), "signed": signed, "check": "проверен"}
        return work.add(POLICIES, starts=ends - timedelta(days=364), ends=ends, **values, **car)

    def typed(self, change):
        work = Work(self.book, self.today)
        change(work)
        work.commit("руками")

    def press(self, action, *answers):
        return perform(action, self.book, ConsoleUi(answers=answers), self.today)

    def select(self, number):
        self.book.selected = Selection("Клиенты", CLIENTS.name, (f"К-00000{number + 1}",))
        return self.diaries[number]

    @rule(days=st.integers(1, 40))
    def time_passes(self, days):
        self.today += timedelta(days=days)
        self.typed(lambda work: work.set_setting("cfg_date", self.today))

    @rule(number=CLIENT, result=st.sampled_from(sorted(TALKS)), again=st.sampled_from(["", "5", "20"]))
    def talk(self, number, result, again):
        diary = self.select(number)
        self.press("log_one_contact", self.place_of(result), again, "", "н")
        days = int(again or TALKS[result] or 0)
        kept = diary.promise if diary.promise and diary.promise > self.today else None
        diary.talk = self.today
        diary.asked_not_to_call &= result != "договорились"
        diary.promise = working(self.today + timedelta(days=days)) if days else kept

    @rule(number=CLIENT, result=st.sampled_from(sorted(NO_TALKS)))
    def ring_in_vain(self, number, result):
        diary = self.select(number)
        self.press("log_one_contact", self.place_of(result), "", "", "н")
        diary.promise = working(self.today + timedelta(days=1))

    def place_of(self, result):
        results = [row["result"] for row in Work(self.book, self.today).rows(RESULTS)]
        return str(results.index(result) + 1)

    @rule(number=CLIENT)
    def write(self, number):
        """A letter silences nobody."""
        self.select(number)
        with suppress(OsagoError):  # nobody is left to write to: he asked for silence
            self.press("sms_selected", "2", "Рассылка", "Полис заканчивается", "д")

    @rule(number=CLIENT, days=st.sampled_from([1, 3, 7, 14, 30]))
    def postpone(self, number, days):
        diary = self.select(number)
        self.press(f"postpone_{days}")
        diary.promise = working(self.today + timedelta(days=days))

    @rule(number=CLIENT)
    def stop(self, number):
        diary = self.select(number)
        self.press("stop_calling", "д")
        diary.asked_not_to_call, diary.promise = True, None

    @precondition(lambda self: any(self.living(number) for number in (0, 1)))
    @rule(number=CLIENT, gone=st.booleans())
    def close(self, number, gone):
        """The first living policy is renewed for a year, or the client has left for another agent."""
        diary, living, outcome = self.diaries[number], self.living(number), "ушёл" if gone else "продлён"
        if not living:
            return
        self.typed(lambda work: work.set(POLICIES, work.get(POLICIES, living[0]), outcome=outcome))
        diary.closed.add(living[0])
        if not gone:
            self.renew(number, diary.policies[living[0]])

    def renew(self, number, ended):
        ends = ended + timedelta(days=365)
        made = []
        self.typed(lambda work: made.append(self.sold(work, f"К-00000{number + 1}", ends)))
        self.diaries[number].policies[made[0]["key"]] = ends
        self.press("refresh_all")
        self.diaries[number].ordered = max(self.diaries[number].ordered, min(ended, self.today))

    def living(self, number):
        diary = self.diaries[number]
        return [key for key in diary.policies if key not in diary.closed]

    def expected(self, number):
        """Why the client is called today, by the diary alone; silence is looked at apart."""
        diary, today = self.diaries[number], self.today
        if diary.asked_not_to_call:
            return set()
        pending = diary.promise if diary.promise and (diary.talk is None or diary.promise > diary.talk) else None
        why = {"agreed"} if pending and pending <= today else set()
        if diary.promise and diary.promise > today:
            return why
        for key in self.living(number):
            ends = diary.policies[key]
            if ends < today <= ends + timedelta(days=LOST):
                why |= {"ended"} if diary.talk != today else set()
            elif today <= ends and any(
                ends - timedelta(days=n) <= today and (diary.talk is None or ends - timedelta(days=n) > diary.talk)
                for n in STAGES
            ):
                why.add("renewal")
        return why

    @invariant()
    def the_list_of_the_day_is_that_of_the_diary(self):
        work = Work(self.book, self.today)
        lines = {line.client["key"]: {r.code for r in line.reasons} & CAUSES for line in due_lines(work)}
        for number in (0, 1):
            found = lines.get(f"К-00000{number + 1}", set())
            assert found - {"silence"} == self.expected(number), (self.today, number)
            self.silence(number, "silence" in found, found)

    def silence(self, number, called, found):
        """Half a year after the last talk or sale, not before; nobody waits longer without another reason."""
        diary = self.diaries[number]
        since = max(day for day in (diary.talk, diary.ordered) if day) + timedelta(days=SILENCE)
        promised = diary.promise and (diary.talk is None or diary.promise > diary.talk)
        if called:
            assert since <= self.today
        elif since <= self.today and not promised and not diary.asked_not_to_call:
            assert found


def test_histories():
    begun = []

    class Counted(Weeks):
        def __init__(self):
            begun.append(1)
            super().__init__()

    run_state_machine_as_test(Counted, settings=settings(max_examples=EXAMPLES, stateful_step_count=20, deadline=None))
    print(f"Weeks: {len(begun)} histories")
    assert len(begun) >= EXAMPLES
