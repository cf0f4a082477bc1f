"""Старт, Карточка and Календарь filled in: LibreOffice computes what the Python twins give."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
import recomputed

from osago_xl.books.memory import MemoryBook
from osago_xl.desk import totals
from osago_xl.documents.office import libreoffice
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.journals import CONTACTS, DOCUMENTS, PAYMENTS, TASKS
from osago_xl.schema.sheets.policies import ADMITTED, POLICIES
from osago_xl.schema.sheets.vehicles import CARS, DRIVERS
from osago_xl.schema.tables import WorkbookSchema
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.work.unit import Work
from osago_xl.workbook.draw import Drawing, draw

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]
TODAY = date(2026, 11, 22)
FILLED: dict[str, dict[str, dict[str, Any]]] = {
    "the card of a key; this month and today": {"Карточка": {"find": "К-000001"}, "Календарь": {}, "Старт": {}},
    "digits of one phone; another month and day": {
        "Карточка": {"find": "778-89"},
        "Календарь": {"month": date(2027, 2, 14), "day": date(2026, 11, 24)},
    },
    "several found, none chosen": {"Карточка": {"find": "ОЛЬГА"}},
    "several found, the second chosen": {"Карточка": {"find": "ольга", "pick": 2}},
    "nobody found": {"Карточка": {"find": "никто"}},
    "a key that is not there": {"Карточка": {"find": "К-999999"}},
}
"""Workbooks by what is typed into the forms of some sheets."""


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
        work.add(CLIENTS, name=name, phone=phone, status="активный", channel="Сайт", agent="Я",
                 birth_date=date(1984, 2, 29), added=date(2025, 1, 1), referrer="К-000001" if phone == "1" else "",
                 email="a@b.ru" if phone == "8916111" else "", city="Уфа")  # fmt: skip
    for n in range(10):
        work.add(POLICIES, client="К-000001", product="ОСАГО", insurer="Пример", number=str(n), state="оформлен",
                 starts=date(2025, 11, 20 + n), ends=date(2026, 11, 19 + n), premium=Decimal("1000.50"))  # fmt: skip
        work.add(ADMITTED, policy=f"П-{n + 1:06d}", place=1, driver="В-000001")
        work.add(CONTACTS, client="К-000001", day=date(2026, 10, 1 + n), kind="звонок", result="думает")
        work.add(DOCUMENTS, client="К-000001", day=date(2026, 1, 1 + n), kind="согласие: реклама")
    work.add(PAYMENTS, policy="П-000009", day=date(2026, 5, 5), kind="премия", income=Decimal(500))
    work.add(TASKS, client="К-000001", due=date(2026, 11, 24), what="Позвонить", state="открыта", kind="задача")
    work.add(TASKS, client="К-000001", due=date(2026, 11, 20), what="Опоздали", state="открыта", kind="задача")
    work.add(CARS, owner="К-000001", make="Kia", model="Rio", year=2019)
    work.add(DRIVERS, name="Не клиент", birth_date=date(1990, 1, 1), licensed=date(2010, 1, 1))
    work.add(DRIVERS, name="Посторонний", birth_date=date(1990, 1, 1), licensed=date(2010, 1, 1))


@pytest.fixture(scope="module")
def drawn(rows: dict[str, list[Mapping[str, Any]]]) -> dict[str, Drawing]:
    return {name: draw(filled(forms), TODAY, rows) for name, forms in FILLED.items()}


def filled(forms: Mapping[str, Mapping[str, Any]]) -> WorkbookSchema:
    sheets = tuple(
        replace(sheet, form=replace(sheet.form, defaults=forms[sheet.title]))
        if sheet.form and sheet.title in forms
        else sheet
        for sheet in WORKBOOK.sheets
    )
    return replace(WORKBOOK, sheets=sheets)


@pytest.fixture(scope="module")
def computed(
    drawn: dict[str, Drawing], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, dict[tuple[str, str], Any]]:
    """(sheet, address) → value of the same workbooks as LibreOffice has computed them, all in one start."""
    room = tmp_path_factory.mktemp("overview")
    files = {name: room / f"{number}.xlsx" for number, name in enumerate(drawn)}
    for name, drawing in drawn.items():
        ((sheet, at),) = drawing.book.defined_names["cfg_date"].destinations
        drawing.book[sheet][at.replace("$", "")].value = TODAY
        drawing.book.save(files[name])
    out = room / "out"
    out.mkdir()
    libreoffice(["--convert-to", "xlsx", "--outdir", str(out)], list(files.values()), room)
    return {name: recomputed.values(out / file.name) for name, file in files.items()}


@pytest.mark.parametrize(
    ("name", "title"), [(name, title) for name, forms in FILLED.items() for title in forms], ids=str
)
def test_c1_c14_formulas_equal_their_twins(
    name: str, title: str, drawn: dict[str, Drawing], computed: dict[str, dict[tuple[str, str], Any]]
) -> None:
    office, ours = computed[name], drawn[name].values[title]
    assert len(ours) > 50
    shown = {at: office.get((title, at), "") for at in ours}
    assert [(at, value, shown[at]) for at, value in ours.items() if not same(value, shown[at])] == []


def test_the_card_shows_what_it_should(drawn: dict[str, Drawing]) -> None:
    drawing = next(iter(drawn.values()))
    shown = set(map(str, drawing.values["Карточка"].values()))
    assert {"Иванов Пётр", "Kia Rio", "Не клиент", "Ким Ен", "Опоздали", "премия"} <= shown
    assert "Посторонний" not in shown


def same(ours: Any, theirs: Any) -> bool:
    if isinstance(theirs, datetime) and isinstance(ours, date):
        return theirs.date() == ours
    if isinstance(ours, (int, float, Decimal)) and isinstance(theirs, (int, float)):
        return abs(float(ours) - theirs) < 1e-9
    return bool(theirs == ours)
