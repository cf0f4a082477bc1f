"""A big table of an open book is read in pieces, and a command cannot tell the difference."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

import pytest
from desk import TODAY, Desk

from osago_xl.books.base import Row, Selection
from osago_xl.books.memory import MemoryBook
from osago_xl.schema.tables import Table
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.work import rows as reading
from osago_xl.work.unit import Work

CLIENTS = WORKBOOK.tables["tblClients"]


class OpenBook(MemoryBook):
    """Can be asked for a column and for single rows, and counts what it is asked."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.asked: Counter[str] = Counter()

    def read(self, table: Table) -> list[Row]:
        self.asked[table.name] += 1
        return super().read(table)

    def column(self, table: Table, key: str) -> list[Any]:
        rows = {row.at: row[key] for row in super().read(table)}
        return [rows.get(at) for at in range(max(rows, default=0) + 1)]

    def rows_at(self, table: Table, places: Iterable[int]) -> list[Row]:
        return [row for row in super().read(table) if row.at in set(places)]


@pytest.fixture
def book(monkeypatch: pytest.MonkeyPatch) -> OpenBook:
    """Ten clients, the last one typed by hand; ten rows count as many."""
    monkeypatch.setattr(reading, "LARGE", 10)
    book = OpenBook(WORKBOOK, TODAY)
    work = Work(book, TODAY)
    for n in range(10):
        work.add(CLIENTS, name=f"Клиент {n}", referrer="К-000002" if n in (5, 7) else "")
    work.set(CLIENTS, work.rows(CLIENTS)[9], key="")
    work.commit("подготовка")
    book.asked.clear()
    return book


def names(rows: Iterable[Row]) -> list[str]:
    return [row["name"] for row in rows]


def test_one_client_is_found_without_the_table(book: OpenBook) -> None:
    work = Work(book, TODAY)
    assert work.get(CLIENTS, "К-000004")["name"] == "Клиент 3"
    assert work.find(CLIENTS, "К-999999") is None
    assert names(work.linked(CLIENTS, "referrer", {"К-000002"})) == ["Клиент 5", "Клиент 7"]
    assert names(work.at(CLIENTS, [2, 0])) == ["Клиент 0", "Клиент 2"]
    assert book.asked["tblClients"] == 0


def test_a_row_typed_by_hand_gets_the_key_after_the_last(book: OpenBook) -> None:
    work = Work(book, TODAY)
    work.set(CLIENTS, work.get(CLIENTS, "К-000001"), comment="при звонке")
    work.commit("Проверка")
    assert book.asked["tblClients"] == 0
    assert [row["key"] for row in book.read(CLIENTS)][8:] == ["К-000009", "К-000010"]


def test_what_a_command_changes_is_seen_in_pieces_and_in_the_whole(book: OpenBook) -> None:
    work = Work(book, TODAY)
    changed, gone = work.get(CLIENTS, "К-000004"), work.get(CLIENTS, "К-000006")
    work.set(CLIENTS, changed, referrer="К-000002")
    work.remove(CLIENTS, gone)
    new = work.add(CLIENTS, name="Новый", referrer="К-000002")
    assert new["key"] == "К-000011"
    assert names(work.linked(CLIENTS, "referrer", {"К-000002"})) == ["Клиент 3", "Клиент 7", "Новый"]
    assert work.find(CLIENTS, "К-000006") is None
    assert work.find(CLIENTS, "К-000011") is new
    assert book.asked["tblClients"] == 0
    whole = work.rows(CLIENTS)
    assert names(whole) == [f"Клиент {n}" for n in (0, 1, 2, 3, 4, 6, 7, 8, 9)] + ["Новый"]
    assert whole[3] is changed
    assert names(work.linked(CLIENTS, "referrer", {"К-000002"})) == ["Клиент 3", "Клиент 7", "Новый"]
    work.commit("Проверка")
    assert names(book.read(CLIENTS)) == names(whole)


def test_a_row_added_and_taken_away_again_leaves_nothing(book: OpenBook) -> None:
    work = Work(book, TODAY)
    work.remove(CLIENTS, work.add(CLIENTS, name="Ошибка"))
    assert work.linked(CLIENTS, "name", {"Ошибка"}) == []
    assert not work.changes().tables["tblClients"].added


def test_many_questions_read_the_whole_table(book: OpenBook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MANY", 3)
    work = Work(book, TODAY)
    first = work.get(CLIENTS, "К-000001")
    assert [work.get(CLIENTS, f"К-{n:06d}")["name"] for n in range(1, 10)] == [f"Клиент {n}" for n in range(9)]
    assert book.asked["tblClients"] == 1
    assert work.get(CLIENTS, "К-000001") is first


def test_a_copied_key_makes_the_table_be_read_whole(book: OpenBook) -> None:
    book.put("tblClients", [{"key": "К-000002", "name": "Копия"}])
    work = Work(book, TODAY)
    assert work.get(CLIENTS, "К-000002")["name"] == "Клиент 1"
    ((table, key, rows),) = work.copied_keys()
    assert (table.name, key, names(rows)) == ("tblClients", "К-000002", ["Клиент 1", "Копия"])


def test_the_number_of_a_command_follows_the_journal_though_it_is_not_read(book: OpenBook) -> None:
    desk = Desk(lambda selection: book)
    for n in range(12):
        desk.setup(lambda work, n=n: work.set(CLIENTS, work.get(CLIENTS, "К-000001"), comment=f"{n}"))
    numbers = [row["command_number"] for row in book.read(WORKBOOK.tables["tblLog"])]
    assert numbers == sorted(numbers)
    assert numbers[-1] == 13


def test_the_last_command_is_undone_though_the_journal_is_not_read(book: OpenBook) -> None:
    desk = Desk(lambda selection: book)
    for n in range(30):
        desk.setup(lambda work, n=n: work.set(CLIENTS, work.get(CLIENTS, "К-000001"), comment=f"{n}"))
    book.asked.clear()
    for n in (28, 27, 26):
        assert desk.click("undo_last").text == "Отменено: «подготовка»."
        assert desk.row("tblClients", "К-000001")["comment"] == f"{n}"
    assert book.asked["tblLog"] == 0


@pytest.mark.parametrize(("action", "answers"), [("log_one_contact", ["1", "", ""]), ("copy_row", [])])
def test_a_contact_and_a_copied_client_are_written_without_the_policies(
    book: OpenBook, action: str, answers: list[str]
) -> None:
    desk = Desk(lambda selection: book)
    desk.setup(lambda work: work.set(CLIENTS, work.get(CLIENTS, "К-000001"), comment="ключи розданы"))
    book.asked.clear()
    book.selected = Selection("Клиенты", "tblClients", ("К-000004",))
    desk.click(action, *answers)
    rows = book.read(CLIENTS)
    assert (rows[3]["last_contact"], rows[-1]["name"]) in [(TODAY, "Клиент 9"), (None, "Клиент 3")]
    assert book.asked["tblPolicies"] == 0
