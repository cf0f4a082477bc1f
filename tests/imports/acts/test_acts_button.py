"""«Новый акт» in a workbook: the renewals follow the act taken, and come back when it is put away."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from desk import Desk, add_insurer
from imports.acts.test_acts_taking import annex

from osago_xl.actions.perform import perform
from osago_xl.books.memory import MemoryBook
from osago_xl.cli.console import ConsoleUi
from osago_xl.desk.calls.call_list import due_lines
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.day import RENEWALS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.vehicles import CARS
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.tariffs import own
from osago_xl.tariffs.taken import taken

TODAY = date(2026, 12, 20)


@pytest.fixture
def renewals(tmp_path, monkeypatch):
    """A policy of Ufa that ends on 5 January 2027: the renewal is priced by the act of 2027."""
    monkeypatch.setattr(own, "folder", lambda: tmp_path / "own")
    for place in ("osago_xl.imports.acts.button", "osago_xl.desk.undoing"):
        monkeypatch.setattr(f"{place}.folder", lambda: tmp_path / "own")
    own.look_again()
    book = MemoryBook(WORKBOOK, TODAY)
    desk = Desk(lambda selection: book)
    desk.today = TODAY

    def fill(work):
        add_insurer(work)
        client = work.add(CLIENTS, name="Иванов Пётр", kind="физлицо", birth_date=date(1980, 5, 5))
        car = work.add(CARS, make="Kia", model="Rio", category="B", power_hp=Decimal(100), owner=client["key"],
                       region="Республика Башкортостан", place="Уфа")  # fmt: skip
        ends = date(2027, 1, 5)
        work.add(POLICIES, client=client["key"], owner=client["key"], car=car["key"], insurer="Пример",
                 series="ХХХ", number="1234567890", product="ОСАГО", state="оформлен", unlimited="да",
                 starts=ends - timedelta(days=364), ends=ends, kbm=Decimal(1), premium=Decimal(10000))  # fmt: skip

    desk.setup(fill)
    desk.click("build_renewals")
    yield desk, book, tmp_path
    own.look_again()


def test_taken_and_put_away(renewals):
    desk, book, folder = renewals
    ((before,),) = [[row["forecast"] for row in desk.rows("tblRenewals")]]
    path = annex(folder / "annex.csv")
    taken = perform("take_act", book, ConsoleUi(yes=True, files=[path]), TODAY)
    assert taken.text == "Акт 7400-У взят. «Пролонгация» пересчитана, прогноз изменился у полисов: 1."
    ((after,),) = [[row["forecast"] for row in desk.rows("tblRenewals")]]
    assert after == (before * Decimal("1.70") / Decimal("1.56")).quantize(Decimal("0.01"))  # КТ of Ufa alone moved
    dropped = perform("take_act", book, ConsoleUi(yes=True, answers=["2"]), TODAY)
    assert dropped.text.startswith("Акт 7400-u убран.")
    assert [row["forecast"] for row in desk.rows("tblRenewals")] == [before]


def test_undo_takes_the_act_away_and_brings_one_put_away_back(renewals):
    desk, book, folder = renewals
    before = [row["forecast"] for row in desk.rows("tblRenewals")]
    perform("take_act", book, ConsoleUi(yes=True, files=[annex(folder / "annex.csv")]), TODAY)
    after = [row["forecast"] for row in desk.rows("tblRenewals")]
    told = perform("undo_last", book, ConsoleUi(yes=True), TODAY)
    assert told.text == "Отменено: «Новый акт»."
    assert taken(folder / "own") == [] and [row["forecast"] for row in desk.rows("tblRenewals")] == before

    perform("take_act", book, ConsoleUi(yes=True, files=[annex(folder / "annex.csv")]), TODAY)
    perform("take_act", book, ConsoleUi(yes=True, answers=["2"]), TODAY)
    assert taken(folder / "own") == []
    perform("undo_last", book, ConsoleUi(yes=True), TODAY)
    assert taken(folder / "own") == ["7400-u"]
    assert [row["forecast"] for row in desk.rows("tblRenewals")] == after
    assert own.tariffs().at(date(2027, 1, 5)).edition  # read whole by the strict loader


def test_undo_of_an_act_that_changed_no_row_of_the_book_is_not_that_of_an_earlier_command(renewals):
    desk, book, folder = renewals
    desk.setup(lambda work: work.replace(RENEWALS, []))
    perform("take_act", book, ConsoleUi(yes=True, files=[annex(folder / "annex.csv")]), TODAY)
    assert perform("undo_last", book, ConsoleUi(yes=True), TODAY).text == "Отменено: «Новый акт»."
    assert taken(folder / "own") == [] and len(desk.rows("tblPolicies")) == 1


def test_a_rise_known_ahead_is_a_reason_to_call(renewals):
    """The policy ends on 5 January, after the rise of 1 January: no early call helps. One of 28 December it does."""
    desk, book, folder = renewals
    perform("take_act", book, ConsoleUi(yes=True, files=[annex(folder / "annex.csv")]), TODAY)
    assert _told(desk) == []

    def ends_earlier(work):
        (policy,) = work.rows(POLICIES)
        work.set(POLICIES, policy, starts=date(2025, 12, 29), ends=date(2026, 12, 28))

    desk.setup(ends_earlier)
    assert _told(desk) == ["с 01.01.2027 КТ в регионе 1,56→1,70: продлить до этого дня"]


def _told(desk):
    lines = due_lines(desk.work())
    return [reason.text for line in lines for reason in line.reasons if reason.code == "tariff"]
