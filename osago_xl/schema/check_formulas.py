"""Formulas of the declaration: what they name exists, and Excel 2016 and LibreOffice both understand them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from osago_xl.schema.columns import Choice, Column, Number
from osago_xl.schema.tables import Table, WorkbookSchema, row_references

FORMULA_LIMIT = 8192
TODAY_NAME = "cfg_today"

_TABLE_REFERENCE = re.compile(r"\b(tbl[A-Za-z]+)\[(?:\[#Headers\],|\[#All\],)?\[?([^\[\]#]+)\]")
_NAME = re.compile(r"\b((?:cfg|lst)_?[A-Za-z0-9_]+)\b")
_TEXT = re.compile(r'"[^"]*"')
# Younger than Excel 2016, or spelt with a prefix in the file.
_TOO_YOUNG = re.compile(
    r"(?<!_xlfn\.)\b(XLOOKUP|XMATCH|FILTER|SORT|SORTBY|UNIQUE|SEQUENCE|LET|LAMBDA|TEXTJOIN|CONCAT|IFS|SWITCH|MAXIFS|"
    r"MINIFS|AGGREGATE|IFNA|DAYS|NUMBERVALUE)\("
)
_RUSSIAN_DATES = re.compile(r'TEXT\([^"]*"[dDmMyY./]+"\)')


def formula_problems(schema: WorkbookSchema) -> Iterator[str]:
    """What is wrong with the formulas of all tables and forms."""
    names = _defined(schema)
    for table in schema.tables.values():
        for column in table.columns:
            where = f"{table.name}[{column.header}]"
            yield from _source_problems(where, column, names)
            yield from _row_problems(where, column.formula, table)
            yield from _formula_problems(where, column.formula, schema, names)
        for highlight in table.highlights:
            yield from _row_problems(f"{table.name}, highlight", highlight.when, table)
            yield from _formula_problems(f"{table.name}, highlight", highlight.when, schema, names)
            if "tbl" in highlight.when:
                yield f"{table.name}, highlight: conditional formats know no tables: {highlight.when}"
    for sheet in schema.sheets:
        for counter in sheet.counters:
            text = "" if counter.name == TODAY_NAME else counter.formula
            yield from _formula_problems(f"{sheet.title}, counter {counter.label}", text, schema, names)
        for field in sheet.form.fields if sheet.form else ():
            yield from _source_problems(f"{sheet.title}!{field.at}", field.column, names)
            yield from _formula_problems(f"{sheet.title}!{field.at}", field.column.formula, schema, names)
        for grid in sheet.form.grids if sheet.form else ():
            for column in grid.columns:
                yield from _source_problems(f"{sheet.title}!{grid.at}", column, names)
                yield from _formula_problems(f"{sheet.title}!{grid.at}", column.formula, schema, names)


def _defined(schema: WorkbookSchema) -> frozenset[str]:
    settings = schema.tables.get("tblSettings")
    rows = settings.default_rows if settings else ()
    counters = (counter.name for sheet in schema.sheets for counter in sheet.counters if counter.name)
    return frozenset((*schema.lists, *(row["name"] for row in rows), *counters))


def _source_problems(where: str, column: Column, names: frozenset[str]) -> Iterator[str]:
    source = column.source if isinstance(column, (Choice, Number)) else ""
    if isinstance(source, str) and source and source not in names:
        yield f"{where}: there is no list {source}"


def _row_problems(where: str, formula: str, table: Table) -> Iterator[str]:
    for header in row_references(formula):
        if header not in table.by_header:
            yield f"{where}: there is no column «{header}» in the row"


def _formula_problems(where: str, formula: str, schema: WorkbookSchema, names: frozenset[str]) -> Iterator[str]:
    bare = _TEXT.sub('""', formula)
    if len(formula) > FORMULA_LIMIT:
        yield f"{where}: a formula of {len(formula)} characters"
    if bare.count("(") != bare.count(")"):
        yield f"{where}: brackets do not match"
    for table, header in _TABLE_REFERENCE.findall(bare):
        if table not in schema.tables or header not in schema.tables[table].by_header:
            yield f"{where}: there is no {table}[{header}]"
    for name in _NAME.findall(bare):
        if name not in names:
            yield f"{where}: there is no name {name}"
    for function in _TOO_YOUNG.findall(bare):
        yield f"{where}: {function} is not in Excel 2016, or needs its prefix _xlfn."
    if "TODAY(" in bare or "NOW(" in bare:
        yield f"{where}: today is {TODAY_NAME}"
    if _RUSSIAN_DATES.search(formula):
        yield f"{where}: the date codes of TEXT() depend on the language of Windows"
