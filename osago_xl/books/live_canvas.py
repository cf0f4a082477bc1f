"""The temporary sheet of a live book: one picture, and text boxes the agent moves over it with the mouse."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from osago_xl.books.base import Box
from osago_xl.books.native import Native

SHEET = "Макет"
PICTURE = "Фон макета"
MARGIN = 12.0  # points between the sheet's corner and the picture


class LiveCanvas:
    """`book` is an xlwings Book. Boxes are read relative to the picture, wherever it was dragged or scaled."""

    def __init__(self, book: Any, native: Native) -> None:
        self._book, self._native = book, native

    def draw(self, picture: Path, width: float, height: float, boxes: Sequence[Box]) -> None:
        self.erase()
        sheet = self._book.sheets.add(SHEET, after=self._book.sheets[-1])
        self._native.add_picture(sheet, PICTURE, picture, (MARGIN, MARGIN, width, height))
        for box in boxes:
            place = (MARGIN + box.left * width, MARGIN + box.top * height, box.width * width, box.height * height)
            self._native.add_text_box(sheet, box.name, box.text, box.size, place)
        sheet.activate()

    def boxes(self) -> list[Box]:
        sheet = self._sheet()
        shapes = list(sheet.shapes) if sheet else []
        picture = next((shape for shape in shapes if shape.name == PICTURE), None)
        if picture is None:
            return []
        left, top, width, height = picture.left, picture.top, picture.width, picture.height
        return [
            Box(
                shape.name,
                "",
                (shape.left - left) / width,
                (shape.top - top) / height,
                shape.width / width,
                shape.height / height,
            )
            for shape in shapes
            if shape.name != PICTURE
        ]

    def erase(self) -> None:
        sheet = self._sheet()
        if sheet:
            sheet.delete()

    def _sheet(self) -> Any:
        return next((sheet for sheet in self._book.sheets if sheet.name == SHEET), None)
