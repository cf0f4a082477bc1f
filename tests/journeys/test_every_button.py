"""Every button of the ribbon, pressed on a closed file and in Calc by an agent who agrees to everything: same words."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from agreeable import ANSWERS, Agreeable, selected
from desk import TODAY

from osago_xl.actions.registry import load_all
from osago_xl.books import open_book
from osago_xl.books.base import Book, Selection
from osago_xl.books.live import LiveBook
from osago_xl.calc.native import CalcNative
from osago_xl.excel import runner

pytestmark = pytest.mark.office
NOW = datetime(2026, 11, 22, 10, 0)
DIFFERENT = {
    "layout_open": ("Эта команда работает с мышью", "Макет «Полис» открыт"),
    "layout_save": ("Эта команда работает с мышью", "Макет сохранён"),
    "set_password": ("Пароль снят", "LibreOffice не шифрует книгу с макросами"),
    # the layout was saved in one of them only: its rows are counted
    "backup_now": ("Копия сделана: прочитана обратно", "Копия сделана: прочитана обратно"),
    # the book in Calc has changes that are not in its file yet: its clients are counted
    "doctor": ("", ""),
    "restore_backup": ("Возвращено из копии", "Возвращено из копии"),
}
"""What is said of a closed file, and in Calc, where the two cannot be the same."""


class Seat:
    """One of the two books, with its own folder."""

    def __init__(self, folder: Path, app: Any = None) -> None:
        self.folder, self.path = folder, folder / "OSAGO.xlsm"
        self.xl = app.books.open(str(self.path)) if app else None

    @property
    def live(self) -> LiveBook:
        return LiveBook(self.xl, CalcNative())

    def open(self, selection: Selection) -> Book:
        if self.xl is None:
            return open_book(self.path, today=TODAY, selection=selection)
        book = self.live
        book.choose(selection)
        return book

    def press(self, action: str, selection: Selection) -> list[str]:
        """What was said, without the folder of the book."""
        paper = self.folder / "Паспорт.pdf"
        paper.write_bytes(b"%PDF-1.4")
        ui = Agreeable(list(ANSWERS.get(action, ())), [paper])
        runner.run(action, lambda: self.open(selection), ui, TODAY, NOW)
        return [re.sub(r"\s+", " ", text.replace(str(self.folder), "…")) for text in ui.said]


@pytest.fixture(scope="module")
def seats(small_base: Path, office: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Seat, Seat]]:
    """The same workbook as a closed file and open in Calc."""
    folders = [tmp_path_factory.mktemp(name) for name in ("file", "calc")]
    for folder in folders:
        shutil.copy(small_base, folder / "OSAGO.xlsm")
    live = Seat(folders[1], office)
    yield Seat(folders[0]), live
    live.xl.close()


@pytest.mark.parametrize("action", load_all(), ids=lambda action: action.id)
def test_a_button_says_the_same_on_a_closed_file_and_in_calc(seats: tuple[Seat, Seat], action: Any) -> None:
    closed, live = seats
    where = selected(live.live, action.group)
    in_calc, on_file = live.press(action.id, where), closed.press(action.id, where)
    assert not any("из-за ошибки в программе" in text for text in (*in_calc, *on_file))
    if action.id in DIFFERENT:
        assert on_file[0].startswith(DIFFERENT[action.id][0])
        assert in_calc[0].startswith(DIFFERENT[action.id][1])
    else:
        assert in_calc == on_file
    app = live.xl.app
    assert (app.calculation, app.screen_updating) == ("automatic", True)
