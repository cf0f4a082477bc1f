"""The declaration checked against the limits of Excel and our own rules, before anything is written.

Excel answers a broken limit with «we found a problem with some content»; here the answer names the place. Limits:
Microsoft, «Excel specifications and limits»; names and tables: the rules Excel applies on typing them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from osago_xl.errors import SchemaError
from osago_xl.schema.check_columns import column_problems
from osago_xl.schema.check_forms import form_problems
from osago_xl.schema.check_formulas import formula_problems
from osago_xl.schema.tables import Sheet, Table, WorkbookSchema
from osago_xl.schema.widths import drawn_width

TITLE_LIMIT, NAME_LIMIT = 31, 255
VISIBLE_WIDTH = 188
"""Characters of 7 pixels that fit on a screen of 1366 at 100 %, beside the numbers of rows and the scroll bar."""

DIVIDER_WIDTH = 2
"""Of the narrow column that stands before each collapsed group."""

_TITLE_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.]*")
_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}[0-9]+|[Rr][0-9]*[Cc][0-9]*")


def check(schema: WorkbookSchema) -> None:
    """SchemaError with all that is wrong, one line each."""
    found = list(problems(schema))
    if found:
        raise SchemaError("\n".join(found))


def problems(schema: WorkbookSchema) -> Iterator[str]:
    """All that Excel or LibreOffice would refuse, repair or show wrong."""
    yield from _repeated("sheet", (sheet.title for sheet in schema.sheets))
    yield from _repeated("code name", (sheet.code_name for sheet in schema.sheets))
    yield from _repeated("table", (table.name for sheet in schema.sheets for _, table in sheet.tables))
    for sheet in schema.sheets:
        yield from _sheet_problems(sheet)
        for _, table in sheet.tables:
            yield from _table_problems(table)
        if sheet.form:
            yield from form_problems(sheet.title, sheet.form)
    yield from _list_problems(schema)
    yield from formula_problems(schema)


def is_name(text: str) -> bool:
    """Whether Excel takes the text for a defined name or a table name."""
    return bool(_NAME.fullmatch(text)) and not _LIKE_A_CELL.fullmatch(text) and len(text) <= NAME_LIMIT


def _repeated(what: str, names: Iterable[str]) -> Iterator[str]:
    for name, times in Counter(name.casefold() for name in names).items():
        if times > 1:
            yield f"{what} «{name}» is declared {times} times"


def _sheet_problems(sheet: Sheet) -> Iterator[str]:
    if not 0 < len(sheet.title) <= TITLE_LIMIT or _TITLE_FORBIDDEN.search(sheet.title):
        yield f"sheet «{sheet.title}»: at most {TITLE_LIMIT} characters, none of [ ] : * ? / \\ '"
    if not (sheet.code_name.isascii() and sheet.code_name.isidentifier() and len(sheet.code_name) <= TITLE_LIMIT):
        yield f"sheet «{sheet.title}»: code name {sheet.code_name} is not a name of VBA"
    if bool(sheet.tables) == bool(sheet.form):
        yield f"sheet «{sheet.title}»: either tables or a form"
    if len(sheet.tables) == 1:
        columns = sheet.tables[0][1].columns
        groups = {column.group for column in columns if column.group}
        width = sum(drawn_width(c) for c in columns if not (c.group or c.hidden)) + len(groups) * DIVIDER_WIDTH
        if width > VISIBLE_WIDTH:
            yield f"sheet «{sheet.title}»: visible columns take {width:g} characters, {VISIBLE_WIDTH} fit on a screen"
    if len(sheet.tables) > 1 and any(column.group for _, table in sheet.tables for column in table.columns):
        yield f"sheet «{sheet.title}»: no groups where tables stand side by side"


def _table_problems(table: Table) -> Iterator[str]:
    if not is_name(table.name):
        yield f"{table.name}: not a name Excel takes for a table"
    yield from (f"{table.name}: {text}" for text in _repeated("column", (c.header for c in table.columns)))
    yield from (f"{table.name}: {text}" for text in _repeated("key", (c.key for c in table.columns)))
    for column in table.columns:
        yield from column_problems(f"{table.name}[{column.header}]", column)
    for highlight in table.highlights:
        if highlight.column and highlight.column not in table.by_header:
            yield f"{table.name}: a highlight of no column «{highlight.column}»"
    for row in table.default_rows:
        for key in row.keys() - table.by_key.keys():
            yield f"{table.name}: a default row has no column {key}"
    groups = [column.group for column in table.columns if not column.hidden]
    runs = [group for n, group in enumerate(groups) if group and (n == 0 or groups[n - 1] != group)]
    yield from (f"{table.name}: {text}" for text in _repeated("run of the group", runs))


def _list_problems(schema: WorkbookSchema) -> Iterator[str]:
    for name, (table, header) in schema.lists.items():
        if not is_name(name):
            yield f"{name}: not a name Excel takes"
        if table not in schema.tables or header not in schema.tables[table].by_header:
            yield f"{name}: there is no {table}[{header}]"
