"""The layout editor: fields of a form as text boxes over its scan on the temporary sheet «Макет»."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from osago_xl.books.base import Box
from osago_xl.desk.papers.filing import documents_root
from osago_xl.desk.papers.layouts import Place, fields_of, move, previous, printer_of, reset
from osago_xl.documents.layout import FORMS, MARK, PAGE_HEIGHT, PAGE_WIDTH, LayoutField, check
from osago_xl.errors import DocumentError
from osago_xl.schema.sheets.technical import PRINTERS
from osago_xl.work import asking
from osago_xl.work.ui import Report, Ui
from osago_xl.work.unit import Work

SCANS = ("*.png", "*.jpg", "*.jpeg")
_SAMPLES = {
    "отметка": MARK, "день": "01", "месяц": "12", "месяц прописью": "декабря", "год": "2026", "год 2 цифры": "26",
    "часы": "00", "минуты": "00",
}  # fmt: skip
"""What a field too narrow for its name shows instead, by its format."""
POINTS = 72 / 25.4  # in a millimetre
_OF_FORM = "|"  # between the form, the page and the field in the name of a box


def open_layout(work: Work, ui: Ui) -> Report:
    """Draw the sheet «Макет»: the scan chosen by the agent, or an empty page, with a box per field."""
    canvas = work.canvas
    form = asking.option(ui, "Какой макет открыть?", list(FORMS))
    fields = [field for field in fields_of(work, form) if field.printed]
    page = int(asking.option(ui, "Какую страницу?", [str(n) for n in sorted({field.page for field in fields})]))
    scans = ui.pick_files("Скан бланка, чтобы двигать поля поверх него (отмена = чистый лист)", SCANS)
    boxes = [_box(field) for field in fields if field.page == page]
    with tempfile.TemporaryDirectory(prefix="osago-layout-", ignore_cleanup_errors=True) as room:
        picture = scans[0] if scans else _empty_page(Path(room))
        canvas.draw(picture, PAGE_WIDTH * POINTS, PAGE_HEIGHT * POINTS, boxes)
    return Report(
        f"Макет «{form}» открыт: полей {len(boxes)}. Подвиньте их мышью и нажмите «Макет» → «Сохранить».",
        show="Макет",
    )


def save_layout(work: Work, _ui: Ui) -> Report:
    """Read the boxes back into the table and take the sheet away."""
    canvas = work.canvas
    places = _places(canvas.boxes())
    if not places:
        raise DocumentError("Лист «Макет» не открыт: нажмите «Макет» → «Открыть».")
    moved = sum(_move(work, form, drawn) for form, drawn in places.items())
    canvas.erase()
    return Report(f"Макет сохранён, сдвинуто полей: {moved}.", show="Макеты печати" if moved else "")


def reset_layout(work: Work, ui: Ui) -> Report:
    """The shipped layout of a form again."""
    form = asking.option(ui, "Какой макет вернуть к исходному?", list(FORMS))
    asking.confirm(ui, f"Вернуть все поля макета «{form}» на исходные места?")
    reset(work, form)
    return Report(f"Макет «{form}» снова исходный. Прежний: «Макет» → «Прежний».")


def previous_layout(work: Work, _ui: Ui) -> Report:
    """The version before the last change; once more brings the newer one back."""
    previous(work)
    return Report("Вернулся прежний макет. Та же кнопка вернёт новый.")


def calibrate(work: Work, ui: Ui) -> Report:
    """Make the page with the grid by which shift and scale of the printer are measured."""
    from osago_xl.documents.naming import write_new
    from osago_xl.documents.overprint import calibration_page

    folder = documents_root(work)
    folder.mkdir(parents=True, exist_ok=True)
    printer = str(work.settings["cfg_printer"])
    path = write_new(folder / "Калибровка принтера.pdf", calibration_page(printer_of(work, printer)))
    work.made.append(path)
    if not any(row["printer"] == printer for row in work.rows(PRINTERS)) and printer:
        work.add(PRINTERS, printer=printer, scale=1)
    ui.open(path)
    return Report(
        "Напечатайте страницу в «реальном размере» и впишите сдвиг и масштаб: лист «Макеты печати», справа.",
        files=[path],
        show="Макеты печати",
    )


def _box(field: LayoutField) -> Box:
    return Box(
        name=_OF_FORM.join((field.form, str(field.page), field.field)),
        text=_SAMPLES.get(field.format, field.field),
        left=field.x / PAGE_WIDTH,
        top=field.y / PAGE_HEIGHT,
        width=field.width / PAGE_WIDTH,
        height=field.height / PAGE_HEIGHT,
        size=field.size,
    )


def _places(boxes: Iterable[Box]) -> dict[str, dict[str, Place]]:
    """Form → field → its place; boxes the agent drew himself are none of ours."""
    places: dict[str, dict[str, Place]] = {}
    for box in boxes:
        form, _, rest = box.name.partition(_OF_FORM)
        _, page, field = rest.partition(_OF_FORM)
        if form in FORMS and page:
            places.setdefault(form, {})[field] = Place(
                box.left * PAGE_WIDTH, box.top * PAGE_HEIGHT, box.width * PAGE_WIDTH, box.height * PAGE_HEIGHT
            )
    return places


def _move(work: Work, form: str, drawn: Mapping[str, Place]) -> int:
    """Store the places of one form; a field dragged off the page is named and nothing is stored."""
    for field in fields_of(work, form):
        if field.field in drawn:
            place = Place(*(round(value, 1) for value in drawn[field.field]))
            check(replace(field, x=place.x, y=place.y, width=place.width, height=place.height))
    return move(work, form, drawn)


def _empty_page(room: Path) -> Path:
    from osago_xl.documents.backdrop import draw_backdrop

    return draw_backdrop(room / "page.png")
