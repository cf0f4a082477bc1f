from datetime import date, timedelta

import pytest

from osago_xl.domain.blanks import reports as forms_reports
from osago_xl.domain.blanks.model import Circumstances, Movement, Operation, Place, State
from osago_xl.domain.blanks.register import Register
from osago_xl.domain.blanks.reports import Holding, Limits
from osago_xl.errors import InputError

START = date(2026, 1, 1)
KIND, INSURER = "полис ОСАГО", "СК «Пример»"


def on(day, operation, first, last="", **other):
    when = START + timedelta(days=day)
    return Movement(when, Operation(operation), KIND, INSURER, "ААМ", first, last, **other)


@pytest.fixture
def register():
    movements = [
        on(0, "получен", "001", "050"),
        on(1, "передан", "011", "015", party="Кузнецова"),
        on(2, "использован", "001", policy="П-1"),
        on(3, "испорчен", "002"),
        on(4, "использован", "011", policy="П-2"),
        on(5, "утерян", "003"),
        on(6, "возвращён", "002"),  # spoiled: left the stock before
        on(7, "возвращён", "041", "050"),
        on(8, "снят резерв", "001"),
        on(9, "похищен", "004", "005"),
        on(9, "списан", "006"),
    ]
    register, remarks = Register.replay(movements, Circumstances(closed_policies=frozenset({"П-1"})))
    assert remarks == []
    return register


def test_balance_counts_each_form_once(register):
    (line,) = forms_reports.balance(register, START, START + timedelta(days=30))
    assert line[1:] == (0, 50, 1, 2, 1, 1, 2, 10, 1, 34)
    assert line.is_even


def test_balance_of_one_holder(register):
    month = (START, START + timedelta(days=30))
    (hers,) = forms_reports.balance(register, *month, "Кузнецова")
    assert hers[1:] == (0, 5, 0, 1, 0, 0, 0, 0, 0, 4), "what was handed to her is what she received"
    (own,) = forms_reports.balance(register, *month, "")
    assert own[1:] == (0, 50, 1, 1, 1, 1, 2, 15, 1, 30), "what was handed on has left the agent"
    assert hers.is_even and own.is_even
    assert forms_reports.balance(register, *month, "Орлов") == []


def test_balance_of_a_part_of_the_time(register):
    (line,) = forms_reports.balance(register, START + timedelta(days=3), START + timedelta(days=5))
    assert (line.opening, line.used, line.spoiled, line.lost, line.closing) == (49, 1, 1, 1, 46)
    assert line.is_even


def test_balance_before_the_first_receipt_is_empty(register):
    assert forms_reports.balance(register, date(2025, 1, 1), date(2025, 12, 31)) == []


def test_period_must_not_end_before_it_starts(register):
    with pytest.raises(InputError, match="раньше начала"):
        forms_reports.balance(register, START, START - timedelta(days=1))


def test_inventory_by_person_and_state(register):
    counts = forms_reports.inventory(register)
    assert counts[Holding(INSURER, KIND, Place.SUBAGENT, "Кузнецова", State.CLEAN)] == 4
    assert counts[Holding(INSURER, KIND, Place.INSURER, "", State.SPOILED)] == 1
    assert sum(counts.values()) == 50


@pytest.mark.parametrize(("days", "level"), [(30, []), (31, ["warning"]), (90, ["warning"]), (91, ["error"])])
def test_forms_that_lie_with_a_subagent(register, days, level):
    today = START + timedelta(days=1 + days)
    findings = list(forms_reports.ageing(register, today, Limits()))
    assert [finding.level for finding in findings] == level
    assert all("Кузнецова" in finding.message and "ААМ 012–015" in finding.message for finding in findings)


@pytest.mark.parametrize(("yellow", "red", "levels"), [(20, 5, []), (30, 5, ["warning"]), (40, 30, ["error"])])
def test_stock_that_runs_out(register, yellow, red, levels):
    limits = Limits(yellow_stock=yellow, red_stock=red, per_holder=99)
    assert [finding.level for finding in forms_reports.shortage(register, limits)] == levels


def test_subagent_over_the_norm(register):
    (finding,) = forms_reports.shortage(register, Limits(yellow_stock=0, red_stock=0))
    assert finding.rule == "forms.limit" and "4 при норме 3" in finding.message
    limits = Limits(yellow_stock=0, red_stock=0, of_holder={"Кузнецова": 4})
    assert list(forms_reports.shortage(register, limits)) == []
