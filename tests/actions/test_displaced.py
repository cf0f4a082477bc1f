"""What the agent wrote and no command could read is named when a value takes its place."""

from __future__ import annotations

from datetime import date

from desk import TODAY

from osago_xl.actions.perform import carry_out
from osago_xl.books.memory import MemoryBook
from osago_xl.cli.console import ConsoleUi
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.work.ui import Report
from osago_xl.work.unit import Work


def details(typed: object, new: object, *, forget: bool = False) -> list[str]:
    """What a command says that writes a birth date over what was typed."""
    book = MemoryBook(WORKBOOK, TODAY)
    book.put("tblClients", [{"key": "К-000001", "name": "Ким Лев", "birth_date": typed}])

    def body(work: Work, _: object) -> Report:
        work.overwrite(CLIENTS, work.rows(CLIENTS)[0], birth_date=new)
        if forget:
            work.forget()
        return Report("Готово.")

    return carry_out("проба", body, Work(book, TODAY), ConsoleUi(yes=True)).details


def test_words_that_give_way_to_a_date_are_told() -> None:
    assert details("родился 5 мая", date(1980, 5, 5)) == [
        "Клиенты К-000001, «Дата рождения»: вместо «родился 5 мая» теперь значение."
    ]


def test_a_date_that_gives_way_to_another_is_no_news() -> None:
    assert details(date(1980, 5, 4), date(1980, 5, 5)) == []


def test_a_cell_that_was_empty_is_no_news() -> None:
    assert details(None, date(1980, 5, 5)) == []


def test_what_is_to_be_forgotten_is_not_told() -> None:
    assert details("родился 5 мая", date(1980, 5, 5), forget=True) == []
