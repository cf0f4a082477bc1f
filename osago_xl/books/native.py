"""What xlwings has no common call for: one small object per engine, chosen when a live book is opened."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol

from osago_xl.errors import BookError

SEE_THROUGH = 0.6  # share of the fill
OUTLINE = 0.25  # points
OUTLINE_COLOUR = 0x7B8900  # teal, as Excel writes it: blue, green, red

Place = tuple[float, float, float, float]
"""Left, top, width, height in points from the corner of the sheet."""


class Native(Protocol):
    """The few calls that differ between Excel and Calc. Arguments are xlwings objects."""

    def as_text(self, cells: Any) -> None:
        """Let cells take what will be written as text, "007" and "=…" too."""

    def write(self, cells: Any, values: list[list[Any]]) -> None:
        """Write a block so that texts stay texts and dates become dates."""

    def extend_table(self, table: Any, rows: int) -> None:
        """Rows at the end of a table, with formulas, formats and validation of its last row."""

    def protect(self, sheet: Any, on: bool) -> bool:
        """Switch the protection without password; whether it was on before. BookError for a password of the agent's."""

    def hidden_rows(self, table: Any) -> bool:
        """Whether a filter hides rows of the table."""

    def add_text_box(self, sheet: Any, name: str, text: str, size: float, place: Place) -> None:
        """Draw a text box with a thin outline and letters of so many points."""

    def add_picture(self, sheet: Any, name: str, path: Path, place: Place) -> None:
        """Put a picture into the sheet itself."""

    def save_copy(self, book: Any, path: Path) -> None:
        """Write the book as it is now to another file; the book keeps its name and its unsaved changes."""

    def password_dialog(self, book: Any) -> None:
        """Let the agent set the password in the program's own dialog; BookError where it has none to trust."""


PASSWORD_OF_AGENT = "Лист «{sheet}» защищён паролем. Снимите защиту (Рецензирование → Снять защиту листа) и повторите."
"""What is said of a sheet that the program may not write to."""

ALLOWED = (
    "AllowFormattingCells", "AllowFormattingColumns", "AllowFormattingRows", "AllowInsertingColumns",
    "AllowInsertingRows", "AllowInsertingHyperlinks", "AllowDeletingColumns", "AllowDeletingRows", "AllowSorting",
    "AllowFiltering", "AllowUsingPivotTables",
)  # fmt: skip
"""What the protection of a sheet may leave open to the agent; put back with it."""


class ExcelNative:
    """Excel on Windows, by COM."""

    def __init__(self) -> None:
        self._left_open: dict[str, dict[str, bool]] = {}

    def as_text(self, cells: Any) -> None:
        cells.number_format = "@"

    def write(self, cells: Any, values: list[list[Any]]) -> None:
        cells.value = values

    def extend_table(self, table: Any, rows: int) -> None:
        area = table.range
        table.resize(area.resize(area.shape[0] + rows, area.shape[1]))
        last = area[area.shape[0] - 1, 0].resize(1, area.shape[1])
        last.copy()
        last.offset(1, 0).resize(rows, area.shape[1]).paste("formats")
        table.range.sheet.book.app.api.CutCopyMode = False

    def protect(self, sheet: Any, on: bool) -> bool:
        was: bool = sheet.api.ProtectContents
        if on:
            sheet.api.Protect(**self._left_open.get(sheet.name, {}))
        elif was:
            protection = sheet.api.Protection
            self._left_open[sheet.name] = {name: bool(getattr(protection, name)) for name in ALLOWED}
            self._lift(sheet)
        return was

    @staticmethod
    def _lift(sheet: Any) -> None:
        from pywintypes import com_error

        try:
            sheet.api.Unprotect("")
        except com_error:
            raise BookError(PASSWORD_OF_AGENT.format(sheet=sheet.name)) from None

    def hidden_rows(self, table: Any) -> bool:
        return bool(table.api.ShowAutoFilter and table.api.AutoFilter.FilterMode)

    def add_text_box(self, sheet: Any, name: str, text: str, size: float, place: Place) -> None:
        box = sheet.api.Shapes.AddTextbox(1, *place)
        box.Name, frame = name, box.TextFrame2
        frame.MarginLeft = frame.MarginRight = frame.MarginTop = frame.MarginBottom = 0
        frame.TextRange.Text, frame.TextRange.Font.Size = text, size
        box.Fill.Transparency = SEE_THROUGH  # what lies below stays readable, and the whole box can be grabbed
        box.Line.Weight, box.Line.ForeColor.RGB = OUTLINE, OUTLINE_COLOUR

    def add_picture(self, sheet: Any, name: str, path: Path, place: Place) -> None:
        left, top, width, height = place
        sheet.pictures.add(str(path), name=name, left=left, top=top, width=width, height=height)

    def save_copy(self, book: Any, path: Path) -> None:
        book.api.SaveCopyAs(str(path))

    def password_dialog(self, book: Any) -> None:
        book.activate()
        book.app.api.CommandBars.ExecuteMso("FileDocumentEncrypt")
