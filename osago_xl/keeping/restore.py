"""«Восстановить»: what differs from a copy is shown, and brought back as a whole, by tables or by rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from osago_xl.books.base import Row
from osago_xl.books.crypto import encrypt
from osago_xl.books.locks import alone, refuse_open
from osago_xl.keeping.backup import read_copy
from osago_xl.keeping.copies import Copy
from osago_xl.keeping.differences import WORDS, Difference, counts, differences
from osago_xl.keeping.files import write
from osago_xl.keeping.reading import our_content, stored_rows
from osago_xl.keeping.texts import shown
from osago_xl.schema.tables import WorkbookSchema
from osago_xl.work.unit import Work

Rows = dict[str, list[Row]]


def rows_of(copy: Copy, schema: WorkbookSchema, password: str | None) -> Rows:
    """The tables of a copy; one of an earlier version has no other columns than were there then."""
    name = copy.path.name
    return stored_rows(our_content(read_copy(copy, password), name, schema), name, schema)


def compare(work: Work, then: Rows, tables: Sequence[str] = (), keys: Collection[str] = ()) -> list[Difference]:
    """What is not as it was in the copy: everywhere, in some tables, or in the rows with these keys."""
    now = {name: work.rows(table) for name, table in work.schema.tables.items()}
    found = [each for each in differences(work.schema, now, then, tables) if each.key != "cfg_backup_day"]
    return [each for each in found if each.key in keys] if keys else found


def bring_back(work: Work, found: Iterable[Difference]) -> None:
    """Make the rows as they were; nothing else is touched."""
    for each in found:
        columns = [column.key for column in each.table.columns if not column.formula]
        if each.kind == "missing" and each.then is not None:
            work.add(each.table, **{column: each.then[column] for column in columns if column in each.then})
        elif each.kind == "extra" and each.now is not None:
            work.remove(each.table, each.now)
        elif each.now is not None:
            work.overwrite(each.table, each.now, **{column: then for column, (_, then) in each.cells.items()})


def put_back(copy: Copy, book: Path, password: str | None) -> None:
    """Give a closed workbook the whole content of a copy, own sheets and formats included.

    The caller has backed up the present state. A copy without a password takes that of the workbook.
    """
    data = read_copy(copy, password)
    with alone(book):
        refuse_open(book)
        write(book, encrypt(data, password) if password else data)


def preview(schema: WorkbookSchema, found: Sequence[Difference], shown: int = 15) -> list[str]:
    """Lines for the agent: counts by sheet, then the first differences cell by cell."""
    lines = []
    for name, kinds in counts(found).items():
        parts = ", ".join(f"{WORDS[kind]} {number}" for kind, number in kinds.items())
        lines.append(f"{schema.sheet_of[name].title}: {parts}")
    lines += [describe(schema, each) for each in found[:shown]]
    if len(found) > shown:
        lines.append(f"… и ещё строк: {len(found) - shown}")
    return lines


def describe(schema: WorkbookSchema, each: Difference) -> str:
    """One row: what is there now and what was."""
    cells = "; ".join(
        f"{each.table.by_key[key].header}: сейчас «{shown(now)}», было «{shown(then)}»"
        for key, (now, then) in each.cells.items()
    )
    return f"{schema.sheet_of[each.table.name].title}, {each.key}: {WORDS[each.kind]}" + (
        f" ({cells})" if cells else ""
    )
