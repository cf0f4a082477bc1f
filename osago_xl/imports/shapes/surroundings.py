"""What the agent is told of a table as a whole: lines above it, hidden rows and columns, notes where no data stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from osago_xl.imports.model import RawTable, Remark

_SHOWN, _FEW, _LONG = 10, 3, 500


def surroundings(table: RawTable, header: int) -> Iterator[Remark]:
    """Remarks about the sheet around and behind the rows of data."""
    yield from _above(table)
    if table.hidden:
        yield Remark(table.name, header, "", "Лист скрыт в файле: прочитан, как остальные.", "hidden")
    rows = sorted(row for row in table.hidden_rows if header < row <= len(table.rows) and any(table.rows[row - 1]))
    columns = sorted(column for column in table.hidden_columns if column <= len(table.rows[header - 1]))
    if rows:
        message = f"Скрытые строки прочитаны, как остальные: {_listed(map(str, rows))}."
        yield Remark(table.name, header, "", message, "hidden")
    if columns:
        message = f"Скрытые столбцы прочитаны, как остальные: {_listed(map(letters, columns))}."
        yield Remark(table.name, header, "", message, "hidden")
    for (row, column), text in table.notes.items():
        if row <= header or row in table.aside:
            yield Remark(
                table.name, row, letters(column), f"Заметка у ячейки не переносится: «{text[:_LONG]}».", "note"
            )


def _above(table: RawTable) -> Iterator[Remark]:
    if len(table.above) <= _FEW:
        for number, text in table.above.items():
            yield Remark(table.name, number, "", f"Строка над таблицей не переносится: «{text[:_LONG]}».", "above")
    else:
        first, last, said = min(table.above), max(table.above), "; ".join(table.above.values())
        message = f"Строки {first}–{last} над таблицей не переносятся: «{said[:_LONG]}»."
        yield Remark(table.name, first, "", message, "above")


def _listed(words: Iterable[str]) -> str:
    every = list(words)
    more = f" и ещё {len(every) - _SHOWN}" if len(every) > _SHOWN else ""
    return ", ".join(every[:_SHOWN]) + more


def letters(column: int) -> str:
    """The name of a column, counted from 1: 28 → «AB»."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
