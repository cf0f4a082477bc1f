"""A sub-agent gets his clients and nothing of the others, and brings his work back."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest
from keeping_desk import TODAY, as_base, stored

from osago_xl.books import open_book
from osago_xl.errors import BookError, InputError
from osago_xl.keeping.merge import Merge
from osago_xl.keeping.merge_files import read_base
from osago_xl.keeping.split import part_of, split
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.journals import CONTACTS, PAYMENTS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.reference import AGENTS, INSURERS
from osago_xl.schema.sheets.vehicles import CARS
from osago_xl.work.unit import Work


@pytest.fixture
def office(desk):
    """My client Иванов, and Орехова whom Марк leads, with a policy each."""

    def change(work: Work) -> None:
        work.add(AGENTS, agent="Марк", role="субагент", full_name="Ильин Марк", share=Decimal(50))
        work.add(INSURERS, insurer="Пример", percent=Decimal(25), contract="77-1")
        for key, agent in (("К-000001", "Я"), ("К-000002", "Марк")):
            client = work.get(CLIENTS, key)
            work.set(CLIENTS, client, agent=agent, comment=f"клиент: {agent}")
            car = work.add(CARS, make="Kia", model=agent, owner=key)
            number = f"{key[-1]}123456789"
            policy = work.add(POLICIES, client=key, car=car["key"], product="ОСАГО", insurer="Пример",
                              series="ХХХ", number=number, agent=agent, bordereau=Decimal(500))  # fmt: skip
            work.add(CONTACTS, client=key, day=TODAY, kind="звонок", note=f"звонил {agent}")
            work.add(PAYMENTS, policy=policy["key"], kind="премия", income=Decimal(5000), day=TODAY)
            work.add(PAYMENTS, policy=policy["key"], kind="КВ получено", income=Decimal(500), day=TODAY)
        work.set(CLIENTS, work.get(CLIENTS, "К-000002"), referrer="К-000001")

    desk.do(change)
    return desk


@pytest.fixture
def part(office, tmp_path):
    path = tmp_path / "Марк.xlsm"
    split(office.work(), "Марк", path)
    return path


def rows(path, table):
    return stored(open_book(path, today=TODAY), table)


def test_only_his_clients_go_along_with_all_that_hangs_on_them(part):
    assert [row["name"] for row in rows(part, "tblClients")] == ["Орехова Анна"]
    assert [row["model"] for row in rows(part, "tblCars")] == ["Марк"]
    assert [row["number"] for row in rows(part, "tblPolicies")] == ["2123456789"]
    assert [row["note"] for row in rows(part, "tblContacts")] == ["звонил Марк"]
    assert [row["kind"] for row in rows(part, "tblPayments")] == ["премия"]
    assert rows(part, "tblClients")[0]["referrer"] == ""


def test_nothing_of_the_others_is_left_anywhere_in_the_file(part):
    package = open_book(part, today=TODAY)._content.package
    text = "".join(package.read(name).decode("utf-8", "ignore") for name in package.names)
    assert "Орехова" in text
    assert "Иванов Пётр" not in text
    assert "111-22-33" not in text


def test_our_commission_is_not_his_business(part):
    assert rows(part, "tblPolicies")[0]["bordereau"] is None
    assert [(row["percent"], row["contract"]) for row in rows(part, "tblInsurers")] == [(None, "")]
    assert rows(part, "tblCommission") == []


def test_he_is_me_in_his_workbook(part):
    assert [(row["agent"], row["role"], row["share"]) for row in rows(part, "tblAgents")] == [("Марк", "я", None)]
    settings = {row["name"]: row["value"] for row in rows(part, "tblSettings")}
    assert settings["cfg_my_name"] == "Ильин Марк"


def test_his_work_comes_back_and_nothing_of_ours_is_lost(office, part):
    work = Work(open_book(part, today=TODAY), TODAY)
    client = work.get(CLIENTS, "К-000002")
    work.set(CLIENTS, client, profession="врач", changed=TODAY)
    new = work.add(CLIENTS, name="Ким Лев", phone="89160000003", agent="Марк")
    work.add(CONTACTS, client=new["key"], day=date(2026, 11, 21), kind="встреча")
    work.commit("работа")
    before = {row["key"]: row for row in office.rows("tblPolicies")}
    work = office.work()
    Merge(work).take(as_base(open_book(part, today=TODAY)))
    work.commit("Объединить")
    assert {row["agent"]: row["role"] for row in office.rows("tblAgents")} == {"Я": "я", "Марк": "субагент"}
    clients = {row["name"]: row for row in office.rows("tblClients")}
    assert clients["Орехова Анна"]["profession"] == "врач"
    assert clients["Орехова Анна"]["referrer"] == "К-000001"
    assert clients["Ким Лев"]["agent"] == "Марк"
    assert {row["key"]: row for row in office.rows("tblPolicies")} == before
    assert len(office.rows("tblPayments")) == 4
    assert len(office.rows("tblContacts")) == 3


def by_hand(path, change):
    """Typed into the sheets: no command, no date of change."""
    work = Work(open_book(path, today=TODAY), TODAY)
    change(work)
    work.commit("руками")


def merged(office, part):
    """Merged into a book that was saved later than the part."""
    work = office.work()
    merge = Merge(work, saved=datetime(2026, 11, 22, 12))
    account = merge.take(replace(read_base(part, work.schema, None), saved=datetime(2026, 11, 22, 9)))
    work.commit("Объединить")
    return account


def client(office):
    return next(row for row in office.rows("tblClients") if row["key"] == "К-000002")


def test_what_he_typed_by_hand_comes_back_though_our_book_was_saved_later(office, part):
    """«Новее» alone saw no date in a number typed into a cell, and lost it."""
    by_hand(part, lambda work: work.set(CLIENTS, work.get(CLIENTS, "К-000002"), phone="+7 (900) 000-00-09", comment=""))
    account = merged(office, part)
    assert (client(office)["phone"], client(office)["comment"]) == ("+7 (900) 000-00-09", "")
    assert [(each.column.key, each.theirs) for each in account.changes] == [
        ("phone", "+7 (900) 000-00-09"),
        ("comment", ""),
    ]
    assert account.conflicts == []


def test_what_we_changed_and_he_did_not_stays(office, part):
    office.do(lambda work: work.set(CLIENTS, work.get(CLIENTS, "К-000002"), city="Казань", comment=""))
    account = merged(office, part)
    assert (client(office)["city"], client(office)["comment"]) == ("Казань", "")
    assert account.changes == account.conflicts == []


def test_what_both_changed_is_a_conflict(office, part):
    by_hand(part, lambda work: work.set(CLIENTS, work.get(CLIENTS, "К-000002"), city="Уфа"))
    office.do(lambda work: work.set(CLIENTS, work.get(CLIENTS, "К-000002"), city="Казань"))
    account = merged(office, part)
    assert [(each.ours, each.theirs, each.taken) for each in account.conflicts] == [("Казань", "Уфа", False)]
    assert client(office)["city"] == "Казань"


def test_an_untouched_part_brings_nothing(office, part):
    before = office.rows("tblClients"), office.rows("tblPolicies"), office.rows("tblInsurers")
    account = merged(office, part)
    assert account.changes == account.conflicts == []
    assert (office.rows("tblClients"), office.rows("tblPolicies"), office.rows("tblInsurers")) == before


def test_a_file_that_is_there_is_not_overwritten(office, part):
    with pytest.raises(BookError, match="уже есть"):
        split(office.work(), "Марк", part)


def test_an_unknown_agent_is_named(office):
    with pytest.raises(InputError, match="нет агента «Пётр»"):
        part_of(office.work(), "Пётр")
