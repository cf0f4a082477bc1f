"""The layout editor on a workbook open in Calc: real shapes over a real picture."""

from __future__ import annotations

import pytest
from desk import TODAY

from osago_xl.actions.perform import perform
from osago_xl.cli.console import ConsoleUi
from osago_xl.cli.main import main

pytestmark = pytest.mark.office

FIELD = "Полис|1|Страхователь"
MM = 72 / 25.4


class NoScan(ConsoleUi):
    def pick_files(self, title, patterns):
        return []


def click(book, action, *answers):
    return perform(action, book, NoScan(True, answers=answers), TODAY)


def places(book):
    rows = book.read(book.schema.tables["tblLayouts"])
    return {row["field"]: tuple(row[key] for key in ("x", "y", "width", "height")) for row in rows}


def test_boxes_are_dragged_over_the_picture_and_saved(tmp_path):
    from osago_xl.calc.session import open_in_calc

    path = tmp_path / "OSAGO.xlsm"
    assert main(["new", str(path)]) == 0
    with open_in_calc(path) as book:
        click(book, "layout_open", "1")
        sheet = book.xl.sheets["Макет"]
        assert len(sheet.shapes) == len(places(book)) + 1
        before = places(book)
        click(book, "layout_save")
        assert places(book) == before and "Макет" not in [each.name for each in book.xl.sheets]

        click(book, "layout_open", "1")
        shape = book.xl.sheets["Макет"].shapes[FIELD]
        shape.left, shape.width = shape.left + 10 * MM, shape.width - 20 * MM
        click(book, "layout_save")
        x, y, width, height = before["Страхователь"]
        assert places(book)["Страхователь"] == (x + 10, y, width - 20, height)

        click(book, "layout_open", "1")
        book.save()
        assert "Макет" not in [each.name for each in book.xl.sheets]
