"""A client made anonymous in one book is forgotten by the office: by the store, its history, and every other book."""

from __future__ import annotations

from office_desk import BookDesk, OfficeDesk

from osago_xl.agency.model import SHARED
from osago_xl.desk.personal_rows import erase
from osago_xl.schema.sheets.clients import CLIENTS

SECRETS = ("Гордеев", "912 000-00-77", "913 000-00-88", "К777КК77", "Гордеева", "9900", "любит рыбалку")
"""Name, both phones, plate, driver, licence, a note."""


def client_of(book: BookDesk) -> str:
    """A client with a car, a driver and a talk."""
    client = book.add("tblClients", name="Гордеев Лев Ильич", phone="+7 912 000-00-77", agent="Я")
    book.add(
        "tblCars", owner=client, plate="К777КК77", vin="XTA210990Y2766389", body="Б1", chassis="Ш1", paper_number="1"
    )
    book.add("tblDrivers", client=client, name="Гордеева Анна Львовна", licence_number="990012")
    book.add("tblContacts", client=client, note="любит рыбалку")
    return client


def make_anonymous(book: BookDesk, key: str) -> None:
    work = book.work()
    erase(work, work.get(CLIENTS, key))
    work.commit("Обезличить")


def kept_by(office: OfficeDesk) -> str:
    tables = [shared.stored.name for shared in SHARED.values()] + ["agency_history", "agency_conflict", "agency_moved"]
    return repr([office.ask(f"SELECT * FROM {table}") for table in tables])


def known(text: str) -> list[str]:
    return [secret for secret in SECRETS if secret in text]


def everything_in(book: BookDesk) -> str:
    work = book.work()
    return repr([[dict(row) for row in work.rows(table)] for table in work.schema.tables.values()])


def test_nothing_personal_remains_in_the_store_or_in_the_heads_book(office):
    head, agent = office.member("Орлова", "head"), office.member("Петров")
    client = client_of(agent)
    agent.sync()
    head.sync()
    agent.set("tblClients", client, phone="+7 913 000-00-88")
    agent.sync()
    head.sync()
    assert known(kept_by(office)) == list(SECRETS)

    make_anonymous(agent, client)
    agent.sync()
    head.sync()
    assert known(kept_by(office)) == []
    assert known(everything_in(head)) == [] and known(everything_in(agent)) == []
    assert [row["status"] for row in head.rows("tblClients").values()] == ["не звонить"]
    assert head.sync()["received"] == agent.sync()["received"] == {}


def test_a_book_that_was_away_does_not_bring_him_back(office):
    head, agent = office.member("Орлова", "head"), office.member("Петров")
    client = client_of(agent)
    agent.sync()
    head.sync()
    abroad = next(iter(head.rows("tblClients")))
    head.set("tblClients", abroad, kind="юрлицо")  # not sent yet
    make_anonymous(agent, client)
    agent.sync()
    told = head.sync()
    agent.sync()
    assert known(kept_by(office)) == known(everything_in(head)) == []
    assert told["conflicts"] == [] and head.rows("tblDrivers") == {}
    assert [row["kind"] for row in agent.rows("tblClients").values()] == ["юрлицо"]


def test_both_values_of_a_conflict_about_him_go_too(office):
    head, agent = office.member("Орлова", "head"), office.member("Петров")
    client = client_of(agent)
    agent.sync()
    head.sync()
    head.set("tblClients", next(iter(head.rows("tblClients"))), phone="+7 913 000-00-88")
    agent.set("tblClients", client, phone="+7 914 000-00-99")
    head.sync()
    assert len(agent.sync()["conflicts"]) == 1
    make_anonymous(agent, client)
    agent.sync()
    assert known(kept_by(office)) == [] and "914 000" not in kept_by(office)
    assert head.sync()["conflicts"] == []


def test_who_had_him_before_forgets_him_at_the_next_exchange(office):
    head, first, second = office.member("Орлова", "head"), office.member("Петров"), office.member("Сидоров")
    client_of(first)
    first.sync()
    head.sync()
    head.set("tblClients", next(iter(head.rows("tblClients"))), agent="Сидоров")
    head.sync()
    first.sync()
    second.sync()
    assert first.rows("tblClients") == {} and "Гордеев" in everything_in(first)  # the journal, for an undo

    make_anonymous(second, next(iter(second.rows("tblClients"))))
    second.sync()
    head.sync()
    first.add("tblClients", name="Другой Иван Иванович", phone="+7 915 000-00-11")
    first.sync()
    assert known(kept_by(office)) == []
    assert [known(everything_in(book)) for book in (head, first, second)] == [[], [], []]
