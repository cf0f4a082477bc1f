"""A small base in memory."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from desk import CONTRACT, TODAY, Desk, add_insurer
from money_base import policy

from osago_xl.books.base import Selection
from osago_xl.books.memory import MemoryBook
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.reference import INSURERS
from osago_xl.schema.sheets.vehicles import CARS
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.work.unit import Work


@pytest.fixture
def desk() -> Desk:
    """One insurer with a rate and a commission rule."""
    book = MemoryBook(WORKBOOK, TODAY)

    def open_book(selection: Selection) -> MemoryBook:
        book.selected = selection
        return book

    made = Desk(open_book)
    made.setup(add_insurer)
    return made


@pytest.fixture
def contract() -> dict[str, Any]:
    """A whole contract as typed into Оформление."""
    return {key: list(value) if isinstance(value, list) else value for key, value in CONTRACT.items()}


@pytest.fixture
def no_office(monkeypatch: pytest.MonkeyPatch) -> None:
    """No office for PDF and no printer: both have tests of their own."""
    monkeypatch.setattr("osago_xl.documents.office.has_office", lambda: False)
    monkeypatch.setattr("osago_xl.documents.printing.default_printer", lambda: "")


@pytest.fixture
def sold(desk: Desk, contract: dict[str, Any], tmp_path: Path, no_office: None) -> Desk:
    """The sample contract saved, in a book that lies in a folder; its policy is selected."""
    desk.book._path = tmp_path / "OSAGO.xlsm"
    contract |= {"holder_city": "Москва", "holder_street": "ул. Садовая", "holder_house": "12"}
    desk.setup(lambda work: work.fill("form_", **contract))
    desk.click("calculate")
    desk.click("form_save")
    desk.select("tblPolicies", "П-000001")
    return desk


@pytest.fixture
def office(desk: Desk, tmp_path: Path) -> Desk:
    """Client К-000001 with policy П-000001 for 10 000 ₽, 10 % бордеро, 5 % ДВОУ; the company lets КВ be kept (1)."""
    desk.book._path = tmp_path / "OSAGO.xlsm"

    def fill(work: Work) -> None:
        work.set(INSURERS, work.rows(INSURERS)[0], hold="1")
        work.add(CLIENTS, name="Иванов Пётр")
        work.add(CARS, owner="К-000001", make="Kia", model="Rio", plate="А123ВС77", category="B")
        policy(work, "0000000001")

    desk.setup(fill)
    desk.select("tblPolicies", "П-000001")
    return desk
