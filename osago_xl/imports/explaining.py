"""How the columns of a file would be understood and why: no book is needed and nothing is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from osago_xl.imports.describing import columns_as_json, place_of
from osago_xl.imports.doubts import examples
from osago_xl.imports.files import Password, read_file
from osago_xl.imports.kinds import Layout, ShortList
from osago_xl.imports.model import RawTable
from osago_xl.imports.recognising import Told, is_heading, recognise
from osago_xl.imports.shapes.tables import tables
from osago_xl.imports.understanding.fields import fields
from osago_xl.imports.understanding.traits import Known
from osago_xl.imports.understanding.understand import Column
from osago_xl.schema.tables import WorkbookSchema
from osago_xl.values.money import number
from osago_xl.values.text import clean

HEADER = ("Файл", "Лист", "Столбец", "Значения", "Куда", "Почему", "Уверенность")
_BY = {
    "words": "по заголовку", "values": "по значениям", "both": "по заголовку и значениям", "asked": "вы сказали",
    "remembered": "вы сказали раньше", "none": "не понятно",
}  # fmt: skip


@dataclass
class Explained:
    """One file: a line for each column under `HEADER`, and the same for machines."""

    file: str
    lines: list[tuple[str, ...]] = field(default_factory=list)
    data: list[dict[str, Any]] = field(default_factory=list)


def explain(
    schema: WorkbookSchema, path: Path, today: date, told: Told, known: Known | None, password: Password | None = None
) -> Explained:
    """The columns of every table of a file. BookError when it cannot be read."""
    source = read_file(path, password)
    found = Explained(path.name)
    for sheet in source.sheets:
        for table in tables(sheet, is_heading):
            layout = recognise(table, today, told, known)
            found.lines += [(path.name, sheet.name, *line) for line in _lines(schema, table, layout)]
            if isinstance(layout, Layout):
                found.data += columns_as_json(schema, sheet.name, layout)
    return found


def _lines(
    schema: WorkbookSchema, table: RawTable, layout: Layout | ShortList | None
) -> Iterator[tuple[str, str, str, str, str]]:
    if layout is None:
        yield "", "", "лист не распознан", "нет строки заголовков с именем и ещё одним понятным столбцом", ""
    elif isinstance(layout, ShortList):
        yield "", "", schema.sheet_of[layout.table].title, "список из одного столбца", ""
    elif layout.columns:
        yield from (_line(schema, table, layout, column) for column in layout.columns)
    else:
        own = schema.tables[layout.kind.table].by_key
        for place, our in layout.fields.items():
            yield layout.headers[place], examples(table, layout, place), own[our].header, "по списку заголовков", ""


def _line(schema: WorkbookSchema, table: RawTable, layout: Layout, column: Column) -> tuple[str, str, str, str, str]:
    heading, values = clean(column.heading), examples(table, layout, column.place)
    sure = number(round(column.confidence * 100)) + " %" if column.field else ""
    if column.doubtful:
        rivals = ", ".join(place_of(schema, name, layout.kind) for name in column.rivals)
        return heading, values, "спросим", f"может быть: {rivals}", sure
    if column.place in layout.ignored:
        return heading, values, "не переносится", "номера строк" if column.field else _BY[column.by], sure
    if column.field and fields()[column.field].has_place:
        return heading, values, place_of(schema, column.field, layout.kind), _BY[column.by], sure
    return heading, values, "Комментарий", "своего столбца в книге нет" if column.field else _BY[column.by], sure
