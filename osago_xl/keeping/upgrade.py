"""«Обновить книгу»: a workbook of an earlier version becomes one of this version.

A new workbook is built and everything is carried into it: the rows of all tables both versions know, the settings by
their names, the agent's own columns and sheets. What cannot be carried is named; the original is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from osago_xl.books.base import Row
from osago_xl.books.crypto import encrypt
from osago_xl.books.file import Content
from osago_xl.books.locks import alone, refuse_open
from osago_xl.books.package import DamagedFile, Package
from osago_xl.books.places import TablePart, parse
from osago_xl.errors import BookError
from osago_xl.keeping.backup import opened, write_copy
from osago_xl.keeping.copies import folder_of
from osago_xl.keeping.differences import OF_THE_ACTS
from osago_xl.keeping.files import read, write
from osago_xl.keeping.foreign import own_columns, own_sheets
from osago_xl.keeping.fresh import new_workbook
from osago_xl.schema.columns import Column, Day, Number, Text, Value
from osago_xl.schema.tables import Table, WorkbookSchema
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.workbook.function_help import SCHEMA_PROPERTY
from osago_xl.workbook.own_sheets import copy_sheets

PROPERTIES = "docProps/custom.xml"
_REQUIRED = ("tblClients", "tblPolicies", "tblSettings")

Rows = dict[str, Sequence[Mapping[str, Any]]]


@dataclass
class Upgrade:
    """What an upgrade did. `lost`: what was not carried, in sentences."""

    text: str
    before: str
    after: str
    copy: Path | None = None
    rows: dict[str, int] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """The same for `--json`."""
        return asdict(self)


def schema_version(package: Package) -> str:
    """The version of the declaration a workbook was made from; "" for one made before versions were written."""
    if PROPERTIES not in package:
        return ""
    found = (each for each in parse(package, PROPERTIES) if each.get("name") == SCHEMA_PROPERTY)
    return next(("".join(each.itertext()) for each in found), "")


def upgrade(path: Path, today: date, now: datetime, password: str | None = None, *, force: bool = False) -> Upgrade:
    """Bring a closed workbook to this version; BookError when it is none of ours, newer, open or damaged."""
    with alone(path):
        refuse_open(path)
        raw = read(path)
        content = _content(path, raw, password)
        before = schema_version(content.package)
        if before.isdigit() and int(before) > int(WORKBOOK.version):
            raise BookError(f"Книга «{path.name}» новее программы. Обновите программу: pip install -U osago-xl.")
        if before == WORKBOOK.version and not force:
            return Upgrade(f"Книга «{path.name}» уже этой версии: менять нечего.", before, before)
        lost: list[str] = []
        schema = _with_own_columns(content, lost)
        rows = dict(_carried(content, schema, lost))
        sheets = own_sheets(content.places, WORKBOOK)
        lost += [f"Свой лист «{title}» перенесён без рисунков, диаграмм и проверок ввода." for title in sheets]
        more = partial(copy_sheets, content.data, sheets) if sheets else None
        data = new_workbook(rows, today, schema=schema, more=more)
        copy = write_copy(raw, path, folder_of(path), now, reason="до обновления", password=password, ours=False)
        write(path, encrypt(data, password) if password else data)
    counts = {name: len(table_rows) for name, table_rows in rows.items()}
    text = f"Книга «{path.name}» обновлена, строк перенесено {sum(counts.values())}. Прежняя книга: {copy.path}"
    return Upgrade(text, before, WORKBOOK.version, copy.path, counts, lost)


def _content(path: Path, raw: bytes, password: str | None) -> Content:
    try:
        content = Content(opened(raw, password, path.name))
    except DamagedFile as error:
        raise BookError(f"Книга «{path.name}» не читается: {error}. Восстановите её из копии.") from error
    missing = [name for name in _REQUIRED if name not in content.places.tables]
    if missing:
        raise BookError(f"«{path.name}» не рабочая книга ОСАГО: в ней нет таблицы {missing[0]}. Выберите свою книгу.")
    return content


def _with_own_columns(content: Content, lost: list[str]) -> WorkbookSchema:
    """Our declaration with the agent's columns at the right end of his tables.

    Where another table stands to the right there is no room, and the columns are named as lost.
    """
    wider: dict[str, Table] = {}
    for name, headers in own_columns(content.places, WORKBOOK).items():
        table, place = WORKBOOK.tables[name], content.places.tables[name]
        if WORKBOOK.sheet_of[name].tables[-1][1] is not table:
            lost += [
                f"Лист «{place.sheet}»: своему столбцу «{header}» нет места рядом с таблицей." for header in headers
            ]
            continue
        lost += [
            f"Лист «{place.sheet}», столбец «{header}»: формула «={formula}» заменена своими значениями."
            for header, formula in place.columns
            if header in headers and formula
        ]
        own = tuple(_own_column(content, name, header, number) for number, header in enumerate(headers, start=1))
        wider[name] = replace(table, columns=table.columns + own)
    return replace(
        WORKBOOK,
        sheets=tuple(
            replace(sheet, tables=tuple((at, wider.get(table.name, table)) for at, table in sheet.tables))
            for sheet in WORKBOOK.sheets
        ),
    )


def _own_column(content: Content, name: str, header: str, number: int) -> Column:
    """A column of the agent's: of dates or numbers when all its cells are, else of texts."""
    place = content.places.tables[name]
    raw = Value(f"own_{number}", header)
    rows = content.reader.rows(place, content.places.sheets[place.sheet], Table(name, (raw,)))
    cells = [row[raw.key] for row in rows]
    kind: Callable[..., Column] = Text
    if cells and all(isinstance(cell, date) for cell in cells):
        kind = Day
    elif cells and all(isinstance(cell, int | Decimal) for cell in cells):
        kind = partial(Number, minimum=None)
    group = "Свои" if len(WORKBOOK.sheet_of[name].tables) == 1 else ""
    return kind(raw.key, header, width=max(12, *(len(word) + 2 for word in header.split())), group=group)


def _carried(content: Content, schema: WorkbookSchema, lost: list[str]) -> Iterator[tuple[str, list[Row]]]:
    """The rows of every table both versions know."""
    for name, table in schema.tables.items():
        place = content.places.tables.get(name)
        if place is None or name in OF_THE_ACTS:
            continue
        old = _as_it_was(table, place)
        rows = content.reader.rows(place, content.places.sheets[place.sheet], old)
        lost += [
            f"Лист «{place.sheet}», {row[old.columns[0].key]}, «{old.by_key[key].header}»: «{cell}» сюда не подходит."
            for row in rows
            for key, cell in row.misfits.items()
            if not old.by_key[key].formula
        ]
        yield name, _settings(rows) if name == "tblSettings" else rows
    for name, place in content.places.tables.items():
        if name not in schema.tables:
            lost.append(f"Таблицы {name} (лист «{place.sheet}») в этой версии нет, она осталась в копии.")


def _as_it_was(table: Table, place: TablePart) -> Table:
    """The declared table with those of its columns that stand in the file."""
    return replace(table, columns=tuple(column for column in table.columns if column.header in place.position))


def _settings(rows: Sequence[Row]) -> list[Row]:
    """All settings of this version, with the values the agent had."""
    old = {row["name"]: row["value"] for row in rows}
    return [
        Row({**default, "value": old.get(default["name"], default["value"])})
        for default in WORKBOOK.tables["tblSettings"].default_rows
    ]
