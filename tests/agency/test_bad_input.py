"""What goes wrong in an office: a sentence, nothing lost, nothing half written."""

from __future__ import annotations

import json
import socket
import sqlite3
from copy import deepcopy
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from office_desk import NOW, TODAY, BookDesk

from osago_xl.agency.invitation import read_invitation
from osago_xl.agency.office import create, invite, join
from osago_xl.agency.report import sync
from osago_xl.agency.store import engine, parse
from osago_xl.books.memory import MemoryBook
from osago_xl.cli.main import main
from osago_xl.errors import AgencyError
from osago_xl.keeping.split import part_of
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.work.unit import Work


def refused(book: BookDesk, words: str, **options) -> None:
    """The exchange ends in a sentence, and the book is as it was."""
    before = deepcopy(book.book._cells)
    with pytest.raises(AgencyError, match=words):
        book.report(**options)
    assert book.book._cells == before


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("mysql://host/base", "PostgreSQL или файл SQLite"),
        ("postgresql://host:порт/base", "не понятен"),
        ("sqlite://", "нет имени файла"),
        ("/нет/такой/папки/store.sqlite", "нет"),
    ],
)
def test_a_wrong_address(configuration, url, words):
    with pytest.raises(AgencyError, match=words):
        create(url)


def test_a_server_that_is_down(postgres):
    book = postgres.member("Петров")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    refused(book, "не отвечает", url=f"postgresql://127.0.0.1:{port}/office")


def test_a_wrong_password(postgres, configuration):
    book = postgres.member("Петров")
    kept = configuration / "osago-xl" / "agency.json"
    assert kept.stat().st_mode & 0o077 == 0  # nobody else may read it
    kept.write_text(json.dumps(dict.fromkeys(json.loads(kept.read_text()), "неверный")))
    refused(book, "не принимает имя или пароль")


def test_no_password_in_the_book_nor_in_what_is_said(postgres, configuration):
    book = postgres.member("Петров")
    secret = json.loads((postgres.folder / "Петров.json").read_text("utf-8"))["password"]
    told = book.report()
    assert secret not in repr(book.book._cells) and secret not in repr(told)
    assert secret not in repr(postgres.ask("SELECT * FROM agency_history"))


def test_a_full_disk(sqlite):
    book = sqlite.member("Петров")
    book.sync()
    for number in range(30):
        book.add("tblClients", name=f"Клиент {number}", comment="длинный текст " * 500)
    file = sqlite.url

    def limit(connection: sqlite3.Connection, _) -> None:
        [[pages]] = connection.execute("PRAGMA page_count").fetchall()
        connection.execute(f"PRAGMA max_page_count = {pages}")

    store = engine(parse(file))
    sa.event.listen(store, "connect", limit)
    try:
        refused(book, "нет места")
    finally:
        sa.event.remove(store, "connect", limit)
    assert book.sync()["sent"] == {"tblClients": 30}


def test_a_clock_that_is_wrong_decides_nothing(office):
    head, agent = office.member("Главный", "head"), office.member("Петров")
    key = agent.add("tblClients", name="Иванов Пётр", city="Тверь")
    agent.sync(), head.sync()
    agent.set("tblClients", key, city="Клин")
    late = Work(agent.book, TODAY, NOW - timedelta(hours=1))
    sync(late)
    late.commit("обмен")
    assert head.sync()["received"] == {"tblClients": 1}
    assert head.names(column="city") == {"К-2-000001": "Клин"}


def test_a_copy_of_the_book_on_another_computer(office, monkeypatch):
    agent = office.member("Петров")
    agent.add("tblClients", name="Иванов Пётр")
    copy = BookDesk(deepcopy(agent.book))
    agent.sync()
    copy.add("tblClients", name="Сидоров Олег")
    monkeypatch.setattr("platform.node", lambda: "ноутбук")
    refused(copy, "Две книги с одним именем")
    # the first computer is gone, and the agent says so: what he typed in the copy gets numbers of its own
    copy.report(moved=True)
    assert sorted(copy.names().values()) == ["Иванов Пётр", "Сидоров Олег"]


def test_a_store_of_a_newer_program(office):
    agent = office.member("Петров")
    with engine(parse(office.url)).begin() as connection:
        connection.execute(sa.text("UPDATE agency_store SET version = 99"))
    refused(agent, "более новой версии")


def test_two_heads_see_the_same(office):
    first, second = office.member("Главный", "head"), office.member("Заместитель", "head")
    first.add("tblClients", name="Иванов Пётр")
    first.sync(), second.sync()
    second.set("tblClients", "К-1-000001", city="Тверь")
    first.set("tblClients", "К-000001", city="Клин")
    second.sync()
    assert len(first.sync()["conflicts"]) == len(second.sync()["conflicts"]) == 1
    assert first.names(column="city") == {"К-000001": "Тверь"}


def test_a_sub_agent_with_rows_that_are_not_his(office):
    head, sub = office.member("Главный", "head"), office.member("Субагент", "subagent")
    head.add("tblClients", name="Чужой клиент", city="Тверь")
    head.sync()
    sub.do(lambda work: work.add(WORKBOOK.tables["tblClients"], key="К-1-000001", name="Чужой клиент", city="Клин"))
    report = sub.report()
    assert report.data["sent"].get("tblClients", 0) == 0
    assert any("не принадлежат" in line for line in report.details)
    assert sub.names() == {"К-1-000001": "Чужой клиент"}  # nothing of his book is lost
    head.sync()
    assert head.names(column="city") == {"К-000001": "Тверь"}


def test_a_book_that_has_not_joined(office):
    refused(BookDesk(MemoryBook(WORKBOOK, TODAY)), "не подключена")


def test_a_file_that_is_no_invitation(tmp_path):
    file = tmp_path / "приглашение.json"
    with pytest.raises(AgencyError, match="не читается"):
        read_invitation(file)
    file.write_text("{}")
    with pytest.raises(AgencyError, match="не приглашение"):
        read_invitation(file)


def test_a_book_joins_once(office):
    agent = office.member("Петров")
    work = Work(agent.book, TODAY, datetime(2026, 11, 22))
    again = join(work, read_invitation(office.folder / "Петров.json"))
    assert again.code == 1 and not work.changes()
    other = office.invitation("Сидоров")
    with pytest.raises(AgencyError, match="другим агентом"):
        join(work, read_invitation(other))


def test_the_same_name_and_a_file_that_is_there(office):
    office.invitation("Петров")
    with pytest.raises(AgencyError, match="уже есть"):
        invite(office.url, "Петров", "agent", office.folder / "другое.json")
    with pytest.raises(AgencyError, match="уже есть"):
        invite(office.url, "Сидоров", "agent", office.folder / "Петров.json")
    assert office.ask("SELECT name FROM agency_member") == [("Петров",)]


def test_a_store_is_made_once(office):
    with pytest.raises(AgencyError, match="уже есть"):
        create(office.url)


def test_the_command_line_says_it_in_a_sentence(tmp_path, capsys):
    assert main(["agency", "invite", "Петров", "--url", str(tmp_path / "нет.sqlite")]) == 3
    assert "Файла хранилища" in capsys.readouterr().err
    assert main(["agency", "backup", str(tmp_path / "копия")]) == 2
    assert "--url" in capsys.readouterr().err


def test_a_part_of_a_base_does_not_join(sqlite, configuration):
    """Its rows are in the book it was split from, too, and would come to the store a second time."""
    whole = sqlite.member("Анна", "head")
    whole.add("tblAgents", agent="Яна", role="субагент")
    whole.add("tblClients", name="Иванов Пётр", agent="Яна")
    part = MemoryBook(WORKBOOK, TODAY)
    for name, rows in part_of(whole.work(), "Яна").items():
        part.put(name, rows)
    with pytest.raises(AgencyError, match="Частью базы"):
        join(Work(part, TODAY, NOW), read_invitation(sqlite.invitation("Яна", "subagent")))
    assert not part.read(WORKBOOK.tables["tblAgency"])
