"""Exact text over nothing: a PDF to be printed onto a ready-made form, and the calibration page.

Text too long for its box is wrapped, then made smaller down to 6 pt, then refused by the field's name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import as_file, files
from io import BytesIO
from pathlib import Path

from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from osago_xl.documents.layout import PAGE_HEIGHT, PAGE_WIDTH, LayoutField, Printer, check, text_for
from osago_xl.errors import InputError

FACES = {False: "PTSans-Regular", True: "PTSans-Bold"}
DRAW = {"слева": "drawString", "по центру": "drawCentredString", "справа": "drawRightString"}
SMALLEST = 6.0  # points
STEP = 0.5
GRID = 10  # mm, of the calibration page


def overprint(
    fields: Sequence[LayoutField],
    forms: Sequence[Mapping[str, object]],
    *,
    printer: Printer | None = None,
    background: Path | None = None,
) -> bytes:
    """The PDF for one or more forms of the same layout; `forms` maps names of values to values.

    `background` is a scan to look at, not to print. Raises InputError naming the field.
    """
    shown = [check(field) for field in fields if field.printed]
    pages = sorted({field.page for field in shown})
    sheet = _Sheet(printer or Printer())
    for values in forms:
        for page in pages:
            if background is not None:
                sheet.canvas.drawImage(str(background), 0, 0, PAGE_WIDTH * mm, PAGE_HEIGHT * mm)
            for field in shown:
                if field.page == page:
                    sheet.draw(field, text_for(field, values))
            sheet.canvas.showPage()
    return sheet.finished()


class _Sheet:
    """A canvas that speaks the layout's language: mm from the top left, corrected for the printer."""

    def __init__(self, printer: Printer) -> None:
        _register_fonts()
        self._file = BytesIO()
        self._printer = printer
        # invariant: the same data give the same bytes
        self.canvas = Canvas(self._file, (PAGE_WIDTH * mm, PAGE_HEIGHT * mm), invariant=1)

    def finished(self) -> bytes:
        self.canvas.save()
        return self._file.getvalue()

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Millimetres of the form → points of the page."""
        across = self._printer.shift_x + x * self._printer.scale
        down = self._printer.shift_y + y * self._printer.scale
        return across * mm, (PAGE_HEIGHT - down) * mm

    def draw(self, field: LayoutField, text: str) -> None:
        if not text:
            return
        if field.boxes > 1:
            self._draw_boxes(field, text)
        else:
            self._draw_lines(field, text)

    def _draw_boxes(self, field: LayoutField, text: str) -> None:
        if len(text) > field.boxes:
            raise _too_long(field, text)
        cell = field.width / field.boxes
        for place, character in enumerate(text):
            self._write(field, field.size, character, field.x + cell * (place + 0.5), field.y, "по центру")

    def _draw_lines(self, field: LayoutField, text: str) -> None:
        size, lines = _fitted(field, text)
        anchor = {"слева": 0.0, "по центру": 0.5, "справа": 1.0}[field.align]
        for number, line in enumerate(lines):
            top = field.y + number * size / mm
            self._write(field, size, line, field.x + field.width * anchor, top, field.align)

    def _write(self, field: LayoutField, size: float, text: str, x: float, top: float, align: str) -> None:
        face = FACES[field.bold]
        scale = self._printer.scale
        self.canvas.setFont(face, size * scale)
        ascent = pdfmetrics.getAscent(face, size) / mm
        draw = getattr(self.canvas, DRAW[align])
        draw(*self.point(x, top + ascent), text)


def _fitted(field: LayoutField, text: str) -> tuple[float, list[str]]:
    """The greatest size at which the wrapped text fits the box, and its lines."""
    size = field.size
    while True:
        lines = _wrapped(field, text, size)
        rows = max(1, int(field.height * mm / size))  # a box lower than one line still takes one
        if len(lines) <= rows and all(_fits(field, line, size) for line in lines):
            return size, lines
        if size <= SMALLEST:
            raise _too_long(field, text)
        size = max(SMALLEST, size - STEP)


def _wrapped(field: LayoutField, text: str, size: float) -> list[str]:
    """Lines broken at plain spaces only: an amount held together by no-break spaces stays whole."""
    lines = []
    for paragraph in text.split("\n"):
        line, *words = paragraph.split(" ")
        for word in words:
            if _fits(field, f"{line} {word}", size):
                line = f"{line} {word}"
            else:
                lines.append(line)
                line = word
        lines.append(line)
    return lines


def _fits(field: LayoutField, line: str, size: float) -> bool:
    return float(pdfmetrics.stringWidth(line, FACES[field.bold], size)) <= field.width * float(mm)


def _too_long(field: LayoutField, text: str) -> InputError:
    return InputError(
        field.field,
        text,
        f"Макет «{field.form}», поле «{field.field}»: «{text[:40]}» не помещается. "
        "Сделайте поле шире или выше, или сократите значение.",
    )


@cache
def _register_fonts() -> None:
    for face in FACES.values():
        with as_file(files("osago_xl.documents.fonts").joinpath(f"{face}.ttf")) as path:
            pdfmetrics.registerFont(TTFont(face, str(path)))


def calibration_page(printer: Printer | None = None) -> bytes:
    """A grid of 10 mm to lay over the form: the difference measured goes to «Сдвиг» and «Масштаб»."""
    sheet = _Sheet(printer or Printer())
    sheet.canvas.setStrokeGray(0.4)
    for start, end, heavy in _grid():
        sheet.canvas.setLineWidth(0.6 if heavy else 0.2)
        sheet.canvas.line(*sheet.point(*start), *sheet.point(*end))
    sheet.canvas.setFillGray(1)
    sheet.canvas.rect(*sheet.point(21, 39), 158 * mm, 18 * mm, stroke=0, fill=1)
    sheet.canvas.setFillGray(0)
    for text, x, y in _marks():
        sheet.canvas.setFont(FACES[False], 7)
        sheet.canvas.drawString(*sheet.point(x, y), text)
    sheet.canvas.showPage()
    return sheet.finished()


Point = tuple[float, float]
HELP = (
    "Калибровка. Распечатайте в масштабе 100 % («реальный размер»). Измерьте линейкой:",
    "1) от края листа до линий 10 мм: разница слева и сверху, со знаком минус, — «Сдвиг X» и «Сдвиг Y»;",
    "2) от линии 10 до линии 200: 190, делённые на измеренное, — «Масштаб».",
)


def _grid() -> Iterator[tuple[Point, Point, bool]]:
    for x in range(GRID, int(PAGE_WIDTH), GRID):
        yield (x, GRID), (x, 290), x % 50 == 0
    for y in range(GRID, int(PAGE_HEIGHT), GRID):
        yield (GRID, y), (200, y), y % 50 == 0


def _marks() -> Iterator[tuple[str, float, float]]:
    yield from ((str(x), x + 0.5, 9) for x in range(GRID, int(PAGE_WIDTH), GRID))
    yield from ((str(y), 5, y + 1) for y in range(GRID, int(PAGE_HEIGHT), GRID))
    yield from ((line, 22, 25 + 5 * number) for number, line in enumerate(HELP))
