"""What the head asks the store, and how it is kept: copies, putting back, and tables of a newer program."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa
from pg_server import new_database

from osago_xl.agency.handing import hand_over
from osago_xl.agency.questions import by_agent, find
from osago_xl.agency.store import engine, parse
from osago_xl.agency.tabular import write
from osago_xl.agency.upkeep import backup, migrate, restore
from osago_xl.errors import AgencyError, InputError

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def busy(office):
    """A head and an agent with two policies, one of them a renewal."""
    head, agent = office.member("Главный", "head"), office.member("Петров")
    client = agent.add("tblClients", name="Иванов Пётр", phone="8 916 111-22-33")
    first = agent.add("tblPolicies", client=client, number="111", signed=date(2026, 3, 1), premium=Decimal("5000.10"),
                      bordereau=Decimal(500))  # fmt: skip
    agent.add("tblPolicies", client=client, number="222", signed=date(2026, 4, 1), premium=Decimal("4000.20"),
              previous=first, services=Decimal("100.50"))  # fmt: skip
    agent.add("tblPolicies", client=client, number="333", signed=date(2025, 4, 1), premium=Decimal(9999))
    agent.sync(), head.sync()
    return office, head, agent


def test_the_report_by_agents(busy, tmp_path):
    _, head, agent = busy
    head.do(lambda work: work.set(work.schema.tables["tblAgents"], work.find(work.schema.tables["tblAgents"], "Петров"),
                                  plan_premium=Decimal(18000)))  # fmt: skip
    rows = by_agent(head.work(), *YEAR)
    # 5 000.10 + 4 000.20 of this year; commission 500 + 100.50; 9 000.30 of 18 000 is half
    assert [row for row in rows if row["Агент"] == "Петров"] == [
        {"Агент": "Петров", "Клиентов": 1, "Полисов": 2, "Премия": Decimal("9000.30"), "Пролонгаций": 1,
         "КВ": Decimal("600.50"), "Бланков выдано": 0, "План премии": Decimal(18000), "Выполнено %": 50}
    ]  # fmt: skip
    for kind in ("xlsx", "csv", "pdf"):
        write(rows, tmp_path / f"отчёт.{kind}")
        assert (tmp_path / f"отчёт.{kind}").stat().st_size > 200
    with pytest.raises(AgencyError, match="руководитель"):
        by_agent(agent.work(), *YEAR)


def test_somebody_is_found_by_a_part_of_what_is_known(busy):
    office, head, agent = busy
    assert find(head.work(), "иВАНОВ") == [
        {"table": "tblClients", "key": "К-2-000001", "agent": "Петров", "text": "Иванов Пётр, 8 916 111-22-33"}
    ]
    assert [each["key"] for each in find(agent.work(), "222")] == ["П-2-000002"]
    assert find(head.work(), "%") == []
    stranger = office.member("Сидоров")
    assert find(stranger.work(), "Иванов") == []


def test_all_clients_go_to_another_agent_in_one_command(busy):
    office, head, petrov = busy
    sidorov = office.member("Сидоров")
    assert hand_over(head.work(), "Петров", "Сидоров") == 1
    petrov.sync(), sidorov.sync(), head.sync()
    assert petrov.names() == petrov.names("tblPolicies", "number") == {}
    assert sidorov.names(column="former_agent") == {"К-2-000001": "Петров"}
    assert set(sidorov.names("tblPolicies", "number").values()) == {"111", "222", "333"}
    assert head.names(column="agent") == {"К-2-000001": "Сидоров"}
    with pytest.raises(AgencyError, match="руководитель"):
        hand_over(petrov.work(), "Сидоров", "Петров")
    with pytest.raises(InputError, match="в агентстве нет"):
        hand_over(head.work(), "Сидоров", "Неизвестный")


def test_a_copy_is_read_back_and_put_into_an_empty_place(busy, tmp_path, request):
    office, _, agent = busy
    copy = tmp_path / "копия"
    assert backup(office.url, copy) >= 30
    with pytest.raises(AgencyError, match="уже есть"):
        backup(office.url, copy)
    with pytest.raises(AgencyError, match="уже есть"):
        restore(office.url, copy)
    on_server = office.url.startswith("postgresql")
    place = new_database(request.getfixturevalue("server")) if on_server else str(tmp_path / "другое.sqlite")
    restore(place, copy)
    with engine(parse(place)).connect() as connection:
        assert connection.execute(sa.text("SELECT name FROM clients")).scalar() == "Иванов Пётр"
    # what was sent after the copy was made comes again
    key = agent.add("tblClients", name="Позже")
    agent.sync()
    assert agent.sync(url=place_of(agent, place))["sent"] == {"tblClients": 1}
    assert agent.names()[key] == "Позже"


def place_of(book, place: str) -> str:
    """The address without the administrator's login: the book adds its own."""
    return parse(place).set(username=None, password=None).render_as_string(hide_password=False)


def test_a_broken_copy_is_not_put_back(sqlite, tmp_path):
    broken = tmp_path / "копия"
    broken.write_bytes(b"no database")
    with pytest.raises(AgencyError, match="повреждён"):
        restore(str(tmp_path / "новое.sqlite"), broken)
    assert not (tmp_path / "новое.sqlite").exists()


def test_a_store_of_a_former_program_gets_what_is_new(busy):
    office, head, agent = busy
    with engine(parse(office.url)).begin() as connection:
        connection.execute(sa.text("ALTER TABLE clients DROP COLUMN email"))
        connection.execute(sa.text("DROP TABLE makes"))
        connection.execute(sa.text("UPDATE agency_store SET version = 0"))
    with pytest.raises(AgencyError, match="agency migrate"):
        agent.report()
    assert sorted(migrate(office.url)) == ["add_column", "add_table"]
    agent.set("tblClients", "К-000001", email="ivanov@example.ru")
    agent.sync(), head.sync()
    assert head.names(column="email") == {"К-2-000001": "ivanov@example.ru"}
