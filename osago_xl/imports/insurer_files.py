"""The insurer's files for «Сверка»: every table that names policies, read with its own column names.

Бордеро and ДВОУ may come in one table, on two sheets or in two files: halves of a policy become one row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from osago_xl.books.heap import without_collector
from osago_xl.domain.commission import ZERO
from osago_xl.domain.reconcile import FEES, Row, join_halves
from osago_xl.errors import InputError
from osago_xl.imports.files import read_file
from osago_xl.imports.kinds import find_table, header_rows, words
from osago_xl.imports.model import RawTable, Remark
from osago_xl.imports.recognising import is_heading
from osago_xl.imports.record import Record, records
from osago_xl.imports.shapes.tables import tables
from osago_xl.schema.columns import as_text
from osago_xl.values.identifiers import policy_number
from osago_xl.values.money import to_kopecks

_LATEST = date(2100, 1, 1)
_TITLES = {
    "series": "серия", "number": "номер полиса", "signed": "дата", "plate": "госномер", "vin": "VIN",
    "premium": "премия", "bordereau": "бордеро", "services": "ДВОУ", "commission": "КВ",
}  # fmt: skip


class InsurerTable(NamedTuple):
    """A table of the insurer: its name for the agent, its rows, how its columns were understood, what it leaves out."""

    name: str
    rows: list[Row]
    columns: list[str]
    remarks: list[str]


Ask = Callable[[str, Sequence[str]], str | None]
"""Asked which of these headings is what a question names; None where none of them is."""


@without_collector()
def read_acts(paths: Sequence[Path], ask: Ask | None = None) -> list[InsurerTable]:
    """All tables of the files that name policies; totals, repeated headers and empty rows are left out.

    Of a file in which none is recognised `ask` may name the columns.
    BookError when a file cannot be read, InputError when no table in it has a column with policy numbers.
    """
    found = []
    for path in paths:
        file = f"{path.name}, " if len(paths) > 1 else ""
        parts = [(part, file + sheet.name) for sheet in read_file(path).sheets for part in tables(sheet, is_heading)]
        read = [table for part, name in parts if (table := _read(part, name))]
        if not read and ask:
            read = [table for part, name in parts if (table := _read(part, name, _named(part, name, ask)))]
        if not read:
            message = (
                f"В файле «{path.name}» не нашлось таблицы с номерами полисов. Назовите столбцы «Номер полиса», "
                "«Премия», «КВ» в строке над данными и повторите."
            )
            raise InputError("Файл", path.name, message)
        found += read
    return found


_ASKED = {"number": "номер полиса", "premium": "премия", "commission": "КВ", "signed": "дата заключения"}


def _named(sheet: RawTable, name: str, ask: Ask) -> dict[str, str]:
    """What the agent says of the columns of a table whose headings say nothing to us."""
    headings = max(([as_text(cell) for cell in sheet.rows[at]] for at in header_rows(sheet)), key=_filled, default=[])
    left = list(filter(None, headings))
    named: dict[str, str] = {}
    for field, what in _ASKED.items():
        if not left or (field != "number" and not named):
            break
        heading = ask(f"{name}: в каком столбце {what}?", left)
        if heading is not None:
            named[heading] = field
            left.remove(heading)
    return named


def _filled(headings: Sequence[str]) -> int:
    """How many cells of a row are texts: the more, the more it is a header."""
    return sum(1 for text in headings if text and not text[0].isdigit())


def _read(sheet: RawTable, name: str, named: Mapping[str, str] | None = None) -> InsurerTable | None:
    layout = find_table(sheet, words().act, named or {})
    if layout is None:
        return None
    columns = [f"{name}: {layout.headers[place]} → {_TITLES[field]}" for place, field in layout.fields.items()]
    table = InsurerTable(name, [], columns, [])
    odd: list[Remark] = []
    for record in records(sheet, layout, odd):
        if isinstance(record, Record):
            row = _row(record, name)
            if row.number or row.plate or row.vin:
                table.rows.append(row)
            else:
                table.remarks.append(f"{name}, строка {record.number}: нет ни полиса, ни машины, не сверяется.")
        elif record[1] != "пустая строка":
            table.remarks.append(f"{name}, строка {record[0]}: {record[1]}, не сверяется.")
    table.remarks.extend(f"{name}, строка {each.row}: {each.message}" for each in odd)
    return table


def _row(record: Record, table: str) -> Row:
    read = {of: record.amount(of, signed=True) for of in ("premium", *FEES)}
    return Row(
        ref=f"{table}, {record.number}",
        number=_whole(f"{record.text('series')} {record.text('number')}".strip()),
        day=record.day("signed", _LATEST),
        plate=record.text("plate"),
        vin=record.text("vin"),
        **{of: None if amount is None else to_kopecks(amount) for of, amount in read.items()},
    )


def _whole(number: str) -> str:
    """Zeros that Excel has dropped from a number kept as a number are put back."""
    return next((finding.fix for finding in policy_number.check(number) if finding.fix), number)


MEANINGS = {"бордеро и ДВОУ вместе": "commission", "только бордеро": "bordereau", "только ДВОУ": "services"}
"""What the one column of commission of a table may hold."""


def all_rows(tables: Iterable[InsurerTable], meaning: Callable[[InsurerTable], str] | None) -> list[Row]:
    """Rows of all tables, halves of a policy joined; `meaning` asks about a table with one column of commission."""
    parts = []
    for table in tables:
        rows = table.rows
        if meaning and named_fees(rows) == ("commission",):
            of = MEANINGS[meaning(table)]
            rows = [_meant(row, of) for row in rows]
        parts.append(with_zeros(rows))
    return join_halves(parts)


def _meant(row: Row, of: str) -> Row:
    sums: dict[str, Any] = {"commission": None, of: row.commission}
    return row._replace(**sums)


def named_fees(rows: Sequence[Row]) -> tuple[str, ...]:
    """What of the commission these rows name anywhere."""
    return tuple(of for of in FEES if any(getattr(row, of) is not None for row in rows))


def with_zeros(rows: Sequence[Row]) -> list[Row]:
    """An empty cell in a column of commission is a policy for which nothing was reckoned: zero."""
    named = named_fees(rows)
    if not named:
        return list(rows)

    def filled(row: Row) -> Row:
        sums: dict[str, Any] = {of: getattr(row, of) or ZERO for of in named}
        return row._replace(**sums)

    return [filled(row) for row in rows]
