"""The layout editor on a workbook open in Calc: real shapes over a real picture."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from desk import TODAY

from osago_xl.actions.perform import perform
from osago_xl.books.live import LiveBook
from osago_xl.calc.native import CalcNative
from osago_xl.cli.console import ConsoleUi

pytestmark = pytest.mark.office

FIELD = "Полис|1|Страхователь"
MM = 72 / 25.4


class NoScan(ConsoleUi):
    def pick_files(self, title: str, patterns: Any) -> list[Path]:
        return []


def click(book: LiveBook, action: str, *answers: str) -> None:
    perform(action, book, NoScan(True, answers=answers), TODAY)


def places(book: LiveBook) -> dict[str, tuple[Decimal, ...]]:
    rows = book.read(book.schema.tables["tblLayouts"])
    return {row["field"]: tuple(row[key] for key in ("x", "y", "width", "height")) for row in rows}


def drag(book: LiveBook) -> None:
    """One centimetre to the right, and two centimetres narrower."""
    shape = book.xl.sheets["Макет"].shapes[FIELD]
    shape.left, shape.width = shape.left + 10 * MM, shape.width - 20 * MM


def titles(book: LiveBook) -> list[str]:
    return [sheet.name for sheet in book.xl.sheets]


def test_boxes_are_dragged_over_the_picture_and_saved(live: LiveBook, office: Any) -> None:
    click(live, "layout_open", "1")
    before = places(live)
    assert len(live.xl.sheets["Макет"].shapes) == len(before) + 1
    click(live, "layout_save")
    assert places(live) == before
    assert "Макет" not in titles(live)

    click(live, "layout_open", "1")
    drag(live)
    path = live.path
    live.xl.save()  # as the agent saves: by the program's own command, the sheet still there
    live.xl.close()
    again = LiveBook(office.books.open(str(path)), CalcNative())
    click(again, "layout_save")
    x, y, width, height = before["Страхователь"]
    assert places(again) == before | {"Страхователь": (x + 10, y, width - 20, height)}

    click(again, "layout_open", "1")
    again.save()
    assert "Макет" not in titles(again)
    again.xl.close()
