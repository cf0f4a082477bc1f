"""C1: a client found by what the agent has at hand, and everything about him on one sheet."""

from __future__ import annotations

from datetime import date

import base_of_six
import pytest
from desk import Desk

from osago_xl.books.base import Selection
from osago_xl.errors import BookError
from osago_xl.work.unit import Work


@pytest.fixture
def six(desk: Desk) -> Desk:
    desk.setup(base_of_six.fill)
    return desk


def card(desk: Desk) -> dict[str, object]:
    return desk.book.read_form("card_")


def test_c1_the_only_match_opens_at_once(six: Desk) -> None:
    report = six.click("find_client", "7788")
    assert report.show == "Карточка"
    assert card(six)["name"] == "Ким Ен Су"


def test_of_several_the_agent_chooses(six: Desk) -> None:
    six.click("find_client", "55501", "2")
    assert card(six)["name"] == "Петрова Анна Ильинична"


def test_nobody_found_says_what_to_try(six: Desk) -> None:
    assert "Никого не нашлось" in six.click("find_client", "Несуществующий").text
    assert card(six)["find"] == ""


def test_c1_the_card_follows_from_any_row(six: Desk) -> None:
    six.select("tblPolicies", "П-000003")
    six.click("open_card")
    shown = card(six)
    assert shown["name"] == "Петрова Анна Ильинична"
    assert [row["product"] for row in shown["policies"] if row["product"]] == ["ОСАГО", "ОСАГО"]
    assert [row["ends"].year for row in shown["policies"] if row["ends"]] == [2027, 2026]
    assert [row["name"] for row in shown["referred"] if row["name"]] == ["Ким Ен Су"]
    assert shown["referrer_name"] == "Иванов Пётр Сергеевич"


def test_d8_the_words_for_the_present_reason_are_at_hand(six: Desk) -> None:
    six.select("tblClients", "К-000002")
    six.click("open_card")
    assert card(six)["due"] == ""  # called today
    six.selection = Selection("")
    six.select("tblClients", "К-000005")
    six.click("open_card")
    assert card(six)["due"] == "Пора звонить: давно не общались"
    assert "Давно не созванивались" in card(six)["script"]


def test_without_a_row_it_is_said_where_to_stand(six: Desk) -> None:
    with pytest.raises(BookError, match="Встаньте на строку клиента"):
        six.click("open_card")


def test_buttons_act_on_the_client_shown(six: Desk) -> None:
    six.select("tblClients", "К-000004")
    six.click("open_card")
    six.selection = Selection("Карточка")
    six.click("postpone_7")
    assert str(six.row("tblClients", "К-000004")["next_call"]) == "2026-11-30"  # the 29th is a Sunday


def test_a_namesake_is_not_among_the_drivers(six: Desk) -> None:
    def namesakes(work: Work) -> None:
        admitted = work.add("tblDrivers", name="Однофамилец Иван Иванович", birth_date=date(1980, 1, 1))
        work.add("tblDrivers", name="Однофамилец Иван Иванович", birth_date=date(1990, 1, 1))
        work.add("tblAdmitted", policy="П-000003", place=1, driver=admitted["key"])

    six.setup(namesakes)
    six.click("refresh_all")
    six.select("tblPolicies", "П-000003")
    six.click("open_card")
    form = card(six)
    names = [row["name"] for row in form["drivers"]]
    assert names.count("Однофамилец Иван Иванович") == 1
    shown = {line["n"] for line in form["drivers_n"]}
    namesakes_shown = [row for row in six.rows("tblDrivers") if row.at + 1 in shown and "Однофамилец" in row["name"]]
    assert [row["birth_date"].year for row in namesakes_shown] == [1980]
