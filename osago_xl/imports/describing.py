"""How the columns of a table were understood, for the agent and for machines: one remark for a column, not a row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from osago_xl.imports.kinds import POLICIES, Kind, Layout
from osago_xl.imports.model import RawSheet, Remark
from osago_xl.imports.understanding.fields import fields
from osago_xl.imports.understanding.understand import Column, wording
from osago_xl.schema.columns import as_text
from osago_xl.schema.tables import WorkbookSchema
from osago_xl.values.text import clean

_SAID = ("asked", "remembered")


def place_of(schema: WorkbookSchema, name: str, kind: Kind) -> str:
    """«Клиенты: Телефон»: where a field goes, as the agent sees it; its title for one without cells."""
    field = fields()[name]
    table, _, column = field.cell(kind is POLICIES).partition(".")
    if not table:
        return f"Комментарий: {field.title}"
    shown = field.title if "," in field.title else _header(schema, table, column)
    return f"{schema.sheet_of[table].title}: {shown}"


def _header(schema: WorkbookSchema, table: str, column: str) -> str:
    return str(schema.tables[table].by_key[column].header)


def columns_as_json(schema: WorkbookSchema, sheet: str, layout: Layout) -> list[dict[str, Any]]:
    """The machine contract of the columns; a doubtful or unknown one has no field and goes by «none»."""
    return [_as_json(schema, sheet, column, layout.kind) for column in layout.columns]


def _as_json(schema: WorkbookSchema, sheet: str, column: Column, kind: Kind) -> dict[str, Any]:
    known = column.field and not column.doubtful and fields()[column.field].has_place
    field = (
        f"{place_of(schema, column.field, kind)} ({fields()[column.field].cell(kind is POLICIES)})" if known else None
    )
    return {
        "sheet": sheet,
        "heading": clean(column.heading),
        "field": field,
        "by": column.by if known or column.by in _SAID else "none",
        "confidence": column.confidence if known else 0.0,
    }


def mapping_lines(schema: WorkbookSchema, sheet: str, layout: Layout) -> Iterator[str]:
    """«Лист: Заголовок → Столбец» for the agent to look over."""
    own = schema.tables[layout.kind.table].by_key
    for place, our in layout.fields.items():
        shown = place_of(schema, our, layout.kind) if layout.columns else own[our].header
        yield f"{sheet}: {clean(layout.headers[place])} → {shown}"
    for place in layout.ignored:
        yield f"{sheet}: {clean(layout.headers[place])} → не переносится"


def remarks_on_columns(schema: WorkbookSchema, sheet: RawSheet, layout: Layout, advice: str) -> Iterator[Remark]:
    """One remark for each column whose values go to the comment, with their number."""
    by_place = {column.place: column for column in layout.columns}
    for place in layout.unknown:
        column = by_place.get(place, Column(place, layout.headers[place]))
        rows = [
            n
            for n, row in enumerate(sheet.rows[layout.header :], layout.header + 1)
            if place < len(row) and as_text(row[place])
        ]
        if column.by in _SAID or not rows:
            continue
        why, kind = _why(schema, column, layout)
        where = f"значений {len(rows)}, записаны в «Комментарий»"
        told = f" {advice}" if kind in ("unknown_column", "doubt") else ""
        yield Remark(sheet.name, layout.header, clean(column.heading), f"{why}: {where}.{told}", kind)


def _why(schema: WorkbookSchema, column: Column, layout: Layout) -> tuple[str, str]:
    if column.doubtful:
        options = ", ".join(place_of(schema, name, layout.kind) for name in column.rivals)
        return f"Столбец можно понять по-разному ({options})", "doubt"
    if column.field:
        return f"Для этого в книге нет своего столбца ({fields()[column.field].title})", "no_place"
    if column.place not in layout.fields and column.heading.startswith("Столбец "):
        return "У столбца нет заголовка", "nameless_column"
    said = next((name for name in wording(column.heading) if name in layout.fields.values()), "")
    if said:
        return f"Место столбца «{fields()[said].title}» уже занято", "repeated_column"
    return "Столбец не распознан", "unknown_column"
