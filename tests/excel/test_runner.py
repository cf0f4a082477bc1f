"""The entry of all buttons, without a spreadsheet: which workbook is meant, and how long questions are asked."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
import xlwings

from osago_xl.excel import runner
from osago_xl.excel.ui import ExcelUi


class App:
    """What ExcelUi asks of an xlwings App; `typed` are the answers to its input windows."""

    def __init__(self, *typed: object) -> None:
        self.said: list[str] = []
        self.asked: list[str] = []
        self.status_bar: object = "прежнее"
        self.typed = list(typed)
        self.api = SimpleNamespace(InputBox=self._input)

    def alert(self, text: str, title: str, buttons: str = "ok") -> str:
        self.said.append(text)
        return "ok"

    def _input(self, prompt: str, title: str, default: str, Type: int) -> object:
        self.asked.append(prompt)
        return self.typed.pop(0)


def test_the_workbook_that_called_wins_over_the_one_in_front(monkeypatch: pytest.MonkeyPatch) -> None:
    caller, front = object(), object()
    monkeypatch.setattr(xlwings.main.Book, "caller", classmethod(lambda cls: caller))
    monkeypatch.setattr(xlwings, "books", SimpleNamespace(active=front))
    assert runner.calling_book() is front
    monkeypatch.setattr("sys.argv", ["-c", "--wb=OSAGO.xlsm", "--from_xl=1", "--hwnd=1"])
    assert runner.calling_book() is caller


def test_a_short_question_is_asked_in_one_window() -> None:
    app = App("2")
    assert ExcelUi(app).choose("Кто звонил?", ["клиент", "я"]) == 1
    assert app.asked == ["Кто звонил?\n\n1. клиент\n2. я\n\nВведите номер:"]
    assert app.said == []


def test_a_long_list_is_shown_whole_before_the_window_that_takes_the_number() -> None:
    app = App("12")
    options = [f"Иванов Иван Иванович, вариант {n}" for n in range(1, 13)]
    assert ExcelUi(app).choose("Который?", options) == 11
    assert options[-1] in app.said[0]
    assert app.asked == ["Введите номер (1–12):"]


@pytest.mark.parametrize("typed", [False, "", "0", "3", "да"])
def test_anything_but_a_number_of_the_list_cancels(typed: Any) -> None:
    assert ExcelUi(App(typed)).choose("Кто звонил?", ["клиент", "я"]) is None


def test_the_status_bar_is_given_back() -> None:
    app = App()
    ui = ExcelUi(app)
    ui.progress(1, 3, "Документы")
    assert app.status_bar == "Документы: 1 из 3, остановить: Esc"
    ui.finish()
    assert app.status_bar is False
