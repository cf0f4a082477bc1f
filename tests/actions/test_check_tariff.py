"""«Проверить тариф»: what the agent saw in the act is his own value from that day on, and is said to be."""

from datetime import date
from decimal import Decimal

import pytest

from osago_xl.actions.perform import perform
from osago_xl.books.memory import MemoryBook
from osago_xl.cli.console import ConsoleUi
from osago_xl.domain.territory import Territory
from osago_xl.errors import TariffError
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.tariffs import own

TODAY = date(2026, 11, 30)
SALAVAT = Territory("02", "Салават")


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(own, "folder", lambda: tmp_path / "own")
    own.look_again()
    yield
    own.look_again()


def click(*answers):
    return perform("check_tariff", MemoryBook(WORKBOOK, TODAY), ConsoleUi(answers=answers), TODAY)


def test_the_value_seen_holds_from_today(capsys):
    assert own.tariffs().at(TODAY).kt[SALAVAT].confidence == "carried"
    report = click("Салават", "1,10")
    assert (
        report.text == "Республика Башкортостан, Салават: КТ 1,10, ваше значение с 30.11.2026. Расчёты уже берут его."
    )
    assert "https://www.cbr.ru/" in capsys.readouterr().err
    now, before = own.tariffs().at(TODAY).kt[SALAVAT], own.tariffs().at(date(2026, 11, 29)).kt[SALAVAT]
    assert (now.value, now.confidence) == (Decimal("1.10"), "own")
    assert before.value == Decimal("1.08") and before.confidence == "carried"  # premiums of the past stay
    assert "своих тарифов агента" in now.note


def test_checked_twice_on_one_day_the_last_answer_holds():
    click("Салават", "1,10")
    click("Салават", "1,12")
    click("Уфа", "1,56")
    assert own.tariffs().at(TODAY).kt[SALAVAT].value == Decimal("1.12")
    assert own.tariffs().at(TODAY).kt[Territory("02", "Уфа")].confidence == "own"


def test_nothing_seen_changes_nothing():
    click("Салават", "")
    assert own.tariffs().at(TODAY).kt[SALAVAT].confidence == "carried"


def test_a_value_that_no_act_states_is_refused():
    with pytest.raises(TariffError, match="вне пределов"):
        click("Салават", "1160")
    assert own.tariffs().at(TODAY).kt[SALAVAT].confidence == "carried"


@pytest.mark.parametrize(("region", "place"), [("59", "Березники"), ("59", "Краснокамск"), ("51", "Апатиты"),
                                               ("51", "Мончегорск")])  # fmt: skip
def test_four_towns_are_under_question(region, place):
    factor = own.tariffs().at(date(2026, 3, 1)).kt[Territory(region, place)]
    assert factor.confidence == "carried-at-risk"
    assert "под вопросом" in factor.note
