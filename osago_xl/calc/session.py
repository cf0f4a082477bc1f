"""A workbook open in LibreOffice for the length of a `with` block: what `osago-xl run … --engine calc` works on."""

from __future__ import annotations

import os
from pathlib import Path
from types import TracebackType
from typing import Any

from osago_xl.books.base import Selection
from osago_xl.books.live import LiveBook
from osago_xl.calc.engine import start_app
from osago_xl.calc.native import CalcNative


class open_in_calc:
    """`with open_in_calc(path) as book:` — a LiveBook; the office ends with the block, saved or not.

    `selection` stands for the rows the agent would have selected. The password comes from OSAGO_PASSWORD.
    """

    def __init__(self, path: Path, selection: Selection | None = None, app: Any = None) -> None:
        self._path, self._selection, self._given = path, selection, app
        self._app: Any = None
        self._book: Any = None

    def __enter__(self) -> LiveBook:
        self._app = self._given or start_app()
        try:
            password = os.environ.get("OSAGO_PASSWORD")
            self._book = self._app.books.open(str(self._path), password=password)
            book = LiveBook(self._book, CalcNative(), selection=self._selection)
            book.password = password
            return book
        except BaseException:
            self._end()
            raise

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def _end(self) -> None:
        if self._book is not None:
            self._book.close()
        if self._given is None:
            self._app.quit()
