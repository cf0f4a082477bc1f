"""A member gets another login: his computer is gone, his password is known, or the store came to another server."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from office_desk import BookDesk

from osago_xl.agency.invitation import Invitation, read_invitation, remember
from osago_xl.agency.office import invite, join
from osago_xl.agency.store import engine, parse
from osago_xl.errors import AgencyError


def renewed(office, name: str, number: int = 2):
    """The new invitation of a member who is there already."""
    file = office.folder / f"{name} {number}.json"
    invite(office.url, name, None, file, again=True)
    return file


def rejoin(book: BookDesk, file) -> None:
    work = book.work()
    join(work, read_invitation(file))
    work.commit("подключение")


def test_his_book_goes_on_with_the_new_login(office):
    petrov, head = office.member("Петров"), office.member("Анна", "head")
    petrov.add("tblClients", name="Иванов Пётр")
    petrov.sync()
    rejoin(petrov, renewed(office, "Петров"))
    petrov.add("tblClients", name="Сидоров Олег")
    assert petrov.sync()["sent"] == {"tblClients": 1}
    head.sync()
    assert set(head.names().values()) == {"Иванов Пётр", "Сидоров Олег"}
    assert office.ask("SELECT count(*) FROM agency_member") == [(2,)]


def test_the_old_login_is_closed(office):
    petrov = office.member("Петров")
    petrov.sync()
    renewed(office, "Петров")
    petrov.add("tblClients", name="Иванов Пётр")
    with pytest.raises(AgencyError, match=r"не знает|не принимает"):
        petrov.sync()
    assert office.ask("SELECT count(*) FROM clients") == [(0,)]


def test_he_stays_what_he_was(office):
    office.member("Яна", "subagent")
    assert read_invitation(renewed(office, "Яна")).role == "subagent"
    with pytest.raises(AgencyError, match="роль"):
        invite(office.url, "Яна", "head", office.folder / "роль.json", again=True)
    assert office.ask("SELECT role FROM agency_member") == [("subagent",)]


def test_a_login_is_renewed_only_for_a_member(office):
    with pytest.raises(AgencyError, match="нет"):
        renewed(office, "Кузнецов")
    assert office.ask("SELECT count(*) FROM agency_member") == [(0,)]


def test_a_member_invited_twice_is_told_of_the_way(office):
    office.member("Петров")
    with pytest.raises(AgencyError, match="--again"):
        invite(office.url, "Петров", "agent", office.folder / "ещё.json")


def test_the_invitation_of_another_does_not_fit(office):
    petrov, other = office.member("Петров"), office.invitation("Кузнецов")
    before = petrov.rows("tblAgency")
    with pytest.raises(AgencyError, match="другим агентом"):
        join(petrov.work(), read_invitation(other))
    assert petrov.rows("tblAgency") == before


def test_after_the_login_vanished_from_the_server(postgres):
    """A store restored on another server has its members, and none of their logins."""
    petrov = postgres.member("Петров")
    petrov.sync()
    login = read_invitation(postgres.folder / "Петров.json").login
    drop(postgres, login)
    rejoin(petrov, renewed(postgres, "Петров"))
    petrov.add("tblClients", name="Иванов Пётр")
    assert petrov.sync()["sent"] == {"tblClients": 1}


def drop(office, login: str) -> None:
    with engine(parse(office.url)).begin() as connection:
        connection.execute(sa.text(f'DROP OWNED BY "{login}"'))
        connection.execute(sa.text(f'DROP ROLE "{login}"'))


def test_books_that_join_at_one_moment_keep_every_password(configuration):
    logins = [f"member_{number}" for number in range(12)]
    with ThreadPoolExecutor(12) as people:
        list(people.map(lambda login: remember(Invitation("s", "", login, "agent", login, f"тайна {login}")), logins))
    kept = json.loads((configuration / "osago-xl" / "agency.json").read_text("utf-8"))
    assert kept == {f"s/{login}": f"тайна {login}" for login in logins}
