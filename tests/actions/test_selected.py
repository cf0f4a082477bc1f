"""Which record a button takes."""

from __future__ import annotations

import pytest
from desk import TODAY, Desk

from osago_xl.books.base import Selection
from osago_xl.cli.console import ConsoleUi
from osago_xl.desk.who.selected import chosen, chosen_one
from osago_xl.errors import BookError
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.day import CALLS, RENEWALS
from osago_xl.schema.sheets.journals import CONTACTS, PAYMENTS
from osago_xl.schema.sheets.lists import QUERIES
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.vehicles import CARS, DRIVERS
from osago_xl.work.ui import Cancelled
from osago_xl.work.unit import Work


def fill(work: Work) -> None:
    for n in range(1, 26):
        work.add(CLIENTS, name=f"Клиент {n}", status="активный", agent="Я")
    work.add(CARS, owner="К-000001", make="Kia")
    work.add(DRIVERS, client="К-000001", name="Клиент 1")
    for starts in (TODAY.replace(year=2025), TODAY):
        work.add(POLICIES, client="К-000001", car="А-000001", starts=starts, state="оформлен")
    work.add(PAYMENTS, policy="П-000001")
    work.add(CONTACTS, client="К-000002")
    work.replace(RENEWALS, [{"place": 1, "policy_key": "П-000002"}])
    work.replace(CALLS, [{"place": 1, "client": "К-000003"}])


@pytest.fixture
def base(desk: Desk) -> Desk:
    desk.setup(fill)
    return desk


def taken(base: Desk, wanted: str, *, yes: bool = True) -> list[str]:
    work = base.work()
    return [row["key"] for row in chosen(work, ConsoleUi(yes), work.named(wanted))]


LEADS = {
    ("tblClients", "К-000002", "tblClients"): ["К-000002"],
    ("tblContacts", "С-000001", "tblClients"): ["К-000002"],
    ("tblCalls", 1, "tblClients"): ["К-000003"],
    ("tblPayments", "О-000001", "tblClients"): ["К-000001"],
    ("tblPayments", "О-000001", "tblPolicies"): ["П-000001"],
    ("tblRenewals", 1, "tblCars"): ["А-000001"],
    ("tblPolicies", "П-000001", "tblCars"): ["А-000001"],
}


@pytest.mark.parametrize(("where", "keys"), LEADS.items(), ids=[f"{w[0]} to {w[2]}" for w in LEADS])
def test_the_row_leads_to_the_record(base: Desk, where: tuple[str, str, str], keys: list[str]) -> None:
    base.select(*where[:2])
    assert taken(base, where[2]) == keys


CARD = {"tblClients": ["К-000001"], "tblPolicies": ["П-000002"], "tblCars": ["А-000001"], "tblDrivers": ["В-000001"]}


@pytest.mark.parametrize(("wanted", "keys"), CARD.items(), ids=CARD)
def test_on_the_card_its_client_is_meant(base: Desk, wanted: str, keys: list[str]) -> None:
    base.select("tblClients", "К-000001")
    base.click("open_card")
    base.selection = Selection("Карточка")
    assert taken(base, wanted) == keys


def test_a_card_of_a_client_without_policies_has_none(base: Desk) -> None:
    base.select("tblClients", "К-000005")
    base.click("open_card")
    base.selection = Selection("Карточка")
    with pytest.raises(BookError, match="строку полиса"):
        taken(base, "tblPolicies")


NOWHERE = {
    "no row": Selection("Настройки"),
    "a row that leads nowhere": Selection("Агенты", "tblAgents", ("Я",)),
    "an empty report": Selection("Отчёт"),
    "an empty card": Selection("Карточка"),
}


@pytest.mark.parametrize("selection", NOWHERE.values(), ids=NOWHERE)
def test_without_a_record_the_agent_is_told_where_to_stand(base: Desk, selection: Selection) -> None:
    base.selection = selection
    with pytest.raises(BookError, match="Встаньте на строку клиента или полиса"):
        taken(base, "tblClients")


def test_on_the_report_its_lines_or_all_of_them_are_meant(base: Desk) -> None:
    query = {"query": "Два", "table": "Полисы", "where": "Клиент = К-000001"}
    base.setup(lambda work: work.add(QUERIES, **query))
    base.click("run_query", str(len(base.rows(QUERIES.name))))
    base.selection = Selection("Отчёт")
    assert taken(base, "tblPolicies") == ["П-000001", "П-000002"]
    assert taken(base, "tblClients") == ["К-000001"]
    base.selection = Selection("Отчёт", "tblReport", ("П-000002",))
    assert taken(base, "tblPolicies") == ["П-000002"]


def test_many_rows_are_counted_first(base: Desk) -> None:
    base.select("tblClients", *(f"К-{n:06}" for n in range(1, 26)))
    assert len(taken(base, "tblClients")) == 25

    class No(ConsoleUi):
        def ask(self, question: str) -> bool:
            assert question == "Выбрано строк: 25. Продолжить?"
            return False

    with pytest.raises(Cancelled):
        chosen(base.work(), No(), CLIENTS)


def test_of_several_rows_one_is_the_first(base: Desk) -> None:
    base.select("tblClients", "К-000004", "К-000002")
    assert chosen_one(base.work(), ConsoleUi(), CLIENTS)["key"] == "К-000004"
