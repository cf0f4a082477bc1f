"""What a foreign sheet is and which of its columns is which of ours.

Clients and policies are understood by words and values (room `understanding`); registers of forms, act-reports and
lists of one column by the words of data/kinds.toml.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from osago_xl.imports.model import Raw, RawSheet, RawTable
from osago_xl.imports.understanding.understand import Column
from osago_xl.schema.columns import as_text
from osago_xl.schema.sheets import clients, policies
from osago_xl.values.text import fold

HEADER_ROWS = 60
"""A table that begins lower down has a cover page; nobody keeps clients so."""

_NOT_WORD = re.compile(r"[^\w№%]+")


@dataclass(frozen=True)
class Kind:
    """A kind of table: where its rows go and what others call its fields."""

    name: str
    table: str
    must: tuple[str, ...] = ()
    least: int = 0
    ignore: frozenset[str] = frozenset()
    synonyms: Mapping[str, str] = field(default_factory=dict)
    """Header as it is compared → our field; empty where headings are understood by their words."""


CLIENTS, POLICIES = Kind("clients", clients.CLIENTS.name), Kind("policies", policies.POLICIES.name)


@dataclass(frozen=True)
class Layout:
    """A recognised table: kind, header row (from 1), and the columns (from 0) that carry something."""

    kind: Kind
    header: int
    fields: Mapping[int, str]
    headers: Mapping[int, str]
    unknown: tuple[int, ...] = ()
    ignored: tuple[int, ...] = ()
    columns: tuple[Column, ...] = ()
    """How each column was understood; empty for tables told by listed headings."""

    @cached_property
    def header_of(self) -> Mapping[str, str]:
        """Our field → how the file calls it."""
        return {our: self.headers[place] for place, our in self.fields.items()}


@dataclass(frozen=True)
class ShortList:
    """A sheet that is a list of words of one of our reference tables; `first` is its first row (from 1)."""

    table: str
    column: str
    first: int


@dataclass(frozen=True)
class Words:
    """All data of kinds.toml."""

    forms: Kind
    act: Kind
    """An insurer's act-report: compared with our policies, never imported."""
    ignore: frozenset[str]
    lists: Mapping[str, Mapping[str, Any]]
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """List of words → spelling as it is compared → our word."""


def normal(text: object) -> str:
    """A header as it is compared: «Мощность, л.с.» and «мощность  Л С» are the same."""
    return _NOT_WORD.sub(" ", fold(as_text(text))).strip()


@cache
def words() -> Words:
    """The synonyms, loaded once."""
    raw = tomllib.loads(files("osago_xl.imports").joinpath("data/kinds.toml").read_text("utf-8"))
    ignore = frozenset(map(normal, raw["ignore"]["headings"]))
    ours = {name: {normal(s): word for word, all_ in each.items() for s in all_} for name, each in raw["words"].items()}
    return Words(_kind("forms", raw["forms"]), _kind("act", raw["act"]), ignore, raw["lists"], ours)


def _kind(name: str, raw: Mapping[str, Any]) -> Kind:
    synonyms = {normal(text): our for our, texts in raw["fields"].items() for text in texts}
    ignore = frozenset(map(normal, raw["ignore"]))
    return Kind(name, raw["table"], tuple(raw["must"]), raw["least"], ignore, synonyms)


@cache
def _listed() -> frozenset[str]:
    return frozenset().union(*(kind.synonyms.keys() | kind.ignore for kind in (words().forms, words().act)))


def is_listed(text: str) -> bool:
    """Whether a text is a heading of a table that is told by listed headings."""
    return normal(text) in _listed()


def header_rows(sheet: RawSheet) -> range:
    """Where a header may stand, counted from 0: where it was found, else anywhere near the top."""
    if isinstance(sheet, RawTable) and sheet.head:
        return range(sheet.head - 1, sheet.head)
    return range(min(HEADER_ROWS, len(sheet.rows)))


def find_table(sheet: RawSheet, kind: Kind, mapping: Mapping[str, str]) -> Layout | None:
    """The table of a kind told by listed headings: the row that names most of its fields, the upper of equals."""
    own = {normal(header): our for header, our in mapping.items()}
    rows = header_rows(sheet)
    found = [layout for at in rows if (layout := _layout(kind, at + 1, sheet.rows[at], own))]
    return max(found, key=lambda layout: (len(layout.fields), -layout.header), default=None)


def _layout(kind: Kind, number: int, row: Sequence[Raw], own: Mapping[str, str]) -> Layout | None:
    headers = {place: as_text(cell) for place, cell in enumerate(row) if as_text(cell)}
    fields: dict[int, str] = {}
    rest: list[int] = []
    for place, text in headers.items():
        our = own.get(normal(text), kind.synonyms.get(normal(text)))
        if our is None or our in fields.values():
            rest.append(place)
        elif our:
            fields[place] = our
    if len(fields) < kind.least or not set(kind.must) <= set(fields.values()):
        return None
    ignored = tuple(place for place in rest if normal(headers[place]) in kind.ignore)
    return Layout(kind, number, fields, headers, tuple(p for p in rest if p not in ignored), ignored)


def short_list(sheet: RawSheet) -> ShortList | None:
    """A sheet of one column whose title or name says of what it is a list."""
    first = next((number for number, row in enumerate(sheet.rows, 1) if _filled(row)), 0)
    if not first or any(len(_filled(row)) > 1 for row in sheet.rows):
        return None
    title = _filled(sheet.rows[first - 1])[0]
    for table, each in words().lists.items():
        in_title = any(word in fold(title) for word in each["words"])
        if in_title or any(word in fold(sheet.name) for word in each["words"]):
            return ShortList(table, each["column"], first + in_title)
    return None


def _filled(row: Sequence[Raw]) -> list[str]:
    return [text for cell in row if (text := as_text(cell))]
