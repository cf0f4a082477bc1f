"""A column of a sensitive kind may not come without its trait; and a new one is guarded by its declaration alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from osago_xl.books import open_book
from osago_xl.books.file_content import Content
from osago_xl.books.memory import MemoryBook
from osago_xl.checks.run import findings
from osago_xl.desk.personal_rows import erase
from osago_xl.keeping.fresh import new_workbook
from osago_xl.keeping.merge import Base, Merge
from osago_xl.keeping.split import part_of
from osago_xl.reports.exports import table_file
from osago_xl.schema import traits
from osago_xl.schema.columns import Column, Day, Money, Rate, Text
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.journals import CONTACTS, DOCUMENTS, PAYMENTS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.reference import AGENTS
from osago_xl.schema.sheets.settings import OWN, SETTINGS
from osago_xl.schema.sheets.vehicles import CARS
from osago_xl.schema.tables import Table, WorkbookSchema
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.upgrading.book import upgraded
from osago_xl.work.unit import Work

TODAY = date(2026, 11, 22)
TABLES = WORKBOOK.tables.values()


def typed(*tables: Table) -> Iterator[tuple[Table, Column]]:
    """Columns of these tables that hold no formula."""
    yield from ((table, column) for table in tables for column in table.columns if not column.formula)


def named(pattern: str, *tables: Table) -> list[tuple[Table, Column]]:
    return [(table, column) for table, column in typed(*tables) if re.search(pattern, column.header, re.IGNORECASE)]


def name(case: tuple[Table, Column]) -> str:
    return f"{case[0].name}.{case[1].key}"


ABOUT_PEOPLE = [table for table in TABLES if table.about != "nobody"]
WHO = (
    r"клиент$|ФИО|телефон|e-mail|рожд|прежн.*(ву|фио)|кем выдан|улица|комментарий|заметк|отметк|vin|госномер|кузов|дк №"
)
MANY_TIMES = {"tblLayouts", "tblKbm", "tblMakes", "tblRegions", "tblScripts", "tblSeries"}
"""Lists that the acts give, that imports lengthen, or in which a word has several dates, phrases or fields."""
OWN_MONEY = r"\bКВ\b|бордеро|ДВОУ|партн|к перечислению|доля|эквайр|удержан"
NUMBERS = {
    "ИНН": "inn",
    "ОГРН": "ogrn",
    "КПП": "kpp",
    "VIN": "vin",
    "БИК": "bik",
    "E-mail": "email",
    "Индекс": "postcode",
}


@pytest.mark.parametrize("case", [c for c in named(WHO, *ABOUT_PEOPLE) if c[1].key != "client"], ids=name)
def test_what_tells_who_somebody_is_is_personal(case):
    assert traits.is_personal(*case) or case[1].derived or case[0].name in ("tblTasks", "tblDocs")


def test_of_a_person_everything_is_personal_that_does_not_say_otherwise():
    fresh = Text("nick", "Прозвище")
    assert traits.is_personal(CLIENTS, fresh)
    assert not traits.is_personal(CLIENTS, replace(fresh, personal=False))
    assert traits.is_personal(WORKBOOK.tables["tblContacts"], fresh)
    assert not traits.is_personal(WORKBOOK.tables["tblServices"], fresh)


@pytest.mark.parametrize(
    "case", named(OWN_MONEY, *(t for t in TABLES if not t.private and t.made == "by hand")), ids=name
)
def test_what_the_owner_earns_is_private(case):
    table, column = case
    assert traits.is_private(column) or table.name in ("tblServices", "tblChannels", "tblSeries")


@pytest.mark.parametrize("kind", [Money, Rate, Text])
def test_a_new_column_of_commission_is_private(kind):
    assert traits.is_private(kind("new", "Новое", group="Деньги"))
    assert not traits.is_private(kind("new", "Новое", group="Договор"))


@pytest.mark.parametrize("case", [(t, c) for t, c in typed(*TABLES) if c.header in NUMBERS], ids=name)
def test_a_number_with_rules_names_them(case):
    assert case[1].identifier == NUMBERS[case[1].header]


@pytest.mark.parametrize(
    "case", [(t, c) for t, c in typed(*TABLES) if type(c) is Text and c.key in ("comment", "notes")], ids=name
)
def test_remarks_of_two_rows_are_joined(case):
    assert case[1].merge == "joined"


@pytest.mark.parametrize(
    "case", [c for c in named("^(первый|последн|добавлен|изменён)", CLIENTS) if isinstance(c[1], Day)], ids=name
)
def test_the_first_and_the_last_day_stay_so_when_rows_become_one(case):
    assert case[1].merge == ("earliest" if re.match("Первый|Добавлен", case[1].header) else "latest")


@pytest.mark.parametrize("source", sorted({table for table, _ in WORKBOOK.lists.values()} - MANY_TIMES))
def test_a_word_stands_once_in_its_list(source):
    headers = [header for table, header in WORKBOOK.lists.values() if table == source]
    assert all(WORKBOOK.tables[source].by_header[header].unique for header in headers)


@pytest.mark.parametrize(
    "case", [(t, c) for t, c in typed(*TABLES) if re.search("policy_key$|^client$|^policy$", c.key)], ids=name
)
def test_a_key_of_another_row_says_where_it_leads(case):
    assert case[1].leads or not case[1].header.startswith("Ключ")


def test_every_figure_that_a_command_stores_says_what_it_follows_from():
    """Counted from an empty base: what appears in the row of the client and of the policy has been computed."""
    book = MemoryBook(WORKBOOK, TODAY)
    work = Work(book, TODAY)
    work.add(CLIENTS, name="Ким Лев", key="К-000001")
    work.add(CLIENTS, name="Орехова Анна", referrer="К-000001", key="К-000002")
    work.add(CARS, make="Kia", model="Rio", owner="К-000002", key="А-000001")
    work.add(POLICIES, client="К-000002", car="А-000001", product="ОСАГО", state="оформлен", signed=TODAY,
             starts=TODAY, ends=date(2027, 11, 21), premium=Decimal(5000), key="П-000001")  # fmt: skip
    work.add(PAYMENTS, policy="П-000001", kind="премия", income=Decimal(5000), day=TODAY)
    work.add(CONTACTS, client="К-000002", day=TODAY, kind="звонок", result="договорились")
    work.add(DOCUMENTS, client="К-000002", policy="П-000001", kind="проверка: полис", day=TODAY, result="найден")
    given = {(t, id(row)): dict(row) for t in ("tblClients", "tblPolicies") for row in work.rows(work.named(t))}
    from osago_xl.desk.totals import refresh_all

    refresh_all(work)
    stored = {
        (table, key)
        for table in ("tblClients", "tblPolicies")
        for row in work.rows(work.named(table))
        for key, value in row.items()
        if given[table, id(row)][key] != value
    }
    assert ("tblClients", "brought_sum") in stored
    assert {(t, k) for t, k in stored if not WORKBOOK.tables[t].by_key[k].follows} == set()


LINES_OF_A_POLICY = {"tblAdmitted", "tblFormMoves"}
"""They go with the policy or with the blank, and say nothing of a person themselves."""


@pytest.mark.parametrize("table", [table for table in TABLES if table.made == "by hand"], ids=lambda t: t.name)
def test_what_leads_to_a_client_or_his_policy_is_about_him(table):
    """`erase` and the file of a person find rows by `about` and these links alone."""
    leads = {column.leads for column in table.columns if column.leads and not getattr(column, "own", False)}
    if leads & {"tblClients", "tblPolicies"} and table.name not in LINES_OF_A_POLICY:
        assert table.about != "nobody"


@pytest.mark.parametrize(
    "case", [c for c in typed(*ABOUT_PEOPLE) if c[1].key in ("birth_date", "inn", "ogrn", "vin")], ids=name
)
def test_what_somebody_is_known_by_is_never_decided_by_a_date(case):
    assert case[1].merge == "ask"


@pytest.mark.parametrize(
    "row",
    [
        row
        for row in SETTINGS.default_rows
        if re.search("my_|folder|templates|attachment|_day$|date|notice", row["name"])
    ],
    ids=lambda row: row["name"],
)
def test_a_setting_about_the_owner_or_his_computer_is_his_own(row):
    assert row["name"] in OWN or row["name"] in ("cfg_plan_day", "cfg_birthday_days")


@pytest.mark.parametrize("key", ["tb", "kt", "kbm", "kvs", "ko", "km", "ks", "kp", "premium", "act", "previous"])
def test_a_sale_works_out_its_price_anew(key):
    assert POLICIES.by_key[key].anew


# A column that nobody but the declaration knows.

NICK = Text("nick", "Прозвище", group="Личное", private=True, unique=True)


def with_column(column: Column) -> WorkbookSchema:
    """The workbook with one more column in Клиенты, behind the birthday."""
    at = CLIENTS.columns.index(CLIENTS.by_key["birthday"]) + 1
    table = replace(CLIENTS, columns=(*CLIENTS.columns[:at], column, *CLIENTS.columns[at:]))
    sheets = (
        replace(s, tables=tuple((at, table if t is CLIENTS else t) for at, t in s.tables)) for s in WORKBOOK.sheets
    )
    return replace(WORKBOOK, sheets=tuple(sheets))


@pytest.fixture(scope="module")
def schema() -> WorkbookSchema:
    return with_column(NICK)


def base(schema: WorkbookSchema, *nicks: str) -> Work:
    """Clients of the agent Марк with these nicknames."""
    work = Work(MemoryBook(schema, TODAY), TODAY)
    work.add(AGENTS, agent="Марк", role="субагент")
    for number, nick in enumerate(nicks, 1):
        work.add(CLIENTS, name=f"Клиент {'АБВ'[number]}", email=f"{number}@x.ru", nick=nick, agent="Марк")
    return work


def test_it_is_erased(schema):
    work = base(schema, "Лысый")
    erase(work, work.rows(CLIENTS)[0])
    assert work.rows(CLIENTS)[0]["nick"] == ""


def test_it_is_hidden_from_a_sub_agent(schema):
    [row] = part_of(base(schema, "Лысый"), "Марк")["tblClients"]
    assert (row["name"], row["nick"]) == ("Клиент Б", "")


def test_two_equal_ones_are_found(schema):
    found = [f for f in findings(base(schema, "Лысый", "лысый")) if f.column == "nick"]
    assert [(f.row["key"], f.level) for f in found] == [("К-000002", "warning")]


def test_it_comes_along_when_bases_become_one(schema):
    ours, theirs = base(schema, ""), base(schema, "Лысый", "Кудрявый")
    Merge(ours).take(Base("другая", {name: theirs.rows(table) for name, table in schema.tables.items()}))
    assert [row["nick"] for row in ours.rows(CLIENTS)] == ["Лысый", "Кудрявый"]


def test_it_is_exported(schema):
    rows = base(schema, "Лысый").rows(CLIENTS)
    assert "Лысый" in table_file(schema.tables["tblClients"], rows, ".csv").decode("utf-8-sig")


def test_an_older_workbook_gets_it_in_its_place(schema, tmp_path: Path):
    old = new_workbook({"tblClients": [{"key": "К-000001", "name": "Ким Лев"}]}, TODAY)
    data, _ = upgraded(Content(old), TODAY, schema)
    path = tmp_path / "OSAGO.xlsm"
    path.write_bytes(data)
    book = open_book(path, today=TODAY, schema=schema)
    [row] = book.read(schema.tables["tblClients"])
    assert (row["name"], row["nick"]) == ("Ким Лев", "")
    headers = list(Content(data).places.tables["tblClients"].position)
    assert headers[headers.index("Прозвище") - 1] == "Ближайший ДР"
