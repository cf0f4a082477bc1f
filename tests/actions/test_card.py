"""C1: a client found by what the agent has at hand, and everything about him on one sheet."""

from __future__ import annotations

from datetime import date

import base_of_six
import pytest
from desk import Desk

from osago_xl.books.base import Selection
from osago_xl.errors import BookError
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.lookup import STEP
from osago_xl.schema.sheets.policies import ADMITTED, POLICIES
from osago_xl.schema.sheets.vehicles import CARS, DRIVERS
from osago_xl.work.unit import Work


@pytest.fixture
def six(desk: Desk) -> Desk:
    desk.setup(base_of_six.fill)
    return desk


def card(desk: Desk) -> dict[str, object]:
    return desk.book.read_form("card_")


def section(form: dict[str, object], title: str) -> list[dict[str, object]]:
    """The lines under a heading; those of the next one begin a new section."""
    lines = [line for line in form["lines"] if line["what"]]
    heads = [number for number, code in enumerate(form["flow"]) if code["n"] and not code["n"] % STEP]
    start = next(number for number in heads if lines[number]["what"] == title)
    return lines[start + 1 : next((number for number in heads if number > start), len(lines))]


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
    policies = section(shown, "Полисы")
    assert [line["what"].split()[0] for line in policies] == ["ОСАГО", "ОСАГО"]
    assert [line["day"].year for line in policies] == [2027, 2026]
    assert [line["what"] for line in section(shown, "Кого привёл")] == ["Ким Ен Су"]
    assert shown["referrer_name"] == "Иванов Пётр Сергеевич"


def test_d8_the_words_for_the_present_reason_are_at_hand(six: Desk) -> None:
    six.select("tblClients", "К-000002")
    six.click("open_card")
    assert (card(six)["due"], card(six)["script"]) == ("", "")  # called today: nothing to say of a long silence
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
        admitted = work.add(DRIVERS, name="Однофамилец Иван Иванович", birth_date=date(1980, 1, 1))
        work.add(DRIVERS, name="Однофамилец Иван Иванович", birth_date=date(1990, 1, 1))
        work.add(ADMITTED, policy="П-000003", place=1, driver=admitted["key"])

    six.setup(namesakes)
    six.click("refresh_all")
    six.select("tblPolicies", "П-000003")
    six.click("open_card")
    form = card(six)
    names = [line["what"] for line in section(form, "Водители, КБМ")]
    assert names.count("Однофамилец Иван Иванович") == 1
    shown = {line["n"] for line in form["drivers_n"]}
    namesakes_shown = [row for row in six.rows("tblDrivers") if row.at + 1 in shown and "Однофамилец" in row["name"]]
    assert [row["birth_date"].year for row in namesakes_shown] == [1980]


def test_an_empty_section_takes_no_line(six: Desk) -> None:
    """One policy and nothing else: a heading and one line; of the sections without rows not even the heading."""

    def newcomer(work: Work) -> None:
        client = work.add(CLIENTS, name="Новиков Илья Олегович", status="активный", channel="Сайт", agent="Я")
        work.add(POLICIES, client=client["key"], product="ОСАГО", insurer="Пример", state="оформлен",
                 starts=date(2026, 1, 1), ends=date(2026, 12, 31), premium=5000)  # fmt: skip

    six.setup(newcomer)
    six.click("find_client", "Новиков")
    heading, policy = (line["what"] for line in card(six)["lines"] if line["what"])
    assert (heading, policy) == ("Полисы", "ОСАГО Пример")


def test_of_forty_cars_the_newest_five_are_shown_and_it_is_said(six: Desk) -> None:
    def fleet(work: Work) -> None:
        for number in range(40):
            work.add(CARS, owner="К-000006", make="Kia", model=f"Rio {number}", year=1980 + number)

    six.setup(fleet)
    six.select("tblClients", "К-000006")
    six.click("open_card")
    cars = section(card(six), next(line["what"] for line in card(six)["lines"] if line["what"].startswith("Авто")))
    assert [line["state"] for line in cars] == ["2019", "2018", "2017", "2016", "2015"]
    assert any(line["what"].startswith("Автомобили: 5 из ") for line in card(six)["lines"])
