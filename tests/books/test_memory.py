"""MemoryBook gives back what a file would, and applies all or nothing."""

from datetime import date
from decimal import Decimal

import pytest

from osago_xl.books.base import Changes, TableChange
from osago_xl.books.memory import MemoryBook
from osago_xl.errors import BookError
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.values.misfit import Misfit
from osago_xl.work.unit import Work

TODAY = date(2026, 11, 22)


@pytest.fixture
def book() -> MemoryBook:
    return MemoryBook(WORKBOOK, TODAY)


def test_a_new_book_holds_the_default_rows(book):
    services = [row["service"] for row in book.read(WORKBOOK.tables["tblServices"])]
    assert services[:2] == ["ОСАГО", "КАСКО"]
    assert book.read(WORKBOOK.tables["tblClients"]) == []


def test_what_a_command_writes_is_read_back_with_formulas_computed(book):
    work = Work(book, TODAY)
    client = work.add(CLIENTS, name="Иванов Иван", phone="1", status="активный", next_call=date(2026, 11, 22))
    work.add(POLICIES, client=client["key"], state="оформлен", premium=Decimal("10.10"), ends=date(2026, 12, 1))
    work.commit("проба")
    row = book.read(WORKBOOK.tables["tblClients"])[0]
    assert (row["key"], row["due"], row["call_from"]) == ("К-000001", "пора", TODAY)
    policy = book.read(WORKBOOK.tables["tblPolicies"])[0]
    assert (policy["who"], policy["left"], policy["debt"]) == ("Иванов Иван", 9, Decimal("10.10"))


def test_rows_below_a_deleted_one_move_up(book):
    table = WORKBOOK.tables["tblChannels"]
    names = [row["channel"] for row in book.read(table)]
    book.apply(Changes({table.name: TableChange(table, updated={1: {"channel": "Друг"}}, deleted={0})}))
    after = book.read(table)
    assert [row["channel"] for row in after] == ["Друг", *names[2:]]
    assert [row.at for row in after] == list(range(len(names) - 1))


def test_nothing_is_written_when_one_change_is_wrong(book):
    services, channels = WORKBOOK.tables["tblServices"], WORKBOOK.tables["tblChannels"]
    before = book.read(services)
    wrong = Changes(
        {
            services.name: TableChange(services, deleted={0}),
            channels.name: TableChange(channels, updated={99: {"channel": "нет такого"}}),
        }
    )
    with pytest.raises(BookError):
        book.apply(wrong)
    assert book.read(services) == before


def test_a_cell_that_does_not_fit_is_kept_and_named(book):
    book.put("tblClients", [{"name": "Петров", "birth_date": "вчера"}])
    row = book.read(WORKBOOK.tables["tblClients"])[0]
    assert row["birth_date"] == Misfit("вчера")


def test_changing_a_row_that_was_read_does_not_change_the_book(book):
    table = WORKBOOK.tables["tblServices"]
    book.read(table)[0]["service"] = "другое"
    assert book.read(table)[0]["service"] == "ОСАГО"


def test_every_form_of_the_workbook_can_be_read_and_filled(book):
    for prefix, sheet in WORKBOOK.forms.items():
        values = book.read_form(prefix)
        assert set(values) == {*sheet.form.by_key, *sheet.form.grid}
        book.apply(Changes(forms={prefix: {}}))
        assert book.read_form(prefix) == values
