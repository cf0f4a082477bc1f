from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osago_xl.domain.commission import (
    Commission,
    Conditions,
    Hold,
    Report,
    Rule,
    Sale,
    Transfer,
    check_rules,
    choose,
    compute,
    percent,
    read_hold,
    split_share,
    transfer,
)
from osago_xl.errors import InputError

JANUARY = date(2026, 1, 1)
FACTS = Conditions("СК «Пример»", "ОСАГО", "Иванов", "новый", "физлицо", "B", "Москва")
SALE = Sale(FACTS, date(2026, 6, 1), D("10000.00"), kbm=D("0.46"))


def rule(bordereau, start=JANUARY, end=None, kbm_to=None, **conditions):
    return Rule(Conditions(**conditions), start, D(bordereau), end=end, kbm_to=kbm_to)


def test_most_specific_rule_wins_wherever_it_stands():
    default, company = rule(10), rule(12, insurer="СК «Пример»")
    precise = rule(15, insurer="ск «пример»", contract="новый")
    assert choose([precise, company, default], SALE) is precise
    assert choose([default, company, precise], SALE) is precise


def test_conditions_that_do_not_fit_are_out():
    rules = [rule(10, insurer="все"), rule(20, insurer="Другая"), rule(30, contract="продление")]
    assert choose(rules, SALE) is rules[0]


def test_of_equal_rules_the_newest_wins_and_dates_are_inclusive():
    old, new = rule(10), rule(12, start=date(2026, 6, 1))
    ended = rule(99, insurer="СК «Пример»", end=date(2026, 5, 31))
    assert choose([old, new, ended], SALE) is new
    assert choose([ended], SALE._replace(day=date(2026, 5, 31))) is ended
    assert choose([old], SALE._replace(day=date(2025, 12, 31))) is None


def test_class_limit_fits_up_to_it_and_the_tighter_wins():
    loose, tight, missed = rule(10, kbm_to=D(1)), rule(12, kbm_to=D("0.46")), rule(20, kbm_to=D("0.45"))
    assert choose([loose, tight, missed], SALE) is tight
    assert choose([loose], SALE._replace(kbm=None)) is None


def test_paper_and_electronic_forms_may_have_rules_of_their_own():
    paper, electronic = rule(12, form="бумага"), rule(8, form="э")
    assert choose([paper, electronic], SALE._replace(facts=FACTS._replace(form="э"))) is electronic
    assert choose([paper, electronic], SALE) is None, "the class of the form is not known yet"


@pytest.mark.parametrize(("cell", "hold"), [("0", Hold.NONE), ("2", Hold.PARTIAL), ("", None), ("3", None)])
def test_hold_as_a_cell_says_it(cell, hold):
    assert read_hold(cell) is hold


def test_empty_table_gives_no_commission():
    assert choose([], SALE) is None


def test_both_lines_discounts_and_margin():
    terms = Rule(Conditions(), JANUARY, D(10), D(5))
    sale = SALE._replace(discount=D(1000), own_discount=D(100), acquiring=D("2.5"))
    result = compute(terms, sale)
    assert result == Commission(D(9000), D(900), D(450), D(100), D(225))
    assert (result.total, result.margin) == (D(1350), D(1025))


@pytest.mark.parametrize(
    ("amount", "rate", "unit", "expected"),
    [
        ("10000.05", "10", "0.01", "1000.01"),
        ("0.05", "10", "0.01", "0.01"),
        ("-0.05", "10", "0.01", "-0.01"),
        ("0.04", "10", "0.01", "0.00"),
        ("12345.67", "12.5", "1", "1543"),
        ("12345.67", "12.5", "10", "1540"),
    ],
)
def test_rounding_halves_away_from_zero(amount, rate, unit, expected):
    assert percent(D(amount), D(rate), D(unit)) == D(expected)


# premium 10 000, бордеро 10 %, ДВОУ 5 %
CHECKED = Commission(D(10000), D(1000), D(500))


@pytest.mark.parametrize(
    ("hold", "direct", "report", "expected"),
    [
        (Hold.NONE, False, Report.BORDEREAU, (10000, 1000)),
        (Hold.FULL, False, Report.BORDEREAU, (9000, 0)),
        (Hold.PARTIAL, False, Report.BORDEREAU, (9000, 500)),
        (Hold.NONE, True, Report.BORDEREAU, (0, 1000)),
        (Hold.PARTIAL, True, Report.BORDEREAU, (0, 1000)),
        (Hold.NONE, False, Report.SERVICES, (0, 500)),
        (Hold.FULL, False, Report.SERVICES, (0, 500)),
        (Hold.PARTIAL, True, Report.SERVICES, (0, 500)),
        (Hold.PARTIAL, False, Report.SERVICES, (0, 0)),  # already returned by the first report
    ],
)
def test_who_owes_whom(hold, direct, report, expected):
    assert transfer(CHECKED, hold, report, paid_to_insurer=direct) == Transfer(*map(D, expected))


@given(
    premium=st.decimals(-(10**6), 10**6, places=2),
    rates=st.tuples(st.decimals(0, 50, places=1), st.decimals(0, 50, places=1)),
    hold=st.sampled_from(Hold),
    direct=st.booleans(),
)
def test_nothing_is_lost_between_the_two_reports(premium, rates, hold, direct):
    commission = compute(Rule(Conditions(), JANUARY, *rates), Sale(FACTS, JANUARY, premium))
    first = transfer(commission, hold, Report.BORDEREAU, paid_to_insurer=direct)
    second = transfer(commission, hold, Report.SERVICES, paid_to_insurer=direct)
    collected = D(0) if direct else premium
    kept = collected - first.to_insurer + first.to_agent + second.to_agent
    assert kept == commission.total


def test_share_of_a_subagent():
    assert split_share(D("1000.01"), D(50)) == (D("500.01"), D("500.00"))
    with pytest.raises(InputError, match="от 0 до 100"):
        split_share(D(1), D(101))


def test_rows_that_cannot_work_are_found():
    rules = [
        rule(10),
        rule(12, insurer="все", start=JANUARY, end=date(2025, 1, 1)),
        rule(120, product="КАСКО"),
        rule(15, insurer="А"),
        rule(16, insurer="а"),
    ]
    found = [(index, finding.rule) for index, finding in check_rules(rules)]
    assert found == [(1, "commission.dates"), (2, "commission.rate"), (4, "commission.twin")]
