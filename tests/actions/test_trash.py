"""Корзина gives back: whole deletions and single rows, with their links."""

from __future__ import annotations

import pytest
from desk import Desk

from osago_xl.errors import InputError
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.reference import CHANNELS
from osago_xl.schema.sheets.vehicles import CARS
from osago_xl.work.unit import Work


@pytest.fixture
def three(desk: Desk) -> Desk:
    desk.setup(lambda work: [work.add(CLIENTS, name=name, phone="+7 (916) 111-22-33") for name in ("А", "Б", "В")])
    return desk


def keys(desk: Desk) -> list[str]:
    return [row["key"] for row in desk.rows("tblClients")]


def typed(desk: Desk) -> dict[str, dict[str, object]]:
    """What the agent typed; what the program works out of it is worked out anew."""
    columns = [c.key for c in desk.book.schema.tables["tblClients"].columns if c.fill == "input"]
    return {row["key"]: {key: row[key] for key in columns} for row in desk.rows("tblClients")}


def delete(desk: Desk, *rows: str) -> None:
    desk.select("tblClients", *rows)
    desk.click("delete_row")


def test_a_deletion_comes_back_whole(three: Desk) -> None:
    before = typed(three)
    delete(three, "К-000001", "К-000003")
    assert keys(three) == ["К-000002"]
    report = three.click("give_back", "1")
    assert report.text == "Возвращено строк: 2."
    assert report.details == ["Клиенты К-000001 А", "Клиенты К-000003 В"]
    assert typed(three) == before
    assert three.rows("tblTrash") == []


def test_one_row_of_it_comes_back_and_the_rest_stays(three: Desk) -> None:
    delete(three, "К-000001", "К-000003")
    three.click("give_back", "3")
    assert sorted(keys(three)) == ["К-000002", "К-000003"]
    assert [row["row_key"] for row in three.rows("tblTrash")] == ["К-000001"]


def test_giving_back_can_be_undone(three: Desk) -> None:
    delete(three, "К-000001")
    three.click("give_back")
    three.click("undo_last")
    assert "К-000001" not in keys(three)
    assert [row["row_key"] for row in three.rows("tblTrash")] == ["К-000001"]


def test_links_that_a_joining_led_elsewhere_come_back(three: Desk) -> None:
    """The car of Б goes to А when both are joined; a car changed by hand since then stays where it was put."""

    def cars(work: Work) -> None:
        for make in ("Kia", "Lada"):
            work.add(CARS, make=make, owner="К-000002")

    three.setup(cars)

    def joined(work: Work) -> None:
        from osago_xl.desk.who.joining import join

        join(work, work.get(CLIENTS, "К-000001"), work.get(CLIENTS, "К-000002"))

    three.setup(joined)
    work = three.work()
    work.set(CARS, work.rows(CARS)[1], owner="К-000003")
    three.book.apply(work.changes())
    assert [row["owner"] for row in three.rows("tblCars")] == ["К-000001", "К-000003"]
    three.click("give_back")
    assert [row["owner"] for row in three.rows("tblCars")] == ["К-000002", "К-000003"]


def test_a_key_taken_by_now_is_told(three: Desk) -> None:
    delete(three, "К-000003")
    three.setup(lambda work: work.add(CLIENTS, name="Г"))
    assert keys(three)[-1] == "К-000003"
    report = three.click("give_back")
    assert report.details[-1] == "Клиенты К-000003 В: ключ занят, новый ключ К-000004."


def test_a_word_that_stands_there_again_is_refused(desk: Desk) -> None:
    desk.setup(lambda work: work.add(CHANNELS, channel="Радио"))
    desk.select("tblChannels", "Радио")
    desk.click("delete_row")
    desk.setup(lambda work: work.add(CHANNELS, channel="Радио"))
    with pytest.raises(InputError, match="такая строка уже есть"):
        desk.click("give_back")
    assert len(desk.rows("tblTrash")) == 1


def test_an_empty_bin_is_said(desk: Desk) -> None:
    assert desk.click("give_back").text == "Корзина пуста: возвращать нечего."
