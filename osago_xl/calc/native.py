"""What LiveBook asks of Calc beyond xlwings (see osago_xl.books.native). Arguments are xlwings objects."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from osago_xl.books.native import PASSWORD_OF_AGENT, Place
from osago_xl.calc import bridge
from osago_xl.calc.guard import guarded
from osago_xl.errors import BookError

OUTLINE = 0x00897B  # teal


@guarded
class CalcNative:
    """LibreOffice Calc through the engine of this package."""

    def as_text(self, cells: Any) -> None:
        """In Calc a written text stays text by itself."""

    def write(self, cells: Any, values: list[list[Any]]) -> None:
        cells.value = values

    def extend_table(self, table: Any, rows: int) -> None:
        area = table.range
        table.resize(area.resize(area.shape[0] + rows, area.shape[1]))

    def protect(self, sheet: Any, on: bool) -> bool:
        """Switch the sheet's protection; whether it was on. BookError when the agent has set a password."""
        was: bool = sheet.impl.protected
        if on:
            sheet.api.protect("")
        elif was:
            try:
                sheet.api.unprotect("")
            except bridge.error("lang.IllegalArgumentException"):
                raise BookError(PASSWORD_OF_AGENT.format(sheet=sheet.name)) from None
        return was

    def hidden_rows(self, table: Any) -> bool:
        return bool(table.impl.filtered)

    def add_text_box(self, sheet: Any, name: str, text: str, size: float, place: Place) -> None:
        box = sheet.shapes.impl.add_textbox(*place, text, name)
        box.font.size = size
        box.api.LineStyle, box.api.LineColor = bridge.enum("drawing.LineStyle", "SOLID"), OUTLINE

    def add_picture(self, sheet: Any, name: str, path: Path, place: Place) -> None:
        sheet.shapes.impl.add_picture(path, *place, name)

    def save_copy(self, book: Any, path: Path) -> None:
        book.impl.copy_to(path)

    def password_dialog(self, book: Any) -> None:
        """Calc's own password leaves a workbook of macros unencrypted, so that ours is offered."""
        raise BookError(
            "LibreOffice не шифрует книгу с макросами как надо. Закройте её и задайте пароль командой "
            "osago-xl password, потом откройте снова."
        )
