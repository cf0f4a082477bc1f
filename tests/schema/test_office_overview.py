"""Старт, Карточка and Календарь filled in: LibreOffice computes what the Python twins give."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from osago_xl.books.memory import MemoryBook
from osago_xl.desk import totals
from osago_xl.desk.work import Work
from osago_xl.documents.office import libreoffice
from osago_xl.schema.tables import WorkbookSchema
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.workbook.draw import Drawing, draw

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]
TODAY = date(2026, 11, 22)
FILLED: dict[str, tuple[str, dict[str, Any]]] = {
    "the card of a key": ("Карточка", {"find": "К-000001"}),
    "digits of one phone": ("Карточка", {"find": "778-89"}),
    "several found, none chosen": ("Карточка", {"find": "ОЛЬГА"}),
    "several found, the second chosen": ("Карточка", {"find": "ольга", "pick": 2}),
    "nobody found": ("Карточка", {"find": "никто"}),
    "a key that is not there": ("Карточка", {"find": "К-999999"}),
    "this month and today": ("Календарь", {}),
    "another month and day": ("Календарь", {"month": date(2027, 2, 14), "day": date(2026, 11, 24)}),
    "the start": ("Старт", {}),
}


@pytest.fixture(scope="module")
def rows() -> dict[str, list[Mapping[str, Any]]]:
    book = MemoryBook(WORKBOOK, TODAY)
    work = Work(book, TODAY)
    _fill(work)
    totals.refresh_all(work)
    work.commit("подготовка")
    return {
        name: [
            {key: value for key, value in row.items() if not table.by_key[key].formula}
            for row in book.read(table)[len(table.default_rows) :]
        ]
        for name, table in WORKBOOK.tables.items()
        if name != "tblLog"
    }


def _fill(work: Work) -> None:
    people = (("Иванов Пётр", "8916111"), ("Ёлкина Ольга", "7788900"), ("Сидорова Ольга", "5550102"), ("Ким Ен", "1"))
    for name, phone in people:
        work.add("tblClients", name=name, phone=phone, status="активный", channel="Сайт", agent="Я",
                 birth_date=date(1984, 2, 29), added=date(2025, 1, 1), referrer="К-000001" if phone == "1" else "",
                 email="a@b.ru" if phone == "8916111" else "", city="Уфа")  # fmt: skip
    for n in range(10):
        work.add("tblPolicies", client="К-000001", product="ОСАГО", insurer="Пример", number=str(n), state="оформлен",
                 starts=date(2025, 11, 20 + n), ends=date(2026, 11, 19 + n), premium=Decimal("1000.50"))  # fmt: skip
        work.add("tblAdmitted", policy=f"П-{n + 1:06d}", place=1, driver="В-000001")
        work.add("tblContacts", client="К-000001", day=date(2026, 10, 1 + n), kind="звонок", result="думает")
        work.add("tblDocs", client="К-000001", day=date(2026, 1, 1 + n), kind="согласие: реклама")
    work.add("tblPayments", policy="П-000009", day=date(2026, 5, 5), kind="премия", income=Decimal(500))
    work.add("tblTasks", client="К-000001", due=date(2026, 11, 24), what="Позвонить", state="открыта", kind="задача")
    work.add("tblTasks", client="К-000001", due=date(2026, 11, 20), what="Опоздали", state="открыта", kind="задача")
    work.add("tblCars", owner="К-000001", make="Kia", model="Rio", year=2019)
    work.add("tblDrivers", name="Не клиент", birth_date=date(1990, 1, 1), licensed=date(2010, 1, 1))
    work.add("tblDrivers", name="Посторонний", birth_date=date(1990, 1, 1), licensed=date(2010, 1, 1))


def filled(title: str, values: Mapping[str, Any]) -> WorkbookSchema:
    sheets = tuple(
        replace(sheet, form=replace(sheet.form, defaults=values)) if sheet.title == title and sheet.form else sheet
        for sheet in WORKBOOK.sheets
    )
    return replace(WORKBOOK, sheets=sheets)


def computed(drawing: Drawing, room: Path) -> openpyxl.Workbook:
    ((sheet, at),) = drawing.book.defined_names["cfg_date"].destinations
    drawing.book[sheet][at.replace("$", "")].value = TODAY
    drawing.book.save(room / "book.xlsx")
    (room / "out").mkdir()
    libreoffice(["--convert-to", "xlsx", "--outdir", str(room / "out")], [room / "book.xlsx"], room)
    return openpyxl.load_workbook(room / "out" / "book.xlsx", data_only=True)


@pytest.mark.parametrize(("title", "values"), FILLED.values(), ids=FILLED)
def test_c1_c14_formulas_equal_their_twins(
    title: str, values: dict[str, Any], rows: dict[str, list[Mapping[str, Any]]], tmp_path: Path
) -> None:
    drawing = draw(filled(title, values), TODAY, rows)
    office = computed(drawing, tmp_path)[title]
    ours = drawing.values[title]
    assert len(ours) > 50
    assert [(at, value, office[at].value) for at, value in ours.items() if not same(value, office[at].value)] == []


def test_the_card_shows_what_it_should(rows: dict[str, list[Mapping[str, Any]]]) -> None:
    drawing = draw(filled("Карточка", {"find": "К-000001"}), TODAY, rows)
    shown = set(map(str, drawing.values["Карточка"].values()))
    assert {"Иванов Пётр", "Kia Rio", "Не клиент", "Ким Ен", "Опоздали", "премия"} <= shown
    assert "Посторонний" not in shown


def same(ours: Any, theirs: Any) -> bool:
    if isinstance(theirs, datetime) and isinstance(ours, date):
        return theirs.date() == ours
    if isinstance(ours, (int, float, Decimal)) and isinstance(theirs, (int, float)):
        return abs(float(ours) - theirs) < 1e-9
    return bool(("" if theirs is None else theirs) == ours)
