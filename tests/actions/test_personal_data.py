"""One client's data handed out, or erased with the accounting kept."""

import json
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.day import CALLS
from osago_xl.schema.sheets.journals import CONTACTS, DOCUMENTS
from osago_xl.schema.sheets.policies import POLICIES

NAME, PHONE = "Иванов Пётр Сергеевич", "+7 (916) 111-22-33"


@pytest.fixture
def known(desk, contract, tmp_path):
    """A whole contract of Иванов, a talk with him, and a friend he has recommended."""
    desk.book._path = tmp_path / "OSAGO.xlsm"
    desk.setup(lambda work: work.fill("form_", **contract | {"holder_paper_number": "654987"}))
    desk.click("form_save")

    def more(work):
        work.set(CONTACTS, work.rows(CONTACTS)[0], note=f"{NAME} просил звонить вечером")
        work.add(DOCUMENTS, day=date(2026, 11, 1), kind="паспорт", client="К-000001", file="Документы/Иванов.pdf")
        work.add(CLIENTS, name="Сидоров", referrer="К-000001", referrer_name=NAME)
        work.add(CALLS, place=1, name=NAME, client="К-000001")

    desk.setup(more)
    desk.select("tblClients", "К-000001")
    return desk


def everything(desk):
    rows = [str(dict(row)) for name in desk.book.schema.tables for row in desk.rows(name)]
    return "\n".join([*rows, *(str(desk.work().form(prefix)) for prefix in ("form_", "card_"))])


def test_all_data_of_one_client_as_json(known):
    report = known.click("export_person", "2")
    facts = json.loads(report.files[0].read_text("utf-8"))
    told = {(fact["sheet"], fact["field"]): fact["value"] for fact in facts}
    assert told["Клиенты", "Клиент"] == NAME
    assert told["Автомобили", "VIN"] == "Z94CT51DAFR132154"
    assert told["Полисы", "Начало"] == "01.12.2026"
    assert not any(fact["value"] == "Сидоров" for fact in facts)
    assert {fact["sheet"] for fact in facts} >= {"Водители", "Контакты", "Документы", "Расчёты"}


def test_the_same_as_a_table_in_which_text_is_never_a_formula(known):
    known.setup(lambda work: work.set(CLIENTS, work.get(CLIENTS, "К-000001"), comment="=1+1"))
    report = known.click("export_person", "1")
    sheet = openpyxl.load_workbook(report.files[0]).active
    cells = {(row[0].value, row[2].value): row[3] for row in sheet.iter_rows(min_row=2)}
    assert cells["Клиенты", "Клиент"].value == NAME
    assert (cells["Клиенты", "Комментарий"].value, cells["Клиенты", "Комментарий"].data_type) == ("=1+1", "s")


def test_nothing_that_names_the_client_is_left(known):
    assert NAME in everything(known)
    report = known.click("anonymise")
    left = everything(known)
    for trace in (NAME, PHONE, "Z94CT51DAFR132154", "654987", "вечером"):
        assert trace not in left
    assert "Документы/Иванов.pdf" in report.details[0]


def test_the_accounting_rows_stay(known):
    before = known.rows("tblPolicies")[0], known.rows("tblPayments")[0]
    known.click("anonymise")
    policy, payment = known.rows("tblPolicies")[0], known.rows("tblPayments")[0]
    for key in ("key", "premium", "number", "paid", "bordereau", "starts", "ends"):
        assert policy[key] == before[0][key]
    assert (payment["income"], payment["day"]) == (before[1]["income"], before[1]["day"])
    client = known.row("tblClients", "К-000001")
    assert (client["name"], client["status"], client["due"]) == ("Обезличен К-000001", "не звонить", "")
    assert known.row("tblClients", "К-000002")["referrer_name"] == "Обезличен К-000001"


def test_erasing_cannot_be_undone(known):
    known.click("anonymise")
    known.click("undo_last")
    assert known.row("tblClients", "К-000001")["name"] == "Обезличен К-000001"


def test_a_client_with_policies_in_force_is_asked_about_twice(known):
    policy = known.rows("tblPolicies")[0]
    values = {"starts": date(2026, 1, 1), "premium": Decimal(1)}
    known.setup(lambda work: work.set(POLICIES, work.get(POLICIES, policy["key"]), **values))
    known.click("anonymise", "н", yes=False)
    assert known.row("tblClients", "К-000001")["name"] == NAME
    known.click("anonymise", "д", "д", yes=False)
    assert known.row("tblClients", "К-000001")["name"] == "Обезличен К-000001"
