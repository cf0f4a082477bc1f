"""Answers of the right type, and «Отмена» wherever none is given."""

from datetime import date
from decimal import Decimal

import pytest

from osago_xl.cli.console import ConsoleUi
from osago_xl.errors import InputError
from osago_xl.work import asking
from osago_xl.work.ui import Cancelled

TODAY = date(2026, 11, 22)


def ui(*answers):
    return ConsoleUi(answers=answers)


@pytest.mark.parametrize(
    ("answer", "period"),
    [
        ("", (date(2026, 11, 1), date(2026, 11, 30))),
        ("02.2028", (date(2028, 2, 1), date(2028, 2, 29))),
        ("05.11.2026–15.11.2026", (date(2026, 11, 5), date(2026, 11, 15))),
        ("с 5.11.2026 по 5.11.2026", (date(2026, 11, 5), date(2026, 11, 5))),
        ("2026-11-01 2026-11-02", (date(2026, 11, 1), date(2026, 11, 2))),
    ],
)
def test_a_period_is_a_month_or_two_dates(answer, period):
    assert asking.period(ui(answer), "Период", TODAY) == period


@pytest.mark.parametrize("answer", ["13.2026", "ноябрь", "15.11.2026–05.11.2026", "01.11.2026"])
def test_what_is_no_period_is_refused(answer):
    with pytest.raises(InputError, match="Впишите месяц"):
        asking.period(ui(answer), "Период", TODAY)


def test_at_the_beginning_of_a_month_the_past_one_is_proposed():
    assert asking.period(ui(""), "Период", date(2026, 12, 3))[1] == date(2026, 11, 30)


def test_a_sum_has_kopecks():
    assert asking.amount(ui("1 234,5"), "Сумма") == Decimal("1234.50")
    assert asking.amount(ui(""), "Сумма", Decimal("7.10")) == Decimal("7.10")
    with pytest.raises(InputError, match="не сумма"):
        asking.amount(ui("много"), "Сумма")


def test_the_only_option_is_taken_without_a_question():
    assert asking.option(ui(), "Кто?", ["один"]) == "один"
    assert asking.option(ui("2"), "Кто?", ["один", "два"]) == "два"


@pytest.mark.parametrize(
    "question",
    [
        lambda ui: asking.text(ui, "Что?"),
        lambda ui: asking.option(ui, "Кто?", ["один", "два"]),
        lambda ui: asking.confirm(ui, "Да?"),
        lambda ui: asking.amount(ui, "Сумма"),
    ],
)
def test_no_answer_cancels(question):
    with pytest.raises(Cancelled):
        question(ui(""))
