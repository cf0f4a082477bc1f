"""The Ui inside Excel (and, through the same xlwings calls, inside Calc)."""

from __future__ import annotations

import os
import sys
import webbrowser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

_TITLE = "ОСАГО"
_PROMPT_LIMIT = 254
"""Excel's InputBox refuses a longer prompt by COM; a message box takes any."""


class ExcelUi:
    """Messages and questions in Excel's own windows; `app` is an xlwings App."""

    def __init__(self, app: Any) -> None:
        self._app = app

    def say(self, text: str) -> None:
        self._app.alert(text, title=_TITLE)

    def ask(self, question: str) -> bool:
        return bool(self._app.alert(question, title=_TITLE, buttons="yes_no") == "yes")

    def choose(self, question: str, options: Sequence[str]) -> int | None:
        listing = "\n".join(f"{number}. {text}" for number, text in enumerate(options, 1))
        answer = self._input(f"{question}\n\n{listing}\n\nВведите номер:", f"Введите номер (1–{len(options)}):", "1")
        return int(answer) - 1 if answer and answer.isdigit() and 1 <= int(answer) <= len(options) else None

    def prompt(self, question: str, default: str = "") -> str | None:
        return self._input(question, "Введите ответ:", default)

    def pick_files(self, title: str, patterns: Sequence[str]) -> list[Path]:
        kinds = ";".join(patterns)
        chosen = self._app.api.GetOpenFilename(f"Файлы ({kinds}),{kinds}", 1, title, None, True)
        return [Path(name) for name in chosen] if chosen else []

    def progress(self, done: int, total: int, text: str) -> bool:
        self._app.status_bar = False if done >= total else f"{text}: {done} из {total}, остановить: Esc"
        return not _escape_pressed()

    def finish(self) -> None:
        """Give the status bar back to Excel, wherever the command ended."""
        self._app.status_bar = False

    def open(self, target: str | Path) -> None:
        if isinstance(target, Path) and hasattr(os, "startfile"):
            os.startfile(target)
        else:
            webbrowser.open(str(target))

    def copy(self, text: str) -> None:
        from osago_xl.excel.clipboard import put

        put(text)

    def _input(self, question: str, short: str, default: str) -> str | None:
        """A line typed; a question too long for the input window is shown in a window of its own before it."""
        if len(question) > _PROMPT_LIMIT:
            self.say(question)
            question = short
        answer = self._app.api.InputBox(question, _TITLE, default, Type=2)
        return None if answer is False else str(answer).strip()


def _escape_pressed() -> bool:
    """Whether Esc is held: Excel itself shows no button while Python works."""
    if sys.platform != "win32":
        return False
    import ctypes

    return bool(ctypes.windll.user32.GetAsyncKeyState(0x1B) & 0x8000)
