"""A workbook saved by Calc looks as it did before: fonts, fills, borders, formats and protection of every cell."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from desk import TODAY
from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.styles import Side

from osago_xl.actions.perform import perform
from osago_xl.books.base import Selection
from osago_xl.calc.session import open_in_calc
from osago_xl.cli.console import ConsoleUi

pytestmark = pytest.mark.office
TITLES = ("Карточка", "Оформление", "Калькулятор", "Старт", "Календарь", "Клиенты", "Полисы")
SIDES = ("left", "right", "top", "bottom")


def look(cell: Cell) -> dict[str, Any]:
    """What is seen of a cell; Calc writes colours with their opacity, a general alignment by name, «"−"» as «\\−»."""
    font, fill, place = cell.font, cell.fill, cell.alignment
    return {
        "font": (font.name, font.sz, bool(font.b), bool(font.i), font.u, colour(font.color)),
        "fill": colour(fill.fgColor) if fill.fill_type else None,
        "border": [line(getattr(cell.border, side)) for side in SIDES],
        "format": re.sub(r'"(.)"', r"\\\1", cell.number_format),
        "place": (place.horizontal or "general", place.vertical or "bottom", bool(place.wrap_text), place.indent),
        "locked": cell.protection.locked,
    }


def line(side: Side | None) -> tuple[str | None, str | None]:
    """A side without a line is named in the styles of a file or left out: both look the same."""
    return (side.style, colour(side.color)) if side else (None, None)


def colour(found: Any) -> str | None:
    return None if found is None or found.type != "rgb" else found.rgb[-6:]


@pytest.fixture(scope="module")
def looks(small_base: Path, office: Any, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, Any]]]:
    """Sheet → the cells of a workbook, and those after a card was opened and saved in Calc."""
    path = Path(shutil.copy(small_base, tmp_path_factory.mktemp("looks") / "OSAGO.xlsm"))
    before = of(path)
    with open_in_calc(path, app=office) as book:
        book.choose(Selection("Клиенты", "tblClients", ("К-000001",)))
        perform("open_card", book, ConsoleUi(yes=True), TODAY)
        book.save()
    after = of(path)
    return {title: [before[title], after[title]] for title in before}


def of(path: Path) -> dict[str, dict[str, Any]]:
    workbook = load_workbook(path)
    return {
        sheet.title: {cell.coordinate: look(cell) for row in sheet.iter_rows() for cell in row}
        for sheet in workbook.worksheets
        if sheet.title in TITLES
    }


@pytest.mark.parametrize("title", TITLES)
def test_no_cell_changes_its_look(looks: dict[str, list[dict[str, Any]]], title: str) -> None:
    before, after = looks[title]
    changed = [
        (at, part, was[part], after[at][part])
        for at, was in before.items()
        for part in was
        if after[at][part] != was[part]
    ]
    assert len(before) > 100
    assert not changed
