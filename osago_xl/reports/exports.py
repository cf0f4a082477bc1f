"""Files made of the base: a table as xlsx or csv, the calendar as .ics. Outside text never becomes a formula."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from osago_xl.books.base import Row
from osago_xl.errors import BookError
from osago_xl.schema.columns import Column, Day, Figure
from osago_xl.schema.sheets.calendar_kinds import KINDS, Kind
from osago_xl.schema.tables import Table
from osago_xl.values.dates import numeric
from osago_xl.values.misfit import as_typed
from osago_xl.values.text import is_formula_like, sentence
from osago_xl.work.unit import Work

CALENDAR_DAYS = 90
"""How far ahead calls, ends of policies and tasks go to .ics."""

FORMATS = (".xlsx", ".csv")


def folder_of(work: Work) -> Path:
    """Where files go when the agent named no place: beside the workbook."""
    if work.path is None:
        raise BookError("Книга ещё не сохранена. Сохраните её (Ctrl+S), файл ляжет рядом с ней.")
    return work.path.parent


def table_file(table: Table, rows: Iterable[Row], kind: str) -> bytes:
    """A table as a file of this kind: all columns the agent may see, keys included."""
    columns = [column for column in table.columns if not column.hidden]
    header = [column.header for column in columns]
    lines = [[_plain(column, row) for column in columns] for row in rows]
    if table.slim_header:
        header, lines = ([str(each) for each in lines[0]], lines[1:]) if lines else ([""] * len(header), [])
    return _csv(header, lines) if kind == ".csv" else _xlsx(header, lines, columns)


def _plain(column: Column, row: Row) -> Any:
    """A cell; what did not fit the column goes out as it was typed."""
    return as_typed(row[column.key])


def _csv(header: Sequence[str], lines: Iterable[Sequence[Any]]) -> bytes:
    """Semicolons and UTF-8 with a mark, as Russian Excel opens by a double click; a text like a formula is quoted."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_csv_cell(value) for value in line] for line in lines)
    return text.getvalue().encode("utf-8-sig")


def _csv_cell(value: Any) -> str:
    if isinstance(value, date):
        return numeric(value)
    if isinstance(value, (Decimal, float)):
        return str(value).replace(".", ",")
    told = "" if value is None else str(value)
    return f"'{told}" if is_formula_like(told) else told


def _xlsx(header: Sequence[str], lines: Iterable[Sequence[Any]], columns: Sequence[Column]) -> bytes:
    import pandas as pd

    data = io.BytesIO()
    with pd.ExcelWriter(data, engine="openpyxl") as writer:
        pd.DataFrame(list(lines), columns=list(header), dtype=object).to_excel(
            writer, index=False, sheet_name="Таблица"
        )
        sheet = writer.sheets["Таблица"]
        sheet.freeze_panes = "A2"
        sheet.auto_filter.ref = sheet.dimensions
        for cells, column in zip(sheet.columns, columns, strict=True):
            sheet.column_dimensions[cells[0].column_letter].width = max(column.width, 10)
            for cell in cells[1:]:
                if isinstance(cell.value, str):
                    cell.data_type = "s"  # a text that begins with «=» stays a text
                else:
                    cell.number_format = _format(column, cell.value)
    return data.getvalue()


def _format(column: Column, value: object) -> str:
    """The number format of the column; of a report, that of the value."""
    if not isinstance(column, Figure):
        return column.number_format
    return Day.number_format if isinstance(value, date) else "#,##0.00" if isinstance(value, float) else "General"


def sheet_pdf(work: Work, sheet: str) -> bytes:
    """A sheet as PDF: printed by the program it is open in, else by LibreOffice from a copy."""
    from osago_xl.documents.sheet_pdf import print_sheet

    if work.window is None:
        return print_sheet(*work.snapshot(), sheet)
    with tempfile.TemporaryDirectory(prefix="osago-pdf-", ignore_cleanup_errors=True) as room:
        target = Path(room, "sheet.pdf")
        work.window.to_pdf(sheet, target)
        return target.read_bytes()


def calendar_file(work: Work) -> tuple[bytes, int]:
    """Calls, ends of policies, tasks and birthdays of the days ahead as .ics, and how many there are.

    The identifiers follow from the keys: a second import renews the events of the first.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//osago_xl//RU")
    calendar.add("version", "2.0")
    last = work.today + timedelta(days=CALENDAR_DAYS)
    events = [
        _event(kind, row, work.now)
        for kind in KINDS
        for row in work.rows(kind.table)
        if row[kind.column] and work.today <= row[kind.column] <= last and _meets(kind, row)
    ]
    for event in events:
        calendar.add_component(event)
    return bytes(calendar.to_ical()), len(events)


def _meets(kind: Kind, row: Row) -> bool:
    column, word = kind.also
    return not column or bool(row[column] == word)


def _event(kind: Kind, row: Row, made: datetime) -> Any:
    from icalendar import Event

    event = Event()
    event.add("uid", f"{row['key']}-{kind.column}@osago-xl")
    event.add("dtstamp", made)
    event.add("dtstart", row[kind.column])
    event.add("dtend", row[kind.column] + timedelta(days=1))
    event.add("summary", f"{sentence(kind.word)}: {row[kind.who]}")
    event.add("description", str(row.get("phone") or ""))
    event.add("transp", "TRANSPARENT")
    return event
