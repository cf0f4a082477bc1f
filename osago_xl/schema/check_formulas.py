"""Formulas of the declaration: what they name exists, and Excel 2016 and LibreOffice both understand them."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from osago_xl.schema.columns import Choice, Column, Number
from osago_xl.schema.tables import Form, Table, WorkbookSchema, row_references

FORMULA_LIMIT = 8192
TODAY_NAME = "cfg_today"

_TABLE_REFERENCE = re.compile(r"\b(tbl[A-Za-z]+)\[(?:\[#Headers\],|\[#All\],)?\[?([^\[\]#]+)\]")
_TEXT = re.compile(r'"[^"]*"')
# Younger than Excel 2016, or spelt with a prefix in the file.
_TOO_YOUNG = re.compile(
    r"(?<!_xlfn\.)\b(XLOOKUP|XMATCH|FILTER|SORT|SORTBY|UNIQUE|SEQUENCE|LET|LAMBDA|TEXTJOIN|CONCAT|IFS|SWITCH|MAXIFS|"
    r"MINIFS|AGGREGATE|IFNA|DAYS|NUMBERVALUE)\("
)
_RUSSIAN_DATES = re.compile(r'TEXT\([^"]*"[dDmMyY./]+"\)')


def formula_problems(schema: WorkbookSchema) -> Iterator[str]:
    """What is wrong with the formulas of all tables and forms."""
    known = _Known(schema)
    for table in schema.tables.values():
        yield from _table_problems(table, known)
    for sheet in schema.sheets:
        for counter in sheet.counters:
            text = "" if counter.name == TODAY_NAME else counter.formula
            yield from known.problems(f"{sheet.title}, counter {counter.label}", text)
        if sheet.form:
            yield from _form_problems(sheet.title, sheet.form, known)


class _Known:
    """What a formula may name: tables with their columns, and defined names."""

    def __init__(self, schema: WorkbookSchema) -> None:
        settings = schema.tables.get("tblSettings")
        rows = settings.default_rows if settings else ()
        counters = (counter.name for sheet in schema.sheets for counter in sheet.counters if counter.name)
        forms = {sheet.form.prefix: sheet.form for sheet in schema.sheets if sheet.form}
        cells = (prefix + key for prefix, form in forms.items() for key in (*form.by_key, *form.grid))
        self.tables = schema.tables
        self.names = frozenset((*schema.lists, *(row["name"] for row in rows), *counters, *cells))
        self._name = re.compile(rf"\b((?:{'|'.join(('cfg_', 'lst', *forms))})\w+)\b")

    def problems(self, where: str, formula: str) -> Iterator[str]:
        """What is wrong with one formula."""
        bare = _TEXT.sub('""', formula)
        yield from _spelling_problems(where, formula, bare)
        for table, header in _TABLE_REFERENCE.findall(bare):
            if table not in self.tables or header not in self.tables[table].by_header:
                yield f"{where}: there is no {table}[{header}]"
        for name in self._name.findall(bare):
            if name not in self.names:
                yield f"{where}: there is no name {name}"

    def source_problems(self, where: str, column: Column) -> Iterator[str]:
        """Whether the list of a drop-down is there."""
        source = column.source if isinstance(column, (Choice, Number)) else ""
        if isinstance(source, str) and source and source not in self.names:
            yield f"{where}: there is no list {source}"


def _table_problems(table: Table, known: _Known) -> Iterator[str]:
    headers = table.by_header.keys()
    for column in table.columns:
        where = f"{table.name}[{column.header}]"
        yield from known.source_problems(where, column)
        yield from _row_problems(where, column.formula, headers)
        yield from known.problems(where, column.formula)
    for highlight in table.highlights:
        where = f"{table.name}, highlight"
        yield from _row_problems(where, highlight.when, headers)
        yield from known.problems(where, highlight.when)
        if "tbl" in highlight.when:
            yield f"{where}: conditional formats know no tables: {highlight.when}"


def _form_problems(title: str, form: Form, known: _Known) -> Iterator[str]:
    for field in form.fields:
        yield from known.source_problems(f"{title}!{field.at}", field.column)
        yield from known.problems(f"{title}!{field.at}", field.column.formula)
    for grid in form.grids:
        headers = {column.header for column in grid.columns}
        for column in grid.columns:
            where = f"{title}!{grid.at} {column.header}"
            yield from known.source_problems(where, column)
            yield from _row_problems(where, column.formula, headers)
            yield from known.problems(where, column.formula)
    for caption in form.captions:
        if caption.text.startswith("="):
            yield from known.problems(f"{title}!{caption.at}", caption.text)


def _row_problems(where: str, formula: str, headers: Container[str]) -> Iterator[str]:
    for header in row_references(formula):
        if header not in headers:
            yield f"{where}: there is no column «{header}» in the row"


def _spelling_problems(where: str, formula: str, bare: str) -> Iterator[str]:
    if len(formula) > FORMULA_LIMIT:
        yield f"{where}: a formula of {len(formula)} characters"
    if bare.count("(") != bare.count(")"):
        yield f"{where}: brackets do not match"
    for function in _TOO_YOUNG.findall(bare):
        yield f"{where}: {function} is not in Excel 2016, or needs its prefix _xlfn."
    if "TODAY(" in bare or "NOW(" in bare:
        yield f"{where}: today is {TODAY_NAME}"
    if _RUSSIAN_DATES.search(formula):
        yield f"{where}: the date codes of TEXT() depend on the language of Windows"
