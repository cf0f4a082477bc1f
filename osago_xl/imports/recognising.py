"""The table in a foreign sheet: its header row found, its columns understood, its kind decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from string import ascii_uppercase

from osago_xl.imports.kinds import (
    CLIENTS,
    POLICIES,
    Layout,
    ShortList,
    find_table,
    header_rows,
    is_listed,
    normal,
    short_list,
    words,
)
from osago_xl.imports.model import Raw, RawSheet
from osago_xl.imports.understanding.fields import fields
from osago_xl.imports.understanding.traits import Known
from osago_xl.imports.understanding.understand import By, Column, understand, wording
from osago_xl.schema.columns import as_text
from osago_xl.schema.sheets.journals import PAYMENTS
from osago_xl.schema.sheets.vehicles import CARS

_LEAST = 2
"""So many different fields make a header."""
_SAYS = 0.5
"""From this on the words of a heading count when the header row is looked for."""
_NAMES = frozenset({"name", "surname", "given"})
_ONLY_BESIDE = frozenset(
    {"name", "surname", "given", "patronymic", "comment", "premium", "row_number", "label", "discount"}
)
"""Fields that price lists have too: without another one beside them a table is none of clients."""
_OF_A_CONTRACT = frozenset({POLICIES.table, CARS.name, PAYMENTS.name})
_OF_A_CLIENT_TOO = frozenset({"agent", "insurer", "kbm", "owner"})


NOTE = "comment"
"""The answer that sends a column to the comment, under its heading."""


@dataclass(frozen=True)
class Told:
    """What the agent has said of headings, now and before: heading → our field, "" = leave out."""

    now: Mapping[str, str] = field(default_factory=dict)
    before: Mapping[str, str] = field(default_factory=dict)

    def of(self, text: str) -> tuple[str, By] | None:
        """Field and origin of an answer for a heading."""
        key = normal(text)
        answers: tuple[tuple[Mapping[str, str], By], ...] = ((self._now, "asked"), (self._before, "remembered"))
        return next(((given[key], by) for given, by in answers if key in given), None)

    @cached_property
    def _now(self) -> Mapping[str, str]:
        return {normal(header): our for header, our in self.now.items()}

    @cached_property
    def _before(self) -> Mapping[str, str]:
        return {normal(header): our for header, our in self.before.items()}


def recognise(
    sheet: RawSheet, today: date, told: Told | None = None, known: Known | None = None
) -> Layout | ShortList | None:
    """The table in a sheet; None when nothing fits."""
    told = told or Told()
    layouts = (_base(sheet, told, today, known), find_table(sheet, words().forms, {**told.before, **told.now}))
    found = max(filter(None, layouts), key=lambda layout: len(layout.fields), default=None)
    return found or short_list(sheet)


def header_strength(row: Sequence[Raw], told: Told | None = None) -> int:
    """How many different fields the cells of a row name, were it a header."""
    answers = told or Told()
    texts = [cell for cell in row if isinstance(cell, str) and cell.strip()]
    return len({given[0] if (given := answers.of(text)) else _said(text) for text in texts} - {""})


def is_heading(text: str) -> bool:
    """Whether a text heads a column of any table that is imported or compared."""
    return is_listed(text) or bool(_said(text))


def _said(text: str) -> str:
    found = wording(text)
    best = max(found, key=found.__getitem__, default="")
    return best if best and found[best] >= _SAYS else ""


def column_name(place: int) -> str:
    """«Столбец C»: how a column without a heading is called; `place` counts from 0."""
    letters = ""
    while place >= 0:
        letters, place = ascii_uppercase[place % 26] + letters, place // 26 - 1
    return f"Столбец {letters}"


def _base(sheet: RawSheet, told: Told, today: date, known: Known | None) -> Layout | None:
    """A table of clients or policies."""
    strength = {at: header_strength(sheet.rows[at], told) for at in header_rows(sheet)}
    header = max(strength, key=lambda at: (strength[at], -at), default=-1)
    if header < 0 or strength[header] < (1 if told.now or told.before else _LEAST):
        return None
    headers = {place: as_text(cell) for place, cell in enumerate(sheet.rows[header]) if as_text(cell)}
    below = sheet.rows[header + 1 :]
    given = {p: answer for p, text in headers.items() if (answer := told.of(text)) and answer[0] in {"", *fields()}}
    left_out = [place for place, text in headers.items() if place not in given and normal(text) in words().ignore]
    rest = {place: text for place, text in headers.items() if place not in given and place not in left_out}
    values = {place: [row[place] if place < len(row) else None for row in below] for place in rest}
    found = understand(rest, values, today, known, frozenset(our for our, _ in given.values()))
    found += [Column(place, headers[place], our, by, 1.0) for place, (our, by) in given.items()]
    found = _owner_is_the_client(found)
    left_out += [column.place for column in found if _is_left_out(column)]
    return _layout(header, headers, found, left_out, below)


def _owner_is_the_client(found: list[Column]) -> list[Column]:
    """«Владелец» where nobody else is named: the client himself."""
    if any(column.field in _NAMES for column in found):
        return found
    return [replace(column, field="name") if column.field == "owner" else column for column in found]


def _is_left_out(column: Column) -> bool:
    said = column.by in ("asked", "remembered")
    return fields()[column.field].left_out if column.field else said


def _layout(
    header: int, headers: dict[int, str], found: list[Column], left_out: list[int], below: Sequence[Sequence[Raw]]
) -> Layout | None:
    names = {column.field for column in found} - {""}
    told = any(column.field in _NAMES and column.by in ("asked", "remembered") for column in found)
    if not (names & _NAMES or "number" in names) or not (told or names - _ONLY_BESIDE):
        return None
    ours = {column.place: column.field for column in found if _has_cells(column) and column.place not in left_out}
    nameless = {place: column_name(place) for place in _filled_places(below) - headers.keys()}
    unknown = sorted(place for place in headers.keys() | nameless.keys() if place not in ours and place not in left_out)
    tables = {fields()[our].into.partition(".")[0] for our in ours.values() if our not in _OF_A_CLIENT_TOO}
    kind = POLICIES if tables & _OF_A_CONTRACT else CLIENTS
    columns = [*found, *(Column(place, text) for place, text in nameless.items())]
    order = tuple(sorted(columns, key=lambda column: column.place))
    return Layout(kind, header + 1, ours, headers | nameless, tuple(unknown), tuple(left_out), order)


def _has_cells(column: Column) -> bool:
    by_itself = column.field != NOTE or column.by not in ("asked", "remembered")
    return bool(column.field) and fields()[column.field].has_place and not column.doubtful and by_itself


def _filled_places(below: Sequence[Sequence[Raw]]) -> set[int]:
    """Columns in which anything stands at all."""
    found: set[int] = set()
    for row in below:
        found.update(place for place, cell in enumerate(row) if place not in found and as_text(cell))
    return found
