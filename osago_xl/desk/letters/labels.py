"""«Наклейки»: addresses on sheets of labels, by the grid of the settings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from osago_xl.books.base import Row
from osago_xl.desk.papers.contexts_client import addressee, labels
from osago_xl.desk.papers.contexts_parts import address_line
from osago_xl.desk.papers.filing import documents_root, make_folder, make_paper
from osago_xl.desk.papers.printing import to_printer
from osago_xl.desk.who.selected import chosen
from osago_xl.documents.layout import PAGE_HEIGHT, PAGE_WIDTH, LayoutField
from osago_xl.documents.naming import write_new
from osago_xl.errors import InputError
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.values.dates import numeric
from osago_xl.work.ui import Report, Ui
from osago_xl.work.unit import Work

TEMPLATE_GRID = (3, 8)
"""Columns and rows of the shipped Word template; other grids are drawn."""
MOST = (5, 20)
INSET = 4.0  # mm between the edge of a label and its text
SIZE = 10.0  # points
_GRID = re.compile(r"\s*(\d+)\s*[xхXХ×*]\s*(\d+)\s*")


def print_address_labels(work: Work, ui: Ui) -> Report:
    """A label for every selected client with an address; the others are listed."""
    clients = chosen(work, ui, CLIENTS)
    kept = [client for client in clients if address_line(client)]
    left_out = [f"{client['name']}: нет адреса." for client in clients if not address_line(client)]
    if not kept:
        raise InputError("city", "", "Ни у одного из выбранных клиентов нет адреса: заполните «Город», «Улица», «Дом».")
    grid = _grid(str(work.settings["cfg_labels"]))
    if grid == TEMPLATE_GRID:
        path = make_paper(work, ui, "labels", labels(kept), client=None)
    else:
        root = documents_root(work)
        make_folder(root)
        path = write_new(root / f"Наклейки {numeric(work.today)}.pdf", _drawn(kept, *grid))
        work.made.append(path)
    ui.open(path)
    sent = to_printer(work, ui, [path], "cfg_copies_other")
    text = f"Наклеек: {len(kept)}" + (f", без адреса: {len(left_out)}" if left_out else "") + f".{sent}"
    return Report(text, left_out, [path])


def _grid(text: str) -> tuple[int, int]:
    """Columns and rows of «3x8»; InputError for anything a sheet of A4 does not hold."""
    match = _GRID.fullmatch(text)
    grid = (int(match[1]), int(match[2])) if match else (0, 0)
    if not all(1 <= count <= most for count, most in zip(grid, MOST, strict=True)):
        message = f"«Настройки», «Наклейки»: «{text}» не сетка. Впишите столбцы и строки, например 3x8 (до 5x20)."
        raise InputError("cfg_labels", text, message)
    return grid


def _drawn(clients: Sequence[Row], columns: int, rows: int) -> bytes:
    """Sheets of labels as a PDF: an address that is long is wrapped and made smaller."""
    from osago_xl.documents.overprint import overprint

    fields = list(_fields(columns, rows))
    texts = ["\n".join(part for part in (a.name, a.address, a.index) if part) for a in map(addressee, clients)]
    empty = dict.fromkeys((field.field for field in fields), "")
    sheets = [texts[n : n + len(fields)] for n in range(0, len(texts), len(fields))]
    forms = [empty | {field.field: text for field, text in zip(fields, sheet, strict=False)} for sheet in sheets]
    return overprint(fields, forms)


def _fields(columns: int, rows: int) -> Sequence[LayoutField]:
    width, height = PAGE_WIDTH / columns, PAGE_HEIGHT / rows
    return [
        LayoutField(
            form="Наклейки",
            field=f"Адрес {row * columns + column + 1}",
            x=column * width + INSET,
            y=row * height + INSET,
            width=width - 2 * INSET,
            height=height - 2 * INSET,
            size=SIZE,
            bold=False,
        )
        for row in range(rows)
        for column in range(columns)
    ]
